using KpiFunctions.Reports.Blocks;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;

namespace KpiFunctions.Pdf;

/// <summary>The palette and the type as QuestPDF has them.</summary>
internal static class Inks
{
    /// <summary>Fine rules.</summary>
    public static Color Rule => Solid(Palette.Light.Rule);

    /// <summary>The colour of text on paper.</summary>
    public static Color Of(Tone tone) => Solid(Palette.Light.Of(tone));

    /// <summary>
    /// Plain text. The family's contextual alternates draw signs between figures by glyphs that lead back to no character, so that copied
    /// text would lose them; tabular figures stand in columns.
    /// </summary>
    public static TextStyle Plain(TextStyle style) => style
        .FontFamily(TextWidths.Family)
        .FontSize(Sizes.Body)
        .FontColor(Of(Tone.Ink))
        .DisableFontFeature(FontFeatures.ContextualAlternates)
        .EnableFontFeature(FontFeatures.TabularFigures);

    /// <summary>Adds a text's runs, each in its style.</summary>
    public static void Add(this TextDescriptor text, RichText content, float size)
    {
        foreach (var run in content.Runs)
        {
            var span = text.Span(run.Text).FontSize(size).FontColor(Of(run.Tone));
            if (run.Bold)
            {
                span.Bold();
            }
        }
    }

    private static Color Solid(int rgb) => new(0xFF000000u | (uint)rgb);
}
