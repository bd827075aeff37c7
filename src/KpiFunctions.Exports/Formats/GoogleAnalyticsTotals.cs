using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>What the tables of one Google Analytics export add up to.</summary>
internal static class GoogleAnalyticsTotals
{
    /// <summary>A measure that several tables hold counts once: from a table with days, else from the smallest.</summary>
    public static IEnumerable<MeasureTotal> Of(List<GoogleAnalyticsTable> all)
    {
        var tables = all.Exists(static x => x.Rows > 0) ? all.FindAll(static x => x.Rows > 0) : all;
        var names = tables.SelectMany(static x => x.Measures.Select(static m => m.Measure.Name)).Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var best = tables
                .Where(x => x.Measures.Any(m => string.Equals(m.Measure.Name, name, StringComparison.Ordinal)))
                .OrderByDescending(static x => x.IsDated)
                .ThenBy(static x => x.Fineness)
                .First();
            var total = best.Sums.Totals(withMoney: true).First(x => string.Equals(x.Measure, name, StringComparison.Ordinal));
            if (!string.Equals(name, "users", StringComparison.Ordinal))
            {
                yield return total;
            }
            else if (UsersOf(tables) is { } users)
            {
                yield return total with { Value = users };
            }
        }
    }

    // Users of several rows overlap: only the one row of a table without dimensions, or a table's own total row, is about the whole.
    private static decimal? UsersOf(List<GoogleAnalyticsTable> tables)
    {
        foreach (var table in tables.Where(static x => x.Measures.Any(static m => m.Measure.Name is "users")))
        {
            var index = table.Measures.Select(static (m, i) => (m.Measure.Name, i)).First(static x => x.Name is "users").i;
            if (table.Control?[index] is { } stated)
            {
                return stated;
            }

            if (table is { Rows: 1, Fineness: 0 } && table.Sums.Rows == 1)
            {
                return table.Sums.Total(index);
            }
        }

        return null;
    }
}
