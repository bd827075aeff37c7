namespace KpiFunctions.Cli.Sample.Model;

/// <summary>Everything that happened, from which every file tells its part: that is what makes the files agree.</summary>
internal sealed class ShopModel
{
    /// <summary>Share of the orders that the tag in the shop sees; the rest blocks it.</summary>
    private const double Tracked = 0.96;

    private ShopModel()
    {
    }

    public List<AdRow> Ads { get; } = [];

    /// <summary>Rows of the campaign that the exported table leaves out.</summary>
    public List<AdRow> FilteredOut { get; } = [];

    public List<WebChannelRow> WebByChannel { get; } = [];

    public List<WebDayRow> WebByDay { get; } = [];

    public List<ShopOrder> Orders { get; } = [];

    public List<CostRow> Costs { get; } = [];

    public static ShopModel Of(SampleOptions options)
    {
        var model = new ShopModel();
        var desk = new OrderDesk(options, new CustomerBase(options));
        var web = SampleRandom.For(options.Seed, "web");
        foreach (var day in new TrafficModel(options).Days())
        {
            var orders = desk.Take(day.Day, day.Demand);
            model.Ads.AddRange(day.Ads);
            model.FilteredOut.Add(day.FilteredOut);
            model.Orders.AddRange(orders);
            model.Measure(day, orders, web);
        }

        model.Costs.AddRange(CostPlan.Rows(options, model.Ads));
        return model;
    }

    private void Measure(TrafficDay day, IReadOnlyList<ShopOrder> orders, SampleRandom random)
    {
        var purchases = orders.Where(_ => random.Chance(Tracked)).ToLookup(static x => x.Group, StringComparer.Ordinal);
        var rows = day.Visits
            .GroupBy(static x => x.Group, static x => (long)x.Sessions, StringComparer.Ordinal)
            .Select(group =>
            {
                var sessions = group.Sum();
                var bought = purchases[group.Key].ToList();
                var otherEvents = (long)(sessions * 0.004 * random.Around(1));
                return new WebChannelRow(
                    day.Day, group.Key, sessions, Users(sessions, 0.88, random), bought.Count + otherEvents, bought.Count, bought.Sum(static x => x.Total));
            })
            .ToList();
        WebByChannel.AddRange(rows);
        var all = rows.Sum(static x => x.Sessions);
        var users = Users(all, 0.83, random);
        WebByDay.Add(new(day.Day, all, users, Users(users, 0.71, random), 62 * random.Around(0.2)));
    }

    private static long Users(long of, double share, SampleRandom random) => Math.Min(of, (long)Math.Ceiling(of * share * random.Around(0.04)));
}
