using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// What one dropped container may still unpack, everything in it and in what it holds together. It is counted while unpacking:
/// what a container says about itself is not believed.
/// </summary>
/// <param name="containerBytes">Size of the container as it was dropped.</param>
/// <param name="limits">The limits.</param>
internal sealed class ContainerBudget(long containerBytes, ReadingLimits limits)
{
    private long _unpacked;
    private int _entries;

    public ReadingLimits Limits => limits;

    public void AddEntries(int count)
    {
        _entries += count;
        if (_entries > limits.MaxContainerEntries)
        {
            throw ContainerException.Limit("containerEntries", limits.MaxContainerEntries);
        }
    }

    public void AddBytes(int count)
    {
        _unpacked += count;
        if (_unpacked > limits.MaxContainerBytes)
        {
            throw ContainerException.Limit("containerBytes", limits.MaxContainerBytes);
        }

        CheckRatio(_unpacked, containerBytes);
    }

    /// <summary>Whether so much may come out of so little.</summary>
    public void CheckRatio(long unpacked, long packed)
    {
        if (unpacked > limits.CompressionRatioFloor && unpacked / Math.Max(1, packed) >= limits.MaxCompressionRatio)
        {
            throw ContainerException.Limit("compressionRatio", limits.MaxCompressionRatio);
        }
    }
}
