using System.CommandLine;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi send</c>: plans a report's deliveries and sends what was not sent yet.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var report = new Option<string>("--report") { Required = true, Description = CliText.ReportOption };
        var period = new Option<string>("--period") { Required = true, Description = CliText.WeekOption };
        var dryRun = new Option<bool>("--dry-run") { Description = CliText.DryRunOption };
        var resend = new Option<string?>("--resend") { Description = CliText.ResendOption };
        var storage = new StorageArguments();
        var command = new Command("send", CliText.Send) { report, period, dryRun, resend };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await storage.OpenAsync(parsed, cancellationToken);
            return await RunAsync(
                session, parsed.GetValue(report)!, parsed.GetValue(period)!, parsed.GetValue(dryRun), parsed.GetValue(resend), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliSession session, string report, string period, bool dryRun, string? resend, CancellationToken cancellationToken)
    {
        if (!Ids.IsReport(report))
        {
            throw new CommandInputException(CliText.PlanRefused(PlanRefusal.UnknownReport, report, period));
        }

        var smtp = dryRun ? null : await session.MailAsync(cancellationToken);
        var planning = await session.Get<PlanDeliveries>().RunAsync(report, period, dryRun, cancellationToken);
        if (planning.Refusal is { } refusal)
        {
            throw new CommandInputException(CliText.PlanRefused(refusal, report, period));
        }

        if (smtp is null)
        {
            DeliveryView.WritePlan(planning);
            return ExitCodes.Fine;
        }

        var deliver = session.Get<DeliverReport>();
        if (resend is not null && await deliver.AskAgainAsync(report, period, resend, cancellationToken) is null)
        {
            throw new CommandInputException(CliText.NoRecipient(resend, report));
        }

        var deliveries = await deliver.RunAsync(report, period, smtp, cancellationToken);
        DeliveryView.Write(deliveries);
        var before = planning.Deliveries.Count(static x => x.State == DeliveryState.Sent);
        if (resend is null && before == planning.Deliveries.Count)
        {
            Console.WriteLine(CliText.AlreadySent);
        }
        else if (session.CaughtMail is { } folder)
        {
            Console.WriteLine(CliText.Caught(folder));
        }

        return deliveries.Any(static x => x.State is DeliveryState.Failed or DeliveryState.Unknown or DeliveryState.Planned)
            ? ExitCodes.Fault
            : ExitCodes.Fine;
    }
}
