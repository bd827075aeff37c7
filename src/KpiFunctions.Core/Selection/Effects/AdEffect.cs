using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>What became of the rows of an ad file, and of the sums over its days.</summary>
internal sealed class AdEffect(string source, List<AdFact> file, SelectedFacts before, SelectedFacts after)
{
    private readonly HashSet<DateOnly> _days = [.. file.Where(static x => x.IsDay).Select(static x => x.From)];

    /// <param name="all">All ad facts, of which names and ids are resolved as the selection does.</param>
    /// <param name="tally">Takes the rows.</param>
    /// <param name="sums">Takes the sums.</param>
    public void Count(List<AdFact> all, RowTally tally, SumTable sums)
    {
        var names = new AdNames(all.FindAll(x => x.Source == source), []);
        var was = OfDays(before).ToLookup(static x => (x.AccountKey, x.Date, x.CampaignKey));
        var now = OfDays(after).ToLookup(static x => (x.AccountKey, x.Date, x.CampaignKey));
        var stated = new HashSet<AdKey>();
        foreach (var row in file.GroupBy(x => KeyOf(x, names)))
        {
            if (row.Key.Day != row.Key.To)
            {
                CountRange([.. row], row.Key, tally);
                continue;
            }

            stated.Add(row.Key);
            var thing = (row.Key.Account, row.Key.Day, row.Key.Campaign);
            CountRows([.. row], row.Key, [.. was[thing]], [.. now[thing]], tally);
        }

        var views = stated.Select(ViewOf).ToHashSet();
        tally.OnlyOlder += OfDays(after).Select(static x => KeyOf(x, x.Date)).Distinct().Count(x => !stated.Contains(x) && views.Contains(ViewOf(x)));
        Add(sums, OfDays(before), isAfter: false);
        Add(sums, OfDays(after), isAfter: true);
    }

    private IEnumerable<SelectedAd> OfDays(SelectedFacts facts) => facts.Ads.Where(x => x.Source == source && _days.Contains(x.Date));

    private static AdKey KeyOf(AdFact fact, AdNames names)
    {
        var account = names.AccountKey(fact);
        return new AdKey(account, fact.From, fact.To, fact.Level, names.CampaignKey(account, fact, out _), fact.Dimensions);
    }

    private static AdKey KeyOf(SelectedAd x, DateOnly to) => new(x.AccountKey, x.Date, to, x.Level, x.CampaignKey, x.Dimensions);

    private static (string Account, DateOnly Day, AdLevel Level, string Set) ViewOf(AdKey key) => (key.Account, key.Day, key.Level, key.Dimensions.Set);

    /// <summary>Rows about a range: they stand or fall with all rows of their account about that range.</summary>
    private void CountRange(List<AdFact> rows, AdKey key, RowTally tally)
    {
        var was = Block(before, key);
        var now = Block(after, key);
        if (now is not { Standing: PeriodStanding.Serves })
        {
            tally.Leave(rows.Count, now switch
            {
                { Standing: PeriodStanding.DaysServe } => NotUsedReasons.OtherRange,
                { Standing: PeriodStanding.GivesWay } => NotUsedReasons.UnknownAccount,
                _ => NotUsedReasons.Other,
            });
            return;
        }

        List<SelectedAd> serving = [.. now.Rows.Where(x => x.CampaignKey == key.Campaign)];
        CountRows(rows, key, [.. was?.Rows.Where(x => x.CampaignKey == key.Campaign) ?? []], serving.Count > 0 ? serving : [.. now.Rows.Take(1)], tally);
    }

    private PeriodBlock<SelectedAd>? Block(SelectedFacts facts, AdKey key) =>
        facts.AdPeriods.Blocks.FirstOrDefault(x => x.Source == source && x.AccountKey == key.Account && x.From == key.Day && x.To == key.To);

    private static void CountRows(List<AdFact> rows, AdKey key, List<SelectedAd> was, List<SelectedAd> now, RowTally tally)
    {
        foreach (var lane in rows.GroupBy(static x => x.Currency, StringComparer.Ordinal))
        {
            var count = lane.Count();
            var serving = now.Find(x => KeyOf(x, key.To) == key && (x.Currency == lane.Key || !HasMoney(lane)));
            if (serving is null)
            {
                tally.Leave(count, ReasonOf(key, now));
            }
            else if (!Holds(serving.Measures, Sum(lane)))
            {
                tally.Leave(count, NotUsedReasons.NewerFile);
            }
            else
            {
                var known = was.Find(x => KeyOf(x, key.To) == key && x.Currency == serving.Currency);
                tally.Use(count, known is not null, known?.Measures == serving.Measures);
            }
        }
    }

    private static string ReasonOf(AdKey key, List<SelectedAd> now) => now switch
    {
        [] => key.Account.Length == 0 ? NotUsedReasons.UnknownAccount : NotUsedReasons.Other,
        [var first, ..] when first.Level < key.Level => NotUsedReasons.CoarserRows,
        [var first, ..] when first.Level == key.Level && first.Dimensions.Set != key.Dimensions.Set => NotUsedReasons.OtherBreakdown,
        _ => NotUsedReasons.UnfinishedDay,
    };

    private static bool HasMoney(IEnumerable<AdFact> lane) => lane.Any(static x => x.Cost is not null || x.ConversionValue is not null);

    private static AdMeasures Sum(IEnumerable<AdFact> lane) => lane.Aggregate(default(AdMeasures), static (sum, x) => new AdMeasures(
        Selection.Add.Optional(sum.Impressions, x.Impressions),
        Selection.Add.Optional(sum.Clicks, x.Clicks),
        Selection.Add.Optional(sum.Cost, x.Cost),
        Selection.Add.Optional(sum.Conversions, x.Conversions),
        Selection.Add.Optional(sum.ConversionValue, x.ConversionValue)));

    // Measures that the file lacks may come from an older one.
    private static bool Holds(AdMeasures serving, AdMeasures row) =>
        (row.Impressions is null || row.Impressions == serving.Impressions)
        && (row.Clicks is null || row.Clicks == serving.Clicks)
        && (row.Cost is null || row.Cost == serving.Cost)
        && (row.Conversions is null || row.Conversions == serving.Conversions)
        && (row.ConversionValue is null || row.ConversionValue == serving.ConversionValue);

    private static void Add(SumTable sums, IEnumerable<SelectedAd> rows, bool isAfter)
    {
        foreach (var row in rows)
        {
            sums.Add(0, "impressions", row.Measures.Impressions, isAfter);
            sums.Add(1, "clicks", row.Measures.Clicks, isAfter);
            sums.Add(2, "cost", row.Measures.Cost, isAfter, row.Currency);
            sums.Add(3, "conversions", row.Measures.Conversions, isAfter);
            sums.Add(4, "conversionValue", row.Measures.ConversionValue, isAfter, row.Currency);
        }
    }
}
