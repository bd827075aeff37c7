using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>The palette as Skia has it.</summary>
internal static class Colors
{
    /// <summary>Fine rules.</summary>
    public static SKColor Rule { get; } = Solid(Palette.Light.Rule);

    /// <summary>Strong rules.</summary>
    public static SKColor Ink { get; } = Solid(Palette.Light.Ink);

    /// <summary>The colour of text on paper.</summary>
    public static SKColor Of(Tone tone) => Solid(Palette.Light.Of(tone));

    /// <summary>An opaque colour.</summary>
    public static SKColor Solid(int rgb) => new(0xFF000000u | (uint)rgb);
}
