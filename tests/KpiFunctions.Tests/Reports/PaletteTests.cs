using KpiFunctions.Reports.Blocks;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed class PaletteTests
{
    [Theory]
    [InlineData(Tone.Ink)]
    [InlineData(Tone.Grey)]
    [InlineData(Tone.Better)]
    [InlineData(Tone.Worse)]
    public void Text_has_enough_contrast_on_light_and_dark(Tone tone) => Assert.All(
        (PaletteColors[])[Palette.Light, Palette.Dark],
        x => Assert.True(Contrast(x.Of(tone), x.Paper) >= 4.5, $"{PaletteColors.Hex(x.Of(tone))} has {Contrast(x.Of(tone), x.Paper):0.00}"));

    [Fact]
    public void Pictures_of_the_mail_are_seen_on_either_background() => Assert.All(
        (int[])[Palette.Light.Paper, Palette.Dark.Paper],
        static x => Assert.True(Contrast(Palette.Either.Ink, x) >= 3, $"{Contrast(Palette.Either.Ink, x):0.00}"));

    /// <summary>Contrast ratio of WCAG 2.2.</summary>
    private static double Contrast(int a, int b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(int color) =>
        (0.2126 * Channel(color >> 16)) + (0.7152 * Channel(color >> 8)) + (0.0722 * Channel(color));

    private static double Channel(int value)
    {
        var x = (value & 0xFF) / 255.0;
        return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
    }
}
