using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>Web: a table by date and one by date and channel are two views of the same visits; a scope takes the smallest that serves it.</summary>
internal static class WebSelection
{
    public static List<SelectedWeb> Select(List<WebFact> facts, IReadOnlyList<StampedAnswer> answers, TimeZoneInfo zone, NoteBook notes)
    {
        var selected = new List<SelectedWeb>();
        foreach (var source in facts.GroupBy(static x => x.Source, StringComparer.Ordinal))
        {
            var own = answers.Where(x => x.Answer.View.Kind == FactKind.Web && x.Answer.Source == source.Key);
            selected.AddRange(SelectSource(source.Key, [.. source], [.. own], zone, notes));
        }

        selected.Sort(Compare);
        return selected;
    }

    /// <summary>
    /// Of the rows of one day, those of the smallest dimension set that has all that is asked for; empty when none has.
    /// Of two sets of one size the ordinally lower serves.
    /// </summary>
    public static IReadOnlyList<T> SmallestSet<T>(
        IEnumerable<T> rows, Func<T, Dimensions> dimensionsOf, IReadOnlyList<string> dimensions, Func<T, bool> hasMeasures) =>
        rows
            .GroupBy(x => dimensionsOf(x).Set, StringComparer.Ordinal)
            .Where(set => dimensions.All(d => dimensionsOf(set.First()).Has(d)) && set.Any(hasMeasures))
            .OrderBy(set => dimensionsOf(set.First()).Count)
            .ThenBy(static set => set.Key, StringComparer.Ordinal)
            .Select(static set => (IReadOnlyList<T>)[.. set])
            .FirstOrDefault() ?? [];

    private static IEnumerable<SelectedWeb> SelectSource(
        string source, List<WebFact> facts, List<StampedAnswer> answers, TimeZoneInfo zone, NoteBook notes)
    {
        var days = facts.FindAll(static x => x.IsDay);
        foreach (var fact in facts.Where(static x => !x.IsDay))
        {
            notes.Row(SelectionNotes.PeriodFacts, source, fact.From);
        }

        var accounts = new Identities();
        foreach (var account in days.Select(static x => x.Account).Concat(answers.Select(static x => x.Answer.Account)).Distinct())
        {
            accounts.Learn(account.Id, account.Name);
        }

        days = VanishedRows.Without(
            days,
            answers,
            accounts,
            static x => x.Account,
            static x => new FactView(FactKind.Web, null, x.Dimensions.Set),
            static x => x.From,
            static x => x.Origin);
        days = SharedAccounts.WithoutRivals(days, accounts, static x => x.Account, static x => x.From);
        var lanes = AddWithinFiles(days, accounts);
        var settled = Supersession.DropUnfinished(lanes, static x => (x.Key.Account, x.Key.Day), zone);
        var merged = MergeAcrossFiles(settled, source, zone, notes);
        var admitted = AccountlessRule.Apply(
            merged, static x => x.Key.Account, static x => x.Key.Day, static x => x.Key.Dimensions.Count, source, notes);
        return admitted
            .GroupBy(static x => (x.Key.Account, x.Key.Day))
            .SelectMany(day => Serving([.. day], source, accounts, notes));
    }

    private static List<WebLane> AddWithinFiles(List<WebFact> facts, Identities accounts)
    {
        var lanes = new Dictionary<(WebKey Key, string Hash), WebLane>();
        foreach (var fact in facts)
        {
            var account = accounts.Key(fact.Account.Id, fact.Account.Name, out _);
            accounts.Seen(account, fact.Account.Id, fact.Account.Name, fact.Origin);
            var key = new WebKey(account, fact.From, fact.Dimensions);
            var measures = new WebMeasures(fact.Sessions, fact.Users, fact.NewUsers, fact.Conversions, fact.Orders, fact.Revenue, fact.Clicks, fact.Impressions);
            lanes[(key, fact.Origin.FileHash)] = lanes.TryGetValue((key, fact.Origin.FileHash), out var known)
                ? known.Plus(measures, fact.Origin, fact.Currency)
                : new WebLane(key, fact.Currency, measures, fact.Origin);
        }

        return [.. lanes.Values];
    }

    private static List<WebLane> MergeAcrossFiles(List<WebLane> lanes, string source, TimeZoneInfo zone, NoteBook notes)
    {
        var merged = new List<WebLane>(lanes.Count);
        var falls = new Falls();
        foreach (var key in lanes.GroupBy(static x => x.Key))
        {
            var files = key.ToList();
            files.Sort(static (a, b) => FileOrder.NewestFirst(a.Origin, b.Origin));
            merged.Add(files.Aggregate(static (newest, older) => newest.FilledFrom(older)));
            if (files.Count > 1
                && !FileOrder.IsProvisional(key.Key.Day, files[1].Origin.Stamp, zone)
                && files[1].Measures.Visits is { } before
                && files[0].Measures.Visits is { } after)
            {
                falls.Add((key.Key.Account, key.Key.Day), before, after);
            }
        }

        falls.NoteDays(source, notes);
        return merged;
    }

    private static IEnumerable<SelectedWeb> Serving(List<WebLane> day, string source, Identities accounts, NoteBook notes)
    {
        var total = SmallestSet(day, static x => x.Key.Dimensions, [], static x => x.Measures.Visits is not null);
        var channel = SmallestSet(
            day, static x => x.Key.Dimensions, [DimensionNames.Channel], static x => x.Measures.Visits is not null);
        if (channel.Count > 0 && Visits(total) != Visits(channel))
        {
            notes.Day(SelectionNotes.SetsDiffer, source, day[0].Key.Day);
        }

        var (id, name) = accounts.Shown(day[0].Key.Account);
        return day.Select(x => new SelectedWeb(
            source, x.Key.Account, new AccountRef(id, name), x.Key.Day, x.Key.Dimensions, x.Currency, x.Measures,
            ServesTotal: IsOf(total, x), ServesChannel: IsOf(channel, x)));

        static bool IsOf(IReadOnlyList<WebLane> set, WebLane row) => set.Count > 0 && set[0].Key.Dimensions.Set == row.Key.Dimensions.Set;

        static long Visits(IReadOnlyList<WebLane> set) => set.Sum(static x => x.Measures.Visits ?? 0);
    }

    private static int Compare(SelectedWeb a, SelectedWeb b)
    {
        var order = string.CompareOrdinal(a.Source, b.Source);
        order = order != 0 ? order : a.Date.CompareTo(b.Date);
        order = order != 0 ? order : string.CompareOrdinal(a.AccountKey, b.AccountKey);
        order = order != 0 ? order : a.Dimensions.Count.CompareTo(b.Dimensions.Count);
        order = order != 0 ? order : string.CompareOrdinal(a.Dimensions.Set, b.Dimensions.Set);
        return order != 0 ? order : string.CompareOrdinal(a.Dimensions.Values, b.Dimensions.Values);
    }
}

/// <summary>The full key of a web row within its source.</summary>
internal readonly record struct WebKey(string Account, DateOnly Day, Dimensions Dimensions);

/// <summary>The rows of one file and key, added up; later: what counts of a key.</summary>
internal sealed record WebLane(WebKey Key, string Currency, WebMeasures Measures, FactOrigin Origin) : IStampedLane
{
    DateOnly IStampedLane.Day => Key.Day;

    object IStampedLane.Key => Key;

    (int Level, string Set) IStampedLane.View => (0, Key.Dimensions.Set);

    public WebLane Plus(WebMeasures other, FactOrigin origin, string currency)
    {
        var first = origin.Row < Origin.Row;
        return this with
        {
            Currency = first ? currency : Currency,
            Origin = first ? origin : Origin,
            Measures = new WebMeasures(
                Add.Optional(Measures.Sessions, other.Sessions),
                Add.Optional(Measures.Users, other.Users),
                Add.Optional(Measures.NewUsers, other.NewUsers),
                Add.Optional(Measures.Conversions, other.Conversions),
                Add.Optional(Measures.Orders, other.Orders),
                Add.Optional(Measures.Revenue, other.Revenue),
                Add.Optional(Measures.Clicks, other.Clicks),
                Add.Optional(Measures.Impressions, other.Impressions)),
        };
    }

    public WebLane FilledFrom(WebLane older) => this with
    {
        // Without revenue the newer file names no currency of its own.
        Currency = Measures.Revenue is null ? older.Currency : Currency,
        Measures = new WebMeasures(
            Measures.Sessions ?? older.Measures.Sessions,
            Measures.Users ?? older.Measures.Users,
            Measures.NewUsers ?? older.Measures.NewUsers,
            Measures.Conversions ?? older.Measures.Conversions,
            Measures.Orders ?? older.Measures.Orders,
            Measures.Revenue ?? older.Measures.Revenue,
            Measures.Clicks ?? older.Measures.Clicks,
            Measures.Impressions ?? older.Measures.Impressions),
    };
}
