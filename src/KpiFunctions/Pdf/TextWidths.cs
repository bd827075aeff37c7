using KpiFunctions.Reports;
using SkiaSharp;

namespace KpiFunctions.Pdf;

/// <summary>Measures text in the report's font: QuestPDF's columns are as wide as they are told to be.</summary>
internal sealed class TextWidths : IDisposable
{
    /// <summary>The report's family.</summary>
    public const string Family = "Inter";

    /// <summary>Kerning and tabular figures differ a little from what is measured.</summary>
    private const float Allowance = 1.03f;

    private readonly SKTypeface _regular = Load(FontFiles[0]);
    private readonly SKTypeface _bold = Load(FontFiles[1]);

    /// <summary>Regular and bold, as the assembly of reports carries them.</summary>
    public static IReadOnlyList<string> FontFiles { get; } = ["Inter-Regular.ttf", "Inter-Bold.ttf"];

    /// <summary>A font file.</summary>
    public static Stream Open(string file) =>
        typeof(ComposedReport).Assembly.GetManifestResourceStream("KpiFunctions.Reports.Fonts." + file)
        ?? throw new InvalidOperationException($"The font {file} is missing from the assembly of reports.");

    /// <summary>Width of a text in points, every figure as wide as the widest.</summary>
    public float Of(string text, float size, bool bold)
    {
        using var font = new SKFont(bold ? _bold : _regular, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
        return font.MeasureText(string.Concat(text.Select(static x => char.IsAsciiDigit(x) ? '0' : x))) * Allowance;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }

    private static SKTypeface Load(string file)
    {
        using var stream = Open(file);
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The font {file} could not be opened.");
    }
}
