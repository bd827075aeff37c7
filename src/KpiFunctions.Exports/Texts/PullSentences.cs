using System.Globalization;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Texts;

/// <summary>The sentences about pulled answers: nobody exported them and nobody can mend them by hand, so other advice is needed.</summary>
internal static class PullSentences
{
    private static readonly Localized AskAgain = new(
        "There is no file to mend: recent days are asked for again by themselves, others with kpi pull and the options --from and --to. If it stays like this, tell the person who looks after the reports.",
        "Исправлять файл не нужно: недавние дни запрашиваются снова сами, остальные – командой kpi pull с параметрами --from и --to. Если ничего не изменится, сообщите тому, кто отвечает за отчёты.");

    private static readonly Localized Nothing = new("Nothing has to be done.", "Делать ничего не нужно.");

    /// <summary>Codes that only answers of platforms have.</summary>
    public static IReadOnlyDictionary<string, ProblemSentence> Own { get; } = new Dictionary<string, ProblemSentence>(StringComparer.Ordinal)
    {
        [ProblemCodes.Sampled] = new(
            new("estimated from a sample", "оценка по выборке"),
            p => Percent(p) is { } share
                ? new(
                    $"The numbers are estimates: the platform counted {share.English} of the visits and calculated the rest.",
                    $"Цифры приблизительные: платформа посчитала {share.Russian} визитов, остальное рассчитала.")
                : new(
                    "The numbers are estimates: the platform counted a part of the visits and calculated the rest.",
                    "Цифры приблизительные: платформа посчитала часть визитов, остальное рассчитала."),
            _ => new(
                "Read small rows with care. Shorter ranges are sampled less: fewer days in one question may help.",
                "К небольшим строкам относитесь осторожно. Чем короче период, тем больше выборка: помочь может запрос за меньшее число дней.")),

        [ProblemCodes.Withheld] = new(
            new("rows withheld", "часть строк скрыта"),
            _ => new(
                "The platform withholds rows that could tell single people apart, so the rows may add up to less than the platform's own total.",
                "Платформа скрывает строки, по которым можно узнать отдельных людей, поэтому сумма строк может быть меньше итога самой платформы."),
            _ => Nothing),

        [ProblemCodes.DataLag] = new(
            new("data were behind", "данные отставали"),
            p => p.Count(0) is { } seconds and >= 60
                ? new(
                    $"The platform's data were {Duration(seconds).English} behind when it was asked; the last day may still grow.",
                    $"Когда платформу спросили, её данные отставали на {Duration(seconds).Russian}; последний день ещё может вырасти.")
                : new(
                    "The platform's data were behind when it was asked; the last day may still grow.",
                    "Когда платформу спросили, её данные отставали; последний день ещё может вырасти."),
            _ => new("Nothing has to be done: the day is asked for again.", "Делать ничего не нужно: этот день будет запрошен снова.")),

        [ProblemCodes.OtherZone] = new(
            new("days of another time zone", "дни в другом часовом поясе"),
            p => p.Argument(0) is { } counter && p.Argument(1) is { } brand
                ? new(
                    $"The platform counts this account's days at UTC{counter}, but the brand's are at UTC{brand}: a day in the reports begins and ends at another hour than the brand's.",
                    $"Платформа считает дни этого аккаунта по UTC{counter}, а у бренда – UTC{brand}: сутки в отчётах начинаются и кончаются не в тот час, что у бренда.")
                : new(
                    "The platform counts this account's days in another time zone than the brand's: a day in the reports begins and ends at another hour.",
                    "Платформа считает дни этого аккаунта не в часовом поясе бренда: сутки в отчётах начинаются и кончаются в другой час."),
            _ => new(
                "Make both time zones equal: change the one in the account's settings on the platform, or timeZone in the configuration.",
                "Сделайте часовые пояса одинаковыми: измените его в параметрах аккаунта на платформе или timeZone в настройках.")),
    };

    /// <summary>What is said about an answer instead of what is said about a file.</summary>
    public static IReadOnlyDictionary<string, ProblemSentence> Instead { get; } = new Dictionary<string, ProblemSentence>(StringComparer.Ordinal)
    {
        [ProblemCodes.BadNumber] = OfRow(ProblemCodes.BadNumber),
        [ProblemCodes.BadDate] = new(
            new("not a day that was asked for", "не тот день, о котором спрашивали"),
            p => p.Argument(0) is { } from && p.Argument(1) is { } to
                ? new(
                    $"The row is about a day that was not asked for{p.InColumn.English}{p.AndValue.English} (asked for: {from} – {to}).",
                    $"Строка относится к дню, о котором не спрашивали{p.InColumn.Russian}{p.AndValue.Russian} (запрошено: {from} – {to}).")
                : RowSentences.All[ProblemCodes.BadDate].Message(p),
            _ => AskAgain),
        [ProblemCodes.FutureDate] = OfRow(ProblemCodes.FutureDate),
        [ProblemCodes.MissingValue] = OfRow(ProblemCodes.MissingValue),
        [ProblemCodes.TooFewCells] = OfRow(ProblemCodes.TooFewCells),
        [ProblemCodes.TooManyCells] = OfRow(ProblemCodes.TooManyCells),
        [ProblemCodes.BadEncoding] = OfRow(ProblemCodes.BadEncoding),
        [ProblemCodes.DuplicateRow] = new(
            RowSentences.All[ProblemCodes.DuplicateRow].Title,
            p => p.Count(0) is { } first
                ? new(
                    $"The answer has this row already, as row {first}; it was counted once.",
                    $"Такая строка в ответе уже есть – строка {first}; она учтена один раз.")
                : new("The answer has this row already; it was counted once.", "Такая строка в ответе уже есть; она учтена один раз."),
            _ => AskAgain),
        [ProblemCodes.UnexpectedAccount] = new(
            RowSentences.All[ProblemCodes.UnexpectedAccount].Title,
            RowSentences.All[ProblemCodes.UnexpectedAccount].Message,
            _ => new(
                "If the account is this brand's, add it under accounts in the configuration, then pull again. If it is another brand's, remove it from connectors in the configuration.",
                "Если это аккаунт бренда, добавьте его в настройки, в раздел accounts, и запросите данные снова. Если он принадлежит другому бренду, уберите его из раздела connectors.")),
        [ProblemCodes.UnknownFormat] = new(
            new("another answer than expected", "не тот ответ, которого ждали"),
            Unknown,
            _ => new(
                "The platform's answers and this version of KpiFunctions do not fit together: tell the person who looks after it. The answer is kept and can be read again later.",
                "Ответы платформы и эта версия KpiFunctions не подходят друг к другу: сообщите тому, кто за неё отвечает. Ответ сохранён, его можно будет прочитать позже.")),
        [ProblemCodes.DamagedContainer] = new(new("broken answer", "испорченный ответ"), Damaged, _ => AskAgain),
        [ProblemCodes.LimitExceeded] = new(
            FileSentences.All[ProblemCodes.LimitExceeded].Title,
            FileSentences.All[ProblemCodes.LimitExceeded].Message,
            _ => AskAgain),
        [ProblemCodes.ControlMismatch] = new(
            new("differs from the platform's total", "расходится с итогом платформы"),
            p => p.Argument(0) is { } measure && p.Number(1) is { } stated && p.Number(2) is { } read
                ? new(
                    $"{DomainNames.Measure(measure).English}: the platform says {stated.English} in all, its rows add up to {read.English}{(IsWithheld(p) ? "; it withholds rows, so that is to be expected" : "")}.",
                    $"{DomainNames.Measure(measure).Russian}: по словам платформы всего {stated.Russian}, а сумма строк – {read.Russian}{(IsWithheld(p) ? "; часть строк она скрывает, так и должно быть" : "")}.")
                : new("The rows do not add up to the platform's total.", "Сумма строк не равна итогу платформы."),
            p => IsWithheld(p) ? Nothing : AskAgain),
    };

    private static bool IsWithheld(ProblemFacts p) => p.Argument(3) == ProblemCodes.Withheld;

    private static ProblemSentence OfRow(string code) => new(RowSentences.All[code].Title, RowSentences.All[code].Message, static _ => AskAgain);

    private static Localized Unknown(ProblemFacts p) => (p.Argument(0), p.Argument(1), p.Argument(2)) switch
    {
        ("metrics", { } found, { } expected) => new(
            $"The answer holds other figures than the question asks for: {found}; expected were {expected}.",
            $"В ответе не те показатели, о которых спрашивали: {found}; ожидались {expected}."),
        ("dimensions", { } found, { } expected) => new(
            $"The answer is grouped otherwise than the question asks for: by {found}; expected was {expected}.",
            $"Ответ сгруппирован не так, как спрашивали: по {found}; ожидалось {expected}."),
        ("pullSource", { } source, _) => new(
            $"Answers of {DomainNames.OfSource(source).English} are not read by this version.",
            $"Ответы {DomainNames.OfSource(source).Russian} эта версия не читает."),
        ("pullView", { } view, _) => new(
            $"This version does not know the question “{view}” to the platform.",
            $"Эта версия не знает такого запроса к платформе: «{view}»."),
        _ => new("The answer is not one that is known here.", "Такой ответ здесь неизвестен."),
    };

    /// <summary>What is wrong with the pages.</summary>
    public static Localized Damaged(ProblemFacts p)
    {
        var page = p.Argument(1) is { } number and not "0" ? new Localized($"Page {number}", $"Страница {number}") : new("A page", "Одна из страниц");
        return p.Argument(0) switch
        {
            PageFaults.Header => new("The first line of this kept answer is not one that a pull writes.", "Первая строка этого сохранённого ответа не похожа на ту, что пишет загрузка."),
            PageFaults.NoPages => new("The answer has no pages.", "В ответе нет ни одной страницы."),
            PageFaults.CutOff => new($"{page.English} of the answer is cut off; it and what follows was not used.", $"{page.Russian} ответа обрывается; она и всё после неё не учтены."),
            PageFaults.Length => new($"{page.English} of the answer has another length than was written down; it and what follows was not used.", $"{page.Russian} ответа не той длины, что записана; она и всё после неё не учтены."),
            PageFaults.Status => new(
                $"{page.English} of the answer is an error of the platform{(p.Argument(2) is { } status ? $" ({status})" : "")}.",
                $"{page.Russian} ответа – сообщение платформы об ошибке{(p.Argument(2) is { } code ? $" ({code})" : "")}."),
            PageFaults.NotJson => new($"{page.English} of the answer is not what the platform promises, or it is cut off; it was not used.", $"{page.Russian} ответа не того вида, который обещает платформа, или обрывается; она не учтена."),
            PageFaults.Shape => new($"{page.English} of the answer has no rows where the platform promises them; it was not used.", $"На странице ответа{(p.Argument(1) is { } which and not "0" ? " " + which : "")} нет строк там, где их обещает платформа; она не учтена."),
            PageFaults.Repeats => new(
                $"{page.English} of the answer repeats{(p.Argument(2) is { } earlier ? $" page {earlier}" : " another one")}; it was counted once.",
                $"{page.Russian} ответа повторяет{(p.Argument(2) is { } before ? $" страницу {before}" : " другую")}; она учтена один раз."),
            PageFaults.Differ => new("The data changed while the pages were asked for: they do not state the same totals.", "Данные изменились, пока запрашивались страницы: итоги на них разные."),
            PageFaults.Trailing => new("Something follows the last page of the answer; it was not used.", "После последней страницы ответа есть что-то ещё; оно не учтено."),
            _ => new("The answer is broken.", "Ответ испорчен."),
        };
    }

    private static Localized? Percent(ProblemFacts p)
    {
        if (!decimal.TryParse(p.Argument(0), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share is <= 0 or > 1)
        {
            return null;
        }

        // A thousandth of a per cent is not said as "0 %".
        var percent = Math.Max(share * 100, 0.01m);
        return new(
            TextFormat.Number(percent, 2, TextLanguage.English) + "%",
            TextFormat.Number(percent, 2, TextLanguage.Russian) + TextFormat.NoBreakSpace + "%");
    }

    private static Localized Duration(long seconds)
    {
        var minutes = seconds / 60;
        var hours = minutes / 60;
        return hours > 0
            ? new($"{hours} {Plural.English(hours, "hour", "hours")}", $"{hours}{TextFormat.NoBreakSpace}{Plural.Russian(hours, "час", "часа", "часов")}")
            : new($"{minutes} {Plural.English(minutes, "minute", "minutes")}", $"{minutes}{TextFormat.NoBreakSpace}{Plural.Russian(minutes, "минуту", "минуты", "минут")}");
    }
}
