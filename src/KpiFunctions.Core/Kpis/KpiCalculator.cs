using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>
/// Turns selected facts into the KPIs of any period. Sums are added up from facts, customers from ids, ratios are derived
/// later from the sums. What the "Where a number can come from" table does not supply has a reason instead of a value.
/// </summary>
public sealed class KpiCalculator
{
    private readonly BrandConfiguration _brand;
    private readonly DayIndex _days;
    private readonly CostTreatment _costs;
    private readonly Availability _available;
    private readonly Dictionary<string, DateOnly> _firstOrder = new(StringComparer.Ordinal);
    private readonly List<(DateOnly From, DateOnly To)> _orderSpans;
    private readonly FactNotes _notes;

    /// <summary>Indexes the facts once; periods are then computed one by one.</summary>
    public KpiCalculator(SelectedFacts facts, BrandConfiguration brand)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(brand);
        _brand = brand;
        _costs = new CostTreatment(facts.Ads);
        _days = new DayIndex(facts, brand);
        _available = Availability.Of(facts, _days, _costs);
        _notes = new FactNotes(facts, _days.Traffic);
        _orderSpans = _days.AllOrders
            .GroupBy(static x => x.Version.Source, StringComparer.Ordinal)
            .Select(static source => (source.Min(static x => x.Version.Date), source.Max(static x => x.Version.Date)))
            .ToList();

        foreach (var order in _days.AllOrders.Where(static x => x.Customer is not null && OrderCounting.Counts(x.Version)))
        {
            if (!_firstOrder.TryGetValue(order.Customer!, out var first) || order.Version.Date < first)
            {
                _firstOrder[order.Customer!] = order.Version.Date;
            }
        }
    }

    /// <summary>
    /// All periods of all grains from the first to the last that hold a day with facts, or an export without days as a whole; by grain
    /// and then by day.
    /// </summary>
    public IReadOnlyList<Period> Periods() => [.. Grains.All.SelectMany(grain => _days.Periods(grain, _brand.WeekStart))];

    /// <summary>The KPIs of one period.</summary>
    public PeriodKpis Calculate(Period period)
    {
        ArgumentNullException.ThrowIfNull(period);
        var members = new Members();
        var ads = _days.AdPeriods(period);
        var web = _days.WebPeriods(period);
        AddAds(period, ads, members);
        AddWeb(period, web, members);
        AddOrders(period, members.Total);
        var costs = AddCosts(period, ads, members);
        members.Total.HasOtherCosts = costs.Other is not null || costs.LackRate;
        members.Total.AddMarketingCost(costs.Other, costs.LackRate, _available.Has(KpiScope.Total, Measures.AdSpend));
        foreach (var tally in members.All)
        {
            tally.DropSumsWithoutRate();
        }

        var notes = _notes.Of(period, ads, web);
        return new PeriodKpis(_brand.Brand, period, _brand.Currency, [.. members.All.Select(x => Finish(x, period, notes)).Order(MemberOrder)]);
    }

    private DateOnly? FirstOrderDay => _orderSpans.Count > 0 ? _orderSpans.Min(static x => x.From) : null;

    private static Comparer<MemberKpis> MemberOrder { get; } = Comparer<MemberKpis>.Create(static (a, b) =>
        a.Scope != b.Scope ? a.Scope.CompareTo(b.Scope) : string.CompareOrdinal(a.Identity, b.Identity));

    private void AddAds(Period period, PeriodChoice<SelectedAd> periods, Members members)
    {
        var days = _days.Ads(period).Where(x => !periods.Replaces(x.Source, x.AccountKey, x.Date));
        foreach (var ad in days.Concat(periods.Serving.SelectMany(static x => x.Rows)))
        {
            members.Total.AddAd(ad.Measures, ad.Currency, _brand.Currency);
            members.Channel(ad.Channel).AddAd(ad.Measures, ad.Currency, _brand.Currency);
            members.Source(ad.Source).AddAd(ad.Measures, ad.Currency, _brand.Currency);
            if (ad.AccountKey.Length > 0)
            {
                members.Account(ad).AddAd(ad.Measures, ad.Currency, _brand.Currency);
            }

            if (ad.CampaignKey.Length > 0)
            {
                members.Campaign(ad).AddAd(ad.Measures, ad.Currency, _brand.Currency);
            }
        }
    }

    /// <summary>
    /// Each sum takes the smallest dimension set of the day that has what it needs; sets are never added. An export without days is
    /// as one day.
    /// </summary>
    private void AddWeb(Period period, PeriodChoice<SelectedWeb> periods, Members members)
    {
        var days = _days.Web(period).Where(x => !periods.Replaces(x[0].Source, x[0].AccountKey, x[0].Date));
        foreach (var day in days.Concat(periods.Serving.Select(static x => x.Rows)))
        {
            foreach (var row in Smallest(day, [], static x => x.Sessions is not null))
            {
                members.Total.Add(Measures.Sessions, row.Measures.Sessions);
            }

            foreach (var row in Smallest(day, [], static x => x.Sessions is not null && x.Conversions is not null))
            {
                members.Total.AddConversions(row.Measures);
            }

            AddWebChannels(day, members);
        }
    }

    private void AddWebChannels(IReadOnlyList<SelectedWeb> day, Members members)
    {
        foreach (var row in Smallest(day, [DimensionNames.Channel], static x => x.Sessions is not null))
        {
            var channel = row.Dimensions.Value(DimensionNames.Channel)!;
            members.Channel(channel).Add(Measures.Sessions, row.Measures.Sessions);

            // A day with a table by channel and no organic row had no organic visits: 0, not unknown.
            var organic = channel == Channels.OrganicSearch ? row.Measures.Sessions : 0;
            members.Total.Add(Measures.OrganicSessions, organic);
            members.Channel(channel).Add(Measures.OrganicSessions, organic);
        }

        foreach (var row in Smallest(day, [DimensionNames.Channel], static x => x.Sessions is not null && x.Conversions is not null))
        {
            members.Channel(row.Dimensions.Value(DimensionNames.Channel)!).AddConversions(row.Measures);
        }

        foreach (var row in Smallest(day, [DimensionNames.Channel], static x => x.Orders is not null))
        {
            var channel = members.Channel(row.Dimensions.Value(DimensionNames.Channel)!);
            channel.SalesAreWebAttributed = true;
            channel.Add(Measures.Orders, row.Measures.Orders);
        }

        foreach (var row in Smallest(day, [DimensionNames.Channel], static x => x.Revenue is not null))
        {
            var channel = members.Channel(row.Dimensions.Value(DimensionNames.Channel)!);
            channel.SalesAreWebAttributed = true;
            channel.AddMoney(Measures.Sales, row.Measures.Revenue, row.Currency, _brand.Currency);
        }
    }

    private static IReadOnlyList<SelectedWeb> Smallest(
        IReadOnlyList<SelectedWeb> day, IReadOnlyList<string> dimensions, Func<WebMeasures, bool> has) =>
        WebSelection.SmallestSet(day, static x => x.Dimensions, dimensions, x => has(x.Measures));

    private void AddOrders(Period period, Tally total)
    {
        // Between a source's first and last day, a day without an order is a 0, not missing.
        if (!_orderSpans.Exists(x => period.From <= x.To && period.To >= x.From))
        {
            return;
        }

        foreach (var order in _days.Orders(period).Where(static x => OrderCounting.Counts(x.Version)))
        {
            total.Add(Measures.Orders, 1);
            total.AddMoney(Measures.Sales, order.Version.NetRevenue, order.Version.Currency, _brand.Currency);
            if (order.Customer is { } customer)
            {
                total.AddCustomer(customer, period.Contains(_firstOrder[customer]));
            }
        }

        total.CloseOrders();
    }

    /// <summary>Other costs of the period, null where there are none, and whether some of them lack a rate.</summary>
    private (decimal? Other, bool LackRate) AddCosts(Period period, PeriodChoice<SelectedAd> ads, Members members)
    {
        decimal? other = null;
        var lackRate = false;
        foreach (var cost in _days.Costs(period))
        {
            var (counting, source, channel) = _costs.Of(cost);
            if (counting == CostCounting.NotCounted || (counting == CostCounting.AdSpend && ads.Covers(source, cost.Date)))
            {
                members.Total.CostsAreLeftOut = true;
            }
            else if (counting == CostCounting.AdSpend)
            {
                members.Total.AddMoney(Measures.AdSpend, cost.Amount, cost.Currency, _brand.Currency);
                members.Channel(channel).AddMoney(Measures.AdSpend, cost.Amount, cost.Currency, _brand.Currency);
                members.Source(source).AddMoney(Measures.AdSpend, cost.Amount, cost.Currency, _brand.Currency);
                if (cost.UtmCampaign.Length > 0)
                {
                    members.Campaign(source, channel, cost.UtmCampaign).AddMoney(Measures.AdSpend, cost.Amount, cost.Currency, _brand.Currency);
                }
            }
            else if (counting == CostCounting.OtherCost && (cost.Currency == _brand.Currency || cost.Amount == 0m))
            {
                other = (other ?? 0m) + cost.Amount;
            }
            else if (counting == CostCounting.OtherCost)
            {
                lackRate = true;
            }
        }

        return (other, lackRate);
    }

    private MemberKpis Finish(Tally tally, Period period, ILookup<string, string> notesOnFacts)
    {
        var reasons = new Dictionary<string, NoValueReason>(StringComparer.Ordinal);
        var notes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var kpi in KpiCatalogue.All)
        {
            if (ReasonFor(kpi, tally) is { } reason)
            {
                reasons[kpi.Id] = reason;
            }
            else if (NotesFor(kpi, tally, period, notesOnFacts) is { Count: > 0 } list)
            {
                notes[kpi.Id] = list;
            }
        }

        return new MemberKpis(
            tally.Scope, tally.Member, tally.MemberId, tally.Identity, tally.Source, tally.Channel, tally.Sums, reasons, notes);
    }

    /// <summary>Reasons of a null, in the order of precedence that the catalogue settles.</summary>
    private NoValueReason? ReasonFor(KpiDefinition kpi, Tally tally)
    {
        Measure[] needed = kpi.Denominator is { } d ? [kpi.Numerator, d] : [kpi.Numerator];
        if (needed.Any(x => !_available.Has(tally.Scope, x)))
        {
            return NoValueReason.NotMeasured;
        }

        if (needed.Any(x => !tally.Sums.ContainsKey(x) && !tally.LacksRate(x)))
        {
            return NoValueReason.NoData;
        }

        if (kpi.Denominator is { } denominator && tally.Sums.TryGetValue(denominator, out var below) && below == 0m)
        {
            return NoValueReason.NoDenominator;
        }

        return needed.Any(tally.LacksRate) ? NoValueReason.NoRate : null;
    }

    private List<string> NotesFor(KpiDefinition kpi, Tally tally, Period period, ILookup<string, string> notesOnFacts)
    {
        var notes = new List<string>();
        if (tally.Scope == KpiScope.Total)
        {
            notes.AddRange(notesOnFacts[kpi.Id]);
        }

        if (kpi.Id == "cac" && !tally.HasOtherCosts)
        {
            notes.Add(KpiNotes.NoOtherCosts);
        }

        if (tally.CostsAreLeftOut && kpi.Numerator is var spent && (spent == Measures.AdSpend || spent == Measures.MarketingCost))
        {
            notes.Add(KpiNotes.CostsNotCounted);
        }

        if (kpi.Id == "conversion_rate")
        {
            notes.Add(KpiNotes.ConversionsPerSession);
        }

        if (tally.SalesAreWebAttributed && (kpi.Numerator == Measures.Sales || kpi.Numerator == Measures.Orders || kpi.Denominator == Measures.Sales))
        {
            notes.Add(KpiNotes.WebAttributed);
        }

        if ((kpi.Numerator == Measures.NewCustomers || kpi.Denominator == Measures.NewCustomers)
            && (_brand.HistoryFrom ?? FirstOrderDay) is { } since && period.From.AddYears(-1) < since)
        {
            notes.Add(KpiNotes.ShortHistory);
        }

        return notes;
    }
}
