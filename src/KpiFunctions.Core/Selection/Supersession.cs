using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>What the rule on unfinished days needs to know of a row.</summary>
internal interface IStampedLane
{
    /// <summary>The day the row is about; of a row over several days, the last of them.</summary>
    DateOnly Day { get; }

    /// <summary>Where it came from.</summary>
    FactOrigin Origin { get; }

    /// <summary>Its full key.</summary>
    object Key { get; }

    /// <summary>Its level and dimension set.</summary>
    (int Level, string Set) View { get; }
}

/// <summary>
/// Unfinished days: a provisional row yields to what was exported later about the same thing (account, day and, for ads, campaign).
/// Later rows that are provisional themselves and of the same level and set only replace it by key: they may be the other part of
/// the same export (docs/decisions/0002).
/// </summary>
internal static class Supersession
{
    public static List<T> DropUnfinished<T, TThing>(List<T> lanes, Func<T, TThing> thingOf, TimeZoneInfo zone)
        where T : IStampedLane
        where TThing : notnull
    {
        var kept = new List<T>(lanes.Count);
        foreach (var thing in lanes.GroupBy(thingOf))
        {
            var rows = thing.ToList();
            if (!rows.Exists(x => FileOrder.IsProvisional(x.Day, x.Origin.Stamp, zone)))
            {
                kept.AddRange(rows);
                continue;
            }

            var newestFinal = DateTimeOffset.MinValue;
            var newestByView = new Dictionary<(int, string), DateTimeOffset>();
            var newestByKey = new Dictionary<object, DateTimeOffset>();
            foreach (var row in rows)
            {
                var stamp = row.Origin.Stamp;
                newestByView[row.View] = Max(newestByView.GetValueOrDefault(row.View), stamp);
                newestByKey[row.Key] = Max(newestByKey.GetValueOrDefault(row.Key), stamp);
                if (!FileOrder.IsProvisional(row.Day, stamp, zone))
                {
                    newestFinal = Max(newestFinal, stamp);
                }
            }

            kept.AddRange(rows.Where(row =>
                !FileOrder.IsProvisional(row.Day, row.Origin.Stamp, zone)
                || !(newestFinal > row.Origin.Stamp
                    || newestByKey[row.Key] > row.Origin.Stamp
                    || newestByView.Any(x => x.Key != row.View && x.Value > row.Origin.Stamp))));
        }

        return kept;
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
