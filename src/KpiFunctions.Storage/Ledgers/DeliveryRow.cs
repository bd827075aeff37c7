using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>A delivery as a row of the ledger.</summary>
internal static class DeliveryRow
{
    private const int MaxText = 1_000;

    public static string PartitionKey(string report, string period) => $"{Ids.Report(report)}|{Ids.Period(period)}";

    /// <summary>Mails of receipts stand beside the receipts that they tell of, so that both change together.</summary>
    public static string PartitionKey(DeliveryPlan plan) =>
        plan.IsOfReceipts ? ReceiptRow.PartitionKey(plan.Brand, plan.Recipient.Hash) : PartitionKey(plan.Report, plan.Period);

    public static string RowKey(DeliveryPlan plan) => plan.IsOfReceipts
        ? ReceiptRow.MailKey(plan)
        : string.Create(CultureInfo.InvariantCulture, $"{plan.Version:D4}|{plan.Recipient.Hash}");

    public static TableEntity From(Delivery delivery) => new(PartitionKey(delivery.Plan), RowKey(delivery.Plan))
    {
        ["state"] = delivery.State.Id(),
        ["report"] = delivery.Plan.Report,
        ["period"] = delivery.Plan.Period,
        ["version"] = delivery.Plan.Version,
        ["recipient"] = Clip(delivery.Plan.Recipient.Masked),
        ["brand"] = Ids.Brand(delivery.Plan.Brand),
        ["language"] = delivery.Plan.Language,
        ["attempts"] = delivery.Attempts,
        ["message_id"] = Clip(delivery.MessageId),
        ["claim"] = delivery.Claim,
        ["claim_expires"] = delivery.ClaimExpires,
        ["last_code"] = Clip(delivery.LastCode),
        ["last_text"] = Clip(delivery.LastText),
        ["planned_at"] = delivery.PlannedAt,
        ["changed_at"] = delivery.ChangedAt,
        ["sent_at"] = delivery.SentAt,
    };

    public static Delivery ToDelivery(TableEntity entity) => new(
        new(
            entity.GetString("report"),
            entity.GetString("period"),
            entity.GetInt32("version") ?? 0,
            new(ReceiptRow.RecipientOf(entity) ?? entity.RowKey[(entity.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..], entity.GetString("recipient")),
            entity.GetString("brand"),
            entity.GetString("language")),
        DeliveryStates.Parse(entity.GetString("state")),
        entity.GetInt32("attempts") ?? 0,
        entity.GetString("message_id"),
        entity.GetDateTimeOffset("claim_expires"),
        entity.GetString("last_code"),
        entity.GetString("last_text"),
        entity.GetDateTimeOffset("planned_at") ?? default,
        entity.GetDateTimeOffset("changed_at") ?? default,
        entity.GetDateTimeOffset("sent_at"),
        entity.GetString("claim"),
        entity.ETag);

    private static string? Clip(string? text) => text is { Length: > MaxText } ? string.Concat(text.AsSpan(0, MaxText - 1), "…") : text;
}
