using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>The facts of the sources of truth, by day.</summary>
internal sealed class DayIndex
{
    private readonly ILookup<DateOnly, SelectedAd> _ads;
    private readonly Dictionary<DateOnly, List<IReadOnlyList<SelectedWeb>>> _web;
    private readonly ILookup<DateOnly, SelectedOrder> _orders;
    private readonly ILookup<DateOnly, SelectedCost> _costs;

    public DayIndex(SelectedFacts facts, BrandConfiguration brand)
    {
        AllOrders = brand.SalesSource is { } sales ? [.. facts.Orders.Where(x => x.Version.Source == sales)] : facts.Orders;
        var traffic = TrafficSource(facts, brand);
        AllWeb = [.. facts.Web.Where(x => x.Source == traffic)];
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

    public DateOnly? First { get; }

    public DateOnly? Last { get; }

    public IReadOnlyList<SelectedOrder> AllOrders { get; }

    public IReadOnlyList<SelectedWeb> AllWeb { get; }

    public IEnumerable<SelectedAd> Ads(Period period) => Days(period).SelectMany(x => _ads[x]);

    public IEnumerable<SelectedOrder> Orders(Period period) => Days(period).SelectMany(x => _orders[x]);

    public IEnumerable<SelectedCost> Costs(Period period) => Days(period).SelectMany(x => _costs[x]);

    /// <summary>Per day and property, its rows of all dimension sets.</summary>
    public IEnumerable<IReadOnlyList<SelectedWeb>> Web(Period period) =>
        Days(period).SelectMany(x => _web.TryGetValue(x, out var day) ? day : []);

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

        // Clicks on search results are no visits.
        var present = facts.Web.Where(static x => x.Measures.Sessions is not null).Select(static x => x.Source).ToHashSet(StringComparer.Ordinal);
        string[] preferred = [Sources.GoogleAnalytics, Sources.YandexMetrica];
        return Array.Find(preferred, present.Contains) ?? present.Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
