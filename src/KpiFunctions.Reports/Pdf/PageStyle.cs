namespace KpiFunctions.Reports.Pdf;

/// <summary>Sizes of the page in points. Type never shrinks; a full page loses space between lines.</summary>
/// <param name="Density">1 for a comfortable page, less for a full one.</param>
internal sealed record PageStyle(float Density)
{
    /// <summary>A4.</summary>
    public const float PageWidth = 595.28f;

    /// <summary>A4.</summary>
    public const float PageHeight = 841.89f;

    /// <summary>12 mm.</summary>
    public const float Margin = 34f;

    /// <summary>Width of the text area.</summary>
    public const float Width = PageWidth - (2 * Margin);

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

    /// <summary>Arrangements to try, from comfortable to full: density, and whether extra blocks are kept.</summary>
    public static IReadOnlyList<(float Density, bool Extras)> Arrangements { get; } =
        [(1.1f, true), (1f, true), (0.95f, true), (0.9f, true), (1f, false), (0.95f, false), (0.9f, false), (0.84f, false), (0.78f, false), (0.7f, false), (0.62f, false)];

    /// <summary>Height of a table's row.</summary>
    public float Row => 17.5f * Density;

    /// <summary>Space above a section.</summary>
    public float SectionGap => 22f * Density;

    /// <summary>Height of a sparkline.</summary>
    public float Spark => 26f * Density;

    /// <summary>A space that shrinks with the page.</summary>
    public float Space(float points) => points * Density;
}
