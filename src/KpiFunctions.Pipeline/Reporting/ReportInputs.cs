using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Reports;
using KpiFunctions.Storage.Facts;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Reporting;

/// <summary>Gathers the numbers of a report and what a reader needs in order to trust them.</summary>
public sealed class ReportInputs(BrandStore brands, KpiTable table, FactStore facts, ImportLedger imports, TimeProvider time)
{
    private const int HistoryWeeks = 13;
    private const int FourWeeksBack = 4;

    /// <summary>Settings whose defaults change what every number on the page means.</summary>
    private static readonly string[] ReadersDefaults = ["timeZone", "currency"];

    /// <summary>How long after its end a day still moves on the platforms.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(24);

    /// <summary>The input of a week's report; null when nothing is published of the week.</summary>
    public async Task<ReportInput?> GatherAsync(string brand, string report, Period period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(period);
        var loaded = await brands.LoadAsync(brand, cancellationToken);
        var configuration = loaded.Configuration ?? await brands.RequireAsync(brand, cancellationToken);
        var weeks = WeeksTo(period, configuration.WeekStart);
        var published = (await table.ReadManyAsync(brand, weeks, cancellationToken)).ToDictionary(static x => x.Period.Id, StringComparer.Ordinal);
        if (!published.TryGetValue(period.Id, out var current))
        {
            return null;
        }

        var history = weeks.ConvertAll(x => published.GetValueOrDefault(x.Id));
        return new ReportInput
        {
            ReportId = report,
            Brand = configuration,
            Language = configuration.Language,
            Period = period,
            Current = current,
            Previous = history[^2],
            FourBack = history[^(FourWeeksBack + 1)],
            History = history,
            Notes = await NotesAsync(configuration, loaded.Reading is { } reading ? [.. reading.Defaults.Select(static x => x.Key)] : ReadersDefaults, current, cancellationToken),
        };
    }

    private static List<Period> WeeksTo(Period last, WeekStart start)
    {
        var weeks = new List<Period> { last };
        while (weeks.Count < HistoryWeeks)
        {
            weeks.Add(weeks[^1].Previous(start));
        }

        weeks.Reverse();
        return weeks;
    }

    private async Task<DataNotes> NotesAsync(
        BrandConfiguration brand, IReadOnlyList<string> defaults, PeriodKpis current, CancellationToken cancellationToken)
    {
        var period = current.Period;
        var files = await facts.ListAsync(brand.Brand, cancellationToken);
        var records = (await imports.ListAsync(brand.Brand, cancellationToken))
            .Where(x => x.State == ImportState.Done && x.FirstDate <= period.To && x.LastDate >= period.From)
            .DistinctBy(static x => x.Sha256, StringComparer.Ordinal)
            .OrderBy(static x => x.Path, StringComparer.Ordinal)
            .ToList();
        return new DataNotes
        {
            Sources = Sources(files, period),
            FilesRead = records.Count,
            ControlsMatched = records.Count(static x => x is { ControlPresent: true, ControlMatches: true }),
            Mismatches =
            [
                .. records.SelectMany(static x => x.ControlDifferences.Select(
                    d => new ControlMismatch(Path.GetFileName(x.Path), d.Measure, d.File, d.Read))),
            ],
            RowsRead = records.Sum(static x => (long)x.Rows),
            RowsRejected = records.Sum(static x => (long)x.Rejected),
            Settling = SettlingDays(period, brand.Zone),
            KpiNotes = [.. current.Total!.Values().SelectMany(static x => x.Notes).Distinct(StringComparer.Ordinal)],
            Defaults = [.. defaults.Where(ReadersDefaults.Contains)],
        };
    }

    /// <summary>The last day that each source delivered. Costs are spread ahead over their range, so they never lag.</summary>
    private static List<SourceNote> Sources(IReadOnlyList<FactFile> files, Period period) =>
    [
        .. files
            .Where(static x => x.FirstDate is not null)
            .GroupBy(static x => (x.Partition.Kind, x.Partition.Source))
            .OrderBy(static x => x.Key.Kind)
            .ThenBy(static x => x.Key.Source, StringComparer.Ordinal)
            .Select(x =>
            {
                var last = x.Max(static y => y.LastDate);
                return new SourceNote(
                    x.Key.Source,
                    x.Min(static y => y.FirstDate),
                    last < period.To ? last : period.To,
                    Complete: last >= period.To || x.Key.Kind == FactKind.Costs);
            }),
    ];

    private (DateOnly From, DateOnly To)? SettlingDays(Period period, TimeZoneInfo zone)
    {
        var unsettledFrom = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow() - Settling, zone).DateTime);
        return unsettledFrom > period.To ? null : (unsettledFrom > period.From ? unsettledFrom : period.From, period.To);
    }
}
