using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>The facts of the sources of truth, by day, and those that stand for a whole period.</summary>
internal sealed class DayIndex
{
    private readonly ILookup<DateOnly, SelectedAd> _ads;
    private readonly Dictionary<DateOnly, List<IReadOnlyList<SelectedWeb>>> _web;
    private readonly ILookup<DateOnly, SelectedOrder> _orders;
    private readonly ILookup<DateOnly, SelectedCost> _costs;
    private readonly PeriodFacts<SelectedAd> _adPeriods;
    private readonly PeriodFacts<SelectedWeb> _webPeriods;

    public DayIndex(SelectedFacts facts, BrandConfiguration brand)
    {
        AllOrders = brand.SalesSource is { } sales ? [.. facts.Orders.Where(x => x.Version.Source == sales)] : facts.Orders;
        var traffic = TrafficSource(facts, brand);
        Traffic = traffic;
        AllWeb = [.. facts.Web.Where(x => x.Source == traffic)];
        _adPeriods = facts.AdPeriods;
        _webPeriods = new([.. facts.WebPeriods.Blocks.Where(x => x.Source == traffic)]);
        _ads = facts.Ads.ToLookup(static x => x.Date);
        _orders = AllOrders.ToLookup(static x => x.Version.Date);
        _costs = facts.Costs.ToLookup(static x => x.Date);
        _web = AllWeb
            .GroupBy(static x => (x.Date, x.AccountKey))
            .GroupBy(static x => x.Key.Date, static x => (IReadOnlyList<SelectedWeb>)[.. x])
            .ToDictionary(static x => x.Key, static x => x.ToList());

        // A cost may be spread far into the future; periods end with the last day that anything was measured.
        var measured = facts.Ads.Select(static x => x.Date)
            .Concat(AllWeb.Select(static x => x.Date))
            .Concat(AllOrders.Select(static x => x.Version.Date))
            .ToList();
        var days = measured.Count > 0 ? measured : [.. facts.Costs.Select(static x => x.Date)];
        if (days.Count > 0)
        {
            Last = days.Max();
            First = days.Concat(facts.Costs.Select(static x => x.Date)).Min();
        }
    }

    public IReadOnlyList<SelectedOrder> AllOrders { get; }

    public IReadOnlyList<SelectedWeb> AllWeb { get; }

    /// <summary>The source that visits are taken from; null where there is none.</summary>
    public string? Traffic { get; }

    /// <summary>The rows of exports without days, which tell what the brand could know.</summary>
    public IEnumerable<SelectedAd> PeriodAds => _adPeriods.Blocks.SelectMany(static x => x.Rows);

    /// <summary>As <see cref="PeriodAds"/>, of the source of traffic.</summary>
    public IEnumerable<SelectedWeb> PeriodWeb => _webPeriods.Blocks.SelectMany(static x => x.Rows);

    public PeriodChoice<SelectedAd> AdPeriods(Period period) => _adPeriods.For(period);

    public PeriodChoice<SelectedWeb> WebPeriods(Period period) => _webPeriods.For(period);

    public IEnumerable<SelectedAd> Ads(Period period) => Days(period).SelectMany(x => _ads[x]);

    public IEnumerable<SelectedOrder> Orders(Period period) => Days(period).SelectMany(x => _orders[x]);

    public IEnumerable<SelectedCost> Costs(Period period) => Days(period).SelectMany(x => _costs[x]);

    /// <summary>Per day and property, its rows of all dimension sets.</summary>
    public IEnumerable<IReadOnlyList<SelectedWeb>> Web(Period period) =>
        Days(period).SelectMany(x => _web.TryGetValue(x, out var day) ? day : []);

    /// <summary>The periods of one grain, without a gap.</summary>
    public IEnumerable<Period> Periods(Grain grain, WeekStart weekStart)
    {
        // An export without days reaches into no period that is shorter than it.
        var (first, last) = (First, Last);
        foreach (var (from, to) in Ranges.Where(x => Period.Of(grain, x.From, weekStart).Contains(x.To)))
        {
            first = first < from ? first : from;
            last = last > to ? last : to;
        }

        if (first is null || last is null)
        {
            yield break;
        }

        for (var period = Period.Of(grain, first.Value, weekStart); period.From <= last;
            period = Period.Of(grain, period.To.AddDays(1), weekStart))
        {
            yield return period;
        }
    }

    private DateOnly? First { get; }

    private DateOnly? Last { get; }

    /// <summary>First and last day of each export without days that may serve a period.</summary>
    private IEnumerable<(DateOnly From, DateOnly To)> Ranges => _adPeriods.Blocks
        .Where(static x => x.Standing == PeriodStanding.Serves)
        .Select(static x => (x.From, x.To))
        .Concat(_webPeriods.Blocks.Where(static x => x.Standing == PeriodStanding.Serves).Select(static x => (x.From, x.To)))
        .Distinct();

    private static IEnumerable<DateOnly> Days(Period period)
    {
        for (var day = period.From; day <= period.To; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>One source of truth: the configured one, else google-analytics, else yandex-metrica, else whichever there is.</summary>
    private static string? TrafficSource(SelectedFacts facts, BrandConfiguration brand)
    {
        if (brand.TrafficSource is { } configured)
        {
            return configured;
        }

        // An export without days does not take the place of a source that tells of days.
        var present = SourcesOfSessions(facts.Web);
        present = present.Count > 0 ? present : SourcesOfSessions(facts.WebPeriods.Blocks.SelectMany(static x => x.Rows));
        string[] preferred = [Sources.GoogleAnalytics, Sources.YandexMetrica];
        return Array.Find(preferred, present.Contains) ?? present.Order(StringComparer.Ordinal).FirstOrDefault();
    }

    // Clicks on search results are no visits.
    private static HashSet<string> SourcesOfSessions(IEnumerable<SelectedWeb> web) =>
        web.Where(static x => x.Measures.Sessions is not null).Select(static x => x.Source).ToHashSet(StringComparer.Ordinal);
}
