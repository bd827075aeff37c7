using System.Buffers;
using System.Globalization;
using System.Text;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Mapped;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Sniffing;

/// <summary>What the first bytes of a file tell.</summary>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Found">What its first rows are; null when it is no text.</param>
/// <param name="Code">Why it is refused, or null.</param>
/// <param name="Arguments">What the sentence of that code needs.</param>
internal sealed record Sniffed(TextEncoding Encoding, Found? Found, string? Code, IReadOnlyList<string> Arguments)
{
    // A stray one spoils the cell that it stands in; a file full of them is no text.
    private const int BytesPerNul = 256;

    private static readonly SearchValues<byte> Nothing = SearchValues.Create(" \t\r\n,;|\""u8);

    /// <param name="start">The first bytes.</param>
    /// <param name="isWhole">Nothing follows them.</param>
    /// <param name="limits">Limits on rows.</param>
    /// <param name="mapped">What the brand's mappings make of such files.</param>
    public static Sniffed Of(ReadOnlySpan<byte> start, bool isWhole, ReadingLimits limits, IReadOnlyList<MappedFormat> mapped)
    {
        if (start.IsEmpty)
        {
            return Refused(ProblemCodes.EmptyFile);
        }

        if (FileKind.OfBinary(start) is { } binary)
        {
            return Refused(binary.Code, binary.Kind);
        }

        var encoding = TextEncoding.Detect(start, isWhole);
        var text = ToUtf8(start, encoding.Encoding);
        if ((long)text.AsSpan().Count((byte)0) * BytesPerNul > text.Length)
        {
            return Refused(ProblemCodes.NotText, "binary");
        }

        if (isWhole && IsBlank(text))
        {
            return Refused(ProblemCodes.EmptyFile);
        }

        var sure = mapped.Where(x => x.MayBe(encoding)).ToList();
        var found = HeaderFinder.Find(text, isWhole, limits, [.. Catalogue.Formats, .. sure]);
        foreach (var other in mapped.Except(sure).GroupBy(static x => x.Encoding!))
        {
            var again = HeaderFinder.Find(ToUtf8(start, other.Key.Encoding), isWhole, limits, [.. other]);
            (encoding, found) = IsBetter(again.Best, found.Best) ? (other.Key, again) : (encoding, found);
        }

        return found switch
        {
            { Best: not null } => new Sniffed(encoding, found, null, []),
            { Limit: { } limit } => new Sniffed(encoding, found, ProblemCodes.LimitExceeded, [limit.Name, limit.Value.ToString(CultureInfo.InvariantCulture)]),
            { Refused: { } refused } => new Sniffed(encoding, found, ProblemCodes.UnknownFormat, [refused]),
            _ => new Sniffed(encoding, found, ProblemCodes.UnknownFormat, []),
        };
    }

    private static bool IsBetter(FormatMatch? match, FormatMatch? other) => match is not null
        && (other is null || match.Format.Precedence > other.Format.Precedence
            || (match.Format.Precedence == other.Format.Precedence && match.Score > other.Score));

    private static Sniffed Refused(string code, params string[] arguments) => new(TextEncoding.Utf8, null, code, arguments);

    internal static byte[] ToUtf8(ReadOnlySpan<byte> start, Encoding? encoding)
    {
        if (encoding is null)
        {
            return start.ToArray();
        }

        // A cut may leave half a character at the end, which the decoder then keeps to itself.
        var decoder = encoding.GetDecoder();
        var chars = new char[decoder.GetCharCount(start, flush: false)];
        var count = decoder.GetChars(start, chars, flush: false);
        return System.Text.Encoding.UTF8.GetBytes(chars, 0, count);
    }

    private static bool IsBlank(ReadOnlySpan<byte> text)
    {
        var rest = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        return rest.IndexOfAnyExcept(Nothing) < 0;
    }
}
