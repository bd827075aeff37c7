using System.Globalization;
using System.Runtime.InteropServices;

namespace KpiFunctions.Exports.Values;

/// <summary>Which sign stands before the decimals.</summary>
public enum NumberStyle
{
    /// <summary><c>1,234.56</c></summary>
    Point,

    /// <summary><c>1.234,56</c></summary>
    Comma,
}

/// <summary>What the text of a number gives away about its style.</summary>
public enum NumberShape
{
    /// <summary>Not a number.</summary>
    Bad,

    /// <summary>No value: empty, dashes, <c>(not set)</c>, or a floor such as <c>&lt; 10</c>.</summary>
    Missing,

    /// <summary>No sign that could be read in two ways.</summary>
    Neutral,

    /// <summary>Can only be read with a decimal point.</summary>
    Point,

    /// <summary>Can only be read with a decimal comma.</summary>
    Comma,

    /// <summary>One sign before three digits: <c>1,234</c> or <c>1.234</c>.</summary>
    Ambiguous,
}

/// <summary>
/// A number as platforms write it: with thousands signs (comma, point, blank, no-break and thin blank, apostrophe), a currency sign or
/// code before or behind it, a percent sign, an exponent.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct NumberText
{
    private const int MaxLength = 64;
    private readonly ReadOnlySpan<byte> _digits;
    private readonly bool _negative;

    private NumberText(NumberShape shape, ReadOnlySpan<byte> digits = default, bool negative = false, ReadOnlySpan<byte> affix = default)
    {
        Shape = shape;
        _digits = digits;
        _negative = negative;
        Affix = affix;
    }

    /// <summary>What the text gives away about its style.</summary>
    public NumberShape Shape { get; }

    /// <summary>What stands before or behind the number, such as <c>US$</c> or <c>%</c>; empty if nothing.</summary>
    public ReadOnlySpan<byte> Affix { get; }

    /// <summary>The style in which the sign of an ambiguous number groups thousands.</summary>
    public NumberStyle GroupedStyle => _digits.Contains((byte)',') ? NumberStyle.Point : NumberStyle.Comma;

    /// <summary>Looks at a cell.</summary>
    public static NumberText Of(ReadOnlySpan<byte> cell)
    {
        var text = CellText.Trim(cell);
        if (CellText.IsMissing(text) || text[0] == (byte)'<')
        {
            return new NumberText(NumberShape.Missing);
        }

        if (text.Length > MaxLength)
        {
            return new NumberText(NumberShape.Bad);
        }

        var negative = false;
        if (text is [(byte)'(', .., (byte)')'])
        {
            negative = true;
            text = CellText.Trim(text[1..^1]);
        }

        negative ^= TakeSign(ref text);
        var first = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (first < 0)
        {
            return new NumberText(NumberShape.Bad);
        }

        if (first > 0 && text[first - 1] is (byte)'.' or (byte)',')
        {
            first--;
        }

        var prefix = text[..first];
        var number = text[first..];
        negative ^= TakeSignAtEnd(ref prefix);
        prefix = CellText.Trim(prefix);
        var length = NumberLength(number);
        var suffix = CellText.Trim(number[length..]);
        number = CellText.Trim(number[..length]);
        if ((!prefix.IsEmpty && !suffix.IsEmpty) || suffix.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0)
        {
            return new NumberText(NumberShape.Bad);
        }

        return new NumberText(ShapeOf(number), number, negative, prefix.IsEmpty ? suffix : prefix);
    }

    /// <summary>The value, read in that style; false when the text does not fit it.</summary>
    public bool TryRead(NumberStyle style, out decimal value)
    {
        value = 0;
        if (Shape is NumberShape.Bad or NumberShape.Missing
            || (Shape == NumberShape.Point && style == NumberStyle.Comma) || (Shape == NumberShape.Comma && style == NumberStyle.Point))
        {
            return false;
        }

        var point = (byte)(style == NumberStyle.Point ? '.' : ',');
        if (TryReadShort(point, out value))
        {
            return true;
        }

        Span<byte> plain = stackalloc byte[MaxLength + 1];
        var length = 0;
        if (_negative)
        {
            plain[length++] = (byte)'-';
        }

        foreach (var b in _digits)
        {
            if (b is >= (byte)'0' and <= (byte)'9' or (byte)'E' or (byte)'e' or (byte)'-' or (byte)'+')
            {
                plain[length++] = b;
            }
            else if (b == point)
            {
                plain[length++] = (byte)'.';
            }
        }

        return decimal.TryParse(
            plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    // Nearly all numbers have at most 18 digits and no exponent.
    private bool TryReadShort(byte point, out decimal value)
    {
        value = 0;
        if (_digits.Length > 24)
        {
            return false;
        }

        long digits = 0;
        var count = 0;
        var decimals = -1;
        foreach (var b in _digits)
        {
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + (b - '0');
                count++;
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (b == point)
            {
                decimals = 0;
            }
            else if (b is (byte)'E' or (byte)'e')
            {
                return false;
            }
        }

        if (count is 0 or > 18)
        {
            return false;
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, _negative && digits != 0, (byte)Math.Max(decimals, 0));
        return true;
    }

    private static bool TakeSign(ref ReadOnlySpan<byte> text)
    {
        var (length, negative) = text switch
        {
            [(byte)'-', ..] => (1, true),
            [(byte)'+', ..] => (1, false),
            [0xE2, 0x88, 0x92, ..] => (3, true), // U+2212 MINUS SIGN
            _ => (0, false),
        };
        text = CellText.Trim(text[length..]);
        return negative;
    }

    private static bool TakeSignAtEnd(ref ReadOnlySpan<byte> prefix)
    {
        if (prefix is [.., (byte)'-'])
        {
            prefix = prefix[..^1];
            return true;
        }

        if (prefix is [.., 0xE2, 0x88, 0x92])
        {
            prefix = prefix[..^3];
            return true;
        }

        return false;
    }

    // The longest start that consists of digits and signs within numbers.
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var step = text[at] switch
            {
                >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)',' or (byte)'\'' => 1,
                (byte)'E' or (byte)'e' when IsExponent(text[at..]) => 2,
                0xE2 when text[at..].StartsWith("’"u8) => 3,
                _ => CellText.SpaceAtStart(text[at..]),
            };
            if (step == 0)
            {
                break;
            }

            at += step;
        }

        // "14.50 руб." keeps its point with the suffix only if nothing but a sign is lost: a number never ends in a blank.
        return at;
    }

    private static bool IsExponent(ReadOnlySpan<byte> text) =>
        text.Length > 1 && (text[1] is >= (byte)'0' and <= (byte)'9'
            || (text.Length > 2 && text[1] is (byte)'+' or (byte)'-' && text[2] is >= (byte)'0' and <= (byte)'9'));

    private static NumberShape ShapeOf(ReadOnlySpan<byte> number)
    {
        if (number.IndexOfAny((byte)'E', (byte)'e') is >= 0 and var exponent)
        {
            return ShapeOfMantissa(number[..exponent]);
        }

        if (number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            return NumberShape.Neutral;
        }

        int points = number.Count((byte)'.'), commas = number.Count((byte)',');
        if (points == 0 && commas == 0)
        {
            return BlanksGroup(number) ? NumberShape.Neutral : NumberShape.Bad;
        }

        if (points > 0 && commas > 0)
        {
            var lastPoint = number.LastIndexOf((byte)'.');
            var lastComma = number.LastIndexOf((byte)',');
            var decimalIsPoint = lastPoint > lastComma;
            var whole = number[..Math.Max(lastPoint, lastComma)];
            return (decimalIsPoint ? points : commas) == 1 && Groups(whole, (byte)(decimalIsPoint ? ',' : '.'))
                ? decimalIsPoint ? NumberShape.Point : NumberShape.Comma
                : NumberShape.Bad;
        }

        var sign = (byte)(points > 0 ? '.' : ',');
        return Math.Max(points, commas) > 1
            ? !Groups(number, sign) ? NumberShape.Bad : sign == (byte)',' ? NumberShape.Point : NumberShape.Comma
            : ShapeOfOneSign(number, sign);
    }

    private static NumberShape ShapeOfMantissa(ReadOnlySpan<byte> mantissa)
    {
        var sign = mantissa.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return sign < 0 ? NumberShape.Neutral
            : mantissa[(sign + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 ? NumberShape.Bad
            : mantissa[sign] == (byte)'.' ? NumberShape.Point
            : mantissa[sign] == (byte)',' ? NumberShape.Comma
            : NumberShape.Bad;
    }

    private static NumberShape ShapeOfOneSign(ReadOnlySpan<byte> number, byte sign)
    {
        var asDecimal = sign == (byte)'.' ? NumberShape.Point : NumberShape.Comma;
        var at = number.IndexOf(sign);
        var whole = number[..at];
        var behind = number[(at + 1)..];
        if (behind.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
        {
            return NumberShape.Bad;
        }

        var isPlain = whole.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (!isPlain)
        {
            // Blanks or apostrophes already group the thousands.
            return BlanksGroup(whole) ? asDecimal : NumberShape.Bad;
        }

        return behind.Length == 3 && whole.Length is >= 1 and <= 3 && whole[0] != (byte)'0' ? NumberShape.Ambiguous : asDecimal;
    }

    // 1,234,567 and the Indian 12,34,567: groups of two or three, the last of three.
    private static bool Groups(ReadOnlySpan<byte> number, byte sign)
    {
        var last = number.LastIndexOf(sign);
        if (last < 0)
        {
            return BlanksGroup(number);
        }

        if (number.Length - last - 1 != 3 || number[0] == sign)
        {
            return false;
        }

        var group = 0;
        var groups = 0;
        foreach (var b in number)
        {
            if (b == sign)
            {
                if (group is < 1 or > 3 || (groups > 0 && group < 2))
                {
                    return false;
                }

                group = 0;
                groups++;
            }
            else if (b is >= (byte)'0' and <= (byte)'9')
            {
                group++;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    // Digits with blanks or apostrophes between groups of three.
    private static bool BlanksGroup(ReadOnlySpan<byte> number)
    {
        var group = 0;
        var groups = 0;
        var at = 0;
        while (at < number.Length)
        {
            if (number[at] is >= (byte)'0' and <= (byte)'9')
            {
                group++;
                at++;
                continue;
            }

            if (groups == 0 ? group is < 1 or > 3 : group != 3)
            {
                return false;
            }

            groups++;
            group = 0;
            at += number[at] < 0x80 ? 1 : number[at] == 0xC2 ? 2 : 3;
        }

        return groups == 0 || group == 3;
    }
}
