using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>The receipt for the person who dropped the file.</summary>
public static class ReceiptMarkdown
{
    /// <summary>Writes the whole receipt; lines end with LF.</summary>
    public static void Write(TextWriter writer, Receipt receipt)
    {
        var summary = ReceiptSummary.Of(receipt);
        var words = new ReceiptWords(receipt.Language);
        Line(writer, "# " + Encode(FileName(receipt.Path, words)));
        Line(writer);
        Line(writer, $"**{Encode(summary.Verdict)}**");
        WriteFacts(writer, summary.Facts);
        WriteTotals(writer, summary, words);
        WriteChanges(writer, summary.Changes, words);
        foreach (var problems in summary.Problems)
        {
            WriteProblems(writer, problems, words);
        }
    }

    private static string FileName(string path, ReceiptWords words) =>
        QuotedText.Clean(path[(path.LastIndexOf('/') + 1)..], maskPhones: false) ?? words.File;

    private static void WriteFacts(TextWriter writer, IReadOnlyList<ReceiptFact> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        Line(writer);
        Line(writer, "| | |");
        Line(writer, "|---|---|");
        foreach (var fact in facts)
        {
            Row(writer, fact.Label, fact.Value);
        }
    }

    private static void WriteTotals(TextWriter writer, ReceiptSummary summary, ReceiptWords words)
    {
        if (summary.Totals.Count == 0 && summary.Control is null)
        {
            return;
        }

        Line(writer);
        Line(writer, "## " + words.Totals);
        foreach (var totals in summary.Totals)
        {
            Line(writer);
            Row(writer, totals.Title ?? " ", " ");
            Line(writer, "|---|---:|");
            foreach (var fact in totals.Facts)
            {
                Row(writer, fact.Label, fact.Value);
            }
        }

        if (summary.Control is { } control)
        {
            Line(writer);
            Line(writer, Encode(control));
        }
    }

    private static void WriteChanges(TextWriter writer, ReceiptChanges? changes, ReceiptWords words)
    {
        if (changes is null)
        {
            return;
        }

        Line(writer);
        Line(writer, "## " + words.Changes);
        Line(writer);
        Line(writer, Encode(changes.Verdict));
        foreach (var reason in changes.Reasons)
        {
            Line(writer);
            Line(writer, Encode(reason));
        }

        if (changes.Sums.Count == 0)
        {
            return;
        }

        Line(writer);
        Row(writer, words.Measure, words.Before, words.Now, words.Change);
        Line(writer, "|---|---:|---:|---:|");
        foreach (var sum in changes.Sums)
        {
            Row(writer, sum.Label, sum.Before, sum.After, sum.Change);
        }
    }

    private static void WriteProblems(TextWriter writer, ReceiptProblems problems, ReceiptWords words)
    {
        Line(writer);
        Line(writer, "## " + Encode(problems.Title));
        Line(writer);
        Row(writer, words.Line, words.Column, words.Value, problems.Severity == "error" ? words.What : words.ToLookAt, words.Fix);
        Line(writer, "|---:|---|---|---|---|");
        foreach (var row in problems.Rows)
        {
            Row(writer, row.Line, row.Column, row.Value, row.What, row.Fix);
        }

        if (problems.More is { } more)
        {
            Line(writer);
            Line(writer, Encode(more) + ".");
        }
    }

    private static void Row(TextWriter writer, params ReadOnlySpan<string> cells)
    {
        writer.Write('|');
        foreach (var cell in cells)
        {
            writer.Write(' ');
            writer.Write(Encode(cell));
            writer.Write(" |");
        }

        writer.Write('\n');
    }

    private static void Line(TextWriter writer, string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }

    private static string Encode(string text) => MarkdownText.Encode(text);
}
