using System.Globalization;
using System.Text;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Texts;

/// <summary>Text out of a file, made fit to be quoted: one line, nothing invisible, not too long, no personal data.</summary>
public static class QuotedText
{
    private const int MaxLength = 200;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The problem's value as it may be shown, or null.</summary>
    public static string? Value(Problem problem) =>
        // An ad account's number (123-456-7890) looks like a telephone number, and is what the owner has to compare.
        Clean(problem.Value, maskPhones: problem.Code != ProblemCodes.UnexpectedAccount);

    /// <summary>The problem's column as it may be shown, or null. A file without a header has data in its place, so it is masked too.</summary>
    public static string? Column(Problem problem) => Clean(problem.Column, maskPhones: true);

    /// <summary>
    /// Replaces line breaks and tabs by spaces, drops other control and formatting characters (they can reverse or hide text),
    /// cuts after 200 characters, masks. Null for nothing that can be seen.
    /// </summary>
    public static string? Clean(string? text, bool maskPhones)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var visible = Visible(text);
        if (visible.Length == 0)
        {
            return null;
        }

        var masked = PersonalData.MaskAddresses(visible);
        return maskPhones ? PersonalData.MaskPhones(masked) : masked;
    }

    private static string Visible(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (builder.Length >= MaxLength)
            {
                builder.Append('…');
                break;
            }

            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control when rune.Value is '\n' or '\r' or '\t':
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    builder.Append(' ');
                    break;
                case UnicodeCategory.Control:
                case UnicodeCategory.Format when rune.Value != ZeroWidthJoiner:
                    break;
                default:
                    builder.Append(rune.ToString());
                    break;
            }
        }

        return builder.ToString().Trim();
    }
}
