using System.Text;

namespace KpiFunctions.Exports.Sniffing;

/// <summary>In which encoding a file is.</summary>
/// <param name="Id">utf-8, utf-16le, utf-16be, windows-1251, windows-1252.</param>
/// <param name="Encoding">The encoding; null for UTF-8, which is read as it is.</param>
public sealed record TextEncoding(string Id, Encoding? Encoding)
{
    /// <summary>UTF-8, also plain ASCII.</summary>
    public static TextEncoding Utf8 { get; } = new("utf-8", null);

    /// <summary>UTF-16, little-endian: what "Excel .csv" of Google Ads is.</summary>
    public static TextEncoding Utf16Le { get; } = new("utf-16le", new UnicodeEncoding(bigEndian: false, byteOrderMark: true));

    /// <summary>UTF-16, big-endian.</summary>
    public static TextEncoding Utf16Be { get; } = new("utf-16be", new UnicodeEncoding(bigEndian: true, byteOrderMark: true));

    /// <summary>What Russian spreadsheets save as CSV.</summary>
    public static TextEncoding Windows1251 { get; } = new("windows-1251", CodePagesEncodingProvider.Instance.GetEncoding(1251));

    /// <summary>What western spreadsheets save as CSV.</summary>
    public static TextEncoding Windows1252 { get; } = new("windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252));

    /// <summary>It leaves no doubt: bytes of another encoding hardly ever look like it.</summary>
    public bool IsUnicode => this != Windows1251 && this != Windows1252;

    /// <summary>The encoding of that id, or null.</summary>
    public static TextEncoding? OfId(string? id) =>
        new[] { Utf8, Utf16Le, Utf16Be, Windows1251, Windows1252 }.FirstOrDefault(x => string.Equals(x.Id, id, StringComparison.Ordinal));

    /// <summary>The file as a stream of UTF-8, transcoded on the way; the file itself stays open.</summary>
    public Stream OpenUtf8(Stream file) => Encoding is null
        ? new LeftOpenStream(file)
        : System.Text.Encoding.CreateTranscodingStream(file, Encoding, System.Text.Encoding.UTF8, leaveOpen: true);

    /// <summary>
    /// The encoding of a file that starts with these bytes: BOM, else UTF-16 by its pattern of NULs, else UTF-8 if valid, else
    /// windows-1251 when it reads as Russian, else windows-1252.
    /// </summary>
    /// <param name="start">The first bytes of the file, up to 64 KiB.</param>
    /// <param name="isWhole">Nothing follows them.</param>
    public static TextEncoding Detect(ReadOnlySpan<byte> start, bool isWhole)
    {
        if (start.StartsWith("\uFEFF"u8))
        {
            return Utf8;
        }

        if (start is [0xFF, 0xFE, ..])
        {
            return Utf16Le;
        }

        if (start is [0xFE, 0xFF, ..])
        {
            return Utf16Be;
        }

        return ByNuls(start) ?? (IsUtf8(start, isWhole) ? Utf8 : ReadsAsRussian(start) ? Windows1251 : Windows1252);
    }

    // Delimiters, digits and line breaks of UTF-16 have a NUL on the same side, and there are many of them in any table.
    private static TextEncoding? ByNuls(ReadOnlySpan<byte> start)
    {
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < start.Length; i += 2)
        {
            even += start[i] == 0 ? 1 : 0;
            odd += start[i + 1] == 0 ? 1 : 0;
        }

        var enough = Math.Max(2, start.Length / 2 / 10);
        return odd >= enough && even == 0 ? Utf16Le : even >= enough && odd == 0 ? Utf16Be : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> start, bool isWhole)
    {
        if (System.Text.Unicode.Utf8.IsValid(start))
        {
            return true;
        }

        if (isWhole)
        {
            return false;
        }

        // The cut may go through a character of up to four bytes.
        for (var cut = 1; cut <= 3 && cut < start.Length; cut++)
        {
            if (start[^cut] >= 0xC0)
            {
                return System.Text.Unicode.Utf8.IsValid(start[..^cut]);
            }
        }

        return false;
    }

    // In windows-1251 Russian letters are one block, 0xC0–0xFF, and stand beside each other; in western texts accented letters stand alone.
    private static bool ReadsAsRussian(ReadOnlySpan<byte> start)
    {
        int letters = 0, beside = 0, others = 0;
        for (var i = 0; i < start.Length; i++)
        {
            var b = start[i];
            if (b < 0x80)
            {
                continue;
            }

            if (!IsRussianLetter(b))
            {
                others++;
                continue;
            }

            letters++;
            beside += (i > 0 && IsRussianLetter(start[i - 1])) || (i + 1 < start.Length && IsRussianLetter(start[i + 1])) ? 1 : 0;
        }

        return letters > 0 && beside * 10 >= letters * 6 && letters >= others;
    }

    private static bool IsRussianLetter(byte b) => b >= 0xC0 || b is 0xA8 or 0xB8;
}
