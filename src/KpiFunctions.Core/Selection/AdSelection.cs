using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>Ads: rows of one file add up, newer files replace by key, and per day and campaign one level and set serves.</summary>
internal static class AdSelection
{
    public static AdChoice Select(List<AdFact> facts, IReadOnlyList<StampedAnswer> answers, TimeZoneInfo zone, NoteBook notes)
    {
        var days = new List<SelectedAd>();
        var blocks = new List<PeriodBlock<SelectedAd>>();
        var renames = new List<CampaignRename>();
        foreach (var source in facts.GroupBy(static x => x.Source, StringComparer.Ordinal).OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            var own = answers.Where(x => x.Answer.View.Kind == FactKind.Ads && x.Answer.Source == source.Key).ToList();
            var names = new AdNames([.. source], own.ConvertAll(static x => x.Answer.Account));
            renames.AddRange(names.Renames(source.Key, notes));
            var lanes = SelectDays(source.Key, source.Where(static x => x.IsDay).ToList(), own, names, zone, notes);
            days.AddRange(lanes.Select(x => x.Selected(source.Key, names)));
            var periods = source.Where(static x => !x.IsDay).ToList();
            if (periods.Count > 0)
            {
                var known = new KnownDays(lanes.Select(static x => (x.Key.Account, x.Key.Day, (int)x.Key.Level)));
                blocks.AddRange(PeriodJudge.Settle(AdPeriods.Blocks(source.Key, periods, names, zone), known, notes));
            }
        }

        days.Sort(Compare);
        return new(days, new PeriodFacts<SelectedAd>(blocks), renames);
    }

    /// <summary>
    /// What the facts of one source come to per full key: rows of a file added, names that several ids share left to those ids,
    /// unfinished rows dropped, newer files in the place of older ones. The same for days and for whole periods.
    /// </summary>
    public static List<AdLane> Merge(List<AdFact> facts, AdNames names, TimeZoneInfo zone, Falls falls)
    {
        var lanes = WithoutRivals(AddWithinFiles(facts, names));
        var settled = Supersession.DropUnfinished(lanes, static x => (x.Key.Account, x.Key.Day, x.Key.To, x.Key.Campaign), zone);
        return MergeAcrossFiles(settled, zone, falls);
    }

    private static List<AdLane> SelectDays(
        string source, List<AdFact> days, List<StampedAnswer> answers, AdNames names, TimeZoneInfo zone, NoteBook notes)
    {
        days = VanishedRows.Without(
            days,
            answers,
            names.Accounts,
            static x => x.Account,
            static x => new FactView(FactKind.Ads, x.Level, x.Dimensions.Set),
            static x => x.From,
            static x => x.Origin);
        days = SharedAccounts.WithoutRivals(days, names.Accounts, static x => x.Account, static x => x.From);
        var falls = new Falls();
        var merged = Merge(days, names, zone, falls);
        falls.NoteDays(source, notes);
        var admitted = AccountlessRule.Apply(
            merged, static x => x.Key.Account, static x => x.Key.Day, static x => (int)x.Key.Level, source, notes);
        return OneLevelPerCampaign(admitted, source, notes);
    }

    /// <summary>Rows of one file with the same full key (and currency) are added.</summary>
    private static List<AdLane> AddWithinFiles(List<AdFact> facts, AdNames names)
    {
        var lanes = new Dictionary<(AdKey Key, string Hash, string Currency), AdLane>();
        foreach (var fact in facts)
        {
            var account = names.AccountKey(fact);
            var campaign = names.CampaignKey(account, fact, out var rivals);
            var key = new AdKey(account, fact.From, fact.To, fact.Level, campaign, fact.Dimensions);
            var measures = new AdMeasures(fact.Impressions, fact.Clicks, fact.Cost, fact.Conversions, fact.ConversionValue);
            var lane = (key, fact.Origin.FileHash, fact.Currency);
            lanes[lane] = lanes.TryGetValue(lane, out var known)
                ? known.Plus(measures, fact.Origin, fact.Channel)
                : new AdLane(key, fact.Channel, fact.Currency, measures, fact.Origin, rivals);
        }

        return [.. lanes.Values];
    }

    /// <summary>A name that several ids share counts under the name only on days (in periods) in which none of those ids has facts.</summary>
    private static List<AdLane> WithoutRivals(List<AdLane> lanes)
    {
        if (!lanes.Exists(static x => x.Rivals.Count > 0))
        {
            return lanes;
        }

        var present = lanes.Select(static x => (x.Key.Account, x.Key.Day, x.Key.To, x.Key.Campaign)).ToHashSet();
        return lanes.FindAll(x => !x.Rivals.Any(id => present.Contains((x.Key.Account, x.Key.Day, x.Key.To, Identities.KeyOfId(id)))));
    }

    /// <summary>Across files the newest row with a full key replaces the others, measure by measure.</summary>
    private static List<AdLane> MergeAcrossFiles(List<AdLane> lanes, TimeZoneInfo zone, Falls falls)
    {
        var merged = new List<AdLane>(lanes.Count);
        foreach (var key in lanes.GroupBy(static x => x.Key))
        {
            var files = key.GroupBy(static x => x.Origin.FileHash, StringComparer.Ordinal).Select(static x => x.ToList()).ToList();
            files.Sort(static (a, b) => FileOrder.NewestFirst(a[0].Origin, b[0].Origin));
            foreach (var lane in files[0])
            {
                var alone = files[0].Count == 1;
                var filled = lane;
                foreach (var file in files.Skip(1))
                {
                    filled = file.Aggregate(
                        filled,
                        (x, older) => x.FilledFrom(older, isPaired: alone && file.Count == 1));
                }

                merged.Add(filled);
            }

            if (files.Count > 1
                && !FileOrder.IsProvisional(key.Key.To, files[1][0].Origin.Stamp, zone)
                && Weights(files[1], files[0]) is var (before, after))
            {
                falls.Add((key.Key.Account, key.Key.Day, key.Key.To), before, after);
            }
        }

        return merged;
    }

    /// <summary>What a fall of the day is judged by: the cost, else the clicks, else the impressions, whichever both files have.</summary>
    private static (decimal Before, decimal After)? Weights(List<AdLane> older, List<AdLane> newer)
    {
        Func<AdMeasures, decimal?>[] measures = [static x => x.Cost, static x => x.Clicks, static x => x.Impressions];
        foreach (var measure in measures)
        {
            if (older.TrueForAll(x => measure(x.Measures) is not null) && newer.TrueForAll(x => measure(x.Measures) is not null))
            {
                return (older.Sum(x => measure(x.Measures)!.Value), newer.Sum(x => measure(x.Measures)!.Value));
            }
        }

        return null;
    }

    /// <summary>
    /// Coarse before fine: account rows serve only days without campaign rows; per day and campaign the coarsest level serves,
    /// and within it the dimension set with the newest file.
    /// </summary>
    private static List<AdLane> OneLevelPerCampaign(List<AdLane> lanes, string source, NoteBook notes)
    {
        var daysWithCampaigns = lanes
            .Where(static x => x.Key.Level > AdLevel.Account)
            .Select(static x => (x.Key.Account, x.Key.Day))
            .ToHashSet();
        var serving = new List<AdLane>();
        foreach (var group in lanes.GroupBy(static x => (x.Key.Account, x.Key.Day, x.Key.Campaign)))
        {
            var levels = group.GroupBy(static x => x.Key.Level).OrderBy(static x => x.Key).ToList();
            if (levels[0].Key == AdLevel.Account && daysWithCampaigns.Contains((group.Key.Account, group.Key.Day)))
            {
                continue;
            }

            var set = levels[0].GroupBy(static x => x.Key.Dimensions.Set, StringComparer.Ordinal).Aggregate(NewerSet);
            serving.AddRange(set);
            if (levels[0].Key >= AdLevel.Keyword)
            {
                notes.Day(SelectionNotes.FineLevelOnly, source, group.Key.Day);
            }

            if (levels.Exists(x => x.Key != levels[0].Key && Differs(set, x)))
            {
                notes.Day(SelectionNotes.LevelsDiffer, source, group.Key.Day);
            }
        }

        return serving;
    }

    public static IGrouping<string, AdLane> NewerSet(IGrouping<string, AdLane> a, IGrouping<string, AdLane> b)
    {
        var order = FileOrder.NewestFirst(Newest(a), Newest(b));
        return order < 0 || (order == 0 && string.CompareOrdinal(a.Key, b.Key) < 0) ? a : b;

        static FactOrigin Newest(IEnumerable<AdLane> lanes) => FileOrder.Newest(lanes.Select(static x => x.Origin));
    }

    public static bool Differs(IEnumerable<AdLane> serving, IEnumerable<AdLane> finer)
    {
        decimal? Sum(IEnumerable<AdLane> lanes) => lanes.Aggregate((decimal?)null, static (sum, x) => Add.Optional(sum, x.Measures.Cost));
        return Sum(serving) is { } a && Sum(finer) is { } b && Math.Abs(a - b) > 0.01m;
    }

    public static int Compare(SelectedAd a, SelectedAd b)
    {
        var order = string.CompareOrdinal(a.Source, b.Source);
        order = order != 0 ? order : a.Date.CompareTo(b.Date);
        order = order != 0 ? order : string.CompareOrdinal(a.AccountKey, b.AccountKey);
        order = order != 0 ? order : string.CompareOrdinal(a.CampaignKey, b.CampaignKey);
        order = order != 0 ? order : string.CompareOrdinal(a.Dimensions.Values, b.Dimensions.Values);
        return order != 0 ? order : string.CompareOrdinal(a.Currency, b.Currency);
    }
}

/// <summary>What counts of the ads.</summary>
internal sealed record AdChoice(List<SelectedAd> Days, PeriodFacts<SelectedAd> Periods, List<CampaignRename> Renames);
