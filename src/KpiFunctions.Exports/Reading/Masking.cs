using System.Text.RegularExpressions;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Reading;

/// <summary>Keeps personal data out of problems: what looks like an e-mail address or a phone number is masked.</summary>
public static partial class Masking
{
    /// <summary>Longest value that a problem shows.</summary>
    public const int MaxLength = 200;
    private const string Dots = "•••";

    /// <summary>The value, cut to <see cref="MaxLength"/> and masked.</summary>
    /// <param name="value">A cell as it stands.</param>
    /// <param name="isPersonal">The export holds customers' data: then values that read like a name or an address, two words with capitals or one before a number, are masked whole.</param>
    public static string Mask(string value, bool isPersonal)
    {
        ArgumentNullException.ThrowIfNull(value);
        var cut = value.Length <= MaxLength ? value : value[..(char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        if (isPersonal && Words().IsMatch(cut))
        {
            return Dots;
        }

        return PersonalData.Mask(cut);
    }

    /// <summary>Whether the text holds something that looks like an e-mail address.</summary>
    public static bool HasEmail(ReadOnlySpan<char> value) => value.Contains('@') && Email().IsMatch(value);

    [GeneratedRegex("""[^\s@,;<>"']+@[^\s@,;<>"']+""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Email();

    [GeneratedRegex(@"\p{Lu}[\p{L}'’-]+[ ,.]+\p{Lu}|\p{Lu}\p{Ll}{4,}[ ,.]+\p{N}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
