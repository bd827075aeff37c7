using System.Globalization;

namespace KpiFunctions.Exports.Reading;

/// <summary>A limit that cannot be used.</summary>
/// <param name="Name">Its name, such as <c>MaxColumns</c>.</param>
/// <param name="English">What is wrong, with an example.</param>
/// <param name="Russian">The same in Russian.</param>
public sealed record LimitProblem(string Name, string English, string Russian);

/// <summary>The limits on files as whoever runs a deployment may set them, by the names of <see cref="ReadingLimits"/>.</summary>
public static class LimitSettings
{
    private static readonly (string Name, long Default, long Most, Func<ReadingLimits, long, ReadingLimits> Set)[] Limits =
    [
        Int(nameof(ReadingLimits.MaxColumns), static x => x.MaxColumns, static (x, n) => x with { MaxColumns = n }),
        Int(nameof(ReadingLimits.MaxRecordBytes), static x => x.MaxRecordBytes, static (x, n) => x with { MaxRecordBytes = n }),
        Int(nameof(ReadingLimits.MaxPageBytes), static x => x.MaxPageBytes, static (x, n) => x with { MaxPageBytes = n }),
        Int(nameof(ReadingLimits.MaxRangeDays), static x => x.MaxRangeDays, static (x, n) => x with { MaxRangeDays = n }),
        Int(nameof(ReadingLimits.MaxSpreadDays), static x => x.MaxSpreadDays, static (x, n) => x with { MaxSpreadDays = n }),
        Int(nameof(ReadingLimits.MaxContainerEntries), static x => x.MaxContainerEntries, static (x, n) => x with { MaxContainerEntries = n }),
        Long(nameof(ReadingLimits.MaxContainerBytes), static x => x.MaxContainerBytes, static (x, n) => x with { MaxContainerBytes = n }),
        Int(nameof(ReadingLimits.MaxCompressionRatio), static x => x.MaxCompressionRatio, static (x, n) => x with { MaxCompressionRatio = n }),
        Long(nameof(ReadingLimits.CompressionRatioFloor), static x => x.CompressionRatioFloor, static (x, n) => x with { CompressionRatioFloor = n }),
        Int(nameof(ReadingLimits.MaxContainerDepth), static x => x.MaxContainerDepth, static (x, n) => x with { MaxContainerDepth = n }),
        Long(nameof(ReadingLimits.MaxSharedTextBytes), static x => x.MaxSharedTextBytes, static (x, n) => x with { MaxSharedTextBytes = n }),
        Int(nameof(ReadingLimits.MaxWorksheetRows), static x => x.MaxWorksheetRows, static (x, n) => x with { MaxWorksheetRows = n }),
        Int(nameof(ReadingLimits.MaxWorksheetColumns), static x => x.MaxWorksheetColumns, static (x, n) => x with { MaxWorksheetColumns = n }),
        Int(nameof(ReadingLimits.MaxProblems), static x => x.MaxProblems, static (x, n) => x with { MaxProblems = n }),
    ];

    /// <summary>The names of all limits that can be set.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Limits.Select(static x => x.Name)];

    /// <summary>Reads them.</summary>
    /// <param name="valueOf">The value that is set for a name; null or empty where the default holds.</param>
    public static (ReadingLimits Limits, IReadOnlyList<LimitProblem> Problems) Read(Func<string, string?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        var limits = new ReadingLimits();
        var problems = new List<LimitProblem>();
        foreach (var (name, usual, most, set) in Limits)
        {
            var text = valueOf(name)?.Trim();
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most)
            {
                limits = set(limits, value);
                continue;
            }

            var example = usual.ToString(CultureInfo.InvariantCulture);
            problems.Add(new(
                name,
                $"it must be a whole number from 1 to {most.ToString(CultureInfo.InvariantCulture)}, such as {example}.",
                $"нужно целое число от 1 до {most.ToString(CultureInfo.InvariantCulture)}, например {example}."));
        }

        return (limits, problems);
    }

    private static (string, long, long, Func<ReadingLimits, long, ReadingLimits>) Int(
        string name, Func<ReadingLimits, int> get, Func<ReadingLimits, int, ReadingLimits> set) =>
        (name, get(new ReadingLimits()), int.MaxValue, (limits, value) => set(limits, (int)value));

    private static (string, long, long, Func<ReadingLimits, long, ReadingLimits>) Long(
        string name, Func<ReadingLimits, long> get, Func<ReadingLimits, long, ReadingLimits> set) =>
        (name, get(new ReadingLimits()), long.MaxValue, set);
}
