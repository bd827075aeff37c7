namespace KpiFunctions.Exports.Receipts;

/// <summary>How much of a file was used.</summary>
public enum ReceiptState
{
    /// <summary>Recognised, and every row is used (there may be warnings).</summary>
    Understood,

    /// <summary>Recognised, and some rows are not used.</summary>
    Partly,

    /// <summary>Nothing of the file is used.</summary>
    NotUnderstood,
}

/// <summary>A label and what stands beside it.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Formatted for the reader's language.</param>
public sealed record ReceiptFact(string Label, string Value);

/// <summary>One problem as a row of a table.</summary>
/// <param name="Line">The line's number, or the words for the whole file.</param>
/// <param name="Column">The header text, or a dash.</param>
/// <param name="Value">The cell, or a dash.</param>
/// <param name="What">A few words on what is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record ReceiptProblem(string Line, string Column, string Value, string What, string Fix);

/// <summary>Problems of one severity.</summary>
/// <param name="Severity">error, warning or info, as in the JSON.</param>
/// <param name="Title">The heading, such as "Not used: 3 problems".</param>
/// <param name="Rows">The first of them.</param>
/// <param name="More">What was left out, such as "and 12 more: 12 × not a number"; null when nothing was.</param>
public sealed record ReceiptProblems(string Severity, string Title, IReadOnlyList<ReceiptProblem> Rows, string? More);

/// <summary>Totals under one heading: of the file, or of one of its currencies.</summary>
/// <param name="Title">The currency when the file holds several, else null.</param>
/// <param name="Facts">Measure by measure.</param>
public sealed record ReceiptTotals(string? Title, IReadOnlyList<ReceiptFact> Facts);

/// <summary>What a file changed in what counts.</summary>
/// <param name="Verdict">What became of its rows, in one sentence.</param>
/// <param name="Reasons">Sentences on rows that do not count, and on rows of older files that still do.</param>
/// <param name="Sums">Sums over the file's days that are others than before.</param>
public sealed record ReceiptChanges(string Verdict, IReadOnlyList<string> Reasons, IReadOnlyList<ReceiptSumChange> Sums);

/// <summary>A sum that is another than before.</summary>
/// <param name="Label">The measure.</param>
/// <param name="Before">What counted before.</param>
/// <param name="After">What counts now.</param>
/// <param name="Change">The difference, with its sign.</param>
public sealed record ReceiptSumChange(string Label, string Before, string After, string Change);

/// <summary>
/// A receipt as plain text in the reader's language, formatted but not encoded: the Markdown receipt and the terminal show the
/// same words. Everything that came out of the file is cleaned and masked.
/// </summary>
/// <param name="State">How much was used.</param>
/// <param name="Verdict">One sentence that says it all.</param>
/// <param name="Facts">What the file was taken for.</param>
/// <param name="Totals">What its rows add up to.</param>
/// <param name="Control">How that compares with the file's own total; null when nothing was read.</param>
/// <param name="Problems">Errors, then warnings, then what is worth knowing.</param>
public sealed record ReceiptSummary(
    ReceiptState State,
    string Verdict,
    IReadOnlyList<ReceiptFact> Facts,
    IReadOnlyList<ReceiptTotals> Totals,
    string? Control,
    IReadOnlyList<ReceiptProblems> Problems)
{
    /// <summary>What the file changed in what counts; null where it was not compared.</summary>
    public ReceiptChanges? Changes { get; init; }

    /// <summary>The summary of a receipt.</summary>
    public static ReceiptSummary Of(Receipt receipt)
    {
        var words = new ReceiptWords(receipt.Language);
        var state = ReceiptVerdict.StateOf(receipt.Reading);
        return new(
            state,
            ReceiptVerdict.Write(receipt, state, words),
            ReceiptFacts.Of(receipt, words),
            ReceiptFacts.TotalsOf(receipt, words),
            ReceiptFacts.ControlOf(receipt, words),
            ReceiptProblemTable.Of(receipt, words))
        {
            Changes = receipt.Effect is { } effect ? ReceiptEffect.Of(effect, words) : null,
        };
    }
}
