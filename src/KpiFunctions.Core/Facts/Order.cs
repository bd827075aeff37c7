namespace KpiFunctions.Core.Facts;

/// <summary>Keyed hashes of a customer's identifiers. The identifiers themselves never leave the reader.</summary>
/// <param name="Email">Hash of the normalised e-mail address.</param>
/// <param name="Phone">Hash of the normalised phone number.</param>
/// <param name="PlatformId">Hash of the platform's customer id.</param>
public readonly record struct CustomerKeys(string? Email, string? Phone, string? PlatformId)
{
    /// <summary>Nothing is known about the customer.</summary>
    public bool IsNone => Email is null && Phone is null && PlatformId is null;
}

/// <summary>One order as one export told it. Several versions of an order may be stored; selection takes the newest.</summary>
public sealed record Order
{
    /// <summary>Source id, such as <c>shopify</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The shop, as far as known.</summary>
    public AccountRef Account { get; init; }

    /// <summary>The platform's id of the order, if the export has it.</summary>
    public string? Id { get; init; }

    /// <summary>The number people use, such as <c>#1001</c>.</summary>
    public string? Number { get; init; }

    /// <summary>When the order was made; whole milliseconds, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The day of <see cref="CreatedAt"/> in the brand's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When the row itself was last changed, where the export says so; whole milliseconds, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>
    /// Financial state as the platform spells it, lower case (<c>paid</c>, <c>pending</c>, <c>refunded</c>, <c>voided</c> …);
    /// <c>cancelled</c> when the order carries a cancellation date.
    /// </summary>
    public required string State { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Goods after discounts, without shipping and tax where the export separates them, before refunds.</summary>
    public required decimal Goods { get; init; }

    /// <summary>The goods' share of what was refunded, 0 … <see cref="Goods"/>.</summary>
    public decimal RefundedGoods { get; init; }

    /// <summary>Who bought.</summary>
    public CustomerKeys Customer { get; init; }

    /// <summary>Where the row came from.</summary>
    public required FactOrigin Origin { get; init; }

    /// <summary>Net revenue of the order (<c>sales_volume</c>), rounded to micros.</summary>
    public decimal NetRevenue => Goods - RefundedGoods;
}
