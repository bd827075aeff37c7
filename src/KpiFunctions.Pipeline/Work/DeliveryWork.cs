using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Work;

/// <summary>What became of a wish for a delivery.</summary>
public enum DeliveryWorkState
{
    /// <summary>Nothing is left to be sent.</summary>
    Finished,

    /// <summary>Receipts wait for more files to come; the message of the last one, or planning, finds them.</summary>
    Waiting,

    /// <summary>Something is left; the message comes again later.</summary>
    Later,

    /// <summary>Something is left after a day of trying; planning finds it every two hours, and a person should look.</summary>
    Left,

    /// <summary>No configuration has the report any more; its deliveries stay as they are.</summary>
    NotConfigured,

    /// <summary>Nobody will understand it: a person looks.</summary>
    SetAside,
}

/// <summary>Sends a report or receipts when a message asks for it, and comes back to what could not be sent yet.</summary>
public sealed partial class DeliveryWork(
    DeliverReport deliver, ReceiptWork receipts, BrandStore brands, WorkQueues queues, SmtpOptions smtp, ILogger<DeliveryWork> logger)
{
    /// <summary>The first hour in five steps, then every hour: a day in all.</summary>
    internal static readonly Backoff Retries = new(maxAttempts: 28, 1, 2, 5, 15, 30, 60);

    /// <summary>Handles one message of the queue.</summary>
    /// <param name="message">The message as it stands in the queue; any text.</param>
    /// <param name="cancellationToken">Stops sending; what is left is sent by the next message.</param>
    public async Task<DeliveryWorkState> HandleAsync(string message, CancellationToken cancellationToken)
    {
        if (WorkMessages.ReadReceipts(message) is { } wanted && Ids.IsBrand(wanted.Brand) && Ids.IsRecipient(wanted.Recipient))
        {
            return await receipts.HandleAsync(wanted, cancellationToken);
        }

        if (WorkMessages.ReadDelivery(message) is not { } wish
            || !Ids.IsReport(wish.Report)
            || !Period.TryParse(wish.Period, WeekStart.Monday, out _))
        {
            await queues.SetAsideAsync(QueueNames.Deliveries, message, cancellationToken);
            LogNotUnderstood(logger);
            return DeliveryWorkState.SetAside;
        }

        if (await FindAsync(wish, cancellationToken) is { } missing)
        {
            return missing;
        }

        var deliveries = await deliver.RunAsync(wish.Report, wish.Period, smtp, cancellationToken);
        var open = deliveries.Count(OpenDeliveries.IsOpen);
        if (open == 0)
        {
            return DeliveryWorkState.Finished;
        }

        if (await TryLaterAsync(wish, cancellationToken))
        {
            return DeliveryWorkState.Later;
        }

        LogLeft(logger, open, wish.Report, wish.Period);
        return DeliveryWorkState.Left;
    }

    /// <summary>Null when the report is there; else what becomes of the message.</summary>
    private async Task<DeliveryWorkState?> FindAsync(DeliveryMessage wish, CancellationToken cancellationToken)
    {
        var all = await brands.LoadAllAsync(cancellationToken);
        if (all.Select(static x => x.Loaded.Configuration).OfType<BrandConfiguration>().Any(x => x.Reports.Any(y => y.Id == wish.Report)))
        {
            return null;
        }

        // A configuration that cannot be read may be the one that has it.
        if (all.Any(static x => x.Loaded.Configuration is null) && await TryLaterAsync(wish, cancellationToken))
        {
            LogBrokenConfiguration(logger, wish.Report, wish.Period);
            return DeliveryWorkState.Later;
        }

        LogNotConfigured(logger, wish.Report, wish.Period);
        return DeliveryWorkState.NotConfigured;
    }

    private async Task<bool> TryLaterAsync(DeliveryMessage wish, CancellationToken cancellationToken)
    {
        if (Retries.After(wish.Attempt) is not { } delay)
        {
            return false;
        }

        await queues.SendAsync(wish with { Attempt = Math.Max(wish.Attempt, 0) + 1 }, delay, cancellationToken);
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A message in the queue of deliveries is none and was put aside. Look at it in the poison queue and delete it there")]
    private static partial void LogNotUnderstood(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} recipients of report {Report} for {Period} have not received it after a day of trying. Check the setting of the mail server and whether it can be reached; it is tried again about every two hours, or at once with `kpi send`")]
    private static partial void LogLeft(ILogger logger, int count, string report, string period);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Report {Report} for {Period} was to be sent, but no usable configuration has it, and one has errors. Check the configurations with `kpi config check` and store the mended file as config/BRAND.yaml; it is tried again later")]
    private static partial void LogBrokenConfiguration(ILogger logger, string report, string period);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Report {Report} for {Period} was to be sent, but no configuration has it any more; its deliveries stay as they are. If it is still wanted, put it back into the brand's configuration")]
    private static partial void LogNotConfigured(ILogger logger, string report, string period);
}
