namespace KpiFunctions.Reports.Blocks;

/// <summary>The colours of every output. Text colours have a contrast of at least 4.5:1 on their paper; a test computes it.</summary>
public static class Palette
{
    /// <summary>Colours on white paper.</summary>
    public static PaletteColors Light { get; } = new(
        Paper: 0xFFFFFF, Ink: 0x14202B, Grey: 0x5B6875, Better: 0x0F766E, Worse: 0xB42D1F, Past: 0xAFBBC4, Rule: 0xDDE2E6);

    /// <summary>Colours for readers who prefer a dark screen.</summary>
    public static PaletteColors Dark { get; } = new(
        Paper: 0x11181F, Ink: 0xE9EEF2, Grey: 0x9CA9B5, Better: 0x4FC3B5, Worse: 0xF2897C, Past: 0x55636F, Rule: 0x2C3842);

    /// <summary>Colours of pictures that must be seen on either background: at least 3:1 for this period.</summary>
    public static PaletteColors Either { get; } = new(
        Paper: 0xFFFFFF, Ink: 0x667684, Grey: 0x667684, Better: 0x0F8A80, Worse: 0xD0503F, Past: 0x9AA8B3, Rule: 0x9AA8B3);
}

/// <summary>A set of colours as 0xRRGGBB.</summary>
/// <param name="Paper">Background.</param>
/// <param name="Ink">Text, strong rules, this period.</param>
/// <param name="Grey">Secondary text.</param>
/// <param name="Better">Good news.</param>
/// <param name="Worse">Bad news.</param>
/// <param name="Past">Marks of earlier periods; never text.</param>
/// <param name="Rule">Fine rules; never text.</param>
public sealed record PaletteColors(int Paper, int Ink, int Grey, int Better, int Worse, int Past, int Rule)
{
    /// <summary>The colour of text.</summary>
    public int Of(Tone tone) => tone switch
    {
        Tone.Ink => Ink,
        Tone.Grey => Grey,
        Tone.Better => Better,
        Tone.Worse => Worse,
        Tone.Past => Past,
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };

    /// <summary>The colour of a mark.</summary>
    public int Of(Ink ink) => ink switch
    {
        Blocks.Ink.Now => Ink,
        Blocks.Ink.Past => Past,
        Blocks.Ink.Better => Better,
        Blocks.Ink.Worse => Worse,
        Blocks.Ink.Grey => Grey,
        _ => throw new ArgumentOutOfRangeException(nameof(ink), ink, null),
    };

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public static string Hex(int color) => "#" + color.ToString("x6", System.Globalization.CultureInfo.InvariantCulture);
}
