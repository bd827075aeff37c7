using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>
/// What a recipient is owed, as rows of the delivery ledger: one partition a brand and recipient, <c>note|</c> a dropped file and
/// <c>mail|</c> a mail. A file's row stays after its mail, so that the same event never makes a second one.
/// </summary>
internal static class ReceiptRow
{
    public const string Owed = "owed";
    public const string Mailed = "mailed";
    public const string StateProperty = "state";
    public const string MailProperty = "mail";
    public const string ArrivedProperty = "arrived_at";
    public const string RecipientProperty = "recipient";
    public const string ContentProperty = "content";
    public const string NotePrefix = "note|";

    /// <summary>Every partition with receipts begins with the first and stands before the second.</summary>
    public const string First = "receipts:";
    public const string Last = "receipts;";

    private const string MailPrefix = "mail|";

    public static string PartitionKey(string brand, string recipientHash) => $"{First}{Ids.Brand(brand)}|{Ids.Recipient(recipientHash)}";

    public static string NoteKey(string importId) => NotePrefix + Ids.Import(importId);

    public static string MailKey(DeliveryPlan plan) => string.Create(CultureInfo.InvariantCulture, $"{DayKey(plan.Period)}{plan.Version:D4}");

    /// <summary>What the keys of a day's mails begin with.</summary>
    public static string DayKey(string day) => $"{MailPrefix}{Ids.Period(day)}|";

    public static bool IsMail(TableEntity entity) => entity.RowKey.StartsWith(MailPrefix, StringComparison.Ordinal);

    /// <summary>The brand of a row with receipts.</summary>
    public static string BrandOf(TableEntity entity) =>
        entity.PartitionKey[First.Length..entity.PartitionKey.IndexOf('|', StringComparison.Ordinal)];

    /// <summary>The recipient of a row with receipts; null of any other.</summary>
    public static string? RecipientOf(TableEntity entity) => entity.PartitionKey.StartsWith(First, StringComparison.Ordinal)
        ? entity.PartitionKey[(entity.PartitionKey.IndexOf('|', StringComparison.Ordinal) + 1)..]
        : null;

    public static TableEntity From(OwedReceipts owed) => new(PartitionKey(owed.Brand, owed.Recipient.Hash), NoteKey(owed.ImportId))
    {
        [StateProperty] = Owed,
        [RecipientProperty] = owed.Recipient.Masked,
        [ArrivedProperty] = owed.ArrivedAt,
        [ContentProperty] = owed.Content,
    };

    /// <summary>The part of a file's row that changes when it goes into a mail.</summary>
    public static TableEntity Into(TableEntity note, DeliveryPlan mail) => new(note.PartitionKey, note.RowKey)
    {
        [StateProperty] = Mailed,
        [MailProperty] = MailKey(mail),
    };
}
