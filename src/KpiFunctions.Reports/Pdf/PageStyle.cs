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
    public const float SideWidth = 186f;

    /// <summary>Space between two columns.</summary>
    public const float Gutter = 24f;

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

    /// <summary>Densities to try, from comfortable to full.</summary>
    public static IReadOnlyList<float> Densities { get; } = [1f, 0.92f, 0.84f, 0.76f, 0.7f];

    /// <summary>Height of a table's row.</summary>
    public float Row => 17.5f * Density;

    /// <summary>Space above a section.</summary>
    public float SectionGap => 22f * Density;

    /// <summary>Height of a sparkline.</summary>
    public float Spark => 26f * Density;

    /// <summary>A space that shrinks with the page.</summary>
    public float Space(float points) => points * Density;
}
