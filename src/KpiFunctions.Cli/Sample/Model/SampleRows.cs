namespace KpiFunctions.Cli.Sample.Model;

/// <summary>A Google Ads campaign.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Campaign type as Google Ads words it.</param>
/// <param name="DailyBudget">Budget a day.</param>
/// <param name="Status">Campaign status as Google Ads words it.</param>
public sealed record SampleCampaign(string Id, string Name, string Type, decimal DailyBudget, string Status = "Enabled");

/// <summary>One campaign on one day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Impressions">Times shown.</param>
/// <param name="Clicks">Clicks.</param>
/// <param name="Cost">RUB, two decimals.</param>
/// <param name="Conversions">The platform's own conversions, two decimals.</param>
/// <param name="ConversionValue">The platform's own conversion value, two decimals.</param>
public readonly record struct AdRow(
    DateOnly Day, SampleCampaign Campaign, long Impressions, long Clicks, decimal Cost, decimal Conversions, decimal ConversionValue);

/// <summary>One channel on one day as web analytics saw it.</summary>
internal sealed record WebChannelRow(DateOnly Day, string Group, long Sessions, long Users, long KeyEvents, long Purchases, decimal Revenue);

/// <summary>All channels together on one day as web analytics saw it.</summary>
internal sealed record WebDayRow(DateOnly Day, long Sessions, long Users, long NewUsers, double EngagementSeconds);

/// <summary>One row of the costs file; <paramref name="To"/> equals <paramref name="From"/> for a single day.</summary>
internal sealed record CostRow(DateOnly From, DateOnly To, string Source, string Medium, string Campaign, decimal Amount);

/// <summary>Somebody who buys tea. Invented: addresses at example domains, numbers in a code that nobody has.</summary>
internal sealed record Customer(
    int Number, string Name, string Email, string Phone, string City, string Street, string Zip, bool AcceptsMarketing);

/// <summary>One line of an order.</summary>
internal readonly record struct OrderLine(int Quantity, Product Product);

/// <summary>Something the shop sells, with its price in RUB.</summary>
internal sealed record Product(string Sku, string Name, decimal Price);

/// <summary>An order as the shop's export states it on the day of export.</summary>
internal sealed record ShopOrder
{
    public required int Number { get; init; }
    public required Customer Customer { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required string Group { get; init; }
    public required IReadOnlyList<OrderLine> Lines { get; init; }
    public required string FinancialStatus { get; init; }
    public required bool CashOnDelivery { get; init; }
    public required bool WithEmail { get; init; }
    public DateTime? PaidAt { get; init; }
    public DateTime? FulfilledAt { get; init; }
    public DateTime? CancelledAt { get; init; }
    public string DiscountCode { get; init; } = string.Empty;
    public decimal Discount { get; init; }
    public decimal Shipping { get; init; }
    public decimal Taxes { get; init; }
    public decimal Refunded { get; init; }
    public string Notes { get; init; } = string.Empty;

    /// <summary>Goods after discounts; prices include the taxes.</summary>
    public decimal Subtotal => Lines.Sum(static x => x.Quantity * x.Product.Price) - Discount;

    public decimal Total => Subtotal + Shipping;
}
