using System.Globalization;
using System.Text;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// Names of members of containers: any bytes at all. They become names that can be shown and stored, and never a place on a disk.
/// </summary>
internal static class MemberNames
{
    /// <summary>Stands between a container and its member.</summary>
    public const string Separator = "!/";

    private const int MaxSegment = 120;
    private const int MaxName = 300;
    private const int MaxSegments = 12;
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(437)!;
    private static readonly Encoding RussianDos = CodePagesEncodingProvider.Instance.GetEncoding(866)!;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text of a name: UTF-8 where the member says so or where it is valid, which other text hardly ever is by chance; else the
    /// code page of Russian systems where letters of it stand beside each other, as they do in words, else that of western ones.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> name, bool isUtf8)
    {
        if (isUtf8)
        {
            return Encoding.UTF8.GetString(name);
        }

        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return (ReadsAsRussian(name) ? RussianDos : Dos).GetString(name);
        }
    }

    /// <summary>Whether a member is none of the person's files: a folder, or what systems put beside files.</summary>
    public static bool IsNoFile(string name)
    {
        var segments = name.Replace('\\', '/').Split('/');
        return segments[^1].Length == 0
            || segments[^1] is ".DS_Store" or "Thumbs.db" or "desktop.ini"
            || segments[^1].StartsWith("._", StringComparison.Ordinal)
            || segments.Contains("__MACOSX", StringComparer.Ordinal);
    }

    /// <summary>The name without anything that leads elsewhere, cannot be shown or is too long; never empty.</summary>
    public static string Clean(string name)
    {
        var segments = name.Replace('\\', '/').Split('/').Select(CleanSegment).Where(static x => x.Length > 0).ToList();
        if (segments is [[_, ':'], ..])
        {
            segments.RemoveAt(0);
        }

        if (segments.Count > MaxSegments)
        {
            segments.RemoveRange(0, segments.Count - MaxSegments);
        }

        while (segments.Count > 1 && segments.Sum(static x => x.Length + 1) > MaxName)
        {
            segments.RemoveAt(0);
        }

        return segments.Count == 0 ? "file" : string.Join('/', segments);
    }

    /// <summary>The name, made another where it was taken before.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var number = 2; !taken.Add(candidate); number++)
        {
            var extension = Path.GetExtension(name);
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name[..^extension.Length]} ({number}){extension}");
        }

        return candidate;
    }

    /// <summary>What a gzip file holds, by the file's own name.</summary>
    public static string OfGzip(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length > 3 && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
    }

    private static string CleanSegment(string segment)
    {
        var text = new StringBuilder(segment.Length);
        foreach (var rune in segment.EnumerateRunes())
        {
            // What reorders text on a screen makes one extension look like another.
            var isPlain = !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
            _ = isPlain ? text.Append(rune) : text.Append('_');
        }

        var clean = text.ToString().Trim();
        if (clean.Length > MaxSegment)
        {
            var extension = Path.GetExtension(clean) is { Length: <= 10 } short_ ? short_ : string.Empty;
            var stem = clean[..(MaxSegment - extension.Length - 1)];
            clean = (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + "…" + extension;
        }

        return clean.Trim('.', ' ').Length == 0 ? string.Empty : clean;
    }

    private static bool ReadsAsRussian(ReadOnlySpan<byte> name)
    {
        int letters = 0, beside = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (!IsRussianLetter(name[i]))
            {
                continue;
            }

            letters++;
            beside += (i > 0 && IsRussianLetter(name[i - 1])) || (i + 1 < name.Length && IsRussianLetter(name[i + 1])) ? 1 : 0;
        }

        return letters > 0 && beside * 10 >= letters * 6;
    }

    private static bool IsRussianLetter(byte b) => b is (>= 0x80 and <= 0xAF) or (>= 0xE0 and <= 0xF1);
}
