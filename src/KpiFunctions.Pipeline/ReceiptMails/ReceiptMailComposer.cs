using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Html;
using KpiFunctions.Reports.Text;

namespace KpiFunctions.Pipeline.ReceiptMails;

/// <summary>
/// Composes the mail about one or many files of blocks, as reports are: the worst files first and in detail, those in order by a line,
/// the rest counted, so that its size has a bound whatever was dropped.
/// </summary>
internal static class ReceiptMailComposer
{
    /// <summary>Some mailboxes cut a mail off after 100 KB.</summary>
    private const int MostInDetail = 10;

    private const int MostInOrder = 30;
    private const int MostInSubject = 3;
    private const int LongestName = 60;
    private const int LongestPath = 120;

    /// <summary>The mail to one recipient.</summary>
    /// <param name="drops">What it tells, in the order in which the drops came.</param>
    /// <param name="brand">The brand that sends.</param>
    /// <param name="recipient">Who receives it.</param>
    /// <param name="day">Day on which the receipts were gathered.</param>
    /// <param name="messageId">Message-ID without angle brackets.</param>
    public static ReportMail Mail(IReadOnlyList<DropNotes> drops, BrandConfiguration brand, ReceiptRecipient recipient, DateOnly day, string messageId)
    {
        var composed = Compose(drops, brand, recipient.Language, day);
        return new()
        {
            MessageId = messageId,
            Report = "receipts " + brand.Brand,
            To = recipient.Address,
            SenderName = brand.DisplayName,
            Owner = brand.Owner,
            Subject = composed.Subject,
            Html = HtmlWriter.WriteMail(composed),
            Text = PlainTextWriter.Write(composed),
        };
    }

    internal static ComposedReport Compose(IReadOnlyList<DropNotes> drops, BrandConfiguration brand, TextLanguage language, DateOnly day)
    {
        var words = new ReceiptMailWords(language);
        var counts = drops.Aggregate(FileCounts.None, static (sum, x) => sum + x.Counts);
        var notes = drops.SelectMany(static x => x.Notes).OrderBy(static x => x.Outcome).ToList();
        var wrong = notes.Where(static x => x.Outcome != ReceiptOutcome.Fine).Take(MostInDetail).ToList();
        var fine = notes.Where(static x => x.Outcome == ReceiptOutcome.Fine).Take(MostInOrder).ToList();
        var essence = words.Essence(counts, notes.Count == 0 ? null : NameOf(notes[0]));
        List<Block> blocks =
        [
            new TextBlock(
                Place.Full, TextRole.Masthead, RichText.Of(brand.DisplayName, bold: true), RichText.Of(TextFormat.Day(day, language), Tone.Grey)),
            new HeadingBlock(Place.Full, HeadingLevel.Headline, Headline(essence, counts, language)),
            new TextBlock(Place.Full, TextRole.Lead, RichText.Of(counts.Fine == counts.Total ? words.NothingToDo : words.WhatToDo)),
            .. wrong.SelectMany(x => InDetail(x, brand.Brand, words)),
        ];
        if (fine.Count > 0)
        {
            blocks.Add(new HeadingBlock(Place.Full, HeadingLevel.Section, words.Fine));
            blocks.AddRange(fine.SelectMany(x => InOrder(x, words)));
        }

        var more = counts - FileCounts.Of(wrong.Concat(fine).Select(static x => x.Outcome));
        if (more.Total > 0)
        {
            blocks.Add(new TextBlock(Place.Full, TextRole.Lead, RichText.Of(words.MoreFiles(more), bold: true)));
        }

        blocks.Add(new TextBlock(Place.Foot, TextRole.Note, RichText.Of(words.WhereReceiptsLie(brand.Brand), Tone.Grey)));
        var subject = Subject(essence, counts, wrong, brand, words);
        return new(language.Id(), subject, brand.DisplayName, subject, words.WhatToDo, "receipts", day, blocks, words.WhyYou(brand.DisplayName));
    }

    /// <summary>A file's name, which an English one of a single file begins with, stays as it is.</summary>
    private static string Headline(string essence, FileCounts counts, TextLanguage language) =>
        counts.Total == 1 && language == TextLanguage.English ? essence : Capital(essence);

    /// <summary>"Acme: 2 of 5 files were not understood: june.csv, july.csv".</summary>
    private static string Subject(string essence, FileCounts counts, List<ReceiptNote> wrong, BrandConfiguration brand, ReceiptMailWords words)
    {
        var subject = $"{brand.DisplayName}: {essence}";
        if (counts.Total == 1 || wrong.Count == 0)
        {
            return subject;
        }

        var names = string.Join(", ", wrong.Take(MostInSubject).Select(NameOf));
        var left = counts.Total - counts.Fine - Math.Min(wrong.Count, MostInSubject);
        return $"{subject}: {names}" + (left > 0 ? " " + words.AndMore(left) : string.Empty);
    }

    private static IEnumerable<Block> InDetail(ReceiptNote note, string brand, ReceiptMailWords words)
    {
        yield return new HeadingBlock(Place.Full, HeadingLevel.Section, Short(note.Path, LongestPath));
        yield return Note(new Run(note.Verdict, Tone.Ink, Bold: true));
        if (Facts(note, words) is { Length: > 0 } facts)
        {
            yield return Note(new Run(facts, Tone.Grey));
        }

        if (note.Control is { } control)
        {
            yield return Note(new Run(control));
        }

        foreach (var problem in note.Problems)
        {
            yield return Note([.. Runs(problem, words)]);
        }

        if (note.HasMore)
        {
            yield return Note(new Run(words.MoreProblems));
        }

        yield return Note(new Run(words.WholeReceipt($"receipts/{brand}/{note.Path}.md"), Tone.Grey));
    }

    private static IEnumerable<Run> Runs(ReceiptNoteProblem problem, ReceiptMailWords words)
    {
        yield return new("• ");
        if (problem.Place.Length > 0)
        {
            yield return new(Capital(problem.Place) + ": ", Tone.Ink, Bold: true);
        }

        if (problem.What.Length > 0)
        {
            var what = problem.Place.Length > 0 ? problem.What : Capital(problem.What);
            yield return new(what.EndsWith('.') || what.EndsWith('!') ? what + " " : what + ". ");
        }

        yield return new($"{words.Fix}: {problem.Fix}");
    }

    private static IEnumerable<Block> InOrder(ReceiptNote note, ReceiptMailWords words)
    {
        var facts = string.Join("; ", new[] { note.TakenFor, note.Period, note.Rows is null ? null : $"{words.Rows.ToLowerInvariant()}: {note.Rows}" }.OfType<string>());
        yield return Note(new(Short(note.Path, LongestPath), Tone.Ink, Bold: true), new(facts.Length == 0 ? string.Empty : $" – {facts}", Tone.Grey));
        foreach (var problem in note.Problems)
        {
            yield return Note([.. Runs(problem, words)]);
        }
    }

    private static string Facts(ReceiptNote note, ReceiptMailWords words) => string.Join(" · ", new[]
    {
        note.TakenFor is { } format ? $"{words.TakenFor}: {format}" : null,
        note.Period is { } period ? $"{words.Period}: {period}" : null,
        note.Rows is { } rows ? $"{words.Rows}: {rows}" : null,
    }.OfType<string>());

    private static TextBlock Note(params IReadOnlyList<Run> runs) => new(Place.Full, TextRole.Note, new(runs));

    private static string NameOf(ReceiptNote note) => Short(note.Path[(note.Path.LastIndexOf('/') + 1)..], LongestName);

    /// <summary>Without its middle: beginning and end tell most of a path.</summary>
    private static string Short(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var (head, tail) = ((length - 1) / 2, length / 2);
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail -= char.IsLowSurrogate(text[^tail]) ? 1 : 0;
        return string.Concat(text.AsSpan(0, head), "…", text.AsSpan(text.Length - tail));
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
