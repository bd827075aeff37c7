namespace KpiFunctions.Reports.Blocks;

/// <summary>Every text that a block shows.</summary>
public static class Texts
{
    /// <summary>The texts in reading order.</summary>
    public static IEnumerable<string> Of(Block block) => block switch
    {
        HeadingBlock x => [x.Text, x.Caption ?? string.Empty],
        TextBlock x => [x.Text.Plain, x.End?.Plain ?? string.Empty],
        CardsBlock x => x.Cards.SelectMany(Of),
        TableBlock x => x.Columns.Select(static y => y.Heading).Concat(x.Rows.SelectMany(static y => y.Cells).SelectMany(Of)),
        ChartBlock x => Of(x.Chart),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, null),
    };

    private static IEnumerable<string> Of(Card card) =>
        [card.Name, " · " + card.Note, card.Value, card.Reason ?? string.Empty, .. card.Changes.SelectMany(static x => (string[])[x.Text.Plain, " " + x.Against])];

    private static IEnumerable<string> Of(Cell cell) =>
        [cell.Text.Plain, cell.Under ?? string.Empty, .. cell.Chart is null ? [] : Of(cell.Chart)];

    private static IEnumerable<string> Of(Chart chart) => chart.Marks.OfType<TextMark>().Select(static x => x.Text);
}
