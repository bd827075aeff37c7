using System.Runtime.InteropServices;

namespace KpiFunctions.Exports.Csv;

/// <summary>
/// Goes on behind a broken record, but not forever: where many lines are broken, each could make the reader look through megabytes.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct BrokenLines
{
    /// <summary>Broken lines that are skipped before reading ends.</summary>
    public const int Most = 64;
    private int _count;

    /// <summary>Whether reading goes on behind the broken line.</summary>
    public bool TrySkip(CsvReader reader) => ++_count <= Most && reader.SkipBrokenLine();
}
