using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>Builds the facts of files the way stories tell them: which file, dropped when, with which rows.</summary>
internal sealed class Files
{
    public const string Ads = "google-ads";
    public const string Web = "google-analytics";
    public static readonly DateOnly Day = new(2026, 11, 18);
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

    public FactSet Facts { get; } = new();

    public SelectedFacts Select(SelectionOptions? options = null) => FactSelection.Select(Facts, options ?? new SelectionOptions());

    /// <summary>A time on a day of November 2026, UTC; 31 is 1 December.</summary>
    public static DateTimeOffset At(int day, int hour = 12) => new DateTimeOffset(2026, 11, 1, hour, 0, 0, TimeSpan.Zero).AddDays(day - 1);

    /// <summary>A day of November 2026; 31 is 1 December.</summary>
    public static DateOnly Nov(int day) => new DateOnly(2026, 11, 1).AddDays(day - 1);

    public Files Ad(
        string file,
        DateTimeOffset dropped,
        string? campaign,
        decimal? cost,
        long? clicks = null,
        long? impressions = null,
        string? id = null,
        AdLevel level = AdLevel.Campaign,
        AccountRef account = default,
        DateOnly? day = null,
        Dimensions? dimensions = null,
        string currency = "EUR",
        int? row = null,
        string reading = "1",
        DateOnly? to = null)
    {
        Facts.Add(new AdFact
        {
            Source = Ads,
            Account = account,
            From = day ?? Day,
            To = to ?? day ?? Day,
            Level = level,
            Campaign = new CampaignRef(id, campaign),
            Dimensions = dimensions ?? Dimensions.None,
            Channel = Channels.PaidSearch,
            Currency = currency,
            Cost = cost,
            Clicks = clicks,
            Impressions = impressions,
            Origin = Origin(file, dropped, row, reading),
        });
        return this;
    }

    public Files Visits(
        string file, DateTimeOffset dropped, long? sessions, string? channel = null, decimal? conversions = null, DateOnly? day = null,
        long? orders = null, decimal? revenue = null, AccountRef account = default, string currency = "EUR", DateOnly? to = null,
        long? users = null)
    {
        Facts.Add(new WebFact
        {
            Source = Web,
            Account = account,
            From = day ?? Day,
            To = to ?? day ?? Day,
            Dimensions = channel is null ? Dimensions.None : Dimensions.Of((DimensionNames.Channel, channel)),
            Currency = currency,
            Sessions = sessions,
            Users = users,
            Conversions = conversions,
            Orders = orders,
            Revenue = revenue,
            Origin = Origin(file, dropped, null, "1"),
        });
        return this;
    }

    /// <summary>One campaign row on each of some days of November, as a daily report has them.</summary>
    public Files AdDays(
        string file, DateTimeOffset dropped, int from, int to, string? campaign, decimal? cost, AccountRef account = default,
        AdLevel level = AdLevel.Campaign, long? clicks = null, long? impressions = null)
    {
        for (var day = from; day <= to; day++)
        {
            Ad(file, dropped, campaign, cost, clicks, impressions, account: account, day: Nov(day), level: level);
        }

        return this;
    }

    /// <summary>One row over some days of November, as a report without days has it.</summary>
    public Files AdPeriod(
        string file, DateTimeOffset dropped, int from, int to, string? campaign, decimal? cost, AccountRef account = default,
        AdLevel level = AdLevel.Campaign, string? id = null, Dimensions? dimensions = null, long? clicks = null) =>
        Ad(file, dropped, campaign, cost, clicks, id: id, account: account, day: Nov(from), to: Nov(to), level: level, dimensions: dimensions);

    public Files Order(
        string file, DateTimeOffset dropped, string? id, string? number, decimal goods, decimal refunded = 0m, string state = "paid",
        DateOnly? day = null, string? email = null, string? phone = null, string? customerId = null, DateTimeOffset? changed = null,
        string currency = "EUR", string source = Sources.Shopify, AccountRef account = default)
    {
        var date = day ?? Day;
        Facts.Add(new Order
        {
            Source = source,
            Account = account,
            Id = id,
            Number = number,
            CreatedAt = new DateTimeOffset(date, new TimeOnly(10, 0), TimeSpan.Zero),
            Date = date,
            ChangedAt = changed,
            State = state,
            Currency = currency,
            Goods = goods,
            RefundedGoods = refunded,
            Customer = new CustomerKeys(email, phone, customerId),
            Origin = Origin(file, dropped, null, "1"),
        });
        return this;
    }

    public Files Cost(
        string file, DateTimeOffset dropped, DateOnly from, DateOnly to, decimal amount, string source = "agency", string currency = "EUR")
    {
        Facts.Add(new CostFact
        {
            Source = Sources.Costs,
            From = from,
            To = to,
            UtmSource = source,
            Amount = amount,
            Currency = currency,
            Origin = Origin(file, dropped, null, "1"),
        });
        return this;
    }

    private FactOrigin Origin(string file, DateTimeOffset dropped, int? row, string reading)
    {
        var number = row ?? _rows.GetValueOrDefault(file) + 1;
        _rows[file] = number;
        return new FactOrigin(file, number, dropped, reading);
    }

    public static string Text(IEnumerable<SelectedAd> ads) => string.Join("; ", ads.Select(static x =>
        string.Create(CultureInfo.InvariantCulture, $"{x.Campaign.Name ?? "-"} {x.Measures.Cost}/{x.Measures.Clicks}")));
}
