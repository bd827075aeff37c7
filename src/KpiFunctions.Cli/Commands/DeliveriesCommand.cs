using System.CommandLine;
using System.Text.Json;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi deliveries</c>: who was sent what.</summary>
internal static class DeliveriesCommand
{
    public static Command Create()
    {
        var brand = new Option<string>("--brand") { Required = true, Description = CliText.BrandOption };
        var json = new Option<bool>("--json") { Description = CliText.JsonOption };
        var storage = new StorageArguments();
        var command = new Command("deliveries", CliText.Deliveries) { brand, json };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var brandId = BrandArgument.Require(parsed.GetValue(brand)!);
            await using var session = await storage.OpenAsync(parsed, cancellationToken);
            var deliveries = (await session.Get<DeliveryLedger>().ListByBrandAsync(brandId, cancellationToken))
                .OrderBy(static x => x.Plan.Report, StringComparer.Ordinal)
                .ThenBy(static x => x.Plan.Period, StringComparer.Ordinal)
                .ThenBy(static x => x.Plan.Version)
                .ThenBy(static x => x.Plan.Recipient.Masked, StringComparer.Ordinal)
                .ToList();
            if (parsed.GetValue(json))
            {
                WriteJson(brandId, deliveries);
            }
            else
            {
                DeliveryView.Write(deliveries);
            }

            return ExitCodes.Fine;
        });
        return command;
    }

    private static void WriteJson(string brand, IReadOnlyList<Delivery> deliveries)
    {
        using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), ReceiptJson.Options);
        writer.WriteStartObject();
        writer.WriteString("brand", brand);
        writer.WriteStartArray("deliveries");
        foreach (var delivery in deliveries)
        {
            writer.WriteStartObject();
            writer.WriteString("report", delivery.Plan.Report);
            writer.WriteString("period", delivery.Plan.Period);
            writer.WriteNumber("version", delivery.Plan.Version);
            writer.WriteString("recipient", delivery.Plan.Recipient.Masked);
            writer.WriteString("language", delivery.Plan.Language);
            writer.WriteString("state", delivery.State.Id());
            writer.WriteNumber("attempts", delivery.Attempts);
            writer.WriteString("messageId", delivery.MessageId);
            writer.WriteString("code", delivery.LastCode);
            writer.WriteString("text", delivery.LastText);
            writer.WriteString("plannedAt", delivery.PlannedAt);
            writer.WriteString("changedAt", delivery.ChangedAt);
            if (delivery.SentAt is { } sentAt)
            {
                writer.WriteString("sentAt", sentAt);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
