using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Limits;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Tables;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>What is to be told a recipient about one dropped file.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Recipient">Who is told.</param>
/// <param name="ImportId">Id of the file version: of each version a recipient is told once.</param>
/// <param name="ArrivedAt">When it was read.</param>
/// <param name="Content">What is told; at most 32,768 UTF-16 units.</param>
public sealed record OwedReceipts(string Brand, RecipientRef Recipient, string ImportId, DateTimeOffset ArrivedAt, string Content);

/// <summary>What a recipient is still owed.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Recipient">Who is owed it.</param>
/// <param name="Oldest">When the first file of which no mail tells yet was read; null when there is none.</param>
/// <param name="Newest">When the last one was.</param>
/// <param name="Mails">Mails that are neither sent nor final.</param>
public sealed record WaitingReceipts(
    string Brand, RecipientRef Recipient, DateTimeOffset? Oldest, DateTimeOffset? Newest, IReadOnlyList<Delivery> Mails);

/// <summary>
/// Who is to be told of which dropped files, and by which mail they were. The mails are deliveries of the
/// <see cref="DeliveryLedger"/>; a mail and the files in it change in one transaction, so that no file is in two mails.
/// </summary>
public sealed class ReceiptLedger(StorageClients clients, TimeProvider time)
{
    /// <summary>
    /// How long a file's row is kept after its mail: longer than dropped files are (30 days), for as long as those are there, their
    /// events may come again.
    /// </summary>
    public static readonly TimeSpan Keeping = TimeSpan.FromDays(60);

    private const int MostMailsADay = 9_999;

    private static readonly string IsOpen = string.Join(
        " or ",
        new[] { ReceiptRow.Owed, DeliveryState.Planned.Id(), DeliveryState.Connecting.Id(), DeliveryState.HandingOver.Id() }
            .Select(static x => $"{ReceiptRow.StateProperty} eq '{x}'"));

    private static readonly string[] Columns =
    [
        "PartitionKey", "RowKey", ReceiptRow.ArrivedProperty, ReceiptRow.RecipientProperty, ReceiptRow.StateProperty, "report", "period", "version", "brand",
        "language", "attempts", "message_id", "claim", "claim_expires", "last_code", "last_text", "planned_at", "changed_at", "sent_at",
    ];

    private readonly TableClient _table = clients.Table(StorageNames.Deliveries);

    /// <summary>Notes that a recipient is to be told of a file.</summary>
    /// <returns>False when that is noted already, or they were told.</returns>
    public async Task<bool> OweAsync(OwedReceipts owed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owed);
        return await _table.TryInsertAsync(ReceiptRow.From(owed), cancellationToken) is not null;
    }

    /// <summary>Every recipient of any brand who is owed something.</summary>
    public async Task<IReadOnlyList<WaitingReceipts>> ListWaitingAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {ReceiptRow.First} and PartitionKey lt {ReceiptRow.Last}");
        var rows = await QueryAsync($"{filter} and ({IsOpen})", cancellationToken);
        return [.. rows.GroupBy(static x => x.PartitionKey, StringComparer.Ordinal).Select(static x => Waiting([.. x]))];
    }

    /// <summary>What one recipient is owed; null when there is nothing.</summary>
    public async Task<WaitingReceipts?> FindWaitingAsync(string brand, string recipientHash, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ReceiptRow.PartitionKey(brand, recipientHash)}");
        var rows = await QueryAsync($"{filter} and ({IsOpen})", cancellationToken);
        return rows.Count == 0 ? null : Waiting(rows);
    }

    /// <summary>
    /// Makes one mail of everything that the recipient is owed. What somebody else gathers at the same time is left to them; so is a mail
    /// whose sender has begun: what comes after goes into the next one.
    /// </summary>
    /// <returns>Whether a mail was made.</returns>
    public async Task<bool> GatherAsync(string brand, RecipientRef recipient, DateOnly day, string language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        var partition = TableClient.CreateQueryFilter($"PartitionKey eq {ReceiptRow.PartitionKey(brand, recipient.Hash)}");
        var owed = (await QueryAsync($"{partition} and {ReceiptRow.StateProperty} eq '{ReceiptRow.Owed}'", cancellationToken))
            .OrderBy(static x => x.GetDateTimeOffset(ReceiptRow.ArrivedProperty))
            .ToList();
        if (owed.Count == 0)
        {
            return false;
        }

        var plan = DeliveryPlan.OfReceipts(brand, recipient, day, await NextNumberAsync(partition, day, cancellationToken), language);
        var now = time.GetUtcNow();
        var mail = new Delivery(plan, DeliveryState.Planned, 0, null, null, null, null, now, now, null, null, default);
        foreach (var notes in owed.Chunk(TableLimits.MaxTransactionOperations - 1))
        {
            if (!await PutAsync(mail, notes, cancellationToken) || await FindAsync(plan, cancellationToken) is not { State: DeliveryState.Planned, Attempts: 0 } stored)
            {
                break;
            }

            mail = stored;
        }

        return mail.ETag != default;
    }

    /// <summary>What a mail tells, in the order in which its files came.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(DeliveryPlan mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {ReceiptRow.PartitionKey(mail.Brand, mail.Recipient.Hash)} and mail eq {ReceiptRow.MailKey(mail)}");
        var notes = new List<TableEntity>();
        await foreach (var note in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            notes.Add(note);
        }

        return [.. notes.OrderBy(static x => x.GetDateTimeOffset(ReceiptRow.ArrivedProperty)).Select(static x => x.GetString(ReceiptRow.ContentProperty))];
    }

    /// <summary>Removes rows of files that a mail told of long ago.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {ReceiptRow.First} and PartitionKey lt {ReceiptRow.Last} and state eq {ReceiptRow.Mailed} and arrived_at lt {time.GetUtcNow() - Keeping}");
        var removed = 0;
        foreach (var note in await QueryAsync(filter, cancellationToken))
        {
            removed += await _table.TryDeleteAsync(note.PartitionKey, note.RowKey, note.ETag, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    /// <summary>The mail's first files make it; further ones are put into it while nobody has begun to send it.</summary>
    private Task<bool> PutAsync(Delivery mail, TableEntity[] notes, CancellationToken cancellationToken)
    {
        var row = DeliveryRow.From(mail);
        var head = mail.ETag == default
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, mail.ETag);
        return _table.TrySubmitAsync(
            [head, .. notes.Select(x => new TableTransactionAction(TableTransactionActionType.UpdateMerge, ReceiptRow.Into(x, mail.Plan), x.ETag))],
            cancellationToken);
    }

    private async Task<Delivery?> FindAsync(DeliveryPlan plan, CancellationToken cancellationToken) =>
        await _table.TryGetAsync(DeliveryRow.PartitionKey(plan), DeliveryRow.RowKey(plan), cancellationToken) is { } row ? DeliveryRow.ToDelivery(row) : null;

    private async Task<int> NextNumberAsync(string partition, DateOnly day, CancellationToken cancellationToken)
    {
        var key = ReceiptRow.DayKey(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var filter = TableClient.CreateQueryFilter($"RowKey ge {key + "0001"} and RowKey le {key + "9999"}");
        var newest = 0;
        await foreach (var row in _table.QueryAsync<TableEntity>($"{partition} and {filter}", select: ["version"], cancellationToken: cancellationToken))
        {
            newest = Math.Max(newest, row.GetInt32("version") ?? 0);
        }

        return newest < MostMailsADay ? newest + 1 : throw new InvalidOperationException("The recipient had as many mails today as can be counted.");
    }

    /// <summary>Rows without their contents, which nobody needs who only looks what there is.</summary>
    private async Task<List<TableEntity>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static WaitingReceipts Waiting(List<TableEntity> rows)
    {
        var first = rows[0];
        var owed = rows.Where(static x => !ReceiptRow.IsMail(x)).Select(static x => x.GetDateTimeOffset(ReceiptRow.ArrivedProperty)).ToList();
        return new(
            ReceiptRow.BrandOf(first),
            new(ReceiptRow.RecipientOf(first)!, first.GetString(ReceiptRow.RecipientProperty)),
            owed.Min(),
            owed.Max(),
            [.. rows.Where(ReceiptRow.IsMail).Select(DeliveryRow.ToDelivery)]);
    }
}
