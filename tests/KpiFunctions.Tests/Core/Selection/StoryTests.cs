using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"What follows" of the selection rules, as the files of a marketer's month: what each drop makes of the week and the month.</summary>
public sealed class StoryTests
{
    private static readonly AccountRef Shop = new("7", "Shop");
    private static readonly Period Week = Period.Week(Nov(16), WeekStart.Monday);
    private static readonly Period November = Period.Month(Nov(1));
    private static readonly Dimensions Tea = Dimensions.Of(("keyword", "tea"));

    [Fact]
    public void A_week_s_campaigns_its_keywords_the_month_without_days_and_last_month_s_file_once_more()
    {
        var files = new Files();
        October(files);
        Assert.Equal("no_data", Spend(files, Week));

        files.AdDays("campaigns of the week", At(24), 16, 22, "Brand", 10m, Shop);
        Assert.Equal("70", Spend(files, Week));

        for (var day = 16; day <= 22; day++)
        {
            files.Ad("keywords of the week", At(24, 13), "Brand", 9m, level: AdLevel.Keyword, account: Shop, day: Nov(day), dimensions: Tea);
        }

        Assert.Equal("70 levels_differ", Spend(files, Week));

        files.AdPeriod("november without days", At(33), 1, 30, "Brand", 300m, Shop);
        Assert.Equal("70 levels_differ", Spend(files, Week));
        Assert.Equal("300 levels_differ period_facts_for_days", Spend(files, November));

        October(files);
        Assert.Equal("300 levels_differ period_facts_for_days", Spend(files, November));
        Assert.Equal("31", Spend(files, Period.Month(new(2026, 10, 1))));

        files.AdDays("november by day", At(34), 1, 30, "Brand", 10m, Shop);
        Assert.Equal("300 levels_differ", Spend(files, November));

        static void October(Files files)
        {
            for (var day = new DateOnly(2026, 10, 1); day.Month == 10; day = day.AddDays(1))
            {
                files.Ad("october", At(3), "Brand", 1m, account: Shop, day: day, row: day.Day);
            }
        }
    }

    [Fact]
    public void A_report_at_noon_the_finished_one_and_a_filtered_one()
    {
        var files = new Files().Ad("monday noon", At(16), "Brand", 4m, day: Nov(16));
        Assert.Equal("4", Spend(files, Week));

        files.Ad("by network, on thursday", At(19), "Brand", 6m, day: Nov(16), dimensions: Dimensions.Of(("network", "search")))
            .Ad("by network, on thursday", At(19), "Brand", 4m, day: Nov(16), dimensions: Dimensions.Of(("network", "partners")));
        Assert.Equal("10", Spend(files, Week));

        files.Ad("search only, on friday", At(20), "Brand", 6m, day: Nov(16), dimensions: Dimensions.Of(("network", "search")));
        Assert.Equal("10", Spend(files, Week));

        files.Ad("mobile only, on saturday", At(21), "Brand", 5m, day: Nov(16));
        Assert.Equal("5 implausible", Spend(files, Week));
    }

    [Fact]
    public void An_agency_s_file_without_an_account_beside_the_platform_s_own_and_a_second_account()
    {
        var files = new Files().AdDays("agency", At(24), 16, 22, "Brand", 11m);
        Assert.Equal("77", Spend(files, Week));

        files.AdDays("own", At(25), 16, 20, "Brand", 10m, Shop);
        Assert.Equal("72 account_unknown", Spend(files, Week));

        files.AdDays("second account", At(25), 16, 22, "Brand", 1m, new("8", "Outlet"));
        Assert.Equal("57 account_unknown", Spend(files, Week));
    }

    [Fact]
    public void Visits_by_date_by_channel_and_of_the_month()
    {
        var files = new Files();
        for (var day = 16; day <= 22; day++)
        {
            files.Visits("by channel", At(24), 60, Channels.OrganicSearch, day: Nov(day)).Visits("by channel", At(24), 40, Channels.Direct, day: Nov(day));
        }

        Assert.Equal("700", Value(files, Week, "traffic"));
        for (var day = 16; day <= 22; day++)
        {
            files.Visits("by date", At(25), 101, day: Nov(day));
        }

        Assert.Equal("707 sets_differ", Value(files, Week, "traffic"));
        Assert.Equal("420", Value(files, Week, "organic_traffic"));

        files.Visits("november without days", At(33), 3000, day: Nov(1), to: Nov(30));
        Assert.Equal("707 sets_differ", Value(files, Week, "traffic"));
        Assert.Equal("3000 period_facts_for_days sets_differ", Value(files, November, "traffic"));
    }

    [Fact]
    public void Whatever_the_order_in_which_files_that_agree_are_dropped_the_month_is_the_same()
    {
        Action<Files, DateTimeOffset>[] drops =
        [
            static (files, at) => files.AdDays("campaigns", at, 16, 22, "Brand", 10m, Shop, clicks: 5),
            static (files, at) => files.AdDays("the days before", at, 10, 18, "Brand", 10m, Shop, clicks: 5),
            static (files, at) => files.AdDays("keywords", at, 16, 22, "Brand", 10m, Shop, AdLevel.Keyword, 5),
            static (files, at) => files.AdPeriod("month", at, 1, 30, "Brand", 300m, Shop, clicks: 150),
            static (files, at) => files.AdPeriod("week", at, 2, 8, "Brand", 70m, Shop, clicks: 35),
        ];

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var order in Orders([0, 1, 2, 3, 4]))
        {
            var files = new Files();
            for (var i = 0; i < order.Length; i++)
            {
                drops[order[i]](files, At(34).AddHours(i));
            }

            seen.Add($"{Spend(files, Week)}, {Spend(files, November)}, {Spend(files, Period.Week(Nov(2), WeekStart.Monday))}");
        }

        // The month or the week of it, whichever was dropped later: they overlap without being equal (docs/decisions/0005).
        Assert.Equal(["70, 200 period_facts period_facts_unused, 70 period_facts", "70, 300 period_facts_for_days, 70 period_facts"], seen.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(x => Orders([.. items.Where(y => y != x)]), static (x, rest) => (int[])[x, .. rest]);

    private static string Spend(Files files, Period period) => Value(files, period, "ad_spend");

    private static string Value(Files files, Period period, string kpi)
    {
        var value = new KpiCalculator(files.Select(), new BrandConfiguration { Brand = "b" }).Calculate(period).Total!.Value(KpiCatalogue.Find(kpi)!);
        string? shown = value.Value is { } known ? known.ToString("0.##", CultureInfo.InvariantCulture) : value.Reason!.Value.Id();
        return string.Join(' ', [shown, .. value.Notes.Order(StringComparer.Ordinal)]);
    }
}
