using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Reports;

namespace KpiFunctions.Tests.Reports;

/// <summary>
/// A tea shop with Google Ads, Google Analytics and Shopify over many weeks. In the last one a click in the wholesale
/// campaign became much dearer, and a new customer with it.
/// </summary>
internal static class TeaShop
{
    public static readonly Period LastWeek = Period.Week(new DateOnly(2026, 11, 22), WeekStart.Monday);

    private static readonly (string Ru, string En, string Channel, decimal Clicks, decimal Cpc)[] CampaignPlan =
    [
        ("Поиск – Чай оптом", "Search – Wholesale tea", Channels.PaidSearch, 1580, 31m),
        ("Поиск – Бренд", "Search – Brand", Channels.PaidSearch, 1260, 15m),
        ("Поиск – Посуда", "Search – Teaware", Channels.PaidSearch, 820, 27m),
        ("Медийная – Новинки осени", "Display – Autumn arrivals", Channels.Display, 2100, 9m),
        ("Соцсети – Подарочные наборы", "Social – Gift sets", Channels.PaidSocial, 1740, 18m),
        ("Соцсети – Ремаркетинг", "Social – Remarketing", Channels.PaidSocial, 640, 14.5m),
    ];

    private static readonly (string Channel, decimal Sessions, decimal Rate)[] Visits =
    [
        (Channels.PaidSearch, 3620, 0.031m),
        (Channels.PaidSocial, 2350, 0.019m),
        (Channels.Display, 2060, 0.006m),
        (Channels.Email, 1480, 0.044m),
        (Channels.OrganicSearch, 4920, 0.026m),
        (Channels.Referral, 610, 0.014m),
        (Channels.Direct, 2240, 0.029m),
    ];

    /// <summary>The report's input.</summary>
    public static ReportInput Input(string language = "ru", string currency = "RUB", int campaigns = 6, bool story = true)
    {
        var scale = currency == "RUB" ? 1m : 0.0125m;
        var history = Enumerable.Range(0, 13).Select(i => Week(i - 12, language, currency, scale, campaigns, story)).ToList();
        return new ReportInput
        {
            ReportId = "northern-leaf-weekly",
            Brand = Brand(language, currency),
            Language = language,
            Period = LastWeek,
            Current = history[12],
            Previous = history[11],
            FourBack = history[8],
            History = history,
            Notes = new DataNotes
            {
                Sources =
                [
                    new(Sources.GoogleAds, new(2026, 7, 6), LastWeek.To, true),
                    new(Sources.GoogleAnalytics, new(2026, 7, 6), LastWeek.To, true),
                    new(Sources.Shopify, new(2025, 1, 3), LastWeek.To, true),
                ],
                FilesRead = 5,
                ControlsMatched = 3,
                RowsRead = 18_204,
                RowsRejected = 3,
                Settling = (new(2026, 11, 20), new(2026, 11, 22)),
                KpiNotes = [KpiNotes.NoOtherCosts, KpiNotes.WebAttributed],
            },
        };
    }

    public static BrandConfiguration Brand(string language, string currency) => new()
    {
        Brand = "northern-leaf-tea",
        Name = language == "ru" ? "Чайная «Северный лист»" : "Northern Leaf Tea",
        TimeZone = "Europe/Moscow",
        Currency = currency,
        Language = language,
    };

    /// <summary>A member with sums; KPIs without them have a reason.</summary>
    public static MemberKpis Member(
        KpiScope scope, string name, Dictionary<Measure, decimal> sums, string? source = null, string? channel = null, params string[] webAttributed)
    {
        var reasons = new Dictionary<string, NoValueReason>(StringComparer.Ordinal);
        foreach (var kpi in KpiCatalogue.All)
        {
            if (!sums.ContainsKey(kpi.Numerator) || (kpi.Denominator is { } d && !sums.ContainsKey(d)))
            {
                reasons[kpi.Id] = NoValueReason.NotMeasured;
            }
            else if (kpi.Denominator is { } below && sums[below] == 0)
            {
                reasons[kpi.Id] = NoValueReason.NoDenominator;
            }
        }

        var notes = webAttributed.ToDictionary(static x => x, static _ => (IReadOnlyList<string>)[KpiNotes.WebAttributed], StringComparer.Ordinal);
        if (scope == KpiScope.Total && sums.ContainsKey(Measures.NewCustomers))
        {
            notes["cac"] = [KpiNotes.NoOtherCosts];
        }

        return new(scope, name, null, name, source, channel, sums, reasons, notes);
    }

    private static PeriodKpis Week(int offset, string language, string currency, decimal scale, int campaigns, bool story)
    {
        var from = LastWeek.From.AddDays(7 * offset);
        var ads = Enumerable.Range(0, campaigns).Select(i => Campaign(i, offset, language, scale, story)).ToList();
        var channels = Visits.Select((x, i) => Channel(x, i, offset, scale, ads)).ToList();
        var spend = ads.Sum(static x => x.Sums[Measures.AdSpend]);
        var orders = Math.Round(405m * Wave(offset, 7, 0.05m) * Growth(offset));
        var fresh = Math.Round(162m * Wave(offset, 3, 0.05m) * (story && offset == 0 ? 0.93m : 1m));
        var sales = Math.Round(orders * 3905m * Wave(offset, 5, 0.02m) * scale, 2);
        var total = Member(KpiScope.Total, string.Empty, new()
        {
            [Measures.Impressions] = ads.Sum(static x => x.Sums[Measures.Impressions]),
            [Measures.Clicks] = ads.Sum(static x => x.Sums[Measures.Clicks]),
            [Measures.AdSpend] = spend,
            [Measures.MarketingCost] = spend,
            [Measures.Sessions] = channels.Sum(static x => x.Sums[Measures.Sessions]),
            [Measures.OrganicSessions] = channels.Single(static x => x.Member == Channels.OrganicSearch).Sums[Measures.Sessions],
            [Measures.WebConversions] = channels.Sum(static x => x.Sums[Measures.WebConversions]),
            [Measures.ConversionSessions] = channels.Sum(static x => x.Sums[Measures.ConversionSessions]),
            [Measures.Orders] = orders,
            [Measures.Sales] = sales,
            [Measures.Customers] = Math.Round(orders * 0.92m),
            [Measures.NewCustomers] = fresh,
        });
        return new("northern-leaf-tea", Period.Week(from, WeekStart.Monday), currency, [total, .. channels, .. ads]);
    }

    private static MemberKpis Campaign(int index, int offset, string language, decimal scale, bool story)
    {
        var (ru, en, channel, baseClicks, baseCpc) = CampaignPlan[index % CampaignPlan.Length];
        var name = language == "ru" ? ru : en;
        if (index >= CampaignPlan.Length)
        {
            name += $" {index / CampaignPlan.Length + 1}";
        }

        var clicks = Math.Round(baseClicks * Wave(offset, index + 2, 0.06m));
        var cpc = baseCpc * Wave(offset, index + 11, 0.03m) * (story && offset == 0 && index == 0 ? 1.5m : 1m);
        return Member(KpiScope.Campaign, name, new()
        {
            [Measures.Impressions] = Math.Round(clicks * (19 + (index * 3)) * Wave(offset, index + 1, 0.04m)),
            [Measures.Clicks] = clicks,
            [Measures.AdSpend] = Math.Round(clicks * cpc * scale, 2),
        }, Sources.GoogleAds, channel);
    }

    private static MemberKpis Channel(
        (string Channel, decimal Sessions, decimal Rate) plan, int index, int offset, decimal scale, List<MemberKpis> campaigns)
    {
        var sessions = Math.Round(plan.Sessions * Wave(offset, index + 4, 0.04m) * Growth(offset));
        var orders = Math.Round(sessions * plan.Rate * 0.86m);
        var sums = new Dictionary<Measure, decimal>
        {
            [Measures.Sessions] = sessions,
            [Measures.ConversionSessions] = sessions,
            [Measures.WebConversions] = Math.Round(sessions * plan.Rate),
            [Measures.Orders] = orders,
            [Measures.Sales] = Math.Round(orders * 3800m * scale, 2),
        };
        var own = campaigns.Where(x => x.Channel == plan.Channel).ToList();
        if (own.Count > 0)
        {
            foreach (var measure in (Measure[])[Measures.Impressions, Measures.Clicks, Measures.AdSpend])
            {
                sums[measure] = own.Sum(x => x.Sums[measure]);
            }
        }

        return Member(KpiScope.Channel, plan.Channel, sums, null, null, "orders", "sales_volume", "aov", "drr");
    }

    /// <summary>A week's deviation from the mean, the same on every machine.</summary>
    private static decimal Wave(int offset, int seed, decimal size) =>
        1m + (size * (decimal)Math.Round(Math.Sin((offset * 1.7) + (seed * 2.3)) + (0.6 * Math.Sin((offset * 0.9) + seed)), 6));

    private static decimal Growth(int offset) => 1m + (0.012m * (12 + offset));
}
