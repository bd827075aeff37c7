using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Tables;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>
/// Who was sent what. Each recipient is a row of its own, so that one never affects another; a step is an update of the row's ETag,
/// so that two senders never both send.
/// </summary>
public sealed class DeliveryLedger(StorageClients clients, TimeProvider time)
{
    private const int MaxClaimAttempts = 5;
    private readonly TableClient _table = clients.Table(StorageNames.Deliveries);

    /// <summary>Plans a delivery unless it is there already.</summary>
    /// <returns>The delivery as it stands now.</returns>
    public async Task<Delivery> PlanAsync(DeliveryPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.Version, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.Version, 9999, nameof(plan));
        var now = time.GetUtcNow();
        var delivery = new Delivery(plan, DeliveryState.Planned, 0, null, null, null, null, now, now, null, null, default);
        return await _table.TryInsertAsync(DeliveryRow.From(delivery), cancellationToken) is { } etag
            ? delivery with { ETag = etag }
            : await FindAsync(plan, cancellationToken) ?? throw new InvalidOperationException("The delivery was there and is gone.");
    }

    /// <summary>
    /// Asks to send. Given for what is planned, and for what somebody let expire while still connecting. What expired while handing
    /// over becomes unknown, for it may have been sent.
    /// </summary>
    public async Task<DeliveryClaim> ClaimAsync(DeliveryPlan plan, TimeSpan lasting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var claim = Ulid.NewUlid(time.GetUtcNow()).ToString(null, CultureInfo.InvariantCulture);
        for (var attempt = 0; attempt < MaxClaimAttempts; attempt++)
        {
            var found = await FindAsync(plan, cancellationToken);
            if (found is null)
            {
                return new(Claimed: false, null);
            }

            if (found.Claim == claim)
            {
                // Our own earlier write, whose answer was lost on its way.
                return new(found.State == DeliveryState.Connecting, found);
            }

            var now = time.GetUtcNow();
            var expired = found.ClaimExpires is not { } end || end <= now;
            Delivery? next = found.State switch
            {
                DeliveryState.Planned => Claimed(found, claim, now, lasting),
                DeliveryState.Connecting when expired => Claimed(found, claim, now, lasting),
                DeliveryState.HandingOver when expired => found with
                {
                    State = DeliveryState.Unknown,
                    Claim = claim,
                    ClaimExpires = null,
                    ChangedAt = now,
                    LastCode = "handing_over_expired",
                    LastText = null,
                },
                _ => null,
            };
            if (next is null)
            {
                return new(Claimed: false, found);
            }

            if (await _table.TryReplaceAsync(DeliveryRow.From(next), found.ETag, cancellationToken) is { } etag)
            {
                return new(next.State == DeliveryState.Connecting, next with { ETag = etag });
            }
        }

        return new(Claimed: false, await FindAsync(plan, cancellationToken));
    }

    /// <summary>Records a step.</summary>
    /// <returns>The delivery as it stands now, or null when somebody else changed it meanwhile: then stop, and do not send.</returns>
    /// <exception cref="InvalidOperationException">The step cannot follow the state that the delivery is in.</exception>
    public async Task<Delivery?> AdvanceAsync(Delivery delivery, DeliveryStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(step);
        if (!step.State.MayFollow(delivery.State))
        {
            throw new InvalidOperationException($"A delivery does not go from {delivery.State.Id()} to {step.State.Id()}.");
        }

        var now = time.GetUtcNow();
        var next = delivery with
        {
            State = step.State,
            MessageId = step.MessageId ?? delivery.MessageId,
            LastCode = step.Code,
            LastText = step.Text is null ? null : RecipientRef.MaskAll(step.Text),
            ClaimExpires = step.State == DeliveryState.HandingOver ? delivery.ClaimExpires : null,
            ChangedAt = now,
            SentAt = step.State == DeliveryState.Sent ? now : delivery.SentAt,
        };
        if (await _table.TryReplaceAsync(DeliveryRow.From(next), delivery.ETag, cancellationToken) is { } etag)
        {
            return next with { ETag = etag };
        }

        var found = await FindAsync(delivery.Plan, cancellationToken);
        return found is not null && found.Claim == next.Claim && found.State == next.State && found.ChangedAt == next.ChangedAt ? found : null;
    }

    /// <summary>The delivery, or null if it was never planned.</summary>
    public async Task<Delivery?> FindAsync(DeliveryPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var entity = await _table.TryGetAsync(DeliveryRow.PartitionKey(plan), DeliveryRow.RowKey(plan), cancellationToken);
        return entity is null ? null : DeliveryRow.ToDelivery(entity);
    }

    /// <summary>Every delivery of a report and period, by version, then recipient.</summary>
    public Task<IReadOnlyList<Delivery>> ListAsync(string report, string period, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {DeliveryRow.PartitionKey(report, period)}"), cancellationToken);

    /// <summary>Every delivery of a brand. It looks through the whole table, which holds a few rows a week.</summary>
    public Task<IReadOnlyList<Delivery>> ListByBrandAsync(string brand, CancellationToken cancellationToken) =>
        QueryAsync(TableClient.CreateQueryFilter($"brand eq {Ids.Brand(brand)}"), cancellationToken);

    private static Delivery Claimed(Delivery found, string claim, DateTimeOffset now, TimeSpan lasting) => found with
    {
        State = DeliveryState.Connecting,
        Attempts = found.Attempts + 1,
        Claim = claim,
        ClaimExpires = now + lasting,
        ChangedAt = now,
        LastCode = null,
        LastText = null,
    };

    private async Task<IReadOnlyList<Delivery>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var deliveries = new List<Delivery>();
        await foreach (var entity in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            deliveries.Add(DeliveryRow.ToDelivery(entity));
        }

        return deliveries;
    }
}
