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

        var was = OfDays(before).ToDictionary(KeyOf);
        var now = OfDays(after).ToDictionary(KeyOf);
        var stated = new HashSet<WebKey>();
        foreach (var row in file.Where(static x => x.IsDay).GroupBy(x => new WebKey(accounts.Key(x.Account.Id, x.Account.Name, out _), x.From, x.Dimensions)))
        {
            stated.Add(row.Key);
            var count = row.Count();
            if (!now.TryGetValue(row.Key, out var serving))
            {
                tally.Leave(count, ReasonOf(row.Key, now));
            }
            else if (!Holds(serving.Measures, Sum(row)))
            {
                tally.Leave(count, NotUsedReasons.NewerFile);
            }
            else
            {
                var isKnown = was.TryGetValue(row.Key, out var known);
                tally.Use(count, isKnown, known?.Measures == serving.Measures);
            }
        }

        var views = stated.Select(static x => (x.Account, x.Day, x.Dimensions.Set)).ToHashSet();
        tally.OnlyOlder += now.Keys.Count(x => !stated.Contains(x) && views.Contains((x.Account, x.Day, x.Dimensions.Set)));
        Add(sums, was.Values, isAfter: false);
        Add(sums, now.Values, isAfter: true);
    }

    private IEnumerable<SelectedWeb> OfDays(SelectedFacts facts) => facts.Web.Where(x => x.Source == source && _days.Contains(x.Date));

    private static WebKey KeyOf(SelectedWeb x) => new(x.AccountKey, x.Date, x.Dimensions);

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
