using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Work;

/// <summary>Sends receipts when a message asks for it, and finds those that no message asks for.</summary>
public sealed partial class ReceiptWork(
    SendReceipts send, ReceiptLedger ledger, BrandStore brands, WorkQueues queues, SmtpOptions smtp, TimeProvider time, ILogger<ReceiptWork> logger)
{
    /// <summary>Handles one message.</summary>
    internal async Task<DeliveryWorkState> HandleAsync(ReceiptMessage wish, CancellationToken cancellationToken)
    {
        if ((await brands.LoadAsync(wish.Brand, cancellationToken)).Configuration is not { } brand)
        {
            // Planning asks again every quarter of an hour, so that no message need wait for somebody to mend it.
            LogBrokenConfiguration(logger, wish.Brand);
            return DeliveryWorkState.Left;
        }

        var sending = await send.RunAsync(brand, wish.Recipient, smtp, cancellationToken);
        if (sending.Open == 0)
        {
            return sending.IsWaiting ? DeliveryWorkState.Waiting : DeliveryWorkState.Finished;
        }

        if (DeliveryWork.Retries.After(wish.Attempt) is { } delay)
        {
            await queues.SendAsync(wish with { Attempt = Math.Max(wish.Attempt, 0) + 1 }, delay, cancellationToken);
            return DeliveryWorkState.Later;
        }

        LogLeft(logger, wish.Brand);
        return DeliveryWorkState.Left;
    }

    /// <summary>Asks for what is due and for mails that were forgotten.</summary>
    /// <returns>How many recipients are asked for.</returns>
    internal async Task<int> AskAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = 0;
        foreach (var waiting in await ledger.ListWaitingAsync(cancellationToken))
        {
            if (ReceiptTiming.IsDue(waiting, now) || waiting.Mails.Any(x => OpenDeliveries.IsForgotten(x, now)))
            {
                await queues.SendAsync(new ReceiptMessage(waiting.Brand, waiting.Recipient.Hash), TimeSpan.Zero, cancellationToken);
                asked++;
            }
        }

        return asked;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Receipts of {Brand} were to be sent, but its configuration has errors. Check it with `kpi config check` and store the mended file as config/{Brand}.yaml; they are sent then")]
    private static partial void LogBrokenConfiguration(ILogger logger, string brand);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A mail with receipts of {Brand} could not be sent in a day of trying. Check the setting of the mail server and whether it can be reached; it is tried again about every two hours")]
    private static partial void LogLeft(ILogger logger, string brand);
}
