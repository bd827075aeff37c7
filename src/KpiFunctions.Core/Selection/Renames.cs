using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>A campaign that went on under another name.</summary>
/// <param name="Source">Source id.</param>
/// <param name="Account">The account under its newest name.</param>
/// <param name="From">The older name.</param>
/// <param name="To">The name that it went on under.</param>
/// <param name="Days">The days on which both names had the same impressions and clicks, in order.</param>
public sealed record CampaignRename(string Source, AccountRef Account, string From, string To, IReadOnlyList<DateOnly> Days);

/// <summary>
/// Renames among campaigns of one account that are known by their names alone. A name that newer files lack and a name that is new in
/// them, with the same non-zero impressions and clicks on three days, are one campaign, unless some file has both names, or either
/// has two such partners that some file tells apart (docs/decisions/0006).
/// </summary>
internal sealed class Renames
{
    private const int DaysNeeded = 3;

    /// <summary>Figures that more names than this have on one day (1 click of 1 impression) say nothing of who is who.</summary>
    private const int MaxNames = 16;

    private readonly Dictionary<string, SortedSet<int>> _filesOf = new(StringComparer.Ordinal);
    private readonly List<(FactOrigin Origin, string Hash)> _files;

    private Renames(List<(AdFact Fact, string Name)> facts)
    {
        _files = [.. facts.Select(static x => x.Fact.Origin).DistinctBy(static x => x.FileHash, StringComparer.Ordinal).Select(static x => (x, x.FileHash))];
        _files.Sort(static (a, b) => FileOrder.NewestFirst(b.Origin, a.Origin));
        var order = _files.Select(static (x, i) => (x.Hash, i)).ToDictionary(static x => x.Hash, static x => x.i, StringComparer.Ordinal);
        foreach (var (fact, name) in facts)
        {
            if (!_filesOf.TryGetValue(name, out var files))
            {
                _filesOf[name] = files = [];
            }

            files.Add(order[fact.Origin.FileHash]);
        }
    }

    /// <summary>Which name went on as which.</summary>
    /// <param name="facts">Facts of the account whose campaigns are known by name alone, with those names in comparable form.</param>
    public static IReadOnlyList<(string From, string To, IReadOnlyList<DateOnly> Days)> Find(List<(AdFact Fact, string Name)> facts)
    {
        var renames = new Renames(facts);
        return renames._files.Count < 2 || !renames.MayHave() ? [] : renames.Consistent(renames.Partners(facts));
    }

    /// <summary>Per name of a renamed campaign, the oldest name of it: its key stays when it is renamed once more.</summary>
    public static Dictionary<string, string> Oldest(IEnumerable<(string From, string To, IReadOnlyList<DateOnly> Days)> renames)
    {
        // A pair goes from an older name to a younger one, so what nothing leads to is the oldest.
        var older = renames.GroupBy(static x => x.To, StringComparer.Ordinal).ToDictionary(static x => x.Key, static x => x.ToList(), StringComparer.Ordinal);
        var oldest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in older.Keys)
        {
            var root = name;
            while (older.TryGetValue(root, out var before))
            {
                root = before[0].From;
            }

            oldest[name] = root;
        }

        return oldest;
    }

    private int First(string name) => _filesOf[name].Min;

    /// <summary>Some name is missing from a newer file, and some name came later: most accounts end here.</summary>
    private bool MayHave() => _filesOf.Values.Any(x => x.Count < _files.Count - x.Min) && _filesOf.Values.Any(static x => x.Min > 0);

    private bool Meet(string a, string b) => _filesOf[a].Overlaps(_filesOf[b]);

    private Dictionary<(string From, string To), SortedSet<DateOnly>> Partners(List<(AdFact Fact, string Name)> facts)
    {
        var days = new Dictionary<(string From, string To), SortedSet<DateOnly>>();
        foreach (var group in Figures(facts).Where(static x => x.Value.Count is > 1 and <= MaxNames))
        {
            foreach (var (older, olderFiles) in group.Value)
            {
                foreach (var (younger, youngerFiles) in group.Value.Where(x => First(x.Key) > First(older) && x.Value.Last > olderFiles.First))
                {
                    if (!days.TryGetValue((older, younger), out var shared))
                    {
                        days[(older, younger)] = shared = [];
                    }

                    shared.Add(group.Key.Day);
                }
            }
        }

        return days.Where(x => x.Value.Count >= DaysNeeded && !Meet(x.Key.From, x.Key.To)).ToDictionary();
    }

    /// <summary>Per level, day and figures, which names had them and in which files, the oldest and the newest.</summary>
    private Dictionary<(AdLevel Level, DateOnly Day, long Impressions, long Clicks), Dictionary<string, (int First, int Last)>> Figures(
        List<(AdFact Fact, string Name)> facts)
    {
        var order = _files.Select(static (x, i) => (x.Hash, i)).ToDictionary(static x => x.Hash, static x => x.i, StringComparer.Ordinal);
        var sums = new Dictionary<(int File, AdLevel Level, DateOnly Day, string Name), (long Impressions, long Clicks)>();
        foreach (var (fact, name) in facts.Where(static x => x.Fact is { IsDay: true, Impressions: not null, Clicks: not null }))
        {
            var key = (order[fact.Origin.FileHash], fact.Level, fact.From, name);
            var (impressions, clicks) = sums.GetValueOrDefault(key);
            sums[key] = (impressions + fact.Impressions!.Value, clicks + fact.Clicks!.Value);
        }

        var figures = new Dictionary<(AdLevel, DateOnly, long, long), Dictionary<string, (int First, int Last)>>();
        foreach (var (key, (impressions, clicks)) in sums.Where(static x => x.Value is { Impressions: > 0, Clicks: > 0 }))
        {
            var figure = (key.Level, key.Day, impressions, clicks);
            if (!figures.TryGetValue(figure, out var names))
            {
                figures[figure] = names = new(StringComparer.Ordinal);
            }

            var (first, last) = names.GetValueOrDefault(key.Name, (key.File, key.File));
            names[key.Name] = (Math.Min(first, key.File), Math.Max(last, key.File));
        }

        return figures;
    }

    /// <summary>Leaves out pairs of which either name has another partner that is told apart, and groups in which two names meet.</summary>
    private List<(string From, string To, IReadOnlyList<DateOnly> Days)> Consistent(Dictionary<(string From, string To), SortedSet<DateOnly>> partners)
    {
        var after = partners.Keys.ToLookup(static x => x.From, static x => x.To, StringComparer.Ordinal);
        var before = partners.Keys.ToLookup(static x => x.To, static x => x.From, StringComparer.Ordinal);
        var clear = partners
            .Where(x => !after[x.Key.From].Any(other => other != x.Key.To && Meet(other, x.Key.To))
                && !before[x.Key.To].Any(other => other != x.Key.From && Meet(other, x.Key.From)))
            .OrderBy(x => First(x.Key.To)).ThenByDescending(x => First(x.Key.From))
            .ThenBy(static x => x.Key.From, StringComparer.Ordinal).ThenBy(static x => x.Key.To, StringComparer.Ordinal)
            .ToList();

        // Each younger name goes on from one older name, the latest of those that it may have been.
        var steps = clear.DistinctBy(static x => x.Key.To, StringComparer.Ordinal).ToList();
        var oldest = Oldest(steps.Select(static x => (x.Key.From, x.Key.To, (IReadOnlyList<DateOnly>)[])));
        var told = steps
            .SelectMany(static x => new[] { x.Key.From, x.Key.To })
            .Distinct(StringComparer.Ordinal)
            .GroupBy(x => oldest.GetValueOrDefault(x, x), StringComparer.Ordinal)
            .Where(group => group.Any(a => group.Any(b => a != b && Meet(a, b))))
            .Select(static x => x.Key)
            .ToHashSet(StringComparer.Ordinal);
        return [.. steps.Where(x => !told.Contains(oldest[x.Key.To])).Select(static x => (x.Key.From, x.Key.To, (IReadOnlyList<DateOnly>)[.. x.Value]))];
    }
}
