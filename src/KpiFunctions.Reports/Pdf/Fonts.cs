using System.Text;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>
/// The two weights of the report's family, cut down to what one document says. Figures are tabular everywhere but in
/// headings: the font's own digits, each centred on the width of the widest.
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

    private readonly SKTypeface _regular;
    private readonly SKTypeface _bold;
    private readonly Dictionary<(bool Bold, float Size), (SKFont Font, float Digit)> _fonts = [];
    private readonly SKPaint _paint = new() { IsAntialias = true };

    /// <summary>Fonts that have all characters of the texts that they have at all.</summary>
    public Fonts(IEnumerable<string> texts)
    {
        var characters = new SortedSet<Rune>(texts.SelectMany(static x => x.EnumerateRunes()).Concat(" 0123456789…□–".EnumerateRunes()));
        _regular = Cut(RegularFile.Value, characters);
        _bold = Cut(BoldFile.Value, characters);
    }

    /// <summary>Distance from the top of a line of this size to its baseline.</summary>
    public static float Ascent(float size) => size * 0.97f;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (font, _) in _fonts.Values)
        {
            font.Dispose();
        }

        _paint.Dispose();
        _regular.Dispose();
        _bold.Dispose();
    }

    /// <summary>The text with a box for each character that the family lacks.</summary>
    public string Drawable(string text)
    {
        var font = Font(10f, bold: false).Font;
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
        using var blob = SKTextBlob.CreatePositioned(drawable, Font(size, bold).Font, positions);
        _paint.Color = color;
        canvas.DrawText(blob, x, baseline, _paint);
    }

    private (SKPoint[] Positions, float Width) Place(string text, float size, bool bold)
    {
        var (font, digit) = Font(size, bold);
        var widths = font.GetGlyphWidths(text);
        var display = size >= DisplaySize;
        var positions = new SKPoint[widths.Length];
        var (x, glyph) = (0f, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var width = widths[glyph];
            var cell = !display && rune.Value is >= '0' and <= '9' ? digit : width;
            positions[glyph++] = new SKPoint(x + ((cell - width) / 2f), 0f);
            x += display ? cell + (size * DisplayTracking) : cell;
        }

        return (positions, x);
    }

    private (SKFont Font, float Digit) Font(float size, bool bold)
    {
        if (!_fonts.TryGetValue((bold, size), out var entry))
        {
            var font = new SKFont(bold ? _bold : _regular, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
            _fonts[(bold, size)] = entry = (font, font.GetGlyphWidths("0123456789").Max());
        }

        return entry;
    }

    private static SKTypeface Cut(byte[] file, IEnumerable<Rune> characters)
    {
        using var data = SKData.CreateCopy(FontSubset.Of(file, characters));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException("The report's font could not be opened.");
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
