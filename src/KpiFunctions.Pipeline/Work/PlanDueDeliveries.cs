using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Work;

/// <summary>What a round of planning did.</summary>
/// <param name="Planned">Reports of which something was newly planned.</param>
/// <param name="Resumed">Reports whose deliveries had been forgotten.</param>
/// <param name="Faults">Brands that could not be looked at to the end.</param>
/// <param name="Receipts">Recipients of receipts that were found owed and no message had asked for in time.</param>
public sealed record DuePlanning(int Planned, int Resumed, int Faults, int Receipts = 0);

/// <summary>
/// Plans every report that is due and asks for its delivery; asks again for deliveries and receipts that were forgotten. Run as often as one
/// likes: what is planned is not planned again, and what is sent is not sent again. Each brand by itself.
/// </summary>
public sealed partial class PlanDueDeliveries(
    BrandStore brands,
    PlanDeliveries plan,
    DeliveryLedger ledger,
    ReceiptWork receipts,
    WorkQueues queues,
    TimeProvider time,
    ILogger<PlanDueDeliveries> logger)
{
    /// <summary>Looks through all brands.</summary>
    public async Task<DuePlanning> RunAsync(CancellationToken cancellationToken)
    {
        var result = new DuePlanning(0, 0, 0);
        foreach (var (id, loaded) in await brands.LoadAllAsync(cancellationToken))
        {
            if (loaded.Configuration is not { } brand)
            {
                LogBrokenConfiguration(logger, id);
                result = result with { Faults = result.Faults + 1 };
                continue;
            }

            foreach (var report in brand.Reports.Where(static x => x.Recipients.Count > 0))
            {
                result = await TryReportAsync(brand, report, result, cancellationToken);
            }
        }

        return await TryReceiptsAsync(result, cancellationToken);
    }

    private async Task<DuePlanning> TryReceiptsAsync(DuePlanning result, CancellationToken cancellationToken)
    {
        try
        {
            return result with { Receipts = await receipts.AskAsync(cancellationToken) };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogReceiptFault(logger, e);
            return result with { Faults = result.Faults + 1 };
        }
    }

    private async Task<DuePlanning> TryReportAsync(
        BrandConfiguration brand, ReportDefinition report, DuePlanning result, CancellationToken cancellationToken)
    {
        try
        {
            return await ReportAsync(brand, report, result, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, the other brands' reports are due, too.
            LogFault(logger, e, brand.Brand, report.Id);
            return result with { Faults = result.Faults + 1 };
        }
    }

    private async Task<DuePlanning> ReportAsync(
        BrandConfiguration brand, ReportDefinition report, DuePlanning result, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var week = DueReports.NewestWeek(now, brand.Zone, brand.WeekStart);
        if (DueReports.Newest(now, brand.Zone, brand.WeekStart) is { } due && await PlanAsync(brand, report, due, cancellationToken))
        {
            await queues.SendAsync(new DeliveryMessage(report.Id, due.Id), TimeSpan.Zero, cancellationToken);
            result = result with { Planned = result.Planned + 1 };
        }

        // The week before, too: what was planned before the week turned over is owed all the same.
        foreach (var period in new[] { week, week.Previous(brand.WeekStart) })
        {
            var deliveries = await ledger.ListAsync(report.Id, period.Id, cancellationToken);
            if (deliveries.Any(x => OpenDeliveries.IsForgotten(x, now)))
            {
                LogForgotten(logger, report.Id, period.Id);
                await queues.SendAsync(new DeliveryMessage(report.Id, period.Id), TimeSpan.Zero, cancellationToken);
                result = result with { Resumed = result.Resumed + 1 };
            }
        }

        return result;
    }

    /// <summary>Whether something was newly planned. Where everybody is planned already, the ledger alone is asked.</summary>
    private async Task<bool> PlanAsync(BrandConfiguration brand, ReportDefinition report, Period week, CancellationToken cancellationToken)
    {
        var before = await ledger.ListAsync(report.Id, week.Id, cancellationToken);
        var newest = before.Count == 0 ? 0 : before.Max(static x => x.Plan.Version);
        var known = before.Where(x => x.Plan.Version == newest).Select(static x => x.Plan.Recipient.Hash).ToHashSet(StringComparer.Ordinal);
        if (report.Recipients.All(x => known.Contains(RecipientRef.Of(x.Email).Hash)))
        {
            return false;
        }

        var planning = await plan.RunAsync(report.Id, week.Id, dryRun: false, cancellationToken);
        if (planning.Refusal is { } refusal)
        {
            LogNothingPlanned(logger, report.Id, week.Id, brand.Brand, refusal);
            return false;
        }

        return planning.Deliveries.Any(x => x.Plan.Version != newest || !known.Contains(x.Plan.Recipient.Hash));
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The configuration of {Brand} has errors, so none of its reports is planned. Check it with `kpi config check` and store the mended file as config/{Brand}.yaml")]
    private static partial void LogBrokenConfiguration(ILogger logger, string brand);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Report {Report} for {Period} is due, but nothing is planned: {Refusal}. It is planned as soon as {Brand} has numbers of that week; drop its files")]
    private static partial void LogNothingPlanned(ILogger logger, string report, string period, string brand, PlanRefusal refusal);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Deliveries of report {Report} for {Period} have not moved for two hours and are tried again. If this repeats, see what the log says of the mail server")]
    private static partial void LogForgotten(ILogger logger, string report, string period);

    [LoggerMessage(Level = LogLevel.Error, Message = "Receipts that are owed could not be looked for; the next round does, and reports are not affected")]
    private static partial void LogReceiptFault(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Report {Report} of {Brand} could not be planned; it is tried again with the next round, and the other reports are not affected")]
    private static partial void LogFault(ILogger logger, Exception exception, string brand, string report);
}
