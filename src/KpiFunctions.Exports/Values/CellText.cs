using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KpiFunctions.Exports.Values;

/// <summary>What every kind of cell needs: trimming, signs for "nothing", decoding.</summary>
public static class CellText
{
    private static readonly SearchValues<byte> NumberSigns = SearchValues.Create("0123456789.,-"u8);

    /// <summary>Removes white space, also no-break and thin spaces, on both sides.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (SpaceAtStart(cell) is > 0 and var length)
        {
            cell = cell[length..];
        }

        while (SpaceAtEnd(cell) is > 0 and var length)
        {
            cell = cell[..^length];
        }

        return cell;
    }

    /// <summary>Whether an already trimmed cell says that there is no value: empty, dashes, <c>(not set)</c>.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> trimmed) =>
        trimmed.IsEmpty || (trimmed[0] is (byte)'-' or 0xE2 or (byte)'(' or (byte)'n' or (byte)'N'
            && (trimmed.SequenceEqual("--"u8) || trimmed.SequenceEqual("-"u8) || trimmed.SequenceEqual("—"u8) || trimmed.SequenceEqual("–"u8)
                || trimmed.SequenceEqual("(not set)"u8) || Ascii.EqualsIgnoreCase(trimmed, "n/a"u8)));

    /// <summary>Whether a spreadsheet turned an id into a number such as <c>1.20253E+17</c>: the digits behind the sixth are lost.</summary>
    public static bool IsSpreadsheetNumber(ReadOnlySpan<byte> cell)
    {
        var exponent = cell.IndexOfAny((byte)'E', (byte)'e');
        return exponent > 0 && cell.Length > exponent + 2 && cell[exponent + 1] is (byte)'+' or (byte)'-'
            && cell[..exponent].IndexOfAnyExcept(NumberSigns) < 0 && cell[(exponent + 2)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>Decodes; bytes that are not UTF-8 become U+FFFD, and so do NULs, which not every storage keeps.</summary>
    public static string Decode(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell);
        return cell.Contains((byte)0) ? text.Replace('\0', '\uFFFD') : text;
    }

    /// <summary>Whether the bytes are well-formed UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> cell) => Utf8.IsValid(cell);

    /// <summary>Length in bytes of the white space character at the start, 0 if there is none.</summary>
    internal static int SpaceAtStart(ReadOnlySpan<byte> cell) => cell switch
    {
        [(byte)' ' or >= 9 and <= 13, ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, >= 0x80 and <= 0x8B or 0xAF, ..] => 3,
        [0xEF, 0xBB, 0xBF, ..] => 3,
        _ => 0,
    };

    private static int SpaceAtEnd(ReadOnlySpan<byte> cell) => cell switch
    {
        [.., (byte)' ' or >= 9 and <= 13] => 1,
        [.., 0xC2, 0xA0] => 2,
        [.., 0xE2, 0x80, >= 0x80 and <= 0x8B or 0xAF] => 3,
        _ => 0,
    };
}
