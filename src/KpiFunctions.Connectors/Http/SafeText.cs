using System.Text;
using System.Text.RegularExpressions;

namespace KpiFunctions.Connectors.Http;

/// <summary>What a platform wrote, so that it can be shown: without the token and personal data, on one line, not too long.</summary>
internal static partial class SafeText
{
    /// <summary>Longest text that is shown.</summary>
    public const int MaxLength = 300;

    // A platform may repeat the beginning or the end of a token; fewer characters than these open nothing and are words of any text.
    private const int TokenPart = 8;
    private const int MostRead = 4000;
    private const char Dots = '…';

    /// <summary>The text as it can be shown; null if nothing is left.</summary>
    public static string? Of(string? text, AccessToken token)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var read = text.Length <= MostRead ? text : text[..MostRead];
        var masked = Personal().Replace(WithoutToken(read, token.Reveal()), "…");
        var line = Gaps().Replace(masked, " ").Trim();
        if (line.Length > MaxLength)
        {
            var end = MaxLength - 1;
            line = line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + Dots;
        }

        return line.Length == 0 ? null : line;
    }

    private static string WithoutToken(string text, string token)
    {
        var part = Math.Min(TokenPart, token.Length);
        if (part == 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var length = LengthOfToken(text.AsSpan(i), token, part);
            if (length == 0)
            {
                result.Append(text[i++]);
                continue;
            }

            result.Append(Dots);
            i += length;
        }

        return result.ToString();
    }

    // How many characters at the beginning of the text are a part of the token.
    private static int LengthOfToken(ReadOnlySpan<char> text, string token, int part)
    {
        if (text.Length < part || !token.Contains(text[..part], StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var length = part;
        while (length < text.Length && length < token.Length && token.Contains(text[..(length + 1)], StringComparison.OrdinalIgnoreCase))
        {
            length++;
        }

        return length;
    }

    // An address of a person, or a number that could be dialled; counters and dates are shorter.
    [GeneratedRegex(@"[^\s@""'<>]{1,250}@[^\s""'<>,;]+|\+?[0-9]{11,}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Personal();

    [GeneratedRegex(@"[\s\p{Cc}\p{Cf}]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Gaps();
}
