using System.Globalization;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Delivery;

/// <summary>Hands one mail over to the mail server, claimed and recorded: what is sent stays sent, and what may have been sent is never sent again by itself.</summary>
internal sealed class DeliveryHandover(DeliveryLedger ledger, SmtpSession session, SmtpOptions smtp)
{
    /// <summary>After so many tries a recipient's temporary failure is one.</summary>
    private const int MaxAttempts = 10;

    /// <summary>How long one recipient may take before another sender may look after them.</summary>
    private static readonly TimeSpan Claim = SmtpSession.LongestSend + TimeSpan.FromMinutes(1);

    /// <summary>Sends it. The steps in the ledger take no token: half a step is worse than a late stop.</summary>
    /// <param name="plan">What is planned.</param>
    /// <param name="mail">Makes the mail of that Message-ID, once it is claimed; null when they are no recipient any more, and a null mail says that there is nothing to tell.</param>
    /// <param name="cancellationToken">Stops the sender.</param>
    /// <returns>What became of it; null where nothing was to be sent.</returns>
    public async Task<SendResult?> SendAsync(DeliveryPlan plan, Func<string, Task<ReportMail?>>? mail, CancellationToken cancellationToken)
    {
        var claim = await ledger.ClaimAsync(plan, Claim, CancellationToken.None);
        if (!claim.Claimed || claim.Delivery is not { } current)
        {
            return null;
        }

        var id = current.MessageId ?? MessageId(plan, "", MailAddresses.AsciiDomain(smtp.FromAddress));
        if (mail is null || await mail(id) is not { } message)
        {
            var code = mail is null ? "recipient_removed" : "content_removed";
            await ledger.AdvanceAsync(current, new DeliveryStep(DeliveryState.Failed, Code: code), CancellationToken.None);
            return null;
        }

        var sent = await session.SendAsync(message, HandingOverAsync, cancellationToken);
        await RecordAsync(current, sent);
        return sent;

        async Task<bool> HandingOverAsync()
        {
            var handing = await ledger.AdvanceAsync(current, new DeliveryStep(DeliveryState.HandingOver, id), CancellationToken.None);
            current = handing ?? current;
            return handing is not null;
        }
    }

    /// <summary>The same for every try of a delivery, so that a mail server sees a repetition as one.</summary>
    public static string MessageId(DeliveryPlan plan, string suffix, string domain)
    {
        var name = plan.Report.Replace(':', '.');
        return string.Create(CultureInfo.InvariantCulture, $"{name}.{plan.Period}.v{plan.Version}.{plan.Recipient.Hash}{suffix}@{domain}");
    }

    private async Task RecordAsync(Storage.Ledgers.Delivery delivery, SendResult sent)
    {
        if (NextState(delivery, sent.Outcome) is not { } state)
        {
            return;
        }

        var step = new DeliveryStep(state, Code: sent.Code, Text: sent.Text);
        if (await ledger.AdvanceAsync(delivery, step, CancellationToken.None) is null
            && state != DeliveryState.Unknown
            && await ledger.FindAsync(delivery.Plan, CancellationToken.None) is { State: DeliveryState.Unknown } expired
            && expired.Attempts == delivery.Attempts)
        {
            // It took so long that somebody gave it up as unknown; but now it is known.
            await ledger.AdvanceAsync(expired, step, CancellationToken.None);
        }
    }

    /// <summary>
    /// A temporary failure is one at last when the server has given it too often for this recipient. A server that is not reached, or
    /// lets nobody in, says nothing about the recipient, however often.
    /// </summary>
    private static DeliveryState? NextState(Storage.Ledgers.Delivery delivery, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => DeliveryState.Sent,
        SendOutcome.Refused => DeliveryState.Failed,
        SendOutcome.Deferred when delivery is { State: DeliveryState.HandingOver, Attempts: >= MaxAttempts } => DeliveryState.Failed,
        SendOutcome.Deferred => DeliveryState.Planned,
        SendOutcome.Unknown => DeliveryState.Unknown,
        SendOutcome.NotSent => null,
        _ => throw new InvalidOperationException($"{outcome} is no outcome."),
    };
}
