using System.Buffers.Binary;

namespace KpiFunctions.Exports.Reading;

/// <summary>Finds rows that stand in a table twice, by a hash of their bytes. Bounded: rows far down a very long table are not looked at.</summary>
internal sealed class DuplicateRows
{
    private const int Most = 250_000;
    private readonly Dictionary<ulong, int> _lines = [];

    /// <summary>The line of an earlier row with the same bytes, or null; the row is remembered.</summary>
    public int? Earlier(ulong hash, int line)
    {
        if (_lines.TryGetValue(hash, out var earlier))
        {
            return earlier;
        }

        if (_lines.Count < Most)
        {
            _lines.Add(hash, line);
        }

        return null;
    }

    /// <summary>64 bits, so that among so many rows an accidental equality is not to be expected; multiply and fold, as wyhash does.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * Odd;
        while (bytes.Length >= 8)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Odd);
            bytes = bytes[8..];
        }

        ulong rest = 1;
        foreach (var b in bytes)
        {
            rest = (rest << 8) | b;
        }

        return Fold(hash ^ rest, Odd);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
