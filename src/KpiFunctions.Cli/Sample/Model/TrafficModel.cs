namespace KpiFunctions.Cli.Sample.Model;

/// <summary>Orders that a channel brings on a day, before it is known who orders what.</summary>
/// <param name="Group">GA4 channel group.</param>
/// <param name="New">Orders of new customers.</param>
/// <param name="Returning">Orders of people who bought before.</param>
internal readonly record struct Demand(string Group, int New, int Returning);

/// <summary>Visits of a channel on a day.</summary>
internal readonly record struct Visits(string Group, int Sessions);

/// <summary>One day: what ads did, who came, who will order.</summary>
internal sealed record TrafficDay(
    DateOnly Day, IReadOnlyList<AdRow> Ads, AdRow FilteredOut, IReadOnlyList<Visits> Visits, IReadOnlyList<Demand> Demand);

/// <summary>Ad clicks become visits, visits become orders. Day by day, with weekdays, mild growth, a little noise and the story.</summary>
internal sealed class TrafficModel
{
    /// <summary>On the first days banners were not running: rows of zeros, whose rates are missing.</summary>
    private const int PausedDays = 3;

    private readonly SampleOptions _options;
    private readonly SampleRandom _random;
    private readonly IReadOnlyList<CampaignPlan> _campaigns;
    private readonly Dictionary<(string What, string Whose), Carry> _carries = [];

    public TrafficModel(SampleOptions options)
    {
        _options = options;
        _random = SampleRandom.For(options.Seed, "traffic");
        _campaigns = ShopPlan.Campaigns(options.Campaigns);
    }

    public IEnumerable<TrafficDay> Days()
    {
        for (var day = _options.FirstDay; day <= _options.LastDay; day = day.AddDays(1))
        {
            yield return Of(day);
        }
    }

    private TrafficDay Of(DateOnly day)
    {
        var factor = ShopPlan.DayFactor(day, _options.LastDay) * _options.Scale;
        var lastWeek = day > _options.LastDay.AddDays(-7);
        List<AdRow> ads = [];
        List<Visits> visits = [];
        List<Demand> demand = [];
        foreach (var plan in _campaigns)
        {
            var story = lastWeek && plan.Campaign == ShopPlan.Wholesale;
            var ad = Advertise(day, plan, factor, story);
            var sessions = Whole("visits", plan.Campaign.Name, ad.Clicks * ShopPlan.VisitsPerClick);
            var orders = Order(plan.Campaign.Name, plan.Group, sessions * plan.OrderRate * (story ? ShopPlan.LastWeek.WholesaleOrderRate : 1), plan.NewShare);
            ads.Add(WithConversions(ad, orders.New + orders.Returning));
            visits.Add(new(plan.Group, sessions));
            demand.Add(orders);
        }

        foreach (var plan in ShopPlan.OtherChannels)
        {
            var mailing = lastWeek && plan.Group == ShopPlan.Email ? ShopPlan.LastWeek.EmailSessions : 1;
            var sessions = Whole("visits", plan.Group, plan.Sessions * factor * mailing * _random.Around(0.08));
            visits.Add(new(plan.Group, sessions));
            demand.Add(Order(plan.Group, plan.Group, sessions * plan.OrderRate, plan.NewShare));
        }

        return new(day, ads, Video(day, factor), visits, demand);
    }

    private AdRow Advertise(DateOnly day, CampaignPlan plan, double factor, bool story)
    {
        if (plan.Campaign.Type == "Display" && day < _options.FirstDay.AddDays(PausedDays))
        {
            return new(day, plan.Campaign, 0, 0, 0, 0, 0);
        }

        var clicks = Whole("clicks", plan.Campaign.Name, plan.Clicks * factor * _random.Around(0.08) * (story ? ShopPlan.LastWeek.WholesaleClicks : 1));
        var impressions = Whole("impressions", plan.Campaign.Name, clicks / plan.ClickRate * _random.Around(0.10));
        var price = plan.ClickPrice * _random.Around(0.03) * (story ? ShopPlan.LastWeek.WholesaleClickPrice : 1);
        return new(day, plan.Campaign, Math.Max(impressions, clicks), clicks, Rubles(clicks * price), 0, 0);
    }

    /// <summary>The platform claims a little more than happened, in fractions, because it shares a sale out over clicks.</summary>
    private AdRow WithConversions(AdRow ad, int orders)
    {
        var conversions = Rubles(orders * 1.06 * _random.Around(0.25));
        return ad with { Conversions = conversions, ConversionValue = Rubles((double)conversions * 4100 * _random.Around(0.15)) };
    }

    private AdRow Video(DateOnly day, double factor)
    {
        var clicks = Whole("clicks", "video", 20 * factor);
        return new(day, ShopPlan.FilteredOut, Whole("impressions", "video", 4200 * factor), clicks, Rubles(clicks * 6.5), 0, 0);
    }

    private Demand Order(string whose, string group, double orders, double newShare) =>
        new(group, Whole("new", whose, orders * newShare), Whole("returning", whose, orders * (1 - newShare)));

    private int Whole(string what, string whose, double expected)
    {
        if (!_carries.TryGetValue((what, whose), out var carry))
        {
            _carries.Add((what, whose), carry = new());
        }

        return carry.Take(expected);
    }

    private static decimal Rubles(double amount) => Math.Round((decimal)amount, 2, MidpointRounding.ToEven);
}
