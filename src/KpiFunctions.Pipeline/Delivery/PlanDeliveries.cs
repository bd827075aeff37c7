using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Reporting;
using KpiFunctions.Reports;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Delivery;

/// <summary>Why nothing was planned.</summary>
public enum PlanRefusal
{
    /// <summary>No brand's configuration has a report of that id.</summary>
    UnknownReport,

    /// <summary>The period is no week of the brand.</summary>
    NotAWeek,

    /// <summary>No KPIs are published of the period.</summary>
    NoNumbers,

    /// <summary>The report has no recipients.</summary>
    NoRecipients,
}

/// <summary>What was planned.</summary>
/// <param name="Refusal">Why nothing was; null when there are deliveries.</param>
/// <param name="Brand">The brand that sends.</param>
/// <param name="Version">The report's version that is sent.</param>
/// <param name="Deliveries">One a recipient, as they stand now.</param>
public sealed record DeliveryPlanning(
    PlanRefusal? Refusal, BrandConfiguration? Brand, int Version, IReadOnlyList<Storage.Ledgers.Delivery> Deliveries);

/// <summary>
/// Freezes a version of a report and plans its delivery to each recipient. Running it again changes nothing: the version's numbers
/// are those of its snapshot, and a planned delivery is not planned twice.
/// </summary>
public sealed class PlanDeliveries(BrandStore brands, ReportInputs inputs, ReportStore reports, DeliveryLedger ledger, IPdfWriter pdf)
{
    private const int FirstVersion = 1;

    /// <summary>Plans the report for the period. A dry run writes nothing and tells what would be planned.</summary>
    public async Task<DeliveryPlanning> RunAsync(string report, string period, bool dryRun, CancellationToken cancellationToken)
    {
        if (await brands.FindReportAsync(report, cancellationToken) is not { } found)
        {
            return Refused(PlanRefusal.UnknownReport, null);
        }

        var (brand, definition) = found;
        if (!Period.TryParse(period, brand.WeekStart, out var week) || week.Grain != Grain.Week)
        {
            return Refused(PlanRefusal.NotAWeek, brand);
        }

        if (definition.Recipients.Count == 0)
        {
            return Refused(PlanRefusal.NoRecipients, brand);
        }

        var version = await reports.NewestVersionAsync(report, week.Id, ReportSnapshot.FileName, cancellationToken);
        if (version == 0)
        {
            if (await inputs.GatherAsync(brand.Brand, report, week, cancellationToken) is not { } input)
            {
                return Refused(PlanRefusal.NoNumbers, brand);
            }

            version = FirstVersion;
            if (!dryRun)
            {
                await FreezeAsync(input with { Version = version }, cancellationToken);
            }
        }

        var plans = definition.Recipients.Select(x => new DeliveryPlan(
            report, week.Id, version, RecipientRef.Of(x.Email), brand.Brand, x.Language ?? definition.Language ?? brand.Language));
        if (!dryRun)
        {
            await RenderAsync(report, week.Id, version, [.. plans.Select(static x => x.Language).Distinct(StringComparer.Ordinal)], cancellationToken);
        }

        return new(null, brand, version, await PlanAsync(plans, dryRun, cancellationToken));
    }

    private static DeliveryPlanning Refused(PlanRefusal refusal, BrandConfiguration? brand) => new(refusal, brand, 0, []);

    /// <summary>Whoever writes the snapshot first has settled the version; others take theirs.</summary>
    private Task<bool> FreezeAsync(ReportInput input, CancellationToken cancellationToken) => reports.PutIfAbsentAsync(
        input.ReportId, input.Period.Id, input.Version, ReportSnapshot.FileName, ReportSnapshot.Write(input), "application/json", cancellationToken);

    /// <summary>Every language from the stored snapshot, so that one that was left out by a crash is made the same later.</summary>
    private async Task RenderAsync(string report, string period, int version, IReadOnlyList<string> languages, CancellationToken cancellationToken)
    {
        var snapshot = await reports.ReadAsync(report, period, version, ReportSnapshot.FileName, cancellationToken)
            ?? throw new InvalidOperationException("The snapshot was there and is gone.");
        foreach (var language in languages)
        {
            // The page is written last: where it is, nothing is left to render.
            if (await reports.ReadAsync(report, period, version, $"{language}.html", cancellationToken) is not null)
            {
                continue;
            }

            var rendered = RenderedReport.Of(ReportSnapshot.Read(snapshot.Content, language), pdf);
            await reports.PutIfAbsentAsync(report, period, version, $"{language}.pdf", rendered.Pdf, "application/pdf", cancellationToken);
            await reports.PutIfAbsentAsync(report, period, version, $"{language}.html", rendered.Page, "text/html; charset=utf-8", cancellationToken);
        }
    }

    private async Task<List<Storage.Ledgers.Delivery>> PlanAsync(IEnumerable<DeliveryPlan> plans, bool dryRun, CancellationToken cancellationToken)
    {
        var deliveries = new List<Storage.Ledgers.Delivery>();
        foreach (var plan in plans)
        {
            var delivery = dryRun ? await ledger.FindAsync(plan, cancellationToken) ?? NotPlannedYet(plan) : await ledger.PlanAsync(plan, cancellationToken);
            deliveries.Add(delivery);
        }

        return deliveries;
    }

    private static Storage.Ledgers.Delivery NotPlannedYet(DeliveryPlan plan) =>
        new(plan, DeliveryState.Planned, 0, null, null, null, null, default, default, null, null, default);
}
