using System.Text;

namespace KpiFunctions.Exports.Values;

/// <summary>
/// The one spelling of a customer's identifier, so that the same person has the same hash in every file. Null when the text is no such identifier.
/// </summary>
public static class Identifiers
{
    private const int FewestDigits = 6;
    private const int MostDigits = 15; // ITU-T E.164

    /// <summary>An address: trimmed, lower case, NFC.</summary>
    public static string? Email(ReadOnlySpan<byte> cell)
    {
        var text = Decode(cell);
        if (text is null)
        {
            return null;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && !text.Any(char.IsWhiteSpace) && CellText.IsValid(cell) ? text.Normalize().ToLowerInvariant() : null;
    }

    /// <summary>A number: <c>+</c> and digits where it is international (<c>+…</c>, <c>00…</c>), else its digits as they stand.</summary>
    public static string? Phone(ReadOnlySpan<byte> cell)
    {
        var text = Decode(cell)?.TrimStart('\'', '"', '=', ' ');
        if (text is null)
        {
            return null;
        }

        var digits = new StringBuilder(MostDigits + 2);
        var isInternational = text.StartsWith('+') || text.StartsWith("(+", StringComparison.Ordinal) || text.StartsWith('＋');
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                _ = digits.Append(c);
            }
            else if (c is 'x' or 'X' or ',' or ';' or '#' && digits.Length >= FewestDigits)
            {
                break; // an extension, or a second number
            }
            else if (char.IsLetter(c))
            {
                return null;
            }

            if (digits.Length > MostDigits + 2)
            {
                return null;
            }
        }

        if (!isInternational && digits.Length > FewestDigits + 2 && digits[0] == '0' && digits[1] == '0')
        {
            isInternational = true;
            _ = digits.Remove(0, 2);
        }

        return digits.Length is >= FewestDigits and <= MostDigits ? (isInternational ? "+" : string.Empty) + digits : null;
    }

    /// <summary>The platform's id: trimmed. One that a spreadsheet spoilt would make one customer of many.</summary>
    public static string? PlatformId(ReadOnlySpan<byte> cell) => CellText.IsSpreadsheetNumber(CellText.Trim(cell)) ? null : Decode(cell)?.TrimStart('\'');

    private static string? Decode(ReadOnlySpan<byte> cell)
    {
        var trimmed = CellText.Trim(cell);
        return CellText.IsMissing(trimmed) || trimmed.Length > 400 ? null : CellText.Decode(trimmed);
    }
}
