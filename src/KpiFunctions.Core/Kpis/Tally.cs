using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>The sums of one member while they are being added up. An absent sum is not 0.</summary>
internal sealed class Tally(KpiScope scope, string identity, string member)
{
    private readonly Dictionary<Measure, decimal> _sums = [];
    private readonly HashSet<Measure> _withoutRate = [];
    private readonly HashSet<string> _customers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _newCustomers = new(StringComparer.Ordinal);

    public KpiScope Scope { get; } = scope;

    public string Identity { get; } = identity;

    public string Member { get; } = member;

    public string? MemberId { get; init; }

    public string? Source { get; init; }

    public string? Channel { get; init; }

    public IReadOnlyDictionary<Measure, decimal> Sums => _sums;

    /// <summary>Web sums below the total stand in for orders that carry no channel.</summary>
    public bool SalesAreWebAttributed { get; set; }

    /// <summary>Other costs than ad spend are known for the period.</summary>
    public bool HasOtherCosts { get; set; }

    /// <summary>Rows of a costs file were left out, because the platform's own facts have the spend already.</summary>
    public bool CostsAreLeftOut { get; set; }

    public bool LacksRate(Measure measure) => _withoutRate.Contains(measure);

    public void Add(Measure measure, decimal? amount)
    {
        if (amount is { } value)
        {
            _sums[measure] = _sums.GetValueOrDefault(measure) + value;
        }
    }

    /// <summary>Adds an amount of money; one in another currency than the brand's makes the sum unknown until there are rates.</summary>
    public void AddMoney(Measure measure, decimal? amount, string currency, string brandCurrency)
    {
        if (amount is null)
        {
            return;
        }

        if (currency == brandCurrency)
        {
            Add(measure, amount);
        }
        else if (amount != 0m)
        {
            _withoutRate.Add(measure);
        }
        else
        {
            // Nothing is nothing in every currency.
            Add(measure, 0m);
        }
    }

    public void AddAd(AdMeasures measures, string currency, string brandCurrency)
    {
        Add(Measures.Impressions, measures.Impressions);
        Add(Measures.Clicks, measures.Clicks);
        AddMoney(Measures.AdSpend, measures.Cost, currency, brandCurrency);
    }

    /// <summary>Adds the conversions of a row and the sessions that they are a share of; a row that lacks either tells nothing of the rate.</summary>
    public void AddConversions(WebMeasures measures)
    {
        if (measures is { Sessions: { } sessions, Conversions: { } conversions })
        {
            Add(Measures.ConversionSessions, sessions);
            Add(Measures.WebConversions, conversions);
        }
    }

    /// <summary>Counts a customer once, and as new when the first counted order ever lies in the period.</summary>
    public void AddCustomer(string customer, bool isNew)
    {
        _customers.Add(customer);
        if (isNew)
        {
            _newCustomers.Add(customer);
        }
    }

    /// <summary>
    /// Closes the period: orders are known for it, so that nothing of them means 0. Where there are orders and none names
    /// a customer, nothing is known of customers.
    /// </summary>
    public void CloseOrders()
    {
        Add(Measures.Orders, 0m);
        Add(Measures.Sales, 0m);
        if (_customers.Count > 0 || _sums[Measures.Orders] == 0m)
        {
            _sums[Measures.Customers] = _customers.Count;
            _sums[Measures.NewCustomers] = _newCustomers.Count;
        }
    }

    /// <summary>Removes sums that lack a rate: a part of the money is no sum.</summary>
    public void DropSumsWithoutRate()
    {
        foreach (var measure in _withoutRate)
        {
            _sums.Remove(measure);
        }
    }

    /// <summary>Marketing cost = ad spend + other costs, known when spend is; without ads, when there are other costs (not null).</summary>
    public void AddMarketingCost(decimal? otherCosts, bool otherCostsLackRate, bool adsAreMeasured)
    {
        if (otherCostsLackRate || LacksRate(Measures.AdSpend))
        {
            _withoutRate.Add(Measures.MarketingCost);
        }
        else if (_sums.TryGetValue(Measures.AdSpend, out var spend))
        {
            _sums[Measures.MarketingCost] = spend + (otherCosts ?? 0m);
        }
        else if (!adsAreMeasured)
        {
            Add(Measures.MarketingCost, otherCosts);
        }
    }
}
