using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage.Ledgers;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.ReceiptMails;

/// <summary>What became of a recipient's receipts.</summary>
/// <param name="IsWaiting">Some are not due yet.</param>
/// <param name="Open">Mails that are still to be sent.</param>
public sealed record ReceiptSending(bool IsWaiting, int Open);

/// <summary>Gathers what a recipient is owed into one mail once it is due, and sends their mails; run as often as one likes.</summary>
public sealed partial class SendReceipts(ReceiptLedger receipts, DeliveryLedger deliveries, TimeProvider time, ILogger<SendReceipts> logger)
{
    /// <summary>Gathers and sends. When it is stopped, what is under way is recorded as far as it came.</summary>
    public async Task<ReceiptSending> RunAsync(BrandConfiguration brand, string recipientHash, SmtpOptions smtp, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(smtp);
        if (await receipts.FindWaitingAsync(brand.Brand, recipientHash, cancellationToken) is not { } waiting)
        {
            return new(IsWaiting: false, 0);
        }

        var recipient = ReceiptRecipients.Of(brand).FirstOrDefault(x => x.Ref.Hash == recipientHash);
        if (ReceiptTiming.IsDue(waiting, time.GetUtcNow()))
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), brand.Zone).DateTime);
            var language = recipient is null ? brand.Language : Exports.Texts.TextLanguages.Id(recipient.Language);
            await receipts.GatherAsync(brand.Brand, waiting.Recipient, today, language, cancellationToken);
            waiting = await receipts.FindWaitingAsync(brand.Brand, recipientHash, cancellationToken) ?? waiting with { Oldest = null, Mails = [] };
        }

        await using var session = new SmtpSession(smtp, time, logger);
        var handover = new DeliveryHandover(deliveries, session, smtp);
        foreach (var mail in waiting.Mails.Select(static x => x.Plan))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sent = await handover.SendAsync(
                mail, recipient is null ? null : id => ComposeAsync(mail, brand, recipient, id, cancellationToken), cancellationToken);
            if (sent is not null)
            {
                LogSent(logger, mail.Brand, mail.Period, mail.Version, sent.Outcome, sent.Code ?? "-");
            }
        }

        var left = await receipts.FindWaitingAsync(brand.Brand, recipientHash, cancellationToken);
        return new(left?.Oldest is not null, left?.Mails.Count ?? 0);
    }

    private async Task<ReportMail?> ComposeAsync(
        DeliveryPlan mail, BrandConfiguration brand, ReceiptRecipient recipient, string messageId, CancellationToken cancellationToken)
    {
        var drops = await receipts.ReadAsync(mail, cancellationToken);
        var day = DateOnly.ParseExact(mail.Period, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return drops.Count == 0 ? null : ReceiptMailComposer.Mail([.. drops.Select(DropNotes.Read)], brand, recipient, day, messageId);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Receipts of {Brand} {Day}, mail {Number}: {Outcome} ({Code})")]
    private static partial void LogSent(ILogger logger, string brand, string day, int number, SendOutcome outcome, string code);
}
