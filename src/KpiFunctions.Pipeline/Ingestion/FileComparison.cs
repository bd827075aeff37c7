using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using KpiFunctions.Core.Selection.Effects;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Segments;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>
/// What a file changes in what counts, for its receipt. Only the months of the file are looked at, so that a receipt stays a matter of
/// seconds; the numbers themselves are computed from everything.
/// </summary>
public sealed class FileComparison(SegmentStore segments)
{
    /// <summary>Above so many facts, of the file and stored ones together, nothing is compared: the receipt would have to wait.</summary>
    public const int MaxFacts = 300_000;

    /// <summary>Bytes of stored segments above which they are not read at all.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Compares; null when there is nothing to compare, or too much.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="file">The facts of the file.</param>
    /// <param name="hash">SHA-256 of the file.</param>
    /// <param name="reading">The reading that found them.</param>
    /// <param name="imports">The brand's imports until now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<FileEffect?> OfAsync(
        BrandConfiguration brand, FactSet file, string hash, string reading, IReadOnlyList<ImportRecord> imports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(file);
        if (file.Count is 0 or > MaxFacts)
        {
            return null;
        }

        var chosen = new List<Segment>();
        foreach (var (kind, months) in MonthsOf(file))
        {
            chosen.AddRange((await segments.ListAsync(brand.Brand, kind, cancellationToken)).Where(x => months.Contains(x.Name.Month)));
        }

        if (chosen.Sum(static x => x.Length) > MaxBytes || await segments.TryReadAsync(chosen, cancellationToken) is not { } stored || stored.Count + file.Count > MaxFacts)
        {
            return null;
        }

        var history = FileHistory.Of(imports);
        return FileEffects.Of(OfSources(stored, file), file, new SelectionOptions
        {
            Zone = brand.Zone,
            CurrentReadings = new Dictionary<string, string>(history.CurrentReadings, StringComparer.Ordinal) { [hash] = reading },
            FirstDrops = history.FirstDrops,
            CompleteAnswers = history.CompleteAnswers,
        });
    }

    private static IEnumerable<(FactKind Kind, HashSet<DateOnly> Months)> MonthsOf(FactSet file)
    {
        (FactKind Kind, HashSet<DateOnly> Months)[] kinds =
        [
            (FactKind.Ads, [.. file.Ads.SelectMany(static x => Months(x.From, x.To))]),
            (FactKind.Web, [.. file.Web.SelectMany(static x => Months(x.From, x.To))]),
            (FactKind.Orders, [.. file.Orders.Select(static x => Month(x.Date))]),
            (FactKind.Costs, [.. file.Costs.Select(static x => Month(x.From))]),
        ];
        return kinds.Where(static x => x.Months.Count > 0);
    }

    // Other sources cannot change what counts of this one.
    private static FactSet OfSources(FactSet stored, FactSet file)
    {
        var ads = file.Ads.Select(static x => x.Source).ToHashSet(StringComparer.Ordinal);
        var web = file.Web.Select(static x => x.Source).ToHashSet(StringComparer.Ordinal);
        var orders = file.Orders.Select(static x => x.Source).ToHashSet(StringComparer.Ordinal);
        var same = new FactSet();
        same.Ads.AddRange(stored.Ads.Where(x => ads.Contains(x.Source)));
        same.Web.AddRange(stored.Web.Where(x => web.Contains(x.Source)));
        same.Orders.AddRange(stored.Orders.Where(x => orders.Contains(x.Source)));
        same.Costs.AddRange(stored.Costs);
        return same;
    }

    // Whether days serve in the place of a range is for the days of all its months to say.
    private static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        for (var month = Month(from); month <= to; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    private static DateOnly Month(DateOnly day) => new(day.Year, day.Month, 1);
}
