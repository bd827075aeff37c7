using System.Globalization;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Segments;

namespace KpiFunctions.Pipeline.Kpis;

/// <summary>
/// What the import records know of files that their segments alone do not tell. Files that were dropped and read once are not in it.
/// </summary>
/// <param name="CurrentReadings">Per file hash, the reading that counts: the newest, even when it found no fact.</param>
/// <param name="FirstDrops">Per file hash, when the bytes were first dropped, where that was before the segments' stamps.</param>
internal sealed record FileHistory(
    IReadOnlyDictionary<string, string> CurrentReadings, IReadOnlyDictionary<string, DateTimeOffset> FirstDrops)
{
    /// <summary>Tells two histories apart.</summary>
    public string Version { get; } = string.Join('|', CurrentReadings
        .Select(static x => $"{x.Key}={x.Value}")
        .Concat(FirstDrops.Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.Key}@{x.Value.UtcTicks}")))
        .Order(StringComparer.Ordinal));

    /// <summary>Compares the stored segments with the records of all imports.</summary>
    public static FileHistory Of(IEnumerable<Segment> segments, IEnumerable<ImportRecord> imports)
    {
        var stored = segments.ToLookup(static x => x.Name.FileHash, static x => x.Name, StringComparer.Ordinal);
        var readings = new Dictionary<string, string>(StringComparer.Ordinal);
        var drops = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var file in imports
            .Where(x => x is { Sha256: not null, Reading: not null, Stamp: not null } && stored.Contains(x.Sha256))
            .GroupBy(static x => x.Sha256!, StringComparer.Ordinal))
        {
            var newest = file.OrderBy(static x => x.ImportedAt).ThenBy(static x => x.Reading, StringComparer.Ordinal).Last().Reading!;
            if (stored[file.Key].Any(x => x.Reading != newest))
            {
                readings[file.Key] = newest;
            }

            var first = file.Min(static x => x.Stamp)!.Value;
            if (stored[file.Key].All(x => x.Stamp > first))
            {
                drops[file.Key] = first;
            }
        }

        return new(readings, drops);
    }
}
