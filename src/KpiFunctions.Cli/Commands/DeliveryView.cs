using System.Globalization;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Storage.Ledgers;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>Deliveries, for a person.</summary>
internal static class DeliveryView
{
    public static void Write(IReadOnlyList<Delivery> deliveries)
    {
        if (deliveries.Count == 0)
        {
            AnsiConsole.WriteLine(CliText.NoDeliveries);
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(CliText.DeliveryColumns);
        foreach (var delivery in deliveries)
        {
            table.AddRow(
                Cell(delivery.Plan.IsOfReceipts ? CliText.ReceiptMail : delivery.Plan.Report),
                Cell(delivery.Plan.Period),
                string.Create(CultureInfo.InvariantCulture, $"v{delivery.Plan.Version}"),
                Cell(delivery.Plan.Recipient.Masked),
                Cell(delivery.Plan.Language),
                $"[{Color(delivery.State)}]{Cell(StateOf(delivery))}[/]",
                Cell(Answer(delivery)));
        }

        AnsiConsole.Write(table);
    }

    public static void WritePlan(DeliveryPlanning planning)
    {
        AnsiConsole.WriteLine(CliText.DryRun(planning.Version));
        Write(planning.Deliveries);
    }

    /// <summary>The state, and unless it was sent what the mail server said.</summary>
    public static string StateAndAnswer(Delivery delivery) => delivery.State == DeliveryState.Sent
        ? CliText.State(delivery.State)
        : TerminalText.Clean($"{CliText.State(delivery.State)} {Answer(delivery)}".TrimEnd());

    /// <summary>Receipts are not sent again: they lie in storage for whoever did not get the mail.</summary>
    private static string StateOf(Delivery delivery) => delivery is { Plan.IsOfReceipts: true, State: DeliveryState.Unknown }
        ? CliText.UnknownReceiptMail
        : CliText.State(delivery.State);

    private static string Answer(Delivery delivery) =>
        string.Join(' ', new[] { delivery.LastCode, delivery.LastText }.Where(static x => x is not null));

    private static string Cell(string text) => Markup.Escape(TerminalText.Clean(text));

    private static string Color(DeliveryState state) => state switch
    {
        DeliveryState.Sent => "green",
        DeliveryState.Failed or DeliveryState.Unknown => "red",
        _ => "yellow",
    };
}
