using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Pdf;

/// <summary>
/// Shares a table's width out: numbers as wide as they are, charts of one width, the name what is left. Charts give way first, then the
/// name; only where even that is too little, numbers.
/// </summary>
internal static class TableWidths
{
    /// <summary>Space before every column but the first.</summary>
    public const float Gap = 8f;

    private const float SmallestName = 60f;
    private const float SmallestShare = 0.3f;
    private const float SmallestChart = 20f;

    /// <summary>Widths of the columns, gaps included; together the width.</summary>
    public static float[] Of(TableBlock table, float width, TextWidths texts)
    {
        var rest = table.Columns.ToList().FindIndex(static x => x.Kind == ColumnKind.Name) is >= 0 and var name ? name : 0;
        var widths = new float[table.Columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = (i == 0 ? 0f : Gap) + (i == rest ? 0f : Natural(table, i, width, texts));
        }

        var smallest = Math.Min(SmallestName, width * SmallestShare);
        foreach (var chart in Enumerable.Range(0, widths.Length).Where(x => x != rest && table.Columns[x].Kind == ColumnKind.Chart))
        {
            var missing = Math.Max(0f, smallest - Left(widths, rest, width));
            widths[chart] -= Math.Min(missing, Math.Max(0f, widths[chart] - Gap - SmallestChart));
        }

        var left = Left(widths, rest, width);
        if (left < smallest)
        {
            var scale = (width - smallest) / (width - left);
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] *= i == rest ? 1f : scale;
            }
        }

        widths[rest] = width - (widths.Sum() - widths[rest]);
        return widths;
    }

    private static float Left(float[] widths, int rest, float width) => width - (widths.Sum() - widths[rest]);

    private static float Natural(TableBlock table, int column, float width, TextWidths texts) =>
        table.Columns[column].Kind == ColumnKind.Chart
            ? Math.Clamp(width * 0.2f, 40f, 92f)
            : table.Rows.Select(x => x.Cells[column])
                .SelectMany(x => (float[])[x.Text.Runs.Sum(y => texts.Of(y.Text, Sizes.Body, y.Bold)), texts.Of(x.Under ?? string.Empty, Sizes.Small, bold: false)])
                .Append(texts.Of(table.Columns[column].Heading, Sizes.Small, bold: false))
                .Max();
}

/// <summary>Sizes of the page in points.</summary>
internal static class Sizes
{
    /// <summary>12 mm.</summary>
    public const float Margin = 34f;

    /// <summary>Width of A4 between the margins.</summary>
    public const float Width = 595.28f - (2 * Margin);

    /// <summary>Width of the narrower of two columns.</summary>
    public const float SideWidth = 198f;

    /// <summary>Space between two columns.</summary>
    public const float Gutter = 22f;

    /// <summary>Type size of the headline.</summary>
    public const float Headline = 20f;

    /// <summary>Type size of a card's value.</summary>
    public const float Value = 17f;

    /// <summary>Type size of the second sentence and of section titles.</summary>
    public const float Lead = 10.5f;

    /// <summary>Type size of tables.</summary>
    public const float Body = 8.8f;

    /// <summary>Type size of everything small.</summary>
    public const float Small = 7.6f;
}
