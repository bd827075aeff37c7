using System.Globalization;
using CsCheck;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>What follows from the rules for exports by day and without days, seen by the KPIs of every day, week, month and quarter.</summary>
public sealed class PeriodProperties
{
    private static readonly string[] Campaigns = ["Brand", "Tea", "Cups"];
    private static readonly BrandConfiguration Brand = new() { Brand = "b" };
    private static readonly Period Quarter = new(Grain.Month, new(2026, 10, 1), new(2026, 12, 31), "2026-Q4");

    /// <summary>An export of the truth: some campaigns, either by day or over whole weeks. All weeks lie in November.</summary>
    private static readonly Gen<Export> GenExport = Gen.Select(Gen.Bool, Gen.Int[0, 3], Gen.Int[1, 2], Gen.Int[0, 20], Gen.Int[1, 10], Gen.Int[1, 7])
        .Select(static (daily, week, weeks, first, length, mask) => daily
            ? new Export(true, first + 2, Math.Min(29, first + 2 + length), mask)
            : new Export(false, 2 + (7 * week), Math.Min(29, 8 + (7 * Math.Min(3, week + weeks - 1))), mask));

    [Fact]
    public void Exports_of_one_truth_come_to_the_same_in_whatever_order_they_are_dropped()
    {
        Gen.Select(GenExport.Array[1, 6], Gen.Int).Sample(
            static (exports, seed) =>
            {
                var stamps = Enumerable.Range(0, exports.Length).ToArray();
                new Random(seed).Shuffle(stamps);
                return Kpis(Facts(exports, static i => i, static i => "file" + i)) == Kpis(Facts(exports, i => stamps[i], static i => "file" + i));
            },
            iter: 300);
    }

    [Fact]
    public void Repeated_drops_under_other_names_and_retries_change_nothing_in_any_order_of_facts()
    {
        Gen.Select(GenExport.Array[1, 6], Gen.Int).Sample(
            static (exports, seed) =>
            {
                var once = Facts(exports, static i => i, static i => "file" + i);
                var again = once.Concat(Facts(exports, static i => i + 40, static i => "file" + i)).Concat(once).ToArray();
                new Random(seed).Shuffle(again);
                return Kpis(once) == Kpis(again);
            },
            iter: 300);
    }

    [Fact]
    public void Splitting_an_export_between_rows_with_or_without_overlap_changes_nothing()
    {
        Gen.Select(GenExport.Array[1, 4], Gen.Int[0, 1000]).Sample(
            static (exports, seed) =>
            {
                var whole = Facts(exports, static i => i, static i => "file" + i);
                var split = new List<AdFact>();
                foreach (var fact in whole)
                {
                    var part = (fact.Campaign.Name!.Length ^ fact.From.Day ^ seed) % 3;
                    foreach (var half in part == 2 ? [0, 1] : (int[])[part])
                    {
                        split.Add(fact with { Origin = fact.Origin with { FileHash = fact.Origin.FileHash + half, Stamp = fact.Origin.Stamp.AddSeconds(half) } });
                    }
                }

                return Kpis(whole) == Kpis(split);
            },
            iter: 300);
    }

    [Fact]
    public void Exports_without_days_change_no_day()
    {
        GenExport.Array[1, 6].Sample(
            static exports =>
            {
                var facts = Facts(exports, static i => i, static i => "file" + i);
                var selected = Select(facts);
                var calculator = new KpiCalculator(selected, Brand);
                return calculator.Periods().Where(static x => x.Grain == Grain.Day).All(period =>
                    calculator.Calculate(period).Total!.Sums.GetValueOrDefault(Measures.AdSpend)
                        == selected.Ads.Where(x => period.Contains(x.Date)).Sum(static x => x.Measures.Cost ?? 0m));
            },
            iter: 200);
    }

    /// <summary>
    /// Facts of exports: what a campaign did on a day is the same in all of them, over a range it is the sum. A range is a week of its own
    /// row, so that no two ranges overlap without being equal: those are files that differ (docs/decisions/0005).
    /// </summary>
    private static AdFact[] Facts(Export[] exports, Func<int, int> stampOf, Func<int, string> hashOf) =>
    [
        .. exports.SelectMany((export, i) => export.Ranges()
            .SelectMany(range => Campaigns.Select((name, c) => (range.From, range.To, Name: name, Index: c)))
            .Where(x => (export.Mask & (1 << x.Index)) != 0)
            .Select((x, row) => new AdFact
            {
                Source = Ads,
                From = Nov(x.From),
                To = Nov(x.To),
                Level = AdLevel.Campaign,
                Campaign = new CampaignRef(null, x.Name),
                Channel = Channels.PaidSearch,
                Currency = "EUR",
                Cost = Enumerable.Range(x.From, x.To - x.From + 1).Sum(day => (10m * (x.Index + 1)) + day),
                Clicks = Enumerable.Range(x.From, x.To - x.From + 1).Sum(day => (100L * (x.Index + 1)) + day),
                Impressions = 1000L * (x.Index + 1),
                Origin = new FactOrigin(hashOf(i), row + 1, At(33).AddMinutes(stampOf(i)), "1"),
            })),
    ];

    private static SelectedFacts Select(IEnumerable<AdFact> facts)
    {
        var set = new FactSet();
        set.Ads.AddRange(facts);
        return FactSelection.Select(set, new SelectionOptions());
    }

    private static string Kpis(IEnumerable<AdFact> facts)
    {
        var calculator = new KpiCalculator(Select(facts), Brand);
        return string.Join('\n', calculator.Periods().Append(Quarter).Select(period => string.Create(
            CultureInfo.InvariantCulture,
            $"{period}: {string.Join(' ', calculator.Calculate(period).Members.SelectMany(static x => x.Values(), static (x, y) => $"{x.Identity}/{y.Kpi.Id}={y.Value:0.####}"))}")));
    }

    private sealed record Export(bool ByDay, int From, int To, int Mask)
    {
        public IEnumerable<(int From, int To)> Ranges() => ByDay
            ? Enumerable.Range(From, To - From + 1).Select(static x => (x, x))
            : Enumerable.Range(0, (To - From + 1) / 7).Select(x => (From + (7 * x), From + (7 * x) + 6));
    }
}
