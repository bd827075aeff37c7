using System.Text.Json;
using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using KpiFunctions.Storage.Segments;
using Xunit;

namespace KpiFunctions.Tests.Storage;

/// <summary>Selection does not see whether segments were put together, wholly or half.</summary>
public sealed class CompactionTests
{
    private static readonly DateTimeOffset First = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Rows of a few files, each row read and dropped several times.</summary>
    private static readonly Gen<FactSet> GenFacts =
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 6], Gen.Int[0, 4], Gen.Int[0, 1], Gen.Int[0, 50]).Array[1, 60].Select(static rows =>
        {
            var facts = new FactSet();
            foreach (var (file, row, drop, reading, _) in rows)
            {
                var origin = new FactOrigin(FactGenerators.Hash(file), row, First.AddDays((file * 2) + drop), $"{reading + 1}-abc");
                var day = new DateOnly(2026, 11, 16 + (row % 3));
                var amount = (file * 100) + (row * 10) + reading;
                facts.Add(new AdFact
                {
                    Source = "google-ads",
                    From = day,
                    To = day,
                    Level = (AdLevel)(1 + (file % 2)),
                    Campaign = new(null, row % 2 == 0 ? "Tea" : "Cups"),
                    Dimensions = Dimensions.None,
                    Channel = Channels.PaidSearch,
                    Currency = "EUR",
                    Cost = amount,
                    Origin = origin,
                });
                facts.Add(new WebFact { Source = "google-analytics", From = day, To = day, Dimensions = Dimensions.None, Currency = "EUR", Sessions = amount, Origin = origin });
                facts.Add(new CostFact { Source = "costs", From = day, To = day, UtmSource = "vk", UtmMedium = string.Empty, UtmCampaign = string.Empty, Amount = amount, Currency = "EUR", Origin = origin });
                facts.Add(new Order
                {
                    Source = "shopify",
                    Number = $"#{row}",
                    CreatedAt = First,
                    Date = day,
                    State = "paid",
                    Currency = "EUR",
                    Goods = amount,
                    Customer = new(null, null, null),
                    Origin = origin,
                });
            }

            return facts;
        });

    [Fact]
    public void Selection_is_the_same_before_and_after_and_when_old_segments_are_left()
    {
        Gen.Select(GenFacts, Gen.Int[0, 60], Gen.Int[0, 60]).Sample(
            static (facts, from, count) =>
            {
                var merged = Compaction.Merge(facts);
                var half = Part(facts, from, count);
                half.Add(merged);
                var again = Compaction.Merge(half);
                var before = Text(facts);
                return before == Text(merged) && before == Text(half) && before == Text(again) && again.Count == merged.Count;
            },
            iter: 500);
    }

    [Fact]
    public void Selection_is_the_same_when_the_records_say_which_reading_counts_and_when_a_file_was_first_dropped()
    {
        var options = new SelectionOptions
        {
            CurrentReadings = Enumerable.Range(0, 3).ToDictionary(FactGenerators.Hash, static x => $"{x}-abc", StringComparer.Ordinal),
            FirstDrops = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { [FactGenerators.Hash(2)] = First.AddDays(-9) },
        };
        GenFacts.Sample(facts => Text(facts, options) == Text(Compaction.Merge(facts), options), iter: 300);
    }

    [Fact]
    public void A_row_that_was_read_twice_alike_stands_once_with_its_lowest_stamp()
    {
        GenFacts.Sample(
            static facts =>
            {
                var merged = Compaction.Merge(facts).Costs;
                return merged.Select(Key).Distinct().Count() == merged.Count
                    && facts.Costs.All(x => merged.Single(y => Key(y) == Key(x)).Origin.Stamp <= x.Origin.Stamp)
                    && merged.TrueForAll(x => facts.Costs.Contains(x));
            },
            iter: 300);

        static (string, int, string) Key(CostFact x) => (x.Origin.FileHash, x.Origin.Row, x.Origin.Reading);
    }

    [Fact]
    public void The_name_follows_from_the_inputs_whatever_their_order_and_is_listed_after_them()
    {
        SegmentName[] inputs =
        [
            .. Enumerable.Range(0, 20).Select(static x => new SegmentName(
                FactKind.Ads, "shop", new(2026, 11, 1), First.AddMilliseconds(x % 4), FactGenerators.Hash(x % 6), $"{x}-abc")),
        ];

        var name = Compaction.NameOf(inputs);

        Assert.Equal(name, Compaction.NameOf([.. inputs.Reverse()]));
        Assert.NotEqual(name, Compaction.NameOf(inputs[1..]));
        Assert.True(SegmentName.TryParse(FactKind.Ads, "shop", name.Path, out var parsed));
        Assert.Equal(name, parsed);
        Assert.All(inputs, x => Assert.True(string.CompareOrdinal(x.Path, name.Path) < 0));
        Assert.True(string.CompareOrdinal(name.Path, Compaction.NameOf([.. inputs, name]).Path) < 0);
    }

    private static FactSet Part(FactSet facts, int from, int count)
    {
        var part = new FactSet();
        part.Ads.AddRange(facts.Ads.Skip(from).Take(count));
        part.Web.AddRange(facts.Web.Skip(from).Take(count));
        part.Orders.AddRange(facts.Orders.Skip(from).Take(count));
        part.Costs.AddRange(facts.Costs.Skip(from).Take(count));
        return part;
    }

    private static string Text(FactSet facts, SelectionOptions? options = null) =>
        JsonSerializer.Serialize(FactSelection.Select(facts, options ?? new SelectionOptions()));
}
