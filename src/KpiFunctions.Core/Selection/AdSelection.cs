using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>Ads: rows of one file add up, newer files replace by key, and per day and campaign one level and set serves.</summary>
internal static class AdSelection
{
    public static AdChoice Select(
        List<AdFact> facts, IReadOnlyList<StampedAnswer> answers, TimeZoneInfo zone, IReadOnlySet<DateOnly>? only, NoteBook notes)
    {
        var days = new List<SelectedAd>();
        var blocks = new List<PeriodBlock<SelectedAd>>();
        var renames = new List<CampaignRename>();
        var known = new Dictionary<string, AdNames>(StringComparer.Ordinal);
        foreach (var source in facts.GroupBy(static x => x.Source, StringComparer.Ordinal).OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            var own = answers.Where(x => x.Answer.View.Kind == FactKind.Ads && x.Answer.Source == source.Key).ToList();
            var names = new AdNames([.. source], own.ConvertAll(static x => x.Answer.Account));
            known[source.Key] = names;
            renames.AddRange(names.Renames(source.Key, notes));
            var periods = source.Where(static x => !x.IsDay).ToList();
            var byDay = source.Where(x => x.IsDay && (only is null || periods.Count > 0 || only.Contains(x.From))).ToList();
            var lanes = SelectDays(source.Key, byDay, own, names, zone, notes);
            days.AddRange(lanes.Select(x => x.Selected(source.Key, names)));
            if (periods.Count > 0)
            {
                var inside = new KnownDays(lanes.Select(static x => (x.Key.Account, x.Key.Day, (int)x.Key.Level)));
                blocks.AddRange(PeriodJudge.Settle(AdPeriods.Blocks(source.Key, periods, names, zone), inside, notes));
            }
        }

        days.Sort(Compare);
        return new(days, new PeriodFacts<SelectedAd>(blocks), renames, known);
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
        return OneLevelPerCampaign(admitted, source, zone, notes);
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
            var measures = AdMeasures.Of(fact);
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

            if (files.Count > 1 && Fall(files, key.Key.To, zone) is var (before, after))
            {
                falls.Add((key.Key.Account, key.Key.Day, key.Key.To), before, after);
            }
        }

        return merged;
    }

    /// <summary>
    /// The most that an older file of a finished day had, and what the newest has. Not only the last file before it: that one may be a part
    /// of the same export.
    /// </summary>
    private static (decimal Before, decimal After)? Fall(List<List<AdLane>> files, DateOnly day, TimeZoneInfo zone)
    {
        var finished = files.Skip(1).TakeWhile(x => !FileOrder.IsProvisional(day, x[0].Origin.Stamp, zone)).ToList();
        foreach (var measure in finished.Count > 0 ? AdViews.WeightMeasures : [])
        {
            if (AdViews.Sum(files[0], measure) is { } after && finished.Max(x => AdViews.Sum(x, measure)) is { } before)
            {
                return (before, after);
            }
        }

        return null;
    }

    /// <summary>
    /// Coarse before fine: account rows serve only days without campaign rows; per day and campaign the coarsest level serves,
    /// and within it the dimension set with the newest file.
    /// </summary>
    private static List<AdLane> OneLevelPerCampaign(List<AdLane> lanes, string source, TimeZoneInfo zone, NoteBook notes)
    {
        var serving = new List<AdLane>(lanes.Count);
        var accounts = new List<AdViews>();
        var falls = new Falls();
        foreach (var group in lanes.GroupBy(static x => (x.Key.Account, x.Key.Day, x.Key.Campaign)))
        {
            var views = new AdViews(group, static x => (int)x);
            if (views.Serving[0].Key.Level == AdLevel.Account)
            {
                accounts.Add(views);
                continue;
            }

            serving.AddRange(views.Serving);
            Note(views, views.LevelsDiffer, views.Replaced(zone));
        }

        if (accounts.Count > 0)
        {
            var campaigns = serving.ToLookup(static x => (x.Key.Account, x.Key.Day));
            foreach (var views in accounts)
            {
                var (account, day) = (views.Serving[0].Key.Account, views.Serving[0].Key.Day);
                var beside = campaigns[(account, day)].ToList();
                serving.AddRange(beside.Count == 0 ? views.Serving : []);
                Note(views, beside.Count > 0 && AdViews.Differs(beside, views.Serving), beside.Count > 0 ? Displaced(views.Serving, beside, zone) : views.Replaced(zone));
            }
        }

        falls.NoteDays(source, notes);
        return serving;

        void Note(AdViews views, bool differ, (decimal Before, decimal After)? fall)
        {
            var key = views.Serving[0].Key;
            if (views.IsFine)
            {
                notes.Day(SelectionNotes.FineLevelOnly, source, key.Day);
            }

            if (differ)
            {
                notes.Day(SelectionNotes.LevelsDiffer, source, key.Day);
            }

            if (fall is var (before, after))
            {
                falls.Add((key.Account, key.Day, key.To), before, after);
            }
        }
    }

    /// <summary>What an account's row of a finished day said, and what the campaigns that came later say.</summary>
    private static (decimal Before, decimal After)? Displaced(List<AdLane> account, List<AdLane> campaigns, TimeZoneInfo zone)
    {
        var older = FileOrder.Newest(account.Select(static x => x.Origin));
        return FileOrder.NewestFirst(FileOrder.Newest(campaigns.Select(static x => x.Origin)), older) > 0
            || FileOrder.IsProvisional(account[0].Key.To, older.Stamp, zone) ? null : AdViews.Weights(account, campaigns);
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
internal sealed record AdChoice(
    List<SelectedAd> Days, PeriodFacts<SelectedAd> Periods, List<CampaignRename> Renames, IReadOnlyDictionary<string, AdNames> Names);
