using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.Reporting;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Html;
using KpiFunctions.Reports.Text;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Delivery;

/// <summary>
/// Sends what is planned of a report: one connection a language, its recipients one after another, each claimed and recorded on
/// its own. What is sent stays sent; what may have been sent is never sent again by itself.
/// </summary>
public sealed partial class DeliverReport(
    BrandStore brands, ReportStore reports, DeliveryLedger ledger, TimeProvider time, ILogger<DeliverReport> logger)
{
    /// <summary>
    /// Sends every delivery of the report and period that is still to be sent. When it is stopped, what is under way is recorded as
    /// far as it came, and the rest stays planned.
    /// </summary>
    /// <returns>All deliveries of the report and period, as they stand afterwards.</returns>
    public async Task<IReadOnlyList<Storage.Ledgers.Delivery>> RunAsync(
        string report, string period, SmtpOptions smtp, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(smtp);
        var (brand, definition) = await brands.FindReportAsync(report, cancellationToken)
            ?? throw new InvalidOperationException($"No configuration has the report {report}.");
        var recipients = definition.Recipients.ToDictionary(static x => RecipientRef.Of(x.Email).Hash, StringComparer.Ordinal);
        var planned = await ledger.ListAsync(report, period, cancellationToken);
        foreach (var version in planned.Where(IsOpen).GroupBy(static x => (x.Plan.Version, x.Plan.Language)))
        {
            var snapshot = await reports.ReadAsync(report, period, version.Key.Version, ReportSnapshot.FileName, cancellationToken)
                ?? throw new InvalidOperationException($"Version {version.Key.Version} of {report} {period} is planned but not stored.");
            var content = await ContentAsync(report, period, version.Key.Version, ReportSnapshot.Read(snapshot.Content, version.Key.Language), cancellationToken);
            await using var session = new SmtpSession(smtp, time, logger);
            foreach (var delivery in version)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await SendAsync(session, delivery, recipients.GetValueOrDefault(delivery.Plan.Recipient.Hash), content, brand, smtp, cancellationToken);
            }
        }

        return await ledger.ListAsync(report, period, cancellationToken);
    }

    /// <summary>Marks a delivery to be sent once more, because a person asked for it.</summary>
    /// <returns>The delivery, or null when the address is no recipient of what was planned.</returns>
    public async Task<Storage.Ledgers.Delivery?> AskAgainAsync(string report, string period, string address, CancellationToken cancellationToken)
    {
        var hash = RecipientRef.Of(address).Hash;
        var delivery = (await ledger.ListAsync(report, period, cancellationToken)).LastOrDefault(x => x.Plan.Recipient.Hash == hash);
        if (delivery is null || IsOpen(delivery))
        {
            return delivery;
        }

        // Mail servers drop a second message of the same id as a duplicate, so a wanted second one carries its attempt.
        var messageId = delivery.MessageId is { } first
            ? DeliveryHandover.MessageId(delivery.Plan, string.Create(CultureInfo.InvariantCulture, $".again{delivery.Attempts}"), DomainOf(first))
            : null;
        return await ledger.AdvanceAsync(delivery, new DeliveryStep(DeliveryState.Planned, messageId, "asked_again"), cancellationToken);
    }

    /// <summary>Whether a sender may still have something to do: what is planned, and what a sender left under way.</summary>
    private static bool IsOpen(Storage.Ledgers.Delivery delivery) =>
        delivery.State is DeliveryState.Planned or DeliveryState.Connecting or DeliveryState.HandingOver;

    private async Task<ReportContent> ContentAsync(
        string report, string period, int version, ReportInput input, CancellationToken cancellationToken)
    {
        var composed = ReportComposer.Compose(input);
        var pdf = await reports.ReadAsync(report, period, version, $"{input.Language}.pdf", cancellationToken)
            ?? throw new InvalidOperationException($"The page of {report} {period} v{version} in {input.Language} is planned but not stored.");
        var mail = HtmlWriter.WriteMail(composed);
        return new(composed, mail, PlainTextWriter.Write(composed), pdf.Content.ToMemory());
    }

    private async Task SendAsync(
        SmtpSession session,
        Storage.Ledgers.Delivery delivery,
        Recipient? recipient,
        ReportContent content,
        BrandConfiguration brand,
        SmtpOptions smtp,
        CancellationToken cancellationToken)
    {
        var mail = recipient is null ? null : (Func<string, Task<ReportMail?>>)(id => Task.FromResult<ReportMail?>(content.Mail(id, recipient.Email, delivery.Plan, brand)));
        if (await new DeliveryHandover(ledger, session, smtp).SendAsync(delivery.Plan, mail, cancellationToken) is { } sent)
        {
            LogSent(logger, delivery.Plan.Report, delivery.Plan.Period, sent.Outcome, sent.Code ?? "-");
        }
    }

    private static string DomainOf(string messageId) => messageId[(messageId.LastIndexOf('@') + 1)..];

    [LoggerMessage(Level = LogLevel.Information, Message = "Report {Report} {Period}: {Outcome} ({Code})")]
    private static partial void LogSent(ILogger logger, string report, string period, SendOutcome outcome, string code);
}
