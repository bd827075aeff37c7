using System.Text;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>
/// The two weights of the report's family, cut down to what one document says. Figures are tabular, but proportional at
/// display sizes, where they stand in no column.
/// </summary>
internal sealed class Fonts : IDisposable
{
    /// <summary>Stands for a character that the family lacks.</summary>
    private const string Missing = "□";

    /// <summary>From this size on letters stand closer, as the family's display cut would have them.</summary>
    private const float DisplaySize = 14f;

    private const float DisplayTracking = -0.018f;

    private static readonly Lazy<byte[]> RegularFile = new(() => Load("Inter-Regular.ttf"));
    private static readonly Lazy<byte[]> BoldFile = new(() => Load("Inter-Bold.ttf"));

    private readonly SortedSet<Rune> _characters;
    private readonly Dictionary<(bool Bold, bool Display), SKTypeface> _typefaces = [];
    private readonly Dictionary<(bool Bold, float Size), SKFont> _fonts = [];
    private readonly SKPaint _paint = new() { IsAntialias = true };

    /// <summary>Fonts that have all characters of the texts that they have at all.</summary>
    public Fonts(IEnumerable<string> texts)
    {
        _characters = [.. texts.SelectMany(static x => x.EnumerateRunes()), .. " 0123456789…□–".EnumerateRunes()];
    }

    /// <summary>Distance from the top of a line of this size to its baseline.</summary>
    public static float Ascent(float size) => size * 0.97f;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var font in _fonts.Values)
        {
            font.Dispose();
        }

        foreach (var typeface in _typefaces.Values)
        {
            typeface.Dispose();
        }

        _paint.Dispose();
    }

    /// <summary>The text with a box for each character that the family lacks.</summary>
    public string Drawable(string text)
    {
        var font = Font(10f, bold: false);
        if (font.ContainsGlyphs(text))
        {
            return text;
        }

        var drawable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.ToString();
            drawable.Append(font.ContainsGlyphs(character) ? character : Missing);
        }

        return drawable.ToString();
    }

    /// <summary>Width of a text.</summary>
    public float Width(string text, float size, bool bold)
    {
        var drawable = Drawable(text);
        return drawable.Length == 0 ? 0f : Place(drawable, size, bold).Width;
    }

    /// <summary>Draws a text from a point on its baseline.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float baseline, float size, bool bold, SKColor color)
    {
        var drawable = Drawable(text);
        if (drawable.Length == 0)
        {
            return;
        }

        var (positions, _) = Place(drawable, size, bold);
        using var blob = SKTextBlob.CreatePositioned(drawable, Font(size, bold), positions);
        _paint.Color = color;
        canvas.DrawText(blob, x, baseline, _paint);
    }

    private (SKPoint[] Positions, float Width) Place(string text, float size, bool bold)
    {
        var widths = Font(size, bold).GetGlyphWidths(text);
        var tracking = size >= DisplaySize ? size * DisplayTracking : 0f;
        var positions = new SKPoint[widths.Length];
        var x = 0f;
        for (var i = 0; i < widths.Length; i++)
        {
            positions[i] = new SKPoint(x, 0f);
            x += widths[i] + tracking;
        }

        return (positions, x);
    }

    private SKFont Font(float size, bool bold)
    {
        if (!_fonts.TryGetValue((bold, size), out var font))
        {
            var typeface = Typeface(bold, display: size >= DisplaySize);
            _fonts[(bold, size)] = font = new SKFont(typeface, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
        }

        return font;
    }

    private SKTypeface Typeface(bool bold, bool display)
    {
        if (!_typefaces.TryGetValue((bold, display), out var typeface))
        {
            using var data = SKData.CreateCopy(FontSubset.Of(bold ? BoldFile.Value : RegularFile.Value, _characters, tabular: !display));
            _typefaces[(bold, display)] = typeface = SKTypeface.FromData(data) ?? throw new InvalidOperationException("The report's font could not be opened.");
        }

        return typeface;
    }

    private static byte[] Load(string name)
    {
        using var stream = typeof(Fonts).Assembly.GetManifestResourceStream("KpiFunctions.Reports.Fonts." + name)
            ?? throw new InvalidOperationException($"The font {name} is missing from the assembly.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
