using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// The views of one thing (a campaign's day, an account's range): per level the dimension set of the newest file, coarse before fine.
/// Levels and sets are never added, so each level is told by one set.
/// </summary>
internal sealed class AdViews
{
    private readonly List<List<AdLane>> _sets;
    private readonly List<List<AdLane>> _levels;

    /// <param name="lanes">What counts of the thing, of every level and set.</param>
    /// <param name="rank">Which level comes first.</param>
    public AdViews(IEnumerable<AdLane> lanes, Func<AdLevel, int> rank)
    {
        var all = lanes.ToList();
        if (all.TrueForAll(x => x.Key.Level == all[0].Key.Level && x.Key.Dimensions.Set == all[0].Key.Dimensions.Set))
        {
            _sets = _levels = [all];
            return;
        }

        _sets =
        [
            .. all.GroupBy(static x => (x.Key.Level, x.Key.Dimensions.Set))
                .Select(static x => x.ToList())
                .OrderBy(x => rank(x[0].Key.Level))
                .ThenBy(Newest, Comparer<FactOrigin>.Create(FileOrder.NewestFirst))
                .ThenBy(static x => x[0].Key.Dimensions.Set, StringComparer.Ordinal),
        ];
        _levels = [.. _sets.DistinctBy(static x => x[0].Key.Level)];
    }

    /// <summary>The rows that serve.</summary>
    public List<AdLane> Serving => _levels[0];

    /// <summary>Whether only keywords, search terms or the like are known, which are rarely the whole.</summary>
    public bool IsFine => Serving[0].Key.Level >= AdLevel.Keyword;

    /// <summary>Whether another level comes to another sum than the one that serves.</summary>
    public bool LevelsDiffer => _levels.Skip(1).Any(x => Differs(Serving, x));

    /// <summary>What served before the newer view came and what serves now, where the older one was of a finished day.</summary>
    public (decimal Before, decimal After)? Replaced(TimeZoneInfo zone)
    {
        if (_sets.Count == 1)
        {
            return null;
        }

        var newest = Newest(Serving);
        var older = _sets.Skip(1).FirstOrDefault(x => FileOrder.NewestFirst(newest, Newest(x)) < 0);
        return older is null || FileOrder.IsProvisional(older[0].Key.To, Newest(older).Stamp, zone) ? null : Weights(older, Serving);
    }

    /// <summary>Whether two views of the same come to different sums.</summary>
    public static bool Differs(List<AdLane> a, List<AdLane> b) => Weights(a, b) is var (x, y) && Math.Abs(x - y) > 0.01m;

    /// <summary>What two views are compared by: the cost, else the clicks, else the impressions, whichever both have throughout.</summary>
    public static (decimal A, decimal B)? Weights(List<AdLane> a, List<AdLane> b)
    {
        foreach (var measure in WeightMeasures)
        {
            if (Sum(a, measure) is { } x && Sum(b, measure) is { } y)
            {
                return (x, y);
            }
        }

        return null;
    }

    /// <summary>What the weight of rows is told by, the best first.</summary>
    public static IReadOnlyList<Func<AdMeasures, decimal?>> WeightMeasures { get; } =
        [static x => x.Cost, static x => x.Clicks, static x => x.Impressions];

    /// <summary>The sum of a measure; null where a row lacks it.</summary>
    public static decimal? Sum(List<AdLane> lanes, Func<AdMeasures, decimal?> measure)
    {
        var sum = 0m;
        foreach (var lane in lanes)
        {
            if (measure(lane.Measures) is not { } value)
            {
                return null;
            }

            sum += value;
        }

        return sum;
    }

    private static FactOrigin Newest(List<AdLane> lanes) => FileOrder.Newest(lanes.Select(static x => x.Origin));
}
