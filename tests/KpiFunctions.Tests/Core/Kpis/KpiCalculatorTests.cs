using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;
using KpiFunctions.Tests.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Kpis;

public sealed class KpiCalculatorTests
{
    private static readonly Period Today = Period.Day(Day);
    private static readonly Period ThisWeek = Period.Week(Day, WeekStart.Monday);

    [Fact]
    public void Ratios_are_sums_over_sums_never_means_of_ratios()
    {
        var files = new Files().Ad("a", At(21), "Brand", 10m, clicks: 10).Ad("a", At(21), "Tea", 90m, clicks: 10);

        Assert.Equal(5m, Value(files, "cpc"));
    }

    [Fact]
    public void Cac_counts_other_costs_and_cac_ads_does_not()
    {
        var files = Shop().Cost("costs", At(21), Day, Day, 30m);

        Assert.Equal(65m, Value(files, "cac"));
        Assert.Equal(50m, Value(files, "cac_ads"));
        Assert.DoesNotContain(KpiNotes.NoOtherCosts, Kpi(files, "cac").Notes);
    }

    [Fact]
    public void Without_a_costs_file_cac_equals_cac_ads_and_says_so()
    {
        Assert.Equal(50m, Value(Shop(), "cac"));
        Assert.Contains(KpiNotes.NoOtherCosts, Kpi(Shop(), "cac").Notes);
    }

    [Fact]
    public void A_cost_of_a_platform_that_has_ad_facts_on_the_day_is_not_counted_twice()
    {
        var spend = Kpi(Shop().Cost("costs", At(21), Day, Day, 30m, "google"), "ad_spend");

        Assert.Equal(100m, spend.Value);
        Assert.Contains(KpiNotes.CostsNotCounted, spend.Notes);
        Assert.DoesNotContain(KpiNotes.CostsNotCounted, Kpi(Shop(), "ad_spend").Notes);
    }

    [Fact]
    public void A_cost_of_a_platform_without_ad_facts_is_that_platforms_spend()
    {
        var kpis = Calculate(Shop().Cost("costs", At(21), Day, Day, 30m, "vk"), Today);

        Assert.Equal(130m, kpis.Total!.Sums[Measures.AdSpend]);
        Assert.Equal(30m, kpis.Of(KpiScope.Channel).Single(static x => x.Member == Channels.PaidSocial).Sums[Measures.AdSpend]);
        Assert.Equal(30m, kpis.Of(KpiScope.Source).Single(static x => x.Member == "vk-ads").Sums[Measures.AdSpend]);
    }

    [Fact]
    public void A_customer_is_new_only_in_the_period_of_the_first_counted_order()
    {
        var files = new Files()
            .Order("a", At(25), "0", null, 10m, email: "clara", day: Day.AddDays(-30), state: "cancelled")
            .Order("a", At(25), "1", null, 10m, email: "anna", day: Day.AddDays(-7))
            .Order("a", At(25), "2", null, 10m, email: "anna")
            .Order("a", At(25), "3", null, 10m, email: "boris")
            .Order("a", At(25), "4", null, 10m, email: "boris", day: Day.AddDays(1))
            .Order("a", At(25), "5", null, 10m, email: "clara", day: Day.AddDays(2));

        Assert.Equal(3m, Value(files, "customers", ThisWeek));
        Assert.Equal(2m, Value(files, "new_customers", ThisWeek));
        Assert.Equal(4m, Value(files, "orders", ThisWeek));
    }

    [Fact]
    public void Voided_and_cancelled_orders_do_not_count_and_refunded_ones_count_with_nothing()
    {
        var files = new Files()
            .Order("a", At(25), "1", null, 10m, email: "a", state: "voided")
            .Order("a", At(25), "2", null, 10m, email: "b", state: "cancelled")
            .Order("a", At(25), "3", null, 10m, refunded: 10m, email: "c", state: "refunded")
            .Order("a", At(25), "4", null, 10m, email: "d", state: "pending");

        Assert.Equal(2m, Value(files, "orders"));
        Assert.Equal(10m, Value(files, "sales_volume"));
        Assert.Equal(5m, Value(files, "aov"));
    }

    [Fact]
    public void A_day_without_an_order_between_the_first_and_the_last_is_a_zero()
    {
        var files = new Files().Order("a", At(25), "1", null, 10m, day: Day.AddDays(-1)).Order("a", At(25), "2", null, 10m, day: Day.AddDays(1));

        Assert.Equal(0m, Value(files, "orders"));
        Assert.Equal(NoValueReason.NoDenominator, Kpi(files, "aov").Reason);
    }

    [Fact]
    public void A_source_that_does_not_exist_is_not_measured_and_one_that_is_silent_has_no_data()
    {
        var files = new Files().Ad("a", At(25), "Brand", 10m, day: Day.AddDays(-20)).Visits("w", At(25), 100);

        Assert.Equal(NoValueReason.NotMeasured, Kpi(files, "orders").Reason);
        Assert.Equal(NoValueReason.NotMeasured, Kpi(files, "clicks").Reason);
        Assert.Equal(NoValueReason.NoData, Kpi(files, "ad_spend").Reason);
    }

    [Fact]
    public void Money_in_another_currency_is_never_added_without_a_rate()
    {
        var files = Shop().Ad("usd", At(22), "Cups", 7m, currency: "USD");

        Assert.Equal(NoValueReason.NoRate, Kpi(files, "ad_spend").Reason);
        Assert.Equal(NoValueReason.NoRate, Kpi(files, "cac").Reason);
    }

    [Fact]
    public void Organic_traffic_comes_from_the_table_by_channel_and_a_day_without_organic_is_a_zero()
    {
        var files = new Files().Visits("d", At(21), 100).Visits("c", At(21), 70, Channels.OrganicSearch).Visits("c", At(21), 30, Channels.Direct);

        Assert.Equal(100m, Value(files, "traffic"));
        Assert.Equal(70m, Value(files, "organic_traffic"));
        Assert.Equal(0m, Value(new Files().Visits("c", At(21), 30, Channels.Direct), "organic_traffic"));
        Assert.Equal(NoValueReason.NotMeasured, Kpi(new Files().Visits("d", At(21), 100), "organic_traffic").Reason);
    }

    [Fact]
    public void Conversion_rate_takes_numerator_and_denominator_from_one_table()
    {
        var files = new Files().Visits("d", At(21), 100).Visits("c", At(21), 40, Channels.Direct, conversions: 2m);

        Assert.Equal(0.05m, Value(files, "conversion_rate"));
    }

    [Fact]
    public void Sales_by_channel_are_the_web_analytics_own_and_say_so()
    {
        var kpis = Calculate(Shop().Visits("c", At(21), 40, Channels.PaidSearch, orders: 3, revenue: 500m), Today);
        var channel = kpis.Of(KpiScope.Channel).Single(static x => x.Member == Channels.PaidSearch);

        var drr = channel.Value(KpiCatalogue.Find("drr")!);
        Assert.Equal(0.2m, drr.Value);
        Assert.Contains(KpiNotes.WebAttributed, drr.Notes);
        Assert.Equal(NoValueReason.NotMeasured, channel.Value(KpiCatalogue.Find("cac")!).Reason);
    }

    [Fact]
    public void A_period_without_any_cost_has_no_marketing_cost_of_zero()
    {
        var files = new Files()
            .Order("orders", At(25), "1", null, 10m, email: "anna")
            .Cost("costs", At(25), Day.AddDays(-9), Day.AddDays(-9), 30m);

        Assert.Equal(NoValueReason.NoData, Kpi(files, "cac").Reason);
    }

    [Fact]
    public void Orders_that_name_no_customer_do_not_make_zero_customers()
    {
        var counter = new Files().Order("a", At(25), "1", null, 10m).Ad("ads", At(21), "Brand", 10m);
        var later = new Files().Order("a", At(25), "1", null, 10m).Order("a", At(25), "2", null, 10m, email: "anna", day: Day.AddDays(1));

        Assert.Equal(NoValueReason.NotMeasured, Kpi(counter, "customers").Reason);
        Assert.Equal(NoValueReason.NotMeasured, Kpi(counter, "cac").Reason);
        Assert.Equal(NoValueReason.NoData, Kpi(later, "new_customers").Reason);
        Assert.Equal(1m, Value(later, "customers", ThisWeek));
        Assert.Equal(2m, Value(later, "orders", ThisWeek));
    }

    [Fact]
    public void Nothing_is_nothing_in_every_currency()
    {
        Assert.Equal(0m, Value(new Files().Ad("usd", At(22), "Cups", 0m, clicks: 3, currency: "USD"), "ad_spend"));
    }

    [Fact]
    public void Between_the_last_day_of_one_shop_and_the_first_of_another_there_are_no_orders_to_know()
    {
        var files = new Files()
            .Order("old shop", At(25), "1", null, 10m, day: Day.AddDays(-20))
            .Order("new shop", At(25), "2", null, 10m, day: Day.AddDays(2), source: "woocommerce");

        Assert.Equal(NoValueReason.NoData, Kpi(files, "orders").Reason);
        Assert.Equal(1m, Value(files, "orders", ThisWeek));
    }

    [Fact]
    public void Visits_of_rows_that_tell_no_conversions_do_not_lower_the_rate()
    {
        var files = new Files()
            .Visits("visits", At(25), 60, Channels.PaidSearch).Visits("visits", At(25), 40, Channels.Direct)
            .Visits("direct only", At(26), 40, Channels.Direct, conversions: 4m);

        Assert.Equal(100m, Value(files, "traffic"));
        Assert.Equal(0.1m, Value(files, "conversion_rate"));
    }

    [Fact]
    public void A_history_that_starts_at_the_end_of_time_is_a_note_and_no_fault()
    {
        var brand = new BrandConfiguration { Brand = "b", HistoryFrom = DateOnly.MaxValue };
        var total = new KpiCalculator(Shop().Select(), brand).Calculate(Today).Total!;

        Assert.Contains(KpiNotes.ShortHistory, total.Value(KpiCatalogue.Find("new_customers")!).Notes);
    }

    [Fact]
    public void What_the_choice_of_facts_noticed_is_noted_with_the_periods_that_hold_the_day()
    {
        var files = Shop().Ad("lower", At(22), "Brand", 10m, clicks: 50).Ad("later", At(22), "Brand", 10m, day: Day.AddDays(1));

        Assert.Contains(SelectionNotes.Implausible, Kpi(files, "ad_spend").Notes);
        Assert.Contains(SelectionNotes.Implausible, Kpi(files, "ad_spend", ThisWeek).Notes);
        Assert.DoesNotContain(SelectionNotes.Implausible, Kpi(files, "ad_spend", Period.Day(Day.AddDays(1))).Notes);
        Assert.Contains(SelectionNotes.SetsDiffer, Kpi(new Files().Visits("d", At(21), 100).Visits("c", At(21), 60, Channels.Direct), "traffic").Notes);
    }

    [Fact]
    public void A_period_without_other_costs_says_so_even_when_another_has_some()
    {
        var files = Shop().Cost("costs", At(21), Day.AddDays(-30), Day.AddDays(-30), 30m);

        Assert.Contains(KpiNotes.NoOtherCosts, Kpi(files, "cac").Notes);
    }

    [Fact]
    public void A_week_around_new_year_holds_days_of_both_years()
    {
        var week = Period.Week(new DateOnly(2027, 1, 1), WeekStart.Monday);
        var files = new Files().Ad("a", At(25), "Brand", 1m, day: new(2026, 12, 28)).Ad("a", At(25), "Brand", 2m, day: new(2027, 1, 3));

        Assert.Equal("2026-W53", week.Id);
        Assert.Equal(3m, Value(files, "ad_spend", week));
    }

    [Fact]
    public void Equal_numbers_have_equal_fingerprints_and_a_changed_micro_has_another()
    {
        var a = KpiFingerprint.Of(Calculate(Shop(), Today));

        Assert.Equal(a, KpiFingerprint.Of(Calculate(Shop(), Today)));
        Assert.NotEqual(a, KpiFingerprint.Of(Calculate(Shop().Cost("c", At(21), Day, Day, 0.000001m), Today)));
    }

    private static Files Shop() => new Files()
        .Ad("ads", At(21), "Brand", 100m, clicks: 50, impressions: 1000)
        .Order("orders", At(21), "1", "#1", 400m, email: "anna")
        .Order("orders", At(21), "2", "#2", 100m, email: "boris");

    private static PeriodKpis Calculate(Files files, Period period) =>
        new KpiCalculator(files.Select(), new BrandConfiguration { Brand = "b" }).Calculate(period);

    private static KpiValue Kpi(Files files, string kpi, Period? period = null) =>
        Calculate(files, period ?? Today).Total!.Value(KpiCatalogue.Find(kpi)!);

    private static decimal? Value(Files files, string kpi, Period? period = null) => Kpi(files, kpi, period).Value;
}
