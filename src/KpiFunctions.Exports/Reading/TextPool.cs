using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Reading;

/// <summary>
/// Names repeat from row to row; this makes one string of them. Bounded: a slot keeps the last text that fell into it.
/// </summary>
internal sealed class TextPool
{
    private const int Slots = 2048;
    private const int LongestKept = 256;
    private readonly (byte[] Utf8, string Text)[] _slots = new (byte[], string)[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        if (utf8.Length > LongestKept)
        {
            return CellText.Decode(utf8);
        }

        ref var slot = ref _slots[Slot(utf8)];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
        {
            slot = (utf8.ToArray(), CellText.Decode(utf8));
        }

        return slot.Text;
    }

    // FNV-1a: short, and collisions cost only a second string.
    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619;
        }

        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }
}
