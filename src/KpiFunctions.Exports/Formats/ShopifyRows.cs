using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.ShopifyOrders;

namespace KpiFunctions.Exports.Formats;

/// <summary>The rows of a Shopify export: orders and their further items.</summary>
internal sealed class ShopifyRows : TableReader
{
    // Shopify rounds to hundredths.
    private const decimal HalfCent = 0.005m;
    private readonly Sums _sums = new([new Measure("orders", IsCount: true, IsMoney: false), new Measure("revenue", IsCount: false, IsMoney: true)]);
    private readonly CustomerCount _customers = new();
    private readonly int[] _orderFields;
    private readonly int[] _identity;
    private readonly NeededColumns _itemNeeded;

    public ShopifyRows(FormatMatch match, ReadContext context)
        : base(match, context)
    {
        Needed = new NeededColumns(Indexes(Name, FinancialStatus, CreatedAt, Currency, Subtotal, Shipping, Taxes, Total, Refunded));
        _itemNeeded = new NeededColumns(Indexes(Name));
        _orderFields = Indexes(FinancialStatus, Subtotal, Total, Currency);
        _identity = Indexes(Email, Phone, BillingPhone, ShippingPhone, CustomerId);
        context.Styles.Default = NumberStyle.Point;
    }

    protected override NeededColumns Needed { get; }

    public override TableOutcome Finish()
    {
        var outcome = Outcome(_sums, null);
        return _identity.Length == 0
            ? outcome
            : outcome with { Totals = [.. outcome.Totals, new MeasureTotal("customers", _customers.Total, IsCount: true, IsMoney: false)] };
    }

    protected override bool TryReadTotal(CsvReader row) => false;

    protected override NeededColumns NeededBy(CsvReader row) => IsItem(row) ? _itemNeeded : Needed;

    protected override void ReadData()
    {
        if (IsFurtherItem())
        {
            return;
        }

        var isDated = Row.TryMoment(Columns[CreatedAt], out var day, out var created);
        Row.NoteDate(Columns[PaidAt]);
        Row.NoteDate(Columns[FulfilledAt]);
        Row.NoteDate(Columns[CancelledAt]);
        var subtotal = Row.Amount(Columns[Subtotal]);
        var shipping = Row.Amount(Columns[Shipping]);
        var taxes = Row.Amount(Columns[Taxes]);
        var total = Row.Amount(Columns[Total]);
        var refunded = Row.Amount(Columns[Refunded]);
        if (Context.WantsSurvey || Context.IsSurvey)
        {
            return;
        }

        if (subtotal is null && total is null && !Row.HasFailed)
        {
            Row.Fail(ProblemCodes.MissingValue, Columns.Has(Subtotal) ? Columns[Subtotal] : Columns[Total]);
        }

        var id = Impersonal(Row.Id(Columns[OrderId]));
        _ = Row.Id(Columns[CustomerId]);
        var number = Impersonal(Row.Text(Columns[Name]));
        if (id is null && number is null && !Row.HasFailed)
        {
            Row.Fail(ProblemCodes.MissingValue, Columns[Name]);
        }

        var goods = subtotal is null && total is null ? 0 : GoodsOf(subtotal, shipping ?? 0, taxes ?? 0, total);
        if (Math.Abs(goods) > ReadingLimits.MaxAmount)
        {
            Row.Fail(ProblemCodes.BadNumber, subtotal is null ? Columns[Total] : Columns[Subtotal]);
        }

        var account = Context.Accounts.Resolve(null, null);
        if (Row.HasFailed || !isDated)
        {
            return;
        }

        Row.CheckDuplicate();
        Context.NoteAccount(account!.Value);
        Emit(new Order
        {
            Source = Sources.Shopify,
            Account = account.Value,
            Id = id,
            Number = number,
            CreatedAt = created,
            Date = day,
            State = State(),
            Currency = CurrencyOf(Columns[Currency], null),
            Goods = goods,
            RefundedGoods = RefundOf(goods, refunded ?? 0, total ?? goods),
            Customer = CustomerOf(),
            Origin = Context.Origin(Row.Line),
        });
    }

    private void Emit(Order order)
    {
        Context.NoteDays(order.Date, order.Date);
        Context.Currency.Use(order.Currency);
        if (!NotCounted.Contains(order.State, StringComparer.Ordinal))
        {
            _sums.Add([1, order.NetRevenue], order.Currency);
            _customers.Add(order.Customer);
        }

        Context.Sink!.Add(order);
    }

    // All fields of the order are empty and it carries an item.
    private bool IsFurtherItem()
    {
        foreach (var index in _orderFields)
        {
            if (!Row.Cell(index).IsEmpty)
            {
                return false;
            }
        }

        return !Row.Cell(Columns[ItemName]).IsEmpty || !Row.Cell(Columns[ItemQuantity]).IsEmpty || !Row.Cell(Columns[ItemPrice]).IsEmpty;
    }

    private bool IsItem(CsvReader row)
    {
        foreach (var index in _orderFields)
        {
            if (index < row.Count && !CellText.Trim(row[index]).IsEmpty)
            {
                return false;
            }
        }

        // A row that breaks off before its first order field is no item but damage.
        return _orderFields.Length > 0 && row.Count > _orderFields.Max();
    }

    private static decimal GoodsOf(decimal? subtotal, decimal shipping, decimal taxes, decimal? total)
    {
        if (subtotal is not { } goods)
        {
            return total!.Value - shipping - taxes;
        }

        var holdsTaxes = taxes != 0 && total is { } paid && Math.Abs(goods + shipping - paid) < HalfCent;
        return holdsTaxes ? goods - taxes : goods;
    }

    /// <summary>The goods' share of the refund, so that a full refund leaves 0, never less.</summary>
    private static decimal RefundOf(decimal goods, decimal refunded, decimal total)
    {
        if (refunded <= 0 || total <= 0 || goods <= 0)
        {
            return 0;
        }

        return refunded >= total ? goods : Math.Min(goods, Math.Round(refunded * goods / total, 6, MidpointRounding.ToEven));
    }

    private string State()
    {
        if (!CellText.IsMissing(Row.Cell(Columns[CancelledAt])))
        {
            return "cancelled";
        }

        var state = Impersonal(Row.Text(Columns[FinancialStatus]));
        return state is null ? "unknown" : IdentityHasher.IsHash(state) ? state : state.ToLowerInvariant();
    }

    // Where cells are shifted an address may stand in any column, and nobody's address may get into facts. The archived copy does the same.
    private string? Impersonal(string? text) =>
        text is not null && Masking.HasEmail(text) ? Context.Options.Hasher.Hash("text", text) : text;

    private CustomerKeys CustomerOf()
    {
        var hasher = Context.Options.Hasher;
        return new CustomerKeys(
            CustomerIdentity.Hash(IdentityKind.Email, Row.Cell(Columns[Email]), hasher),
            CustomerIdentity.Hash(IdentityKind.Phone, Row.Cell(Columns[Phone]), hasher)
                ?? CustomerIdentity.Hash(IdentityKind.Phone, Row.Cell(Columns[BillingPhone]), hasher)
                ?? CustomerIdentity.Hash(IdentityKind.Phone, Row.Cell(Columns[ShippingPhone]), hasher),
            CustomerIdentity.Hash(IdentityKind.PlatformId, Row.Cell(Columns[CustomerId]), hasher));
    }
}
