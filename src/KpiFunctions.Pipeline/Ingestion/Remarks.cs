using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>What the owner of a file should know and no reader can: it is about the file and the brand.</summary>
internal static class Remarks
{
    /// <summary>The reading with one more warning about the whole file.</summary>
    public static ExportReading WithWarning(this ExportReading reading, string code, params IReadOnlyList<string> arguments)
    {
        var counts = new Dictionary<string, int>(reading.ProblemCounts, StringComparer.Ordinal);
        counts[code] = counts.GetValueOrDefault(code) + 1;
        return reading with
        {
            Problems = [.. reading.Problems, new Problem(ProblemSeverity.Warning, code, 0, null, null, arguments)],
            ProblemCounts = counts,
        };
    }
}
