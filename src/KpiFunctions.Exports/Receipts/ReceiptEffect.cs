using KpiFunctions.Core.Selection;
using KpiFunctions.Core.Selection.Effects;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>What a file changed in what counts, in words.</summary>
internal static class ReceiptEffect
{
    /// <summary>So many renamed campaigns are named; an agency may rename all of them at once.</summary>
    private const int MostRenames = 10;

    public static ReceiptChanges Of(FileEffect effect, ReceiptWords words)
    {
        List<string> reasons = [.. effect.NotUsed.Select(x => Reason(x, words))];
        if (effect.OnlyOlder > 0)
        {
            reasons.Add(OnlyOlder(effect.OnlyOlder, words));
        }

        reasons.AddRange(effect.Renames.Take(MostRenames).Select(x => Renamed(x, words)));
        if (effect.Renames.Count > MostRenames)
        {
            reasons.Add(MoreRenames(effect.Renames.Count - MostRenames, words));
        }

        // Where nothing was known before, the table of the file's sums has said it all.
        var sums = effect.Changes.Any(static x => x.Before is not null) ? effect.Changes.Select(x => Sum(x, words)) : [];
        return new(Verdict(effect, words), reasons, [.. sums]);
    }

    private static string Verdict(FileEffect effect, ReceiptWords words)
    {
        var notUsed = effect.NotUsed.Sum(static x => x.Rows);
        if (effect.New + effect.Updated + notUsed == 0)
        {
            return words.Say("Nothing: everything in the file counted already.", "Ничего: всё, что есть в файле, уже было учтено.");
        }

        List<string> parts = [];
        Add(parts, effect.New, words, "new", "новых");
        Add(parts, effect.Updated, words, "with other figures than before", "с другими цифрами, чем раньше");
        Add(parts, effect.Unchanged, words, "known already", "без изменений");
        Add(parts, notUsed, words, "not counting", "не учтено");
        return words.Say("Rows: ", "Строк: ") + string.Join(words.Say(", ", "; "), parts) + ".";
    }

    private static void Add(List<string> parts, int count, ReceiptWords words, string english, string russian)
    {
        if (count > 0)
        {
            parts.Add(words.Say($"{words.Count(count)} {english}", $"{russian} – {words.Count(count)}"));
        }
    }

    private static string Reason(NotUsedRows rows, ReceiptWords words)
    {
        var count = words.Say(Plural.Rows(rows.Rows));
        var verb = words.Say(Plural.English(rows.Rows, "does not count", "do not count"), Plural.Russian(rows.Rows, "не учитывается", "не учитываются", "не учитываются"));
        return $"{count} {verb}: {words.Say(Why(rows.Reason))}";
    }

    private static Localized Why(string reason) => reason switch
    {
        NotUsedReasons.NewerFile => new(
            "a file that was exported or dropped later has other figures.",
            "в файле, который выгружен или загружен позже, другие цифры."),
        NotUsedReasons.CoarserRows => new(
            "a coarser report of the same days counts, because finer ones (keywords, search terms) often do not hold everything.",
            "за эти дни учтён более общий отчёт, потому что подробные (по ключевым словам, запросам) часто неполны."),
        NotUsedReasons.OtherBreakdown => new(
            "a report of the same days with another breakdown is newer and counts; two breakdowns of the same are never added.",
            "за эти дни учтён более новый отчёт с другой разбивкой; две разбивки одного и того же не складываются."),
        NotUsedReasons.UnfinishedDay => new(
            "they were exported before their day was over, and a later export is there.",
            "они выгружены до конца своего дня, и есть более поздняя выгрузка."),
        NotUsedReasons.UnknownAccount => new(
            "the file does not name its account, and reports of named accounts count on those days. Add the account to the export, or to accounts in the brand's configuration.",
            "в файле не назван аккаунт, а за эти дни учтены отчёты названных аккаунтов. Добавьте аккаунт в выгрузку или в accounts в настройках бренда."),
        NotUsedReasons.OtherRange => new(
            "other rows serve those days: reports by day, or a newer one over a range that overlaps.",
            "за эти дни учтены другие строки: отчёты по дням или более новый отчёт за пересекающийся период."),
        NotUsedReasons.NoPeriod => new(
            "they are about days that lie in no single week or month, and without days they cannot be divided. Export them by day, or for one whole week or month.",
            "они за дни, которые не умещаются в одной неделе или одном месяце, а без разбивки по дням их не разделить. Выгрузите данные по дням или за одну целую неделю либо месяц."),
        _ => new(
            "what is known from elsewhere about the same days takes their place.",
            "вместо них учтено то, что известно об этих днях из других источников."),
    };

    private static string OnlyOlder(int count, ReceiptWords words) => words.Say(
        $"{Plural.Rows(count).English} of older files on these days {Plural.English(count, "is", "are")} not in this file and still {Plural.English(count, "counts", "count")}: a dropped file is never taken for the whole, since it may be filtered.",
        $"{Plural.Rows(count).Russian} из прежних файлов за эти дни в этом файле {Plural.Russian(count, "отсутствует и по-прежнему учтена", "отсутствуют и по-прежнему учтены", "отсутствуют и по-прежнему учтены")}: загруженный файл не считается полным, ведь он может быть отфильтрован.");

    private static string Renamed(CampaignRename rename, ReceiptWords words)
    {
        var (from, to) = (Name(rename.From), Name(rename.To));
        var days = TextFormat.Days(rename.Days[0], rename.Days[^1], words.Language);
        var count = rename.Days.Count;
        return words.Say(
            $"The campaign “{from}” is counted as one with “{to}”: its name was changed. Both had the same impressions and clicks on {Plural.Days(count).English} ({days}). If they are two campaigns, drop one file that has both.",
            $"Кампания «{from}» учтена как одна с «{to}»: её переименовали. Показы и клики у обеих совпали за {Plural.Days(count).Russian} ({days}). Если это две разные кампании, загрузите один файл, в котором есть обе.");
    }

    private static string MoreRenames(int count, ReceiptWords words) => words.Say(
        $"{words.Count(count)} more {Plural.English(count, "campaign was", "campaigns were")} renamed in the same way.",
        $"Так же {Plural.Russian(count, "переименована", "переименованы", "переименовано")} ещё {words.Count(count)}{TextFormat.NoBreakSpace}{Plural.Russian(count, "кампания", "кампании", "кампаний")}.");

    private static string Name(string name) => QuotedText.Clean(name, maskPhones: true) ?? "?";

    private static ReceiptSumChange Sum(SumChange change, ReceiptWords words) => new(
        words.Say(DomainNames.Measure(change.Measure)),
        Show(change.Before, change, words),
        Show(change.After, change, words),
        Difference((change.After ?? 0) - (change.Before ?? 0), change, words));

    private static string Difference(decimal difference, SumChange change, ReceiptWords words) =>
        (difference > 0 ? "+" : string.Empty) + Show(difference, change, words);

    private static string Show(decimal? value, SumChange change, ReceiptWords words) => value is not { } number ? "–"
        : change.Currency is { } currency ? TextFormat.Money(number, currency, words.Language)
        : TextFormat.Number(number, change.Measure == "conversions" ? 2 : 0, words.Language);
}
