using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// The same few combinations of dimension values come again and again; this builds each once. Bounded: a slot keeps what fell into it last.
/// </summary>
/// <param name="count">How many cells make the dimensions.</param>
/// <param name="build">Makes the dimensions out of their cells.</param>
internal sealed class DimensionsCache(int count, Func<string[], Dimensions> build)
{
    private const int Slots = 512;
    private readonly (string[] Values, Dimensions Dimensions)[] _slots = new (string[], Dimensions)[Slots];
    private readonly string[] _values = new string[count];

    /// <summary>The cells of the current row, to be set before <see cref="Get"/>.</summary>
    public string[] Values => _values;

    public Dimensions Get()
    {
        var hash = 17;
        foreach (var value in _values)
        {
            hash = unchecked((hash * 31) + value.GetHashCode(StringComparison.Ordinal));
        }

        ref var slot = ref _slots[hash & (Slots - 1)];
        if (slot.Values is null || !slot.Values.AsSpan().SequenceEqual(_values))
        {
            slot = ([.. _values], build(_values));
        }

        return slot.Dimensions;
    }
}
