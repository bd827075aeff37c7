using System.Globalization;

namespace KpiFunctions.Cli.Sample.Model;

/// <summary>What one Google Ads campaign does in an ordinary week at the end of the sample.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Group">GA4 channel group that its visits fall into.</param>
/// <param name="Clicks">Clicks a week.</param>
/// <param name="ClickPrice">RUB a click.</param>
/// <param name="ClickRate">Clicks per impression.</param>
/// <param name="OrderRate">Orders per visit.</param>
/// <param name="NewShare">Share of the orders that come from new customers.</param>
internal sealed record CampaignPlan(
    SampleCampaign Campaign, string Group, double Clicks, double ClickPrice, double ClickRate, double OrderRate, double NewShare);

/// <summary>What one channel without Google Ads does in an ordinary week at the end of the sample.</summary>
/// <param name="Group">GA4 channel group.</param>
/// <param name="Sessions">Visits a week.</param>
/// <param name="OrderRate">Orders per visit.</param>
/// <param name="NewShare">Share of the orders that come from new customers.</param>
internal sealed record ChannelPlan(string Group, double Sessions, double OrderRate, double NewShare);

/// <summary>
/// The tea shop in numbers: about 26,000 visits, 600 orders, 2.4 million RUB and 155 new customers a week, and how its last week differs.
/// </summary>
internal static class ShopPlan
{
    public const string Currency = "RUB";
    public const string PaidSearch = "Paid Search";
    public const string PaidSocial = "Paid Social";
    public const string Email = "Email";

    /// <summary>Visits that arrive per click; the rest leaves before the page is there.</summary>
    public const double VisitsPerClick = 0.93;

    /// <summary>Growth from week to week, of everything but prices.</summary>
    public const double WeeklyGrowth = 0.005;

    /// <summary>How Monday to Sunday differ from the average day.</summary>
    private static readonly double[] Weekdays = [1.08, 1.05, 1.03, 1.02, 1.04, 0.86, 0.92];

    /// <summary>The campaign of the story.</summary>
    public static SampleCampaign Wholesale { get; } = new("20514873301", SampleBrand.StoryCampaign, "Search", 12000m);

    /// <summary>Is in the account, but left out of the exported table by its filter: <c>Total: Account</c> covers it.</summary>
    public static SampleCampaign FilteredOut { get; } = new("20514873977", "Видео – Чайная церемония", "Video", 500m);

    private static readonly CampaignPlan[] Own =
    [
        new(Wholesale, PaidSearch, 1500, 31, 0.062, 0.026, 0.85),
        new(new("20514873302", "Поиск – Бренд", "Search", 3500m), PaidSearch, 1350, 14, 0.185, 0.045, 0.30),
        new(new("20514873303", "Поиск – Посуда", "Search", 4000m), PaidSearch, 850, 26, 0.054, 0.020, 0.75),
        new(new("20514873304", "Поиск – Подарки, наборы", "Search", 2500m), PaidSearch, 600, 24, 0.058, 0.022, 0.75),
        new(new("20514873305", "КМС – Ремаркетинг", "Display", 1500m), "Display", 1000, 9, 0.0075, 0.008, 0.20),
    ];

    /// <summary>Channels that Google Ads does not feed.</summary>
    public static IReadOnlyList<ChannelPlan> OtherChannels { get; } =
    [
        new("Organic Search", 9500, 0.0175, 0.33),
        new("Direct", 5200, 0.029, 0.06),
        new(Email, 2900, 0.040, 0.01),
        new("Referral", 1400, 0.015, 0.55),
        new(PaidSocial, 1300, 0.015, 0.70),
        new("Organic Social", 900, 0.009, 0.50),
        new("Unassigned", 250, 0.010, 0.20),
    ];

    /// <summary>The shop's campaigns, and as many small ones as are wanted beside them.</summary>
    public static IReadOnlyList<CampaignPlan> Campaigns(int count) =>
    [
        .. Own,
        .. Enumerable.Range(1, count - Own.Length).Select(static n => new CampaignPlan(
            new((20514874000 + n).ToString(CultureInfo.InvariantCulture), $"Поиск – Сорт {n}", "Search", 300m),
            PaidSearch, 60, 20, 0.05, 0.02, 0.6)),
    ];

    /// <summary>Weekday and growth as one factor on a weekly figure.</summary>
    public static double DayFactor(DateOnly day, DateOnly lastDay)
    {
        var weeksLeft = (lastDay.DayNumber - day.DayNumber) / 7;
        return Weekdays[((int)day.DayOfWeek + 6) % 7] / 7 / (1 + (WeeklyGrowth * weeksLeft));
    }

    /// <summary>
    /// The story of the last week: somebody bids against the wholesale campaign, so a click costs half as much again, the budget
    /// is spent on fewer clicks, and those who come buy less. A mailing to old customers hides it in the sales.
    /// </summary>
    public static class LastWeek
    {
        public const double WholesaleClickPrice = 47.0 / 31;
        public const double WholesaleClicks = 0.94;
        public const double WholesaleOrderRate = 0.55;
        public const double EmailSessions = 1.16;
    }
}
