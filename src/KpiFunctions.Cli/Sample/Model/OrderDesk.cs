namespace KpiFunctions.Cli.Sample.Model;

/// <summary>Turns a day's demand into orders: who, when, what, and what became of it by the day of export.</summary>
internal sealed class OrderDesk
{
    /// <summary>VAT in Russia since 2026, within the prices.</summary>
    public const decimal VatPercent = 22m;

    private const int FirstNumber = 10001;
    private const decimal FreeShippingFrom = 3000m, ShippingFee = 350m;

    /// <summary>Orders by hour of the day. People buy tea late: some minutes around midnight decide on which day an order counts.</summary>
    private static readonly int[] Hours = [14, 6, 3, 1, 1, 2, 5, 12, 25, 38, 48, 52, 50, 46, 44, 45, 46, 48, 52, 58, 62, 60, 48, 30];
    private static readonly int[] LineCounts = [30, 28, 20, 13, 9];
    private static readonly int[] Quantities = [62, 25, 13];

    private static readonly string[] NotesOfCustomers =
    [
        "Позвоните за час, домофон \"12\"",
        "Подарок, счёт не вкладывать",
        "Оставить у консьержа,\nспасибо!",
    ];

    private readonly SampleRandom _random;
    private readonly Deck _hours;
    private readonly Deck _lineCounts;
    private readonly Deck _quantities;
    private readonly Deck _products;
    private readonly CustomerBase _customers;
    private readonly DateTime _exportedAt;
    private int _number = FirstNumber;

    public OrderDesk(SampleOptions options, CustomerBase customers)
    {
        _random = SampleRandom.For(options.Seed, "orders");
        _hours = new(_random, Hours);
        _lineCounts = new(_random, LineCounts);
        _quantities = new(_random, Quantities);
        _products = new(_random, Enumerable.Repeat(1, Assortment.All.Length));
        _customers = customers;
        _exportedAt = options.AsOf.ToDateTime(new TimeOnly(9, 0));
    }

    /// <summary>The orders of a day, by time.</summary>
    public IReadOnlyList<ShopOrder> Take(DateOnly day, IEnumerable<Demand> demand)
    {
        List<(DateTime At, int Sequence, string Group, bool IsNew)> drafts = [];
        foreach (var item in demand)
        {
            for (var i = 0; i < item.New + item.Returning; i++)
            {
                drafts.Add((At(day), drafts.Count, item.Group, i < item.New));
            }
        }

        drafts.Sort(static (a, b) => (a.At, a.Sequence).CompareTo((b.At, b.Sequence)));
        return [.. drafts.Select(x => Fill(x.At, x.Group, x.IsNew))];
    }

    private DateTime At(DateOnly day) =>
        day.ToDateTime(new TimeOnly(_hours.Draw(), _random.Below(60), _random.Below(60)));

    private ShopOrder Fill(DateTime at, string group, bool isNew)
    {
        var customer = isNew ? _customers.Meet() : _customers.Return();
        _customers.Bought(customer, DateOnly.FromDateTime(at));
        var lines = Basket();
        var goods = lines.Sum(static x => x.Quantity * x.Product.Price);
        var code = _random.Chance(0.12) ? "CHAI10" : string.Empty;
        var discount = code.Length == 0 ? 0 : Math.Round(goods / 10, 2, MidpointRounding.AwayFromZero);
        var subtotal = goods - discount;
        // An order that goes abroad is sold without VAT.
        var taxes = _random.Chance(0.02) ? 0 : Math.Round(subtotal * VatPercent / (100 + VatPercent), 2, MidpointRounding.AwayFromZero);
        var order = new ShopOrder
        {
            Number = _number++,
            Customer = customer,
            CreatedAt = at,
            Group = group,
            Lines = lines,
            FinancialStatus = "paid",
            CashOnDelivery = _random.Chance(0.09),
            // A returning customer who calls leaves only a phone number, which leads to the address of earlier orders.
            WithEmail = customer.Email.Length > 0 && (isNew || !_random.Chance(0.03)),
            DiscountCode = code,
            Discount = discount,
            Shipping = subtotal >= FreeShippingFrom ? 0 : ShippingFee,
            Taxes = taxes,
            Notes = _random.Chance(0.04) ? _random.Pick<string>(NotesOfCustomers) : string.Empty,
        };
        return Settle(order);
    }

    private List<OrderLine> Basket()
    {
        List<OrderLine> lines = [];
        for (var left = 1 + _lineCounts.Draw(); left > 0; left--)
        {
            lines.Add(new(1 + _quantities.Draw(), Assortment.All[_products.Draw()]));
        }

        return lines;
    }

    /// <summary>Most orders are paid and delivered; a few of every hundred are cancelled, voided, expired or refunded.</summary>
    private ShopOrder Settle(ShopOrder order)
    {
        var fate = _random.Unit();
        var paid = order with { PaidAt = order.CreatedAt.AddMinutes(1 + _random.Below(4)), FulfilledAt = Past(order.CreatedAt.AddHours(20 + _random.Below(40))) };
        return fate switch
        {
            < 0.006 => order with { FinancialStatus = "voided", CancelledAt = Past(order.CreatedAt.AddHours(1 + _random.Below(6))) },
            < 0.010 => paid with { FinancialStatus = "refunded", Refunded = paid.Total, CancelledAt = Past(paid.CreatedAt.AddHours(2)), FulfilledAt = null },
            < 0.013 => order with { FinancialStatus = "voided" },
            < 0.015 => order with { FinancialStatus = "expired" },
            < 0.027 => paid with { FinancialStatus = "refunded", Refunded = paid.Total },
            < 0.045 => paid with { FinancialStatus = "partially_refunded", Refunded = PartOf(paid) },
            _ when order.CashOnDelivery => OnDelivery(order),
            _ => paid,
        };
    }

    /// <summary>One piece is sent back; never the whole order, whose refund is another state.</summary>
    private static decimal PartOf(ShopOrder order) => Math.Min(order.Lines[0].Product.Price, Math.Round(order.Total / 2, 2, MidpointRounding.AwayFromZero));

    private ShopOrder OnDelivery(ShopOrder order)
    {
        var delivered = Past(order.CreatedAt.AddDays(2 + _random.Below(6)));
        return order with { FinancialStatus = delivered is null ? "pending" : "paid", PaidAt = delivered, FulfilledAt = delivered };
    }

    private DateTime? Past(DateTime at) => at < _exportedAt ? at : null;
}
