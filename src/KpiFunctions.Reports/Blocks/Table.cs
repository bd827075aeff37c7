namespace KpiFunctions.Reports.Blocks;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>Names: to the left, as wide as there is room, shortened in the middle.</summary>
    Name,

    /// <summary>Numbers: to the right, tabular figures, never shortened.</summary>
    Number,

    /// <summary>Charts on one scale.</summary>
    Chart,
}

/// <summary>A column.</summary>
/// <param name="Heading">Its heading; may be empty.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="InMail">Whether it belongs to the few that a narrow screen has room for.</param>
public sealed record Column(string Heading, ColumnKind Kind, bool InMail = true);

/// <summary>A cell.</summary>
/// <param name="Text">The text; empty in a chart's cell.</param>
/// <param name="Under">A second, smaller line, or null.</param>
/// <param name="Chart">The chart, or null.</param>
public sealed record Cell(RichText Text, string? Under = null, Chart? Chart = null)
{
    /// <summary>A cell with nothing in it.</summary>
    public static Cell Empty { get; } = new(RichText.Empty);

    /// <summary>A cell with plain text.</summary>
    public static Cell Of(string text, Tone tone = Tone.Ink, bool bold = false) => new(RichText.Of(text, tone, bold));
}

/// <summary>A row.</summary>
/// <param name="Cells">One per column.</param>
/// <param name="IsTotal">Whether it is what the others add up to.</param>
public sealed record Row(IReadOnlyList<Cell> Cells, bool IsTotal = false);

/// <summary>A table.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
public sealed record TableBlock(Place Place, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows) : Block(Place);
