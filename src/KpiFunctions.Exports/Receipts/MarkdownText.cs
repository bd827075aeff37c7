using System.Text;

namespace KpiFunctions.Exports.Receipts;

/// <summary>
/// Encodes plain text for Markdown (CommonMark with GitHub's tables), so that what stood in a file shows as it stands: no
/// markup, no HTML, no link.
/// </summary>
internal static class MarkdownText
{
    public static string Encode(string text)
    {
        var builder = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n')
            {
                builder.Append(' ');
                continue;
            }

            if (NeedsEscape(text, i))
            {
                builder.Append('\\');
            }

            builder.Append(c);
        }

        return builder.ToString();
    }

    private static bool NeedsEscape(string text, int index) => text[index] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '~' or '&' or '$' => true,
        // Within a word an underscore is no markup.
        '_' => !(IsWord(text, index - 1) && IsWord(text, index + 1)),
        // GitHub makes links of bare addresses: https://… and www.…
        '/' => index > 0 && text[index - 1] == ':',
        '.' => index >= 3 && text.AsSpan(index - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        '#' or '+' or '-' or '=' => index == 0,
        _ => false,
    };

    private static bool IsWord(string text, int index) => index >= 0 && index < text.Length && char.IsLetterOrDigit(text[index]);
}
