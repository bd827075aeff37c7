using System.Globalization;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Texts;

/// <summary>The sentences of problems that a whole file has.</summary>
internal static class FileSentences
{
    private static readonly Localized Office = new(
        "This is a document or an old workbook of an office program; of those only workbooks of the kind XLSX are taken.",
        "Это документ или книга старого формата офисной программы; из таких файлов принимаются только книги в формате XLSX.");

    private static readonly Localized SaveAsCsv = new(
        "Choose “CSV” or “XLSX” when you export. If you have only this file, open it, save it as an XLSX workbook or as “CSV UTF-8” and drop that file.",
        "При выгрузке выберите «CSV» или «XLSX». Если есть только этот файл, откройте его, сохраните как книгу XLSX или «CSV UTF-8» и загрузите этот файл.");

    public static IReadOnlyDictionary<string, ProblemSentence> All { get; } = new Dictionary<string, ProblemSentence>(StringComparer.Ordinal)
    {
        [ProblemCodes.UnknownFormat] = new(
            new("unknown format", "неизвестный формат"),
            p => RefusedSentences.Message(p) ?? (p.Context.Alternatives.Count == 0
                ? new("The columns of this file are not those of any format that is known here.", "Столбцы этого файла не похожи ни на один известный формат.")
                : new(
                    $"The columns of this file are not those of any format that is known here; they come closest to: {DomainNames.Format(p.Context.Alternatives[0], null).English}.",
                    $"Столбцы этого файла не похожи ни на один известный формат; ближе всего: {DomainNames.Format(p.Context.Alternatives[0], null).Russian}.")),
            p => RefusedSentences.Fix(p) ?? new(
                "Drop the file exactly as the platform exported it: with its header row, with no column renamed or deleted. For costs that no platform exports, use a costs file with the columns Date, UTMSource, Expenses and Currency. For any other table, whoever looks after the configuration can add a mapping: kpi check FILE --suggest drafts it.",
                "Загрузите файл ровно в том виде, в каком его выгрузила платформа: со строкой заголовков, без переименованных и удалённых столбцов. Для затрат, которых нет ни в одной платформе, подойдёт файл затрат со столбцами Date, UTMSource, Expenses и Currency. Для любой другой таблицы тот, кто ведёт настройки, может добавить разметку: черновик составит kpi check ФАЙЛ --suggest.")),

        [ProblemCodes.EmptyFile] = new(
            new("empty file", "пустой файл"),
            _ => new("The file is empty.", "Файл пуст."),
            p => new(
                "Look whether the upload was interrupted or the report has no data for its dates, then export the file once more and drop it again.",
                "Проверьте, не прервалась ли загрузка и есть ли в отчёте данные за эти даты, затем выгрузите файл ещё раз и загрузите снова.")),

        [ProblemCodes.LimitExceeded] = new(
            new("too large", "слишком большой"),
            p => IsRange(p)
                ? new($"The range of days is longer than what is taken here{Limit(p).English}{p.AndValue.English}.", $"Диапазон дней длиннее, чем здесь принимается{Limit(p).Russian}{p.AndValue.Russian}.")
                : new($"The file is larger than what is taken here{Limit(p).English}.", $"Файл больше, чем здесь принимается{Limit(p).Russian}."),
            p => IsRange(p)
                ? new(
                    "Check the years of the range. If they are right, write the amount as several rows with shorter ranges, such as one per year, save the file and drop it again.",
                    "Проверьте годы в диапазоне. Если они верны, разбейте сумму на несколько строк с более короткими диапазонами, например по году, сохраните файл и загрузите его ещё раз.")
                : IsPacking(p)
                ? new(
                    "Unpack the archive on your computer and drop the files in it one by one. If a workbook is meant, export it as CSV.",
                    "Распакуйте архив на своём компьютере и загрузите файлы из него по одному. Если это книга, выгрузите её как CSV.")
                : new(
                "Export a shorter range of dates or fewer columns, and drop the parts one by one: they add up to the same. If it is one huge cell, look for a quotation mark that is opened and never closed.",
                "Выгрузите меньший период или меньше столбцов и загрузите части по очереди: в сумме получится то же самое. Если дело в одной огромной ячейке, поищите кавычку, которая открыта и не закрыта.")),

        [ProblemCodes.RefusedContainer] = new(
            new("archive not taken", "архив не принят"),
            p => p.Argument(0) switch
            {
                "nested" => new("The archive holds another archive, which is not taken.", "Внутри архива лежит другой архив, такие не принимаются."),
                "too_large" => new("The archive unpacks to more than what is taken here.", "После распаковки архив больше, чем здесь принимается."),
                "too_many" => new("The archive holds more files than are taken at once.", "В архиве больше файлов, чем принимается за один раз."),
                "unsafe_path" => new("The archive holds a file whose name leads out of it.", "В архиве есть файл, имя которого ведёт за его пределы."),
                "office" => Office,
                "zip" or "gzip" => new("This is an archive inside of something else, which is not taken.", "Это архив внутри другого файла, такие не принимаются."),
                "rar" or "7z" or "tar" => new("This is an archive of a kind that is not taken; ZIP and GZ are.", "Архивы такого вида не принимаются; принимаются ZIP и GZ."),
                "split" => new("This is one part of an archive that was split.", "Это одна часть архива, разбитого на тома."),
                "method" => new("The file is packed in a way that is not taken.", "Файл сжат способом, который здесь не поддерживается."),
                "overlapping" => new("The archive is built so that its files lie over each other, as no archiver does it.", "Архив устроен так, что файлы в нём накладываются друг на друга: так не делает ни один архиватор."),
                "entities" => new("The workbook holds definitions that no spreadsheet program writes and that can do harm.", "В книге есть определения, которых не пишет ни одна программа для таблиц и которые могут навредить."),
                _ => new("An archive of this kind is not taken.", "Архивы такого вида не принимаются."),
            },
            p => p.Argument(0) is "office" or "entities" ? SaveAsCsv : new(
                "Unpack the archive on your computer and drop the files in it one by one.",
                "Распакуйте архив на своём компьютере и загрузите файлы из него по одному.")),

        [ProblemCodes.DamagedContainer] = new(
            new("damaged file", "повреждённый файл"),
            p => p.Argument(0) == PageFaults.Header
                ? PullSentences.Damaged(p)
                : new("The archive or workbook is damaged and cannot be opened.", "Архив или книга повреждены и не открываются."),
            p => new(
                $"The upload was probably cut off: {p.ExportAgain.English}, see that it opens on your computer, and drop it again.",
                $"Скорее всего, загрузка оборвалась: {p.ExportAgain.Russian}, убедитесь, что он открывается у вас на компьютере, и загрузите снова.")),

        [ProblemCodes.ProtectedFile] = new(
            new("password", "пароль"),
            _ => new("The file is protected by a password.", "Файл защищён паролем."),
            _ => new("Remove the password (save a copy without it) and drop the file again.", "Снимите пароль (сохраните копию без него) и загрузите файл ещё раз.")),

        [ProblemCodes.NotText] = new(
            new("not a table", "не таблица"),
            p => p.Argument(0) switch
            {
                "pdf" => new("This is a PDF document and not a table.", "Это документ PDF, а не таблица."),
                "image" => new("This is a picture and not a table.", "Это картинка, а не таблица."),
                "office" => Office,
                "utf-32" => new("The text is encoded as UTF-32, which no platform exports.", "Текст в кодировке UTF-32, в которой ни одна платформа не выгружает."),
                _ => new("The file is not text, so it cannot be a table of figures.", "Файл не текстовый, таблицы с цифрами в нём быть не может."),
            },
            p => p.Argument(0) == "office" ? SaveAsCsv : new("Choose “CSV” when you export, and drop the CSV file.", "При выгрузке выберите «CSV» и загрузите файл CSV.")),

        [ProblemCodes.OtherSheets] = new(
            new("other sheets", "другие листы"),
            p => new(
                $"Other sheets of this workbook hold tables that would be understood, too{Listed(p)}; they were not read.",
                $"На других листах этой книги тоже есть понятные таблицы{Listed(p)}; они не прочитаны."),
            _ => new(
                "If they say something else than this sheet, save each as a file of its own and drop it.",
                "Если там другие данные, сохраните каждый лист отдельным файлом и загрузите его.")),

        [ProblemCodes.HeaderOnly] = new(
            new("no rows", "нет строк"),
            _ => new("The file has a header and no rows.", "В файле есть заголовок и нет ни одной строки."),
            p => new(
                $"If there should be data, check the dates and filters of the report and {p.ExportAgain.English}. If there was nothing on these days, nothing is to be done.",
                $"Если данные должны быть, проверьте даты и фильтры отчёта и {p.ExportAgain.Russian}. Если за эти дни ничего не было, ничего делать не нужно.")),

        [ProblemCodes.Undated] = new(
            new("no days", "нет дней"),
            p => p.Argument(1) is "no_range"
                ? new(
                    "The rows have no day of their own, and the file does not say which days it is about: its figures are shown here and count nowhere.",
                    "У строк нет своего дня, и период в файле не указан: его цифры видны здесь, но нигде не учитываются.")
                : new(
                    "The rows have no day of their own: they count for weeks and months that hold the file's dates whole, and for no single day.",
                    "У строк нет своего дня: они учитываются в неделях и месяцах, в которые период файла входит целиком, и ни в одном отдельном дне."),
            UndatedFix),

        [ProblemCodes.CurrencyUnknown] = new(
            new("currency not stated", "валюта не указана"),
            p => p.Argument(0) is { } used
                ? new($"The file does not say in which currency its amounts are; they count as {used}.", $"В файле не сказано, в какой валюте суммы; они считаются как {used}.")
                : new("The file does not say in which currency its amounts are.", "В файле не сказано, в какой валюте суммы."),
            p => p.Argument(0) is { } used
                ? new(
                    $"If {used} is right, nothing is to be done. If not, add the currency column to the export and drop it again.",
                    $"Если {used} верно, ничего делать не нужно. Если нет, добавьте в выгрузку столбец с валютой и загрузите её ещё раз.")
                : new(
                    "Add the currency column to the export, or set currency in the brand's configuration, for example currency: EUR.",
                    "Добавьте в выгрузку столбец с валютой или задайте currency в настройках бренда, например currency: EUR.")),

        [ProblemCodes.CurrencyMixed] = new(
            new("several currencies", "несколько валют"),
            p => new(
                $"The file holds amounts in several currencies{Listed(p)}; they are kept apart and never added.",
                $"В файле суммы в нескольких валютах{Listed(p)}; они учтены раздельно и не складываются."),
            p => new(
                "If that is meant, nothing is to be done. If not, check the currency column and export one file per account.",
                "Если так и задумано, ничего делать не нужно. Если нет, проверьте столбец с валютой и выгрузите по файлу на каждый аккаунт.")),

        [ProblemCodes.ControlMismatch] = new(
            new("differs from the file's total", "расходится с итогом файла"),
            p => p.Argument(0) is { } measure && p.Number(1) is { } file && p.Number(2) is { } read
                ? new(
                    $"{DomainNames.Measure(measure).English}: the file's own total is {file.English}, its rows add up to {read.English}.",
                    $"{DomainNames.Measure(measure).Russian}: в итоговой строке файла {file.Russian}, а сумма строк – {read.Russian}.")
                : new("The rows do not add up to the file's own total.", "Сумма строк не равна итоговой строке файла."),
            p => new(
                $"First mend the rows that were not used, if there are any. If there are none, rows are missing from the file: {p.ExportAgain.English} without filters and drop it unchanged.",
                $"Сначала исправьте неучтённые строки, если они есть. Если их нет, в файле не хватает строк: {p.ExportAgain.Russian} без фильтров и загрузите без изменений.")),

        [ProblemCodes.Provisional] = new(
            new("may still change", "данные предварительные"),
            _ => new(
                "The platform says that the figures of this export may still be incomplete.",
                "Платформа предупреждает: цифры в этой выгрузке могут быть ещё неполными."),
            p => new(
                $"In a day or two {p.ExportAgain.English} for the same days and drop it; the newer figures replace these.",
                $"Через день-два {p.ExportAgain.Russian} за те же дни и загрузите: новые цифры заменят эти.")),

        [ProblemCodes.NoFigures] = new(
            new("no figures", "без цифр"),
            _ => new("The file says how the export was filtered; it has no figures of its own.", "В файле записано, как отфильтрована выгрузка; своих цифр в нём нет."),
            _ => new("Nothing has to be done.", "Делать ничего не нужно.")),

        [ProblemCodes.Derived] = new(
            new("worked out from other columns", "вычислено по другим столбцам"),
            p => p.Argument(0) is not { } measure
                ? new("A measure was worked out from other columns.", "Показатель вычислен по другим столбцам.")
                : p.Argument(1) is "goals" && p.Argument(2) is { } count
                ? new(
                    $"The file has no column for all goals, so the columns of its {count} goals were added ({DomainNames.Measure(measure).English}).",
                    $"В файле нет столбца по всем целям, поэтому сложены столбцы отдельных целей: {count} ({DomainNames.Measure(measure).Russian}).")
                : new(
                    $"The file only has a rounded share, so these numbers are approximate: {DomainNames.Measure(measure).English}.",
                    $"В файле есть только округлённая доля, поэтому эти числа приблизительные: {DomainNames.Measure(measure).Russian}."),
            p => p.Argument(1) is "goals"
                ? new(
                    "If not all of these goals are what you count, export the file with those only.",
                    "Если нужны не все эти цели, выгрузите файл только с нужными.")
                : new("Nothing has to be done.", "Делать ничего не нужно.")),

        [ProblemCodes.BrandNotConfigured] = new(
            new("brand not configured", "бренд не настроен"),
            p => p.Argument(0) is { } brand && p.Argument(1) is { } zone && p.Argument(2) is { } currency
                ? new(
                    $"No brand with the id “{brand}” is configured, so the file was read with the defaults: time zone {zone}, currency {currency}.",
                    $"Бренд с идентификатором «{brand}» не настроен, поэтому файл прочитан с настройками по умолчанию: часовой пояс {zone}, валюта {currency}.")
                : new(
                    "No brand with the id of this folder is configured, so the file was read with the defaults.",
                    "Бренд с идентификатором этой папки не настроен, поэтому файл прочитан с настройками по умолчанию."),
            p => new(
                $"If the folder is misspelt, move the file into the right one. Else have the brand's configuration stored as config/{p.Argument(0) ?? "brand"}.yaml, and drop the file again if its time zone or currency is another one.",
                $"Если в названии папки опечатка, переместите файл в нужную папку. Если нет, пусть настройки бренда сохранят как config/{p.Argument(0) ?? "brand"}.yaml; если часовой пояс или валюта там другие, загрузите файл ещё раз.")),
    };

    /// <summary>For a code that a newer reader gives and this text does not know.</summary>
    public static ProblemSentence Other { get; } = new(
        new("please look", "обратите внимание"),
        p => new(
            $"There is something to know about the file{p.InColumn.English}{p.AndValue.English}.",
            $"О файле стоит кое-что знать{p.InColumn.Russian}{p.AndValue.Russian}."),
        p => p.IsInfo ? new("Nothing has to be done.", "Делать ничего не нужно.") : new(
            $"Compare it with where the file comes from; if it is wrong, {p.ExportAgain.English} and drop it again.",
            $"Сверьте с источником файла; если что-то неверно, {p.ExportAgain.Russian} и загрузите снова."));

    private static Localized UndatedFix(ProblemFacts p) => (p.Argument(0) ?? p.Source)?.Split('/')[0] switch
    {
        "google-ads" => new(
            "In Google Ads open the report, choose Segment → Time → Day, download it again and drop it.",
            "В Google Ads откройте отчёт, выберите «Сегмент» → «Время» → «День», скачайте его ещё раз и загрузите."),
        "google-analytics" => new(
            "In Google Analytics add the dimension Date to the report or exploration, download it again and drop it.",
            "В Google Analytics добавьте в отчёт или исследование параметр «Дата», скачайте ещё раз и загрузите."),
        "meta-ads" => new(
            "In Ads Manager choose Breakdown → By time → Day, export the table again and drop it.",
            "В Ads Manager выберите «Разбивка» → «По времени» → «День», выгрузите таблицу ещё раз и загрузите."),
        "vk-ads" => new(
            "In VK Ads open the statistics, split them by day, export them again and drop the file.",
            "В VK Рекламе откройте статистику, выберите детализацию по дням, выгрузите её ещё раз и загрузите файл."),
        "yandex-direct" => new(
            "In the report wizard of Yandex Direct add the grouping “Дата” by days, export again and drop the file.",
            "В мастере отчётов Яндекс Директа добавьте группировку «Дата» по дням, выгрузите ещё раз и загрузите файл."),
        "google-search-console" => new(
            "Of the archive that Search Console exports, Chart.csv has the days: drop that file, or the whole archive.",
            "В архиве, который выгружает Search Console, по дням разбит файл Chart.csv: загрузите его или весь архив."),
        "yandex-metrica" => new(
            "In the report of Yandex Metrica add the grouping “Date of visit” in front of the others, export it as CSV again and drop it.",
            "В отчёте Яндекс Метрики добавьте перед остальными группировку «Дата визита», выгрузите его в CSV ещё раз и загрузите."),
        _ => new(
            "Export the same report split by day (a column with the date in every row) and drop it.",
            "Выгрузите тот же отчёт с разбивкой по дням (столбец с датой в каждой строке) и загрузите его."),
    };

    private static string Listed(ProblemFacts p) => p.Arguments.Count == 0 ? string.Empty : $" ({string.Join(", ", p.Arguments)})";

    private static bool IsRange(ProblemFacts p) => p.Argument(0) is "rangeDays" or "spreadDays";

    private static bool IsPacking(ProblemFacts p) => p.Argument(0) is "containerEntries" or "containerBytes" or "compressionRatio" or "containerDepth";

    private static Localized Limit(ProblemFacts p)
    {
        if (p.Argument(0) is not { } name)
        {
            return ProblemFacts.Nothing;
        }

        // By its name whoever runs the deployment finds it among the limits.
        var words = LimitInWords(p, name);
        return LimitSettings.Names.FirstOrDefault(x => x.Equals("Max" + name, StringComparison.OrdinalIgnoreCase)) is { } setting
            ? new($"{words.English} (limit {setting})", $"{words.Russian} (предел {setting})")
            : words;
    }

    private static Localized LimitInWords(ProblemFacts p, string name)
    {
        var value = p.Number(1);
        var bytes = p.Count(1) is { } count ? Bytes(count) : value;
        return (name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(), value, bytes) switch
        {
            ("MAXCOLUMNS" or "COLUMNS", { } n, _) => new($": at most {n.English} columns", $": не больше {n.Russian} столбцов"),
            ("MAXRECORDBYTES" or "RECORDBYTES", _, { } n) => new($": at most {n.English} in one row", $": не больше {n.Russian} в одной строке"),
            ("MAXCELLBYTES" or "CELLBYTES", _, { } n) => new($": at most {n.English} in one cell", $": не больше {n.Russian} в одной ячейке"),
            ("MAXFILEBYTES" or "FILEBYTES" or "MAXBYTES", _, { } n) => new($": at most {n.English}", $": не больше {n.Russian}"),
            ("MAXPAGEBYTES" or "PAGEBYTES", _, { } n) => new($": at most {n.English} in one page", $": не больше {n.Russian} на одной странице"),
            ("MAXROWS" or "ROWS", { } n, _) => new($": at most {n.English} rows", $": не больше {n.Russian} строк"),
            ("CONTAINERENTRIES", { } n, _) => new($": at most {n.English} files in an archive", $": не больше {n.Russian} файлов в архиве"),
            ("CONTAINERBYTES", _, { } n) => new($": at most {n.English} once it is unpacked", $": не больше {n.Russian} после распаковки"),
            ("COMPRESSIONRATIO", { } n, _) => new($": it unpacks to more than {n.English} times its size", $": после распаковки он больше в {n.Russian} раз и более"),
            ("CONTAINERDEPTH", { } n, _) => new($": at most {n.English} archives within each other", $": не больше {n.Russian} архивов друг в друге"),
            ("SHAREDTEXTBYTES", _, { } n) => new($": at most {n.English} of texts in a workbook", $": не больше {n.Russian} текстов в книге"),
            ("WORKSHEETROWS", { } n, _) => new($": at most {n.English} rows in a sheet", $": не больше {n.Russian} строк на листе"),
            ("WORKSHEETCOLUMNS", { } n, _) => new($": at most {n.English} columns in a sheet", $": не больше {n.Russian} столбцов на листе"),
            ("RANGEDAYS", { } n, _) => new($": at most {n.English} days for one amount", $": не больше {n.Russian} дней на одну сумму"),
            ("SPREADDAYS", { } n, _) => new($": at most {n.English} days in all ranges of a file together", $": не больше {n.Russian} дней во всех диапазонах файла вместе"),
            (_, { } n, _) => new($": {n.English}", $": {n.Russian}"),
            _ => ProblemFacts.Nothing,
        };
    }

    private static Localized Bytes(long count) => count % (1024 * 1024) == 0
        ? Size(count / (1024 * 1024), "MiB", "МиБ")
        : count % 1024 == 0 ? Size(count / 1024, "KiB", "КиБ") : Size(count, "bytes", "Б");

    private static Localized Size(long count, string english, string russian)
    {
        var number = count.ToString(CultureInfo.InvariantCulture);
        return new(number + TextFormat.NoBreakSpace + english, number + TextFormat.NoBreakSpace + russian);
    }
}
