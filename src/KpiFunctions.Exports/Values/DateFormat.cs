using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KpiFunctions.Exports.Values;

/// <summary>
/// How dates are written, where somebody has said it: <c>dd.MM.yyyy</c>, <c>yyMMdd</c>, <c>dd/MM/yyyy HH:mm</c>. Days of workbooks, which are
/// always written <c>2026-11-20</c>, are read beside it.
/// </summary>
public sealed partial class DateFormat
{
    private const int MaxLength = 64;
    private static readonly DateTime Sample = new(2026, 11, 24, 13, 45, 59);
    private readonly string _pattern;
    private readonly bool _hasTime;
    private readonly bool _takesIso;

    private DateFormat(string pattern)
    {
        _pattern = pattern;
        _hasTime = pattern.AsSpan().IndexOfAny('H', 'h') >= 0;
        _takesIso = !pattern.StartsWith("yyyy-", StringComparison.Ordinal);
    }

    /// <summary>The format, or null when the letters do not say day, month and year.</summary>
    /// <param name="pattern">One or two <c>d</c>, one to four <c>M</c>, two or four <c>y</c>, and possibly a time (<c>HH:mm:ss</c>, <c>h:mm tt</c>).</param>
    public static DateFormat? Of(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > 40 || !Allowed().IsMatch(pattern))
        {
            return null;
        }

        var runs = Runs().Matches(pattern).Select(static x => x.Value).ToList();
        var isWhole = runs.Distinct(StringComparer.Ordinal).Count() == runs.Count
            && runs.Count(static x => x is "d" or "dd") == 1
            && runs.Count(static x => x[0] == 'M' && x.Length <= 4) == 1
            && runs.Count(static x => x is "yy" or "yyyy") == 1
            && runs.TrueForAll(static x => x[0] is 'd' or 'M' or 'y' || x.Length <= 2);
        // Parts that stand apart may have one digit as well as two.
        var plain = Adjacent().IsMatch(pattern) ? pattern : Pairs().Replace(pattern, static x => x.Value[..1]);
        return isWhole && DateTime.TryParseExact(Sample.ToString(plain, CultureInfo.InvariantCulture), plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            && read.Date == Sample.Date ? new DateFormat(plain) : null;
    }

    /// <summary>Looks at a cell.</summary>
    public DateText Read(ReadOnlySpan<byte> cell)
    {
        var text = CellText.Trim(cell);
        if (CellText.IsMissing(text))
        {
            return DateText.None(isMissing: true);
        }

        Span<char> chars = stackalloc char[MaxLength];
        if (text.Length > MaxLength || !Encoding.UTF8.TryGetChars(text, chars, out var length))
        {
            return DateText.None(isMissing: false);
        }

        return DateTime.TryParseExact(chars[..length], _pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? DateText.Of(read, _hasTime)
            : _takesIso && length >= 10 && chars[4] == '-' && chars[7] == '-' ? DateText.Of(text)
            : DateText.None(isMissing: false);
    }

    [GeneratedRegex("^[dMyHhmstT ./:,_-]+\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Allowed();

    [GeneratedRegex("d+|M+|y+|H+|h+|m+|s+|t+", RegexOptions.NonBacktracking)]
    private static partial Regex Runs();

    [GeneratedRegex("d[MyHhms]|M[dyHhms]|y[dMHhms]", RegexOptions.NonBacktracking)]
    private static partial Regex Adjacent();

    [GeneratedRegex("(?<![dMHh])(?:dd|MM|HH|hh)(?![dMHh])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pairs();
}
