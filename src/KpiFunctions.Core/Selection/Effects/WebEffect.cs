using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>What became of the rows of a web file, and of the sums over its days.</summary>
internal sealed class WebEffect(string source, List<WebFact> file, SelectedFacts before, SelectedFacts after)
{
    private readonly HashSet<DateOnly> _days = [.. file.Where(static x => x.IsDay).Select(static x => x.From)];

    public void Count(List<WebFact> all, RowTally tally, SumTable sums)
    {
        var accounts = new Identities();
        foreach (var account in all.Where(x => x.Source == source).Select(static x => x.Account).Distinct())
        {
            accounts.Learn(account.Id, account.Name);
        }

        var was = OfDays(before).ToDictionary(static x => KeyOf(x, x.Date));
        var now = OfDays(after).ToDictionary(static x => KeyOf(x, x.Date));
        var stated = new HashSet<WebKey>();
        foreach (var row in file.GroupBy(x => new WebKey(accounts.Key(x.Account.Id, x.Account.Name, out _), x.From, x.To, x.Dimensions)))
        {
            if (row.Key.Day != row.Key.To)
            {
                CountRange([.. row], row.Key, tally);
                continue;
            }

            stated.Add(row.Key);
            CountRows([.. row], now.ContainsKey(row.Key) ? null : ReasonOf(row.Key, now), was.GetValueOrDefault(row.Key), now.GetValueOrDefault(row.Key), tally);
        }

        var views = stated.Select(static x => (x.Account, x.Day, x.Dimensions.Set)).ToHashSet();
        tally.OnlyOlder += now.Keys.Count(x => !stated.Contains(x) && views.Contains((x.Account, x.Day, x.Dimensions.Set)));
        Add(sums, was.Values, isAfter: false);
        Add(sums, now.Values, isAfter: true);
    }

    private IEnumerable<SelectedWeb> OfDays(SelectedFacts facts) => facts.Web.Where(x => x.Source == source && _days.Contains(x.Date));

    private static WebKey KeyOf(SelectedWeb x, DateOnly to) => new(x.AccountKey, x.Date, to, x.Dimensions);

    /// <summary>Rows about a range: they stand or fall with all rows of their property about that range.</summary>
    private void CountRange(List<WebFact> rows, WebKey key, RowTally tally)
    {
        var block = Block(after, key);
        var reason = block?.Standing switch
        {
            PeriodStanding.Serves => null,
            PeriodStanding.DaysServe => NotUsedReasons.OtherRange,
            PeriodStanding.GivesWay => NotUsedReasons.UnknownAccount,
            _ => NotUsedReasons.Other,
        };
        var was = Block(before, key)?.Rows.FirstOrDefault(x => x.Dimensions == key.Dimensions);
        CountRows(rows, reason, was, block?.Rows.FirstOrDefault(x => x.Dimensions == key.Dimensions), tally);
    }

    private PeriodBlock<SelectedWeb>? Block(SelectedFacts facts, WebKey key) =>
        facts.WebPeriods.Blocks.FirstOrDefault(x => x.Source == source && x.AccountKey == key.Account && x.From == key.Day && x.To == key.To);

    private static void CountRows(List<WebFact> rows, string? reason, SelectedWeb? was, SelectedWeb? now, RowTally tally)
    {
        if (reason is not null || now is null)
        {
            tally.Leave(rows.Count, reason ?? NotUsedReasons.Other);
        }
        else if (!Holds(now.Measures, Sum(rows)))
        {
            tally.Leave(rows.Count, NotUsedReasons.NewerFile);
        }
        else
        {
            tally.Use(rows.Count, was is not null, was?.Measures == now.Measures);
        }
    }

    private static string ReasonOf(WebKey key, Dictionary<WebKey, SelectedWeb> now) =>
        now.Keys.Any(x => x.Account == key.Account && x.Day == key.Day) ? NotUsedReasons.UnfinishedDay
        : key.Account.Length == 0 ? NotUsedReasons.UnknownAccount
        : NotUsedReasons.Other;

    private static WebMeasures Sum(IEnumerable<WebFact> rows) => rows.Aggregate(default(WebMeasures), static (sum, x) => new WebMeasures(
        Selection.Add.Optional(sum.Sessions, x.Sessions),
        Selection.Add.Optional(sum.Users, x.Users),
        Selection.Add.Optional(sum.NewUsers, x.NewUsers),
        Selection.Add.Optional(sum.Conversions, x.Conversions),
        Selection.Add.Optional(sum.Orders, x.Orders),
        Selection.Add.Optional(sum.Revenue, x.Revenue),
        Selection.Add.Optional(sum.Clicks, x.Clicks),
        Selection.Add.Optional(sum.Impressions, x.Impressions)));

    private static bool Holds(WebMeasures serving, WebMeasures row) =>
        (row.Sessions is null || row.Sessions == serving.Sessions)
        && (row.Users is null || row.Users == serving.Users)
        && (row.NewUsers is null || row.NewUsers == serving.NewUsers)
        && (row.Conversions is null || row.Conversions == serving.Conversions)
        && (row.Orders is null || row.Orders == serving.Orders)
        && (row.Revenue is null || row.Revenue == serving.Revenue)
        && (row.Clicks is null || row.Clicks == serving.Clicks)
        && (row.Impressions is null || row.Impressions == serving.Impressions);

    // Users are never added. Each sum takes, per day and property, the smallest set that has it, as the KPIs do.
    private static void Add(SumTable sums, IEnumerable<SelectedWeb> rows, bool isAfter)
    {
        (string Measure, Func<WebMeasures, decimal?> Value, bool IsMoney)[] measures =
        [
            ("sessions", static x => x.Sessions, false),
            ("conversions", static x => x.Conversions, false),
            ("orders", static x => x.Orders, false),
            ("revenue", static x => x.Revenue, true),
            ("clicks", static x => x.Clicks, false),
            ("impressions", static x => x.Impressions, false),
        ];
        foreach (var day in rows.GroupBy(static x => (x.AccountKey, x.Date)))
        {
            for (var i = 0; i < measures.Length; i++)
            {
                var (measure, value, isMoney) = measures[i];
                foreach (var row in WebSelection.SmallestSet(day, static x => x.Dimensions, [], x => value(x.Measures) is not null))
                {
                    sums.Add(i, measure, value(row.Measures), isAfter, isMoney ? row.Currency : null);
                }
            }
        }
    }
}
