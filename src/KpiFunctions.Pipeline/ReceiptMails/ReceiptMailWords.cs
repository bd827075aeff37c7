using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.ReceiptMails;

/// <summary>The words of a mail about files, in each language side by side.</summary>
internal sealed class ReceiptMailWords(TextLanguage language)
{
    public TextLanguage Language { get; } = language;

    public string TakenFor => Say("Taken for", "Принят за");

    public string Period => Say("Period", "Период");

    public string Rows => Say("Rows", "Строки");

    public string Fix => Say("What to do", "Что сделать");

    public string Fine => Say("In order", "В порядке");

    public string WhatToDo => Say(
        "What is wrong, and what to do about it, stands below. Put a mended file into the same folder: the newer one counts.",
        "Ниже – что не так и что с этим сделать. Исправленный файл положите в ту же папку: учтён будет более новый.");

    public string NothingToDo => Say("Nothing has to be done.", "Делать ничего не нужно.");

    public string MoreProblems => Say("The receipt has the other problems.", "Остальные замечания – в квитанции.");

    /// <summary>"Whole receipt: receipts/acme/june.csv.md".</summary>
    public string WholeReceipt(string place) => Say($"Whole receipt: {place}", $"Вся квитанция: {place}");

    /// <summary>"The whole receipts lie in the container receipts, …".</summary>
    public string WhereReceiptsLie(string brand) => Say(
        $"Every file has its receipt, also those that are only counted here: in the container “receipts”, folder “{brand}”, at the file's own path with “.md” at its end.",
        $"Квитанция есть у каждого файла, в том числе у тех, что здесь только посчитаны: в контейнере «receipts», папка «{brand}», по пути самого файла с «.md» на конце.");

    public string WhyYou(string brand) => Say(
        $"You get this mail because the settings of {brand} name you for it (under “receipts”, or as “owner” where that is not there).",
        $"Вы получили это письмо, потому что так указано в настройках {brand} (в разделе «receipts», а если его нет – как «owner»).");

    /// <summary>"and 3 more".</summary>
    public string AndMore(int count) => Say($"and {Count(count)} more", $"и ещё {Count(count)}");

    /// <summary>"And 12 more files: 3 not understood, 9 in order."</summary>
    public string MoreFiles(FileCounts more) => Say(
        $"And {Count(more.Total)} more {Plural.English(more.Total, "file", "files")}: {Kinds(more)}.",
        $"И ещё {Count(more.Total)}{TextFormat.NoBreakSpace}{Plural.Russian(more.Total, "файл", "файла", "файлов")}: {Kinds(more)}.");

    /// <summary>What matters, as a sentence without its full stop: of one file by its name, of several by their number.</summary>
    public string Essence(FileCounts counts, string? onlyFile) => counts.Total == 1 && onlyFile is not null
        ? One(onlyFile, counts)
        : counts.Fine == counts.Total
        ? Say(
            $"{Count(counts.Total)} {Plural.English(counts.Total, "file was", "files were")} read, everything in order",
            $"{Plural.Russian(counts.Total, "прочитан", "прочитаны", "прочитано")} {Files(counts.Total)}, всё в порядке")
        : Several(counts);

    private string One(string file, FileCounts counts) => counts switch
    {
        { NotUnderstood: > 0 } => Say($"{file} was not understood", $"файл {file} не понят"),
        { Partly: > 0 } => Say($"{file} was used only in part", $"файл {file} учтён только частично"),
        { OwnTotal: > 0 } => Say($"{file} does not add up to its own total", $"файл {file} не сходится со своим итогом"),
        _ => Say($"{file} was read, everything in order", $"файл {file} прочитан, всё в порядке"),
    };

    /// <summary>The worst kind is said in full with the number of all files; the others follow as far as there are any.</summary>
    private string Several(FileCounts counts)
    {
        var (worst, rest) = counts switch
        {
            { NotUnderstood: var n and > 0 } => (Say(
                $"{OfAll(n, counts)} {Plural.English(n, "was", "were")} not understood",
                $"{Plural.Russian(n, "не понят", "не поняты", "не понято")} {OfAll(n, counts)}"), counts with { NotUnderstood = 0 }),
            { Partly: var n and > 0 } => (Say(
                $"{OfAll(n, counts)} {Plural.English(n, "was", "were")} used only in part",
                $"{Plural.Russian(n, "учтён", "учтены", "учтено")} только частично {OfAll(n, counts)}"), counts with { Partly = 0 }),
            { OwnTotal: var n } => (Say(
                $"{OfAll(n, counts)} {Plural.English(n, "does not add up to its own total", "do not add up to their own totals")}",
                $"{Plural.Russian(n, "не сходится", "не сходятся", "не сходятся")} со своим итогом {OfAll(n, counts)}"), counts with { OwnTotal = 0 }),
        };
        var others = Kinds(rest with { Fine = 0 });
        return others.Length == 0 ? worst : $"{worst}, {others}";
    }

    private string OfAll(int count, FileCounts counts) => count == counts.Total
        ? Files(count)
        : Say($"{Count(count)} of {Count(counts.Total)} files", $"{Files(count)} из{TextFormat.NoBreakSpace}{Count(counts.Total)}");

    private string Kinds(FileCounts counts) => string.Join(", ", new[]
    {
        counts.NotUnderstood is var a and > 0
            ? Say($"{Count(a)} not understood", $"{Count(a)} {Plural.Russian(a, "не понят", "не поняты", "не понято")}")
            : null,
        counts.Partly is var b and > 0
            ? Say($"{Count(b)} used only in part", $"{Count(b)} {Plural.Russian(b, "учтён", "учтены", "учтено")} только частично")
            : null,
        counts.OwnTotal is var c and > 0
            ? Say(
                $"{Count(c)} not adding up to {Plural.English(c, "its own total", "their own totals")}",
                $"{Count(c)} {Plural.Russian(c, "не сходится", "не сходятся", "не сходятся")} со своим итогом")
            : null,
        counts.Fine is var d and > 0 ? Say($"{Count(d)} in order", $"{Count(d)} в порядке") : null,
    }.OfType<string>());

    private string Files(int count) => Say(
        $"{Count(count)} {Plural.English(count, "file", "files")}",
        $"{Count(count)}{TextFormat.NoBreakSpace}{Plural.Russian(count, "файл", "файла", "файлов")}");

    private string Count(int count) => TextFormat.Number(count, 0, Language);

    private string Say(string english, string russian) => Language == TextLanguage.Russian ? russian : english;
}
