using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Texts;

/// <summary>The sentences of problems that a row or a cell has.</summary>
internal static class RowSentences
{
    private static readonly Localized DropAgain = new("then drop it again", "затем загрузите его ещё раз");

    public static IReadOnlyDictionary<string, ProblemSentence> All { get; } = new Dictionary<string, ProblemSentence>(StringComparer.Ordinal)
    {
        [ProblemCodes.BadNumber] = new(
            new("not a number", "не число"),
            p => new(
                $"A number cannot be read{p.InColumn.English}{p.AndValue.English}.",
                $"Не удаётся прочитать число{p.InColumn.Russian}{p.AndValue.Russian}."),
            p => new(
                $"Open the file, put a plain number such as 1234.50 into this cell, save the file and {DropAgain.English}. Or {p.ExportAgain.English} and drop it without opening it on the way.",
                $"Откройте файл, впишите в эту ячейку обычное число, например 1234.50, сохраните файл, {DropAgain.Russian}. Или {p.ExportAgain.Russian} и загрузите, не открывая его по пути.")),

        [ProblemCodes.BadDate] = new(
            new("not a date", "не дата"),
            p => new(
                $"A date cannot be read{p.InColumn.English}{p.AndValue.English}.",
                $"Не удаётся прочитать дату{p.InColumn.Russian}{p.AndValue.Russian}."),
            p => new(
                $"Open the file, write the date as year-month-day, for example 2026-11-20, save the file and {DropAgain.English}. If many rows are affected, {p.ExportAgain.English} with dates in this form.",
                $"Откройте файл, запишите дату в виде год-месяц-день, например 2026-11-20, сохраните файл, {DropAgain.Russian}. Если таких строк много, {p.ExportAgain.Russian} с датами в этом виде.")),

        [ProblemCodes.AmbiguousDate] = new(
            new("unclear whether day or month comes first", "неясно, что сначала – день или месяц"),
            p => new(
                $"It is not clear whether the day or the month comes first{p.InColumn.English}{p.AndValue.English}. Nothing in the file settles it.",
                $"Неясно, что стоит сначала – день или месяц{p.InColumn.Russian}{p.AndValue.Russian}. В файле нет ничего, что это решает."),
            AmbiguousDateFix),

        [ProblemCodes.FutureDate] = new(
            new("date in the future", "дата в будущем"),
            p => new(
                $"The date lies in the future{p.InColumn.English}{p.AndValue.English}{(p.Argument(0) is { } latest ? $" (the latest day taken is {latest})" : "")}.",
                $"Дата ещё не наступила{p.InColumn.Russian}{p.AndValue.Russian}{(p.Argument(0) is { } day ? $" (принимаются дни не позже {day})" : "")}."),
            p => new(
                $"Check the year, and whether day and month have changed places. Correct the cell or {p.ExportAgain.English}, {DropAgain.English}. Days are counted in the brand's time zone (timeZone in the configuration).",
                $"Проверьте год и не поменялись ли местами день и месяц. Исправьте ячейку или {p.ExportAgain.Russian}, {DropAgain.Russian}. Дни считаются в часовом поясе бренда (timeZone в настройках).")),

        [ProblemCodes.MissingValue] = new(
            new("empty cell", "пустая ячейка"),
            p => new(
                $"A value that is needed is missing{p.InColumn.English}.",
                $"Не хватает нужного значения{p.InColumn.Russian}."),
            p => new(
                $"Open the file and fill in the cell (write 0 if it really is zero), save the file and {DropAgain.English}. Or {p.ExportAgain.English} with this column filled.",
                $"Откройте файл и заполните ячейку (если это действительно ноль, впишите 0), сохраните файл, {DropAgain.Russian}. Или {p.ExportAgain.Russian} с заполненным столбцом.")),

        [ProblemCodes.TooFewCells] = new(
            new("row breaks off", "строка обрывается"),
            p => p.Count(0) is { } found && p.Count(1) is { } needed
                ? new(
                    $"The row breaks off: it has {found} of {needed} cells.",
                    $"Строка обрывается: в ней {found} {Plural.Russian(found, "ячейка", "ячейки", "ячеек")} из {needed}.")
                : new(
                    "The row breaks off: it has fewer cells than it needs.",
                    "Строка обрывается: ячеек в ней меньше, чем нужно."),
            p => new(
                $"The file was probably cut off or edited by hand: {p.ExportAgain.English} and drop it unchanged.",
                $"Скорее всего, файл обрезан или правлен вручную: {p.ExportAgain.Russian} и загрузите без изменений.")),

        [ProblemCodes.UnexpectedAccount] = new(
            new("account that is not listed", "аккаунта нет в настройках"),
            p => new(
                $"The account{Account(p, " “", "”")} is not one of those that the brand's configuration lists for {p.SourceName.English}.",
                $"Аккаунта{Account(p, " «", "»")} нет среди тех, что перечислены в настройках бренда для {p.SourceName.Russian}."),
            UnexpectedAccountFix),

        [ProblemCodes.BadEncoding] = new(
            new("spoilt characters", "испорченные символы"),
            p => new(
                $"Characters are spoilt{p.InColumn.English}{p.AndValue.English}{(p.IsError ? "" : "; the row is used all the same")}.",
                $"Символы испорчены{p.InColumn.Russian}{p.AndValue.Russian}{(p.IsError ? "" : "; строка всё равно учтена")}."),
            p => new(
                $"Please {p.ExportAgain.English} and drop it unchanged. If you save it in a spreadsheet, choose “CSV UTF-8”.",
                $"Пожалуйста, {p.ExportAgain.Russian} и загрузите без изменений. Если сохраняете его в табличном редакторе, выберите «CSV UTF-8».")),

        [ProblemCodes.TooManyCells] = new(
            new("too many cells", "лишние ячейки"),
            p => p.Count(0) is { } found && p.Count(1) is { } header
                ? new(
                    $"The row has {found} cells, the header {header}; what is beyond the header was left out.",
                    $"В строке {found} {Plural.Russian(found, "ячейка", "ячейки", "ячеек")}, в заголовке – {header}; лишнее не учтено.")
                : new(
                    "The row has more cells than the header; what is beyond the header was left out.",
                    "Ячеек в строке больше, чем в заголовке; лишнее не учтено."),
            p => new(
                $"Look at this row: a comma or semicolon inside a text probably shifted its cells. If so, put the text in quotes, or {p.ExportAgain.English}.",
                $"Посмотрите на эту строку: вероятно, запятая или точка с запятой внутри текста сдвинула ячейки. Если так, возьмите текст в кавычки или {p.ExportAgain.Russian}.")),

        [ProblemCodes.BadId] = new(
            new("spoilt id", "испорченный идентификатор"),
            p => new(
                $"The id was spoilt by a spreadsheet{p.InColumn.English}{p.AndValue.English}; the row was used by its name.",
                $"Идентификатор испорчен табличным редактором{p.InColumn.Russian}{p.AndValue.Russian}; строка учтена по названию."),
            p => new(
                $"To keep the ids, {p.ExportAgain.English} and drop it without opening it in a spreadsheet. Until then something renamed may look like two.",
                $"Чтобы сохранить идентификаторы, {p.ExportAgain.Russian} и загрузите, не открывая в табличном редакторе. До тех пор переименованное может считаться двумя.")),

        [ProblemCodes.DuplicateRow] = new(
            new("row stands twice", "строка повторяется"),
            p => p.Count(0) is { } first
                ? new($"The same row already stands on line {first}; both were counted.", $"Такая же строка уже есть – строка {first}; учтены обе.")
                : new("The same row already stands in the file; both were counted.", "Такая же строка в файле уже есть; учтены обе."),
            p => new(
                $"If the row was copied by mistake, delete one of the two, save the file and {DropAgain.English}. If both are right, nothing is to be done.",
                $"Если строка скопирована по ошибке, удалите одну из двух, сохраните файл, {DropAgain.Russian}. Если обе верны, ничего делать не нужно.")),

        [ProblemCodes.Implausible] = new(
            new("please check", "проверьте, пожалуйста"),
            p => p.Argument(1) is "fall"
                ? Fall(p)
                : p.Argument(1) is "micros"
                ? new(
                    "The costs look as if they were in millionths of the currency: every one is a multiple of 10,000, and a click costs at least that. They were taken as they stand.",
                    "Похоже, расходы указаны в миллионных долях валюты: все кратны 10 000, и клик стоит не меньше. Они взяты как есть.")
                : p.Account(0) is { } account
                ? new(
                    $"This is the first file of the account {account}; so far {p.SourceName.English} came from another one. It was used.",
                    $"Это первый файл аккаунта {account}: до сих пор данные {p.SourceName.Russian} были из другого. Файл учтён.")
                : new(
                    $"It was used, but it may not be what was meant{p.InColumn.English}{p.AndValue.English}.",
                    $"Значение учтено, но, возможно, имелось в виду другое{p.InColumn.Russian}{p.AndValue.Russian}."),
            p => p.Argument(1) is "fall" ? new(
                $"If the export had a filter (of campaigns, devices or channels), or a part of the table was chosen, {p.ExportAgain.English} for these days without it and drop it. If the platform itself took the figures back, nothing is to be done.",
                $"Если выгрузка была с фильтром (по кампаниям, устройствам или каналам) или выбрана часть таблицы, {p.ExportAgain.Russian} за эти дни без него и загрузите. Если цифры снизила сама платформа, ничего делать не нужно.") : p.Argument(1) is "micros" ? new(
                "If the real costs are a million times smaller, ask the Reports service again with the header returnMoneyInMicros: false, drop that file, and have this one retracted. If they are right, nothing is to be done.",
                "Если настоящие расходы в миллион раз меньше, запросите отчёт ещё раз с заголовком returnMoneyInMicros: false, загрузите его, а этот файл отзовите. Если они верны, ничего делать не нужно.") : new(
                $"Compare it with {(DomainNames.IsPlatform(p.Source) ? p.SourceName.English : "where it comes from")}. If it is wrong, {p.ExportAgain.English} without filters, {DropAgain.English}; if it belongs to another brand, tell the person who looks after the reports.",
                $"Сверьте его с {(DomainNames.IsPlatform(p.Source) ? "данными " + p.SourceName.Russian : "источником")}. Если оно неверно, {p.ExportAgain.Russian} без фильтров, {DropAgain.Russian}; если это данные другого бренда, сообщите тому, кто отвечает за отчёты.")),
    };

    private static Localized Fall(ProblemFacts p)
    {
        var days = p.Days(2);
        var count = Plural.Days(p.Count(0) ?? 0);
        return new(
            $"On {count.English} that {Plural.English(p.Count(0) ?? 0, "was", "were")} over, what this file tells of counts for more than a fifth less than before: {days.English}{(p.Arguments[^1] is "more" ? " and others" : string.Empty)}. It was used, but it may be a filtered export.",
            $"За {count.Russian}, которые уже завершились, данные этого файла больше чем на пятую часть меньше учтённых раньше: {days.Russian}{(p.Arguments[^1] is "more" ? " и другие" : string.Empty)}. Файл учтён, но, возможно, выгрузка сделана с фильтром.");
    }

    private static Localized AmbiguousDateFix(ProblemFacts p)
    {
        var again = new Localized(
            "After that drop the file again. Or export it with dates such as 2026-11-20.",
            "После этого загрузите файл ещё раз. Или выгрузите его с датами вида 2026-11-20.");
        return p.Source is null
            ? new(
                $"Settle it once in the brand's configuration, under the key dateOrder (dayFirst or monthFirst). {again.English}",
                $"Укажите это один раз в настройках бренда, в ключе dateOrder (dayFirst или monthFirst). {again.Russian}")
            : new(
                $"Settle it once in the brand's configuration: dateOrder: {{ {p.Source}: dayFirst }} if 03/04 means 3 April, dateOrder: {{ {p.Source}: monthFirst }} if it means 4 March. {again.English}",
                $"Укажите это один раз в настройках бренда: dateOrder: {{ {p.Source}: dayFirst }}, если 03/04 – это 3 апреля, dateOrder: {{ {p.Source}: monthFirst }}, если 4 марта. {again.Russian}");
    }

    private static Localized UnexpectedAccountFix(ProblemFacts p)
    {
        var entry = p.Source is null || AccountText(p) is not { } account
            ? string.Empty
            : $": {{ source: {p.Source}, account: \"{account.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" }}";
        return new(
            $"If the account is this brand's, add it under accounts in the configuration{entry}, then drop the file again. If it is another brand's, drop the file into that brand's folder instead.",
            $"Если это аккаунт бренда, добавьте его в настройки, в раздел accounts{entry}, затем загрузите файл ещё раз. Если он принадлежит другому бренду, загрузите файл в папку того бренда.");
    }

    private static string Account(ProblemFacts p, string open, string close) => AccountText(p) is { } account ? open + account + close : string.Empty;

    private static string? AccountText(ProblemFacts p) => p.Value ?? p.Argument(0);
}
