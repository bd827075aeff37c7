using System.Globalization;
using KpiFunctions.Core.Selection;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Kpis;

/// <summary>
/// What the import records know of files that stored facts alone do not tell. It comes from the records only: a stored file may hold
/// the facts of one import or of many.
/// </summary>
/// <param name="CurrentReadings">Per file hash, the reading that counts: the newest, even when it found no fact.</param>
/// <param name="FirstDrops">Per file hash, the lowest stamp that its bytes ever came with.</param>
/// <param name="CompleteAnswers">What was pulled as a whole, as the current readings of the files understand it.</param>
internal sealed record FileHistory(
    IReadOnlyDictionary<string, string> CurrentReadings,
    IReadOnlyDictionary<string, DateTimeOffset> FirstDrops,
    IReadOnlyList<StampedAnswer> CompleteAnswers)
{
    /// <summary>Tells two histories apart.</summary>
    public string Version { get; } = string.Join('\n', CurrentReadings
        .Select(static x => $"{x.Key}={x.Value}")
        .Concat(FirstDrops.Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.Key}@{x.Value.UtcTicks}")))
        .Concat(CompleteAnswers.Select(static x => string.Create(CultureInfo.InvariantCulture, $"{x.FileHash}!{x.Stamp.UtcTicks} {x.Answer}")))
        .Order(StringComparer.Ordinal));

    /// <summary>Goes through the records of all imports.</summary>
    public static FileHistory Of(IEnumerable<ImportRecord> imports)
    {
        var readings = new Dictionary<string, string>(StringComparer.Ordinal);
        var drops = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var answers = new List<StampedAnswer>();
        foreach (var file in imports
            .Where(static x => x is { Sha256: not null, Reading: not null, Stamp: not null })
            .GroupBy(static x => x.Sha256!, StringComparer.Ordinal))
        {
            var ordered = file.OrderBy(static x => x.ImportedAt).ThenBy(static x => x.Reading, StringComparer.Ordinal).ToList();
            var current = ordered[^1].Reading!;
            readings[file.Key] = current;
            drops[file.Key] = file.Min(static x => x.Stamp)!.Value;

            // Somebody may have dropped a copy of the answer since, which is never taken as complete: its bytes still are.
            if (ordered.FindLast(x => x.Reading == current && x.Complete is not null)?.Complete is { } complete)
            {
                answers.Add(new(file.Key, drops[file.Key], complete));
            }
        }

        return new(readings, drops, answers);
    }
}
