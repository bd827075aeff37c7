using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.ReceiptMails;

/// <summary>When receipts that are owed become a mail, so that forty files which are dropped at once do not become forty.</summary>
internal static class ReceiptTiming
{
    /// <summary>So long no further file comes.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    /// <summary>So long the first file waits at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Whether a mail is due.</summary>
    public static bool IsDue(WaitingReceipts waiting, DateTimeOffset now) =>
        waiting is { Oldest: { } oldest, Newest: { } newest } && (newest + Quiet <= now || oldest + Longest <= now);
}

/// <summary>
/// Notes who is to be told of a file, while it is imported: in the ledger, which no crash loses, and by a message for a little later. Noted
/// twice it is told once. Nothing here knows of a mail server.
/// </summary>
public sealed partial class OweReceipts(ReceiptLedger ledger, WorkQueues queues, TimeProvider time, ILogger<OweReceipts> logger)
{
    /// <summary>Notes it for everybody whom the configuration names for this file.</summary>
    public async Task NoteAsync(BrandConfiguration brand, DropReceipts drop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(drop);
        foreach (var (recipient, receipts) in ReceiptRecipients.Of(brand, drop))
        {
            var notes = DropNotes.Of([.. receipts.Select(x => x with { Language = recipient.Language })]);
            await ledger.OweAsync(new(brand.Brand, recipient.Ref, drop.ImportId, time.GetUtcNow(), notes.ToJson()), cancellationToken);
            await AskAsync(new(brand.Brand, recipient.Ref.Hash), cancellationToken);
        }
    }

    /// <summary>Planning finds what is owed by itself, every quarter of an hour: the message only makes it sooner.</summary>
    private async Task AskAsync(ReceiptMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await queues.SendAsync(message, ReceiptTiming.Quiet + ComputeWork.ClockSkew, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotAsked(logger, e, message.Brand);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail about a file of {Brand} could not be asked for; the next planning finds it")]
    private static partial void LogNotAsked(ILogger logger, Exception exception, string brand);
}
