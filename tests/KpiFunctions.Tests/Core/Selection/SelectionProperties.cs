using System.Text.Json;
using CsCheck;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Selection;
using Xunit;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>What follows from the rules, for random files.</summary>
public sealed class SelectionProperties
{
    private static readonly string[] Names = ["Brand", "brand ", "Tea", "Cups", "Чай"];
    private static readonly string?[] Ids = [null, null, "1", "2"];
    private static readonly Dimensions[] Sets =
        [Dimensions.None, Dimensions.Of(("network", "search")), Dimensions.Of(("network", "display"))];
    private static readonly AccountRef[] Accounts = [default, new("9", "Shop"), new(null, "shop"), new("8", null)];

    private static readonly int[] Lengths = [0, 0, 0, 2, 6];

    private static readonly Gen<AdFact> GenAd =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 59], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[0, 1000], Gen.Int[0, 59])
            .Select(static (file, shape, day, level, cost, spread) => new AdFact
            {
                Source = Files.Ads,
                Account = Accounts[shape % Accounts.Length],
                From = Files.Day.AddDays(day),
                To = Files.Day.AddDays(day + Lengths[cost % Lengths.Length]),
                Level = (AdLevel)level,
                Campaign = new CampaignRef(Ids[spread % Ids.Length], Names[shape % Names.Length]),
                Dimensions = Sets[spread % Sets.Length],
                Channel = Channels.PaidSearch,
                Currency = "EUR",
                Cost = cost,
                Clicks = spread % 3 == 0 ? null : spread % 4,
                Impressions = spread % 3 == 0 ? null : spread % 2,
                Origin = new FactOrigin("file" + file, 0, Files.At(18 + file), "1"),
            });

    private static readonly Gen<FactSet> GenFiles = Gen.Select(GenAd.Array[1, 40], Gen.Int[0, 1000].Array[1, 20]).Select(static (ads, visits) =>
    {
        var facts = new FactSet();
        for (var i = 0; i < ads.Length; i++)
        {
            facts.Add(ads[i] with { Origin = ads[i].Origin with { Row = i + 1 } });
        }

        for (var i = 0; i < visits.Length; i++)
        {
            facts.Add(new WebFact
            {
                Source = Files.Web,
                From = Files.Day.AddDays(i % 3),
                To = Files.Day.AddDays(i % 3),
                Dimensions = i % 2 == 0 ? Dimensions.None : Dimensions.Of((DimensionNames.Channel, Channels.All[visits[i] % Channels.All.Count])),
                Currency = "EUR",
                Sessions = visits[i],
                Conversions = visits[i] % 5 == 0 ? null : visits[i] / 10m,
                Origin = new FactOrigin("web" + (i % 4), i + 1, Files.At(18 + (i % 4)), "1"),
            });
        }

        return facts;
    });

    [Fact]
    public void Neither_the_order_of_facts_nor_repeated_ones_change_what_counts()
    {
        Gen.Select(GenFiles, Gen.Int).Sample(
            static (facts, seed) =>
            {
                var shuffled = Shuffled(facts, seed);
                shuffled.Add(Shuffled(facts, seed + 1));
                return Text(facts) == Text(shuffled);
            },
            iter: 300);
    }

    [Fact]
    public void Dropping_the_same_bytes_again_later_changes_nothing()
    {
        GenFiles.Sample(
            static facts =>
            {
                var again = new FactSet();
                again.Add(facts);
                foreach (var ad in facts.Ads)
                {
                    again.Add(ad with { Origin = ad.Origin with { Stamp = ad.Origin.Stamp.AddDays(30) } });
                }

                return Text(facts) == Text(again);
            },
            iter: 300);
    }

    [Fact]
    public void Splitting_a_finished_file_between_keys_with_or_without_overlap_changes_nothing()
    {
        Gen.Select(GenFiles, Gen.Int[1, 9]).Sample(
            static (facts, seed) =>
            {
                var whole = new FactSet();
                var split = new FactSet();
                foreach (var ad in facts.Ads.Where(static x => x.IsDay && x.Origin.FileHash == "file5"))
                {
                    // One export has one table: one level, one dimension set, one account, ids throughout or not at all,
                    // and one spelling of each name (of several, the one shown is the newest file's).
                    var row = ad with
                    {
                        Level = AdLevel.Campaign,
                        Dimensions = Dimensions.None,
                        Account = default,
                        Campaign = new CampaignRef(null, ad.Campaign.Name!.Trim().ToUpperInvariant()),
                        Origin = new FactOrigin("whole", ad.Origin.Row, Files.At(28), "1"),
                    };
                    whole.Add(row);
                    var half = (row.Campaign.Name!.Length ^ row.From.DayNumber ^ seed) % 3;
                    foreach (var part in half == 0 ? ["half1", "half2"] : new[] { half % 2 == 0 ? "half1" : "half2" })
                    {
                        split.Add(row with { Origin = new FactOrigin(part, row.Origin.Row, Files.At(28, part == "half1" ? 1 : 2), "1") });
                    }
                }

                return Text(whole) == Text(split);
            },
            iter: 300);
    }

    [Fact]
    public void Nothing_is_counted_twice()
    {
        GenFiles.Sample(
            static facts =>
            {
                var selected = FactSelection.Select(facts, new SelectionOptions());
                var keys = selected.Ads.Select(static x => (x.AccountKey, x.Date, x.CampaignKey, x.Dimensions)).ToList();
                var levels = selected.Ads.GroupBy(static x => (x.AccountKey, x.Date, x.CampaignKey));
                return keys.Distinct().Count() == keys.Count
                    && levels.All(static x => x.Select(static y => (y.Level, y.Dimensions.Set)).Distinct().Count() == 1);
            },
            iter: 300);
    }

    [Fact]
    public void Sums_over_campaigns_and_channels_equal_the_total()
    {
        GenFiles.Sample(
            static facts =>
            {
                var calculator = new KpiCalculator(
                    FactSelection.Select(facts, new SelectionOptions()), new BrandConfiguration { Brand = "b" });
                return calculator.Periods().All(period =>
                {
                    var kpis = calculator.Calculate(period);
                    return Same(kpis, KpiScope.Channel, Measures.AdSpend) && Same(kpis, KpiScope.Campaign, Measures.AdSpend)
                        && Same(kpis, KpiScope.Source, Measures.AdSpend);
                });
            },
            iter: 200);

        static bool Same(PeriodKpis kpis, KpiScope scope, Measure measure) =>
            kpis.Of(scope).Sum(x => x.Sums.GetValueOrDefault(measure)) == kpis.Total!.Sums.GetValueOrDefault(measure);
    }

    private static FactSet Shuffled(FactSet facts, int seed)
    {
        var random = new Random(seed);
        var ads = facts.Ads.ToArray();
        var web = facts.Web.ToArray();
        random.Shuffle(ads);
        random.Shuffle(web);
        var shuffled = new FactSet();
        shuffled.Ads.AddRange(ads);
        shuffled.Web.AddRange(web);
        return shuffled;
    }

    private static string Text(FactSet facts) => JsonSerializer.Serialize(FactSelection.Select(facts, new SelectionOptions()));
}
