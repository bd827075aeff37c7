using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>Ads: rows of one file add up, newer files replace by key, and per day and campaign one level and set serves.</summary>
internal static class AdSelection
{
    public static List<SelectedAd> Select(List<AdFact> facts, IReadOnlyList<StampedAnswer> answers, TimeZoneInfo zone, NoteBook notes)
    {
        var selected = new List<SelectedAd>();
        foreach (var source in facts.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            var own = answers.Where(x => x.Answer.View.Kind == FactKind.Ads && x.Answer.Source == source.Key);
            selected.AddRange(SelectSource(source.Key, [.. source], [.. own], zone, notes));
        }

        selected.Sort(Compare);
        return selected;
    }

    private static IEnumerable<SelectedAd> SelectSource(
        string source, List<AdFact> facts, List<StampedAnswer> answers, TimeZoneInfo zone, NoteBook notes)
    {
        var days = facts.FindAll(static x => x.IsDay);
        foreach (var fact in facts.Where(static x => !x.IsDay))
        {
            notes.Row(SelectionNotes.PeriodFacts, source, fact.From);
        }

        var names = new AdNames(days, answers.ConvertAll(static x => x.Answer.Account));
        days = VanishedRows.Without(
            days,
            answers,
            names.Accounts,
            static x => x.Account,
            static x => new FactView(FactKind.Ads, x.Level, x.Dimensions.Set),
            static x => x.From,
            static x => x.Origin);
        days = SharedAccounts.WithoutRivals(days, names.Accounts, static x => x.Account, static x => x.From);
        var lanes = WithoutRivals(AddWithinFiles(days, names));
        var settled = Supersession.DropUnfinished(lanes, static x => (x.Key.Account, x.Key.Day, x.Key.Campaign), zone);
        var merged = MergeAcrossFiles(settled, source, zone, notes);
        var admitted = AccountlessRule.Apply(
            merged, static x => x.Key.Account, static x => x.Key.Day, static x => (int)x.Key.Level, source, notes);
        return OneLevelPerCampaign(admitted, source, notes).Select(x => x.Selected(source, names));
    }

    /// <summary>Rows of one file with the same full key (and currency) are added.</summary>
    private static List<AdLane> AddWithinFiles(List<AdFact> facts, AdNames names)
    {
        var lanes = new Dictionary<(AdKey Key, string Hash, string Currency), AdLane>();
        foreach (var fact in facts)
        {
            var account = names.AccountKey(fact);
            var campaign = names.CampaignKey(account, fact, out var rivals);
            var key = new AdKey(account, fact.From, fact.Level, campaign, fact.Dimensions);
            var measures = new AdMeasures(fact.Impressions, fact.Clicks, fact.Cost, fact.Conversions, fact.ConversionValue);
            var lane = (key, fact.Origin.FileHash, fact.Currency);
            lanes[lane] = lanes.TryGetValue(lane, out var known)
                ? known.Plus(measures, fact.Origin, fact.Channel)
                : new AdLane(key, fact.Channel, fact.Currency, measures, fact.Origin, rivals);
        }

        return [.. lanes.Values];
    }

    /// <summary>A name that several ids share counts under the name only on days on which none of those ids has facts.</summary>
    private static List<AdLane> WithoutRivals(List<AdLane> lanes)
    {
        if (!lanes.Exists(static x => x.Rivals.Count > 0))
        {
            return lanes;
        }

        var present = lanes.Select(static x => (x.Key.Account, x.Key.Day, x.Key.Campaign)).ToHashSet();
        return lanes.FindAll(x => !x.Rivals.Any(id => present.Contains((x.Key.Account, x.Key.Day, Identities.KeyOfId(id)))));
    }

    /// <summary>Across files the newest row with a full key replaces the others, measure by measure.</summary>
    private static List<AdLane> MergeAcrossFiles(List<AdLane> lanes, string source, TimeZoneInfo zone, NoteBook notes)
    {
        var merged = new List<AdLane>(lanes.Count);
        var falls = new Falls();
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
                && !FileOrder.IsProvisional(key.Key.Day, files[1][0].Origin.Stamp, zone)
                && Weights(files[1], files[0]) is var (before, after))
            {
                falls.Add((key.Key.Account, key.Key.Day), before, after);
            }
        }

        falls.NoteDays(source, notes);
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

    private static IGrouping<string, AdLane> NewerSet(IGrouping<string, AdLane> a, IGrouping<string, AdLane> b)
    {
        var order = FileOrder.NewestFirst(Newest(a), Newest(b));
        return order < 0 || (order == 0 && string.CompareOrdinal(a.Key, b.Key) < 0) ? a : b;

        static FactOrigin Newest(IEnumerable<AdLane> lanes) =>
            lanes.Select(static x => x.Origin).Aggregate(static (x, y) => FileOrder.NewestFirst(x, y) <= 0 ? x : y);
    }

    private static bool Differs(IEnumerable<AdLane> serving, IEnumerable<AdLane> finer)
    {
        decimal? Sum(IEnumerable<AdLane> lanes) => lanes.Aggregate((decimal?)null, static (sum, x) => Add.Optional(sum, x.Measures.Cost));
        return Sum(serving) is { } a && Sum(finer) is { } b && Math.Abs(a - b) > 0.01m;
    }

    private static int Compare(SelectedAd a, SelectedAd b)
    {
        var order = string.CompareOrdinal(a.Source, b.Source);
        order = order != 0 ? order : a.Date.CompareTo(b.Date);
        order = order != 0 ? order : string.CompareOrdinal(a.AccountKey, b.AccountKey);
        order = order != 0 ? order : string.CompareOrdinal(a.CampaignKey, b.CampaignKey);
        order = order != 0 ? order : string.CompareOrdinal(a.Dimensions.Values, b.Dimensions.Values);
        return order != 0 ? order : string.CompareOrdinal(a.Currency, b.Currency);
    }
}

/// <summary>The full key of an ad row within its source.</summary>
internal readonly record struct AdKey(string Account, DateOnly Day, AdLevel Level, string Campaign, Dimensions Dimensions);

/// <summary>The rows of one file, key and currency, added up; later: what counts of a key in a currency.</summary>
internal sealed record AdLane(
    AdKey Key, string Channel, string Currency, AdMeasures Measures, FactOrigin Origin, IReadOnlyCollection<string> Rivals)
    : IStampedLane
{
    DateOnly IStampedLane.Day => Key.Day;

    object IStampedLane.Key => Key;

    (int Level, string Set) IStampedLane.View => ((int)Key.Level, Key.Dimensions.Set);

    public AdLane Plus(AdMeasures other, FactOrigin origin, string channel)
    {
        // The first row of the file speaks for what cannot be added, whatever the order in which rows arrive.
        var first = origin.Row < Origin.Row;
        return this with
        {
            Channel = first ? channel : Channel,
            Origin = first ? origin : Origin,
            Measures = new AdMeasures(
                Add.Optional(Measures.Impressions, other.Impressions),
                Add.Optional(Measures.Clicks, other.Clicks),
                Add.Optional(Measures.Cost, other.Cost),
                Add.Optional(Measures.Conversions, other.Conversions),
                Add.Optional(Measures.ConversionValue, other.ConversionValue)),
        };
    }

    /// <summary>Takes what this lacks from an older file's lane.</summary>
    /// <param name="older">The older file's lane.</param>
    /// <param name="isPaired">Both files have one currency on that key, so that the lanes are about the same.</param>
    public AdLane FilledFrom(AdLane older, bool isPaired)
    {
        // A file without any money names no currency of its own: the money that is kept keeps its currency.
        var hasMoney = Measures.Cost is not null || Measures.ConversionValue is not null;
        var currency = isPaired && !hasMoney ? older.Currency : Currency;
        var money = older.Currency == currency;
        return this with
        {
            Currency = currency,
            Measures = new AdMeasures(
                Measures.Impressions ?? (isPaired ? older.Measures.Impressions : null),
                Measures.Clicks ?? (isPaired ? older.Measures.Clicks : null),
                Measures.Cost ?? (money ? older.Measures.Cost : null),
                Measures.Conversions ?? (isPaired ? older.Measures.Conversions : null),
                Measures.ConversionValue ?? (money ? older.Measures.ConversionValue : null)),
        };
    }

    public SelectedAd Selected(string source, AdNames names) => new(
        source, Key.Account, names.Account(Key.Account), Key.Day, Key.Level, Key.Campaign, names.Campaign(Key.Account, Key.Campaign),
        Key.Dimensions, Channel, Currency, Measures);
}

/// <summary>Accounts and campaigns of one source, resolved over all its facts.</summary>
internal sealed class AdNames
{
    private readonly Identities _accounts = new();
    private readonly Dictionary<string, Identities> _campaigns = new(StringComparer.Ordinal);

    /// <param name="facts">All facts of the source, also those that do not count: what they know of names stays true.</param>
    /// <param name="others">Accounts that are known otherwise.</param>
    public AdNames(List<AdFact> facts, List<AccountRef> others)
    {
        foreach (var account in facts.Select(static x => x.Account).Concat(others).Distinct())
        {
            _accounts.Learn(account.Id, account.Name);
        }

        foreach (var group in facts.GroupBy(static x => x.Account))
        {
            var key = _accounts.Key(group.Key.Id, group.Key.Name, out _);
            if (!_campaigns.TryGetValue(key, out var campaigns))
            {
                _campaigns[key] = campaigns = new Identities();
            }

            foreach (var campaign in group.Select(static x => x.Campaign).Distinct())
            {
                campaigns.Learn(campaign.Id, campaign.Name);
            }
        }

        foreach (var fact in facts)
        {
            var account = AccountKey(fact);
            _accounts.Seen(account, fact.Account.Id, fact.Account.Name, fact.Origin);
            _campaigns[account].Seen(CampaignKey(account, fact, out _), fact.Campaign.Id, fact.Campaign.Name, fact.Origin);
        }
    }

    public Identities Accounts => _accounts;

    public string AccountKey(AdFact fact) => _accounts.Key(fact.Account.Id, fact.Account.Name, out _);

    public string CampaignKey(string account, AdFact fact, out IReadOnlyCollection<string> rivals) =>
        _campaigns[account].Key(fact.Campaign.Id, fact.Campaign.Name, out rivals);

    public AccountRef Account(string key)
    {
        var (id, name) = _accounts.Shown(key);
        return new AccountRef(id, name);
    }

    public CampaignRef Campaign(string account, string key)
    {
        var (id, name) = _campaigns[account].Shown(key);
        return new CampaignRef(id, name);
    }
}
