using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>What became of the rows of an ad file, and of the sums over its days.</summary>
internal sealed class AdEffect
{
    private readonly List<AdFact> _file;
    private readonly AdNames _names;
    private readonly HashSet<DateOnly> _days;
    private readonly Dictionary<(string, string), (string Account, string Campaign)> _keys = [];
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), string?> _reasons = [];
    private readonly AdSide _before;
    private readonly AdSide _after;

    /// <param name="file">The file's facts, all of one source.</param>
    /// <param name="names">What is known of names with the file: what was known before goes by the same keys, or a campaign whose id the file tells would look new.</param>
    /// <param name="before">What counted without the file.</param>
    /// <param name="after">What counts with it.</param>
    public AdEffect(List<AdFact> file, AdNames names, SelectedFacts before, SelectedFacts after)
    {
        _file = file;
        _names = names;
        _days = [.. file.Where(static x => x.IsDay).Select(static x => x.From)];
        var days = _days.Concat(file.Where(static x => !x.IsDay).Select(static x => (x.From, x.To)).Distinct().SelectMany(static x => DaysOf(x.From, x.To))).ToHashSet();
        _before = new AdSide(before, file[0].Source, days, KeysOf);
        _after = new AdSide(after, file[0].Source, days, KeysOf);
    }

    /// <param name="tally">Takes the rows.</param>
    /// <param name="sums">Takes the sums.</param>
    public void Count(RowTally tally, SumTable sums)
    {
        var stated = new HashSet<AdKey>();
        foreach (var row in _file.GroupBy(KeyOf))
        {
            stated.Add(row.Key);
            if (row.Key.Day != row.Key.To)
            {
                CountRange([.. row], row.Key, tally);
                continue;
            }

            var thing = (row.Key.Account, row.Key.Day, row.Key.Campaign);
            CountRows([.. row], row.Key, _before.Of(thing), _after.Of(thing), tally);
        }

        var views = stated.Select(ViewOf).ToHashSet();
        tally.OnlyOlder += _after.Keys(_days).Concat(Ranges(stated).SelectMany(_after.Keys)).Distinct().Count(x => !stated.Contains(x) && views.Contains(ViewOf(x)));
        CountFalls(stated, tally);
        foreach (var (side, isAfter) in new[] { (_before, false), (_after, true) })
        {
            Add(sums, side.Days(_days), isAfter);
            foreach (var (from, to) in _reasons.Where(static x => x.Value is null).Select(static x => (x.Key.From, x.Key.To)).Distinct())
            {
                Add(sums, side.Range(from, to), isAfter);
            }
        }
    }

    private void CountFalls(HashSet<AdKey> stated, RowTally tally)
    {
        var changes = new DayChanges(_after.FallenDays);
        foreach (var thing in stated.Where(static x => x.Day == x.To).Select(static x => (x.Account, x.Day, x.Campaign)).Distinct())
        {
            changes.Add(thing.Day, _before.Of(thing), _after.Of(thing));
        }

        foreach (var (account, day) in stated.Where(static x => x.Day == x.To && x.Level > AdLevel.Account).Select(static x => (x.Account, x.Day)).Distinct())
        {
            // Campaigns take the place of the account's row.
            if (_before.Of((account, day, string.Empty)) is { Count: > 0 } total && _after.Of((account, day, string.Empty)).Count == 0)
            {
                changes.Add(day, total, _after.Of(account, day));
            }
        }

        tally.Fallen.AddRange(changes.Fallen());
        foreach (var (account, from, to) in Ranges(stated))
        {
            if (_after.Block(account, from, to) is { } now && now.Notes.Contains(SelectionNotes.Implausible, StringComparer.Ordinal)
                && DayChanges.Of(_before.Block(account, from, to)?.Rows ?? [], now.Rows) is var (before, after) && Falls.IsFall(before, after))
            {
                tally.Fallen.Add(new(from, to));
            }
        }
    }

    private static IEnumerable<DateOnly> DaysOf(DateOnly from, DateOnly to)
    {
        for (var number = from.DayNumber; number <= to.DayNumber; number++)
        {
            yield return DateOnly.FromDayNumber(number);
        }
    }

    private static IEnumerable<(string Account, DateOnly From, DateOnly To)> Ranges(HashSet<AdKey> stated) =>
        stated.Where(static x => x.Day != x.To).Select(static x => (x.Account, x.Day, x.To)).Distinct();

    private (string Account, string Campaign) KeysOf(SelectedAd shown)
    {
        if (!_keys.TryGetValue((shown.AccountKey, shown.CampaignKey), out var keys))
        {
            _keys[(shown.AccountKey, shown.CampaignKey)] = keys = _names.KeysOf(shown);
        }

        return keys;
    }

    private AdKey KeyOf(AdFact fact)
    {
        var account = _names.AccountKey(fact);
        return new AdKey(account, fact.From, fact.To, fact.Level, _names.CampaignKey(account, fact, out _), fact.Dimensions);
    }

    private static (string Account, DateOnly Day, DateOnly To, AdLevel Level, string Set) ViewOf(AdKey key) =>
        (key.Account, key.Day, key.To, key.Level, key.Dimensions.Set);

    /// <summary>Rows about a range: they stand or fall with all rows of their account about that range.</summary>
    private void CountRange(List<AdFact> rows, AdKey key, RowTally tally)
    {
        var range = (key.Account, key.Day, key.To);
        if (!_reasons.TryGetValue(range, out var reason))
        {
            _reasons[range] = reason = PeriodUse.ReasonOf(_after.Block(key.Account, key.Day, key.To), _after.Facts.AdPeriods);
        }

        if (reason is not null)
        {
            tally.Leave(rows.Count, reason);
            return;
        }

        var serving = _after.OfBlock(key);
        CountRows(rows, key, _before.OfBlock(key), serving.Count > 0 ? serving : [.. _after.AnyOfBlock(key)], tally);
    }

    private static void CountRows(List<AdFact> rows, AdKey key, IReadOnlyList<KeyedAd> was, IReadOnlyList<KeyedAd> now, RowTally tally)
    {
        foreach (var lane in rows.GroupBy(static x => x.Currency, StringComparer.Ordinal))
        {
            var count = lane.Count();
            var serving = now.FirstOrDefault(x => x.Key == key && (x.Row.Currency == lane.Key || !HasMoney(lane)))?.Row;
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
                var known = was.FirstOrDefault(x => x.Key == key && x.Row.Currency == serving.Currency)?.Row;
                tally.Use(count, known is not null, known?.Measures == serving.Measures);
            }
        }
    }

    private static string ReasonOf(AdKey key, IReadOnlyList<KeyedAd> now) => now switch
    {
        [] => key.Account.Length == 0 ? NotUsedReasons.UnknownAccount : NotUsedReasons.Other,
        [var first, ..] when first.Key.Level < key.Level => NotUsedReasons.CoarserRows,
        [var first, ..] when first.Key.Level == key.Level && first.Key.Dimensions.Set != key.Dimensions.Set => NotUsedReasons.OtherBreakdown,
        _ => NotUsedReasons.UnfinishedDay,
    };

    private static bool HasMoney(IEnumerable<AdFact> lane) => lane.Any(static x => x.Cost is not null || x.ConversionValue is not null);

    private static AdMeasures Sum(IEnumerable<AdFact> lane) => lane.Aggregate(default(AdMeasures), static (sum, x) => sum.Plus(AdMeasures.Of(x)));

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
