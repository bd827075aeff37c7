using System.Text.RegularExpressions;

namespace KpiFunctions.Exports.Reading;

/// <summary>Keeps personal data out of problems: what looks like an e-mail address or a phone number is replaced by dots.</summary>
public static partial class Masking
{
    /// <summary>Longest value that a problem shows.</summary>
    public const int MaxLength = 200;
    private const string Dots = "•••";

    /// <summary>The value, cut to <see cref="MaxLength"/> and masked.</summary>
    /// <param name="value">A cell as it stands.</param>
    /// <param name="isPersonal">The export holds customers' data: then values of several words, such as a name or an address, are masked whole.</param>
    public static string Mask(string value, bool isPersonal)
    {
        ArgumentNullException.ThrowIfNull(value);
        var cut = value.Length <= MaxLength ? value : value[..(char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        if (isPersonal && Words().IsMatch(cut))
        {
            return Dots;
        }

        return Phone().Replace(Email().Replace(cut, Dots + "@" + Dots), static match =>
        {
            var digits = match.Value.Count(char.IsAsciiDigit);
            return digits is >= 10 and <= 15 || (digits >= 7 && match.Value[0] is '+' or '(') ? Dots : match.Value;
        });
    }

    /// <summary>Whether the text holds something that looks like an e-mail address.</summary>
    public static bool HasEmail(ReadOnlySpan<char> value) => value.Contains('@') && Email().IsMatch(value);

    [GeneratedRegex("""[^\s@,;<>"']+@[^\s@,;<>"']+""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Email();

    // Neighbouring signs of dates, times and ids (: /) end a run, so that those are not taken for phone numbers.
    [GeneratedRegex("""(\+|\()?[0-9][0-9 ()\u00a0.\-]{5,}[0-9]""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\p{L}{2,}[ ,.]+\S*\p{L}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
