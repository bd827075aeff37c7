using System.Text.RegularExpressions;

namespace KpiFunctions.Exports.Texts;

/// <summary>
/// Masks what looks like an e-mail address or a telephone number, so that a receipt can quote a cell without giving a
/// customer away. Masking what is already masked changes nothing.
/// </summary>
public static partial class PersonalData
{
    private const int MinPhoneDigits = 10;

    /// <summary>ITU-T E.164: an international number has at most 15 digits.</summary>
    private const int MaxPhoneDigits = 15;

    /// <summary>The text with its addresses and telephone numbers masked.</summary>
    public static string Mask(string text) => MaskPhones(MaskAddresses(text));

    /// <summary>The text with its e-mail addresses masked: the first character and the sign stay.</summary>
    public static string MaskAddresses(string text) =>
        text.AsSpan().IndexOfAny('@', '\uff20') < 0 && !text.Contains("%40", StringComparison.Ordinal)
            ? text
            : Address().Replace(text, static m => IsMasked(m.ValueSpan) ? m.Value : FirstCharacter(m.ValueSpan) + "***@***");

    /// <summary>The text with its telephone numbers masked: the last two digits stay.</summary>
    public static string MaskPhones(string text) =>
        PhoneLike().Replace(text, static m => IsPhone(m.ValueSpan) ? MaskDigits(m.Value) : m.Value);

    // Readers mask what they report with dots already.
    private static bool IsMasked(ReadOnlySpan<char> address) => address.Contains("•@•", StringComparison.Ordinal);

    private static string FirstCharacter(ReadOnlySpan<char> address) =>
        char.IsHighSurrogate(address[0]) || address[0] == '*' ? string.Empty : address[..1].ToString();

    private static bool IsPhone(ReadOnlySpan<char> candidate)
    {
        var digits = 0;
        var dots = 0;
        var others = 0;
        foreach (var c in candidate)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (c == '.') dots++;
            else others++;
        }

        if (digits is < MinPhoneDigits or > MaxPhoneDigits)
        {
            return false;
        }

        if (candidate[0] is '+' or '(')
        {
            return true;
        }

        // A decimal number, a date, a Unix time (no numbering plan has 10 or 13 digits that start with 1), a compact timestamp.
        var isDecimal = dots == 1 && others == 0;
        var isPlain = dots == 0 && others == 0;
        return !isDecimal
            && !DateLike().IsMatch(candidate)
            && !(isPlain && candidate[0] == '1' && digits is 10 or 13)
            && !(isPlain && digits == 14 && candidate.StartsWith("20", StringComparison.Ordinal));
    }

    private static string MaskDigits(string phone)
    {
        var left = phone.Count(char.IsAsciiDigit) - 2;
        return string.Create(phone.Length, (phone, left), static (target, state) =>
        {
            var toMask = state.left;
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsAsciiDigit(state.phone[i]) && toMask-- > 0 ? '*' : state.phone[i];
            }
        });
    }

    // Anything around an at sign (also percent-encoded or full-width), because a cut or odd address is still somebody's.
    [GeneratedRegex(@"[^\s@＠]{1,250}?(?:@|＠|%40)\S*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\w#.+])[+(]?[0-9][0-9\s().\-\u2010-\u2013/]{8,30}[0-9](?![\w])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneLike();

    [GeneratedRegex(@"^(?:[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateLike();
}
