using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>Web: a table by date and one by date and channel are two views of the same visits; a scope takes the smallest that serves it.</summary>
internal static class WebSelection
{
    public static WebChoice Select(List<WebFact> facts, IReadOnlyList<StampedAnswer> answers, TimeZoneInfo zone, NoteBook notes)
    {
        var days = new List<SelectedWeb>();
        var blocks = new List<PeriodBlock<SelectedWeb>>();
        foreach (var source in facts.GroupBy(static x => x.Source, StringComparer.Ordinal).OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            var own = answers.Where(x => x.Answer.View.Kind == FactKind.Web && x.Answer.Source == source.Key).ToList();
            var accounts = new Identities();
            foreach (var account in source.Select(static x => x.Account).Concat(own.Select(static x => x.Answer.Account)).Distinct())
            {
                accounts.Learn(account.Id, account.Name);
            }

            // All facts before any is shown: an account bears the name of its newest file, with days or without.
            foreach (var fact in source)
            {
                accounts.Seen(accounts.Key(fact.Account.Id, fact.Account.Name, out _), fact.Account.Id, fact.Account.Name, fact.Origin);
            }

            var lanes = SelectDays(source.Key, source.Where(static x => x.IsDay).ToList(), own, accounts, zone, notes);
            days.AddRange(lanes
                .GroupBy(static x => (x.Key.Account, x.Key.Day))
                .SelectMany(day => Serving([.. day], source.Key, accounts, zone, x => notes.Day(x, source.Key, day.Key.Day))));
            var periods = source.Where(static x => !x.IsDay).ToList();
            if (periods.Count > 0)
            {
                // A day of which only users are known cannot stand in for visits.
                var known = new KnownDays(
                    lanes.Where(static x => x.Measures.Visits is not null).Select(static x => (x.Key.Account, x.Key.Day, x.Key.Dimensions.Count)));
                blocks.AddRange(PeriodJudge.Settle(Blocks(source.Key, periods, accounts, zone), known, notes));
            }
        }

        days.Sort(Compare);
        return new(days, new PeriodFacts<SelectedWeb>(blocks));
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

    private static List<WebLane> SelectDays(
        string source, List<WebFact> days, List<StampedAnswer> answers, Identities accounts, TimeZoneInfo zone, NoteBook notes)
    {
        days = VanishedRows.Without(
            days,
            answers,
            accounts,
            static x => x.Account,
            static x => new FactView(FactKind.Web, null, x.Dimensions.Set),
            static x => x.From,
            static x => x.Origin);
        days = SharedAccounts.WithoutRivals(days, accounts, static x => x.Account, static x => x.From);
        var falls = new Falls();
        var merged = Merge(days, accounts, zone, falls);
        falls.NoteDays(source, notes);
        return AccountlessRule.Apply(
            merged, static x => x.Key.Account, static x => x.Key.Day, static x => x.Key.Dimensions.Count, source, notes);
    }

    /// <summary>
    /// Exports without days: per property and range the rows of every dimension set, as on a day. Of overlapping ranges the newest is
    /// asked first, whatever its sets: each tells the same visits.
    /// </summary>
    private static IEnumerable<PeriodBlock<SelectedWeb>> Blocks(string source, List<WebFact> facts, Identities accounts, TimeZoneInfo zone)
    {
        var falls = new Falls();
        foreach (var range in Merge(facts, accounts, zone, falls).GroupBy(static x => (x.Key.Account, x.Key.Day, x.Key.To)))
        {
            var notes = new List<string>();
            if (falls.Has(range.Key))
            {
                notes.Add(SelectionNotes.Implausible);
            }

            var rows = Serving([.. range], source, accounts, zone, notes.Add).ToList();
            var (account, from, to) = range.Key;
            yield return new(source, account, from, to)
            {
                Rank = 0,
                Level = range.Min(static x => x.Key.Dimensions.Count),
                Newest = FileOrder.Newest(range.Select(static x => x.Origin)) with { Row = 0 },
                Rows = [.. rows.Order(Comparer<SelectedWeb>.Create(Compare))],
                CountedRows = range.Count(),
                Notes = [.. notes.Distinct(StringComparer.Ordinal)],
                Accounts = accounts.Namesakes(account),
                Standing = range.Any(static x => x.Measures.Visits is not null) ? PeriodStanding.Serves : PeriodStanding.NothingToAdd,
            };
        }
    }

    private static List<WebLane> Merge(List<WebFact> facts, Identities accounts, TimeZoneInfo zone, Falls falls)
    {
        var lanes = AddWithinFiles(facts, accounts);
        var settled = Supersession.DropUnfinished(lanes, static x => (x.Key.Account, x.Key.Day, x.Key.To), zone);
        return MergeAcrossFiles(settled, zone, falls);
    }

    private static List<WebLane> AddWithinFiles(List<WebFact> facts, Identities accounts)
    {
        var lanes = new Dictionary<(WebKey Key, string Hash), WebLane>();
        foreach (var fact in facts)
        {
            var account = accounts.Key(fact.Account.Id, fact.Account.Name, out _);
            var key = new WebKey(account, fact.From, fact.To, fact.Dimensions);
            var measures = WebMeasures.Of(fact);
            lanes[(key, fact.Origin.FileHash)] = lanes.TryGetValue((key, fact.Origin.FileHash), out var known)
                ? known.Plus(measures, fact.Origin, fact.Currency)
                : new WebLane(key, fact.Currency, measures, fact.Origin);
        }

        return [.. lanes.Values];
    }

    private static List<WebLane> MergeAcrossFiles(List<WebLane> lanes, TimeZoneInfo zone, Falls falls)
    {
        var merged = new List<WebLane>(lanes.Count);
        foreach (var key in lanes.GroupBy(static x => x.Key))
        {
            var files = key.ToList();
            files.Sort(static (a, b) => FileOrder.NewestFirst(a.Origin, b.Origin));
            merged.Add(files.Aggregate(static (newest, older) => newest.FilledFrom(older)));
            // The most that an older file of a finished day had: the last one before may be a part of the same export.
            if (files[0].Measures.Visits is { } after
                && files.Skip(1).TakeWhile(x => !FileOrder.IsProvisional(key.Key.To, x.Origin.Stamp, zone)).Max(static x => x.Measures.Visits) is { } before)
            {
                falls.Add((key.Key.Account, key.Key.Day, key.Key.To), before, after);
            }
        }

        return merged;
    }

    private static IEnumerable<SelectedWeb> Serving(List<WebLane> day, string source, Identities accounts, TimeZoneInfo zone, Action<string> note)
    {
        var total = SmallestSet(day, static x => x.Key.Dimensions, [], static x => x.Measures.Visits is not null);
        var channel = SmallestSet(
            day, static x => x.Key.Dimensions, [DimensionNames.Channel], static x => x.Measures.Visits is not null);
        if (channel.Count > 0 && Visits(total) != Visits(channel))
        {
            note(SelectionNotes.SetsDiffer);
            var (older, newer) = (Newest(channel), Newest(total));
            if (FileOrder.NewestFirst(newer, older) < 0 && Falls.IsFall(Visits(channel), Visits(total))
                && !FileOrder.IsProvisional(day[0].Key.To, older.Stamp, zone))
            {
                note(SelectionNotes.Implausible);
            }
        }

        var (id, name) = accounts.Shown(day[0].Key.Account);
        return day.Select(x => new SelectedWeb(
            source, x.Key.Account, new AccountRef(id, name), x.Key.Day, x.Key.Dimensions, x.Currency, x.Measures,
            ServesTotal: IsOf(total, x), ServesChannel: IsOf(channel, x)));

        static bool IsOf(IReadOnlyList<WebLane> set, WebLane row) => set.Count > 0 && set[0].Key.Dimensions.Set == row.Key.Dimensions.Set;

        static FactOrigin Newest(IReadOnlyList<WebLane> set) => FileOrder.Newest(set.Select(static x => x.Origin));

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

/// <summary>What counts of the visits.</summary>
internal sealed record WebChoice(List<SelectedWeb> Days, PeriodFacts<SelectedWeb> Periods);
