using System.Globalization;
using System.Text;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>Makes any text fit for a mail's header: one line, nothing that ends it, hides in it or turns its direction.</summary>
internal static class HeaderText
{
    private const int MaxLine = 250;
    private const int MaxFileName = 120;
    private const int MaxExtension = 10;

    /// <summary>Characters that a file name cannot have on somebody's system, or that make it a path.</summary>
    private const string NotInFileNames = "/\\:*?\"<>|";

    /// <summary>The text as one line of at most 250 characters.</summary>
    public static string Line(string text) => Clean(text, MaxLine);

    /// <summary>
    /// The name without folders and without what a system refuses, of at most 120 characters; the extension stays. Characters of two
    /// UTF-16 units go too: MimeKit tears them apart where it continues a long name on another line.
    /// </summary>
    public static string FileName(string name)
    {
        var plain = string.Concat(Clean(name, int.MaxValue).EnumerateRunes().Select(static x => IsForFileNames(x) ? (char)x.Value : '-')).Trim('.', ' ');
        var extension = Path.GetExtension(plain) is { Length: <= MaxExtension } ending ? ending : "";
        var stem = plain[..(plain.Length - extension.Length)];
        return plain.Length == 0 ? "attachment" : Clean(stem, MaxFileName - extension.Length) + extension;
    }

    private static string Clean(string text, int max)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLine));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength >= max)
            {
                line.Append('…');
                break;
            }

            if (rune.Value == ' ' || IsBreak(rune))
            {
                // Readers make one space of several where a long line was folded.
                line.Append(line.Length > 0 && line[^1] == ' ' ? "" : " ");
            }
            else if (!IsBidiControl(rune))
            {
                line.Append(rune);
            }
        }

        // What looks like an encoded word (RFC 2047) would be decoded by whoever reads it.
        return line.Replace("=?", "= ?").ToString().Trim();
    }

    private static bool IsForFileNames(Rune rune) => rune.IsBmp && !NotInFileNames.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsBreak(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Embeddings, overrides and isolates: they can show <c>exe.fdp</c> as <c>pdf.exe</c> and reach beyond the text.</summary>
    private static bool IsBidiControl(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
