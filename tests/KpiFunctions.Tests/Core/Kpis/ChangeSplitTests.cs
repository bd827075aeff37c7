using CsCheck;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using Xunit;

namespace KpiFunctions.Tests.Core.Kpis;

public sealed class ChangeSplitTests
{
    private static readonly Period Before = Period.Week(new DateOnly(2026, 11, 9), WeekStart.Monday);
    private static readonly Period After = Period.Week(new DateOnly(2026, 11, 16), WeekStart.Monday);

    [Fact]
    public void A_dearer_click_is_the_whole_cause_of_a_dearer_customer()
    {
        var split = Split(
            "cac",
            [Total((Measures.AdSpend, 1000), (Measures.MarketingCost, 1000), (Measures.NewCustomers, 10)), Campaign("a", 1000, 100)],
            [Total((Measures.AdSpend, 1500), (Measures.MarketingCost, 1500), (Measures.NewCustomers, 10)), Campaign("a", 1500, 100)]);

        var part = Assert.Single(split.Parts);
        Assert.Equal((SplitKind.ClickPrice, "a", 10m, 15m, 50m), (part.Kind, part.Member, part.Before!.Value, part.After!.Value, part.Amount));
    }

    [Fact]
    public void Fewer_new_customers_raise_the_cost_of_one()
    {
        var split = Split(
            "cac",
            [Total((Measures.AdSpend, 1000), (Measures.MarketingCost, 1000), (Measures.NewCustomers, 10)), Campaign("a", 1000, 100)],
            [Total((Measures.AdSpend, 1000), (Measures.MarketingCost, 1000), (Measures.NewCustomers, 8)), Campaign("a", 1000, 100)]);

        var part = Assert.Single(split.Parts);
        Assert.Equal((SplitKind.Denominator, "new_customers", 25m), (part.Kind, part.Subject, part.Amount));
    }

    [Fact]
    public void Other_costs_and_spend_outside_campaigns_are_parts_of_their_own()
    {
        var split = Split(
            "cac",
            [Total((Measures.AdSpend, 1000), (Measures.MarketingCost, 1000), (Measures.NewCustomers, 10)), Campaign("a", 900, 90)],
            [Total((Measures.AdSpend, 1050), (Measures.MarketingCost, 1250), (Measures.NewCustomers, 10)), Campaign("a", 900, 90)]);

        Assert.Equal(20m, split.Parts.Single(static x => x.Kind == SplitKind.OtherCosts).Amount);
        Assert.Equal(5m, split.Parts.Single(static x => x.Kind == SplitKind.UnassignedSpend).Amount);
    }

    [Fact]
    public void A_campaign_that_started_is_told_by_its_spend()
    {
        var split = Split("ad_spend", [Total((Measures.AdSpend, 100)), Campaign("a", 100, 10)], [Total((Measures.AdSpend, 350)), Campaign("a", 100, 10), Campaign("b", 250, 20)]);

        var part = Assert.Single(split.Parts);
        Assert.Equal((SplitKind.Spend, "b", 250m), (part.Kind, part.Member, part.Amount));
    }

    [Fact]
    public void Sales_of_a_shop_whose_orders_carry_no_channel_are_orders_times_order_value()
    {
        var split = Split(
            "sales_volume",
            [Total((Measures.Sales, 1000), (Measures.Orders, 10)), Web("email", 600)],
            [Total((Measures.Sales, 900), (Measures.Orders, 9)), Web("email", 100)]);

        var part = Assert.Single(split.Parts);
        Assert.Equal((SplitKind.Factor, "orders", -100m), (part.Kind, part.Subject, part.Amount));
    }

    [Fact]
    public void Traffic_is_split_by_channel()
    {
        var split = Split(
            "traffic",
            [Total((Measures.Sessions, 150)), Channel("email", (Measures.Sessions, 50)), Channel("direct", (Measures.Sessions, 100))],
            [Total((Measures.Sessions, 210)), Channel("email", (Measures.Sessions, 120)), Channel("direct", (Measures.Sessions, 90))]);

        Assert.Equal([("email", 70m), ("direct", -10m)], split.Parts.Select(static x => (x.Member, x.Amount)));
    }

    [Fact]
    public void A_shift_towards_a_weak_channel_is_mix_and_not_rate()
    {
        var split = Split(
            "conversion_rate",
            [
                Total((Measures.WebConversions, 12), (Measures.ConversionSessions, 200)),
                Channel("email", (Measures.WebConversions, 10), (Measures.ConversionSessions, 100)),
                Channel("direct", (Measures.WebConversions, 2), (Measures.ConversionSessions, 100)),
            ],
            [
                Total((Measures.WebConversions, 11), (Measures.ConversionSessions, 350)),
                Channel("email", (Measures.WebConversions, 5), (Measures.ConversionSessions, 50)),
                Channel("direct", (Measures.WebConversions, 6), (Measures.ConversionSessions, 300)),
            ]);

        Assert.All(split.Parts, static x => Assert.Equal(SplitKind.Mix, x.Kind));
    }

    [Fact]
    public void A_value_missing_on_either_side_has_no_split() =>
        Assert.Null(ChangeSplit.Between(KpiCatalogue.Find("cac")!, Period_(Before, [Total((Measures.AdSpend, 5))]), Period_(After, [Total((Measures.AdSpend, 6))])));

    [Fact]
    public void Amounts_in_different_currencies_have_no_split() =>
        Assert.Null(ChangeSplit.Between(
            KpiCatalogue.Find("ad_spend")!,
            Period_(Before, [Total((Measures.AdSpend, 5))]) with { Currency = "USD" },
            Period_(After, [Total((Measures.AdSpend, 6))])));

    /// <summary>Zero, negative, tiny, huge and equal sums on either side: the parts are the whole to the last digit.</summary>
    [Fact]
    public void Parts_add_up_to_the_whole_exactly()
    {
        var money = Gen.OneOf(
            Gen.Const(0m), Gen.Int[-5, 5].Select(static x => (decimal)x), Gen.Long[-1_000_000, 9_000_000_000_000].Select(static x => x / 1_000_000m));
        var count = Gen.OneOf(Gen.Const(0), Gen.Int[0, 3], Gen.Int[0, 5_000_000]);
        var campaign = Gen.Select(Gen.Int[0, 5], money, count, static (id, spend, clicks) => (Id: id, Spend: spend, Clicks: clicks));
        var channel = Gen.Select(Gen.Int[0, 4], count, count, static (id, sessions, conversions) => (Id: id, Sessions: sessions, Conversions: conversions));
        var side = Gen.Select(
            campaign.Array[0, 5], channel.Array[0, 4], money, money, count, count,
            static (campaigns, channels, extra, sales, orders, customers) => Side(campaigns, channels, extra, sales, orders, customers));

        Gen.Select(side, side).Sample(
            (before, after) =>
            {
                foreach (var kpi in KpiCatalogue.All)
                {
                    var split = ChangeSplit.Between(kpi, Period_(Before, before), Period_(After, after));
                    if (split is not null)
                    {
                        Assert.Equal(split.Whole, split.Parts.Sum(static x => x.Amount));
                        Assert.Equal(Math.Round(after[0].Value(kpi).Value!.Value, 6), split.After);
                        Assert.Equal(Math.Round(before[0].Value(kpi).Value!.Value, 6), split.Before);
                    }
                }
            },
            iter: 2000);
    }

    private static List<MemberKpis> Side(
        (int Id, decimal Spend, int Clicks)[] campaigns, (int Id, int Sessions, int Conversions)[] channels, decimal extra, decimal sales, int orders, int customers)
    {
        var own = campaigns.DistinctBy(static x => x.Id).ToList();
        var web = channels.DistinctBy(static x => x.Id).ToList();
        var spend = own.Sum(static x => x.Spend) + (extra / 3m);
        return
        [
            Total(
                (Measures.AdSpend, spend), (Measures.MarketingCost, spend + extra), (Measures.Clicks, own.Sum(static x => x.Clicks)),
                (Measures.Sessions, web.Sum(static x => x.Sessions)), (Measures.ConversionSessions, web.Sum(static x => x.Sessions) + (orders % 3)),
                (Measures.WebConversions, web.Sum(static x => x.Conversions)), (Measures.Sales, sales), (Measures.Orders, orders),
                (Measures.Customers, customers), (Measures.NewCustomers, customers / 2)),
            .. own.Select(static x => Campaign("c" + x.Id, x.Spend, x.Clicks)),
            .. web.Select(static x => Channel(
                "w" + x.Id, (Measures.Sessions, x.Sessions), (Measures.ConversionSessions, x.Sessions), (Measures.WebConversions, x.Conversions))),
        ];
    }

    private static ChangeSplit Split(string kpi, List<MemberKpis> before, List<MemberKpis> after) =>
        Assert.IsType<ChangeSplit>(ChangeSplit.Between(KpiCatalogue.Find(kpi)!, Period_(Before, before), Period_(After, after)));

    private static PeriodKpis Period_(Period period, List<MemberKpis> members) => new("b", period, "EUR", members);

    private static MemberKpis Total(params (Measure Measure, decimal Value)[] sums) => Member(KpiScope.Total, string.Empty, sums);

    private static MemberKpis Campaign(string name, decimal spend, int clicks) =>
        Member(KpiScope.Campaign, name, [(Measures.AdSpend, spend), (Measures.Clicks, clicks)]);

    private static MemberKpis Channel(string name, params (Measure Measure, decimal Value)[] sums) => Member(KpiScope.Channel, name, sums);

    private static MemberKpis Web(string name, decimal sales) => Member(KpiScope.Channel, name, [(Measures.Sales, sales)]) with
    {
        Notes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["sales_volume"] = [KpiNotes.WebAttributed] },
    };

    private static MemberKpis Member(KpiScope scope, string name, (Measure Measure, decimal Value)[] sums) =>
        KpiFunctions.Tests.Reports.TeaShop.Member(scope, name, sums.ToDictionary(static x => x.Measure, static x => x.Value)) with
        {
            Notes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        };
}
