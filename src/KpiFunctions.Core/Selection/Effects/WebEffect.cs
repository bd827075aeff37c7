using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>What became of the rows of a web file, and of the sums over its days.</summary>
internal sealed class WebEffect
{
    private readonly string _source;
    private readonly List<WebFact> _file;
    private readonly HashSet<DateOnly> _days;
    private readonly Identities _accounts = new();
    private readonly SelectedFacts _before;
    private readonly SelectedFacts _after;
    private readonly Dictionary<WebKey, SelectedWeb> _was;
    private readonly Dictionary<WebKey, SelectedWeb> _now;
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), PeriodBlock<SelectedWeb>> _blocksBefore;
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), PeriodBlock<SelectedWeb>> _blocksAfter;
    private readonly Dictionary<WebKey, SelectedWeb> _rangesBefore;
    private readonly Dictionary<WebKey, SelectedWeb> _rangesAfter;
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), string?> _reasons = [];

    /// <param name="source">The source of the file's facts.</param>
    /// <param name="file">The facts.</param>
    /// <param name="accounts">All accounts that are known with the file: what was known before goes by the same keys.</param>
    /// <param name="before">What counted without the file.</param>
    /// <param name="after">What counts with it.</param>
    public WebEffect(string source, List<WebFact> file, List<AccountRef> accounts, SelectedFacts before, SelectedFacts after)
    {
        _source = source;
        _file = file;
        _before = before;
        _after = after;
        _days = [.. file.Where(static x => x.IsDay).Select(static x => x.From)];
        foreach (var account in accounts)
        {
            _accounts.Learn(account.Id, account.Name);
        }

        _was = OfDays(before);
        _now = OfDays(after);
        _blocksBefore = Blocks(before);
        _blocksAfter = Blocks(after);
        _rangesBefore = Rows(_blocksBefore);
        _rangesAfter = Rows(_blocksAfter);
    }

    public void Count(RowTally tally, SumTable sums)
    {
        var stated = new HashSet<WebKey>();
        var known = _now.Keys.Select(static x => (x.Account, x.Day)).ToHashSet();
        foreach (var row in _file.GroupBy(x => new WebKey(_accounts.Key(x.Account.Id, x.Account.Name, out _), x.From, x.To, x.Dimensions)))
        {
            stated.Add(row.Key);
            if (row.Key.Day != row.Key.To)
            {
                CountRange([.. row], row.Key, tally);
                continue;
            }

            var now = _now.GetValueOrDefault(row.Key);
            CountRows([.. row], now is null ? ReasonOf(row.Key, known) : null, _was.GetValueOrDefault(row.Key), now, tally);
        }

        var views = stated.Select(ViewOf).ToHashSet();
        var ranges = stated.Where(static x => x.Day != x.To).Select(static x => (x.Account, From: x.Day, x.To)).ToHashSet();
        var beside = _now.Keys.Concat(ranges.SelectMany(x => _blocksAfter.GetValueOrDefault(x)?.Rows ?? [], static (x, row) => new WebKey(x.Account, x.From, x.To, row.Dimensions)));
        tally.OnlyOlder += beside.Count(x => !stated.Contains(x) && views.Contains(ViewOf(x)));
        CountFalls(stated, ranges, tally);
        Add(sums, _was.Values, isAfter: false);
        Add(sums, _now.Values, isAfter: true);
        foreach (var (from, to) in ranges.Where(x => _reasons[x] is null).Select(static x => (x.From, x.To)).Distinct())
        {
            Add(sums, Range(_before, from, to), isAfter: false);
            Add(sums, Range(_after, from, to), isAfter: true);
        }
    }

    private static (string Account, DateOnly Day, DateOnly To, string Set) ViewOf(WebKey key) => (key.Account, key.Day, key.To, key.Dimensions.Set);

    /// <summary>What counts of a range, as in a reported period that equals it.</summary>
    private IEnumerable<SelectedWeb> Range(SelectedFacts facts, DateOnly from, DateOnly to)
    {
        var choice = facts.WebPeriods.For(PeriodUse.Exactly(from, to));
        return facts.Web
            .Where(x => x.Source == _source && x.Date >= from && x.Date <= to && !choice.Replaces(x.Source, x.AccountKey, x.Date))
            .Concat(choice.Serving.Where(x => x.Source == _source).SelectMany(static x => x.Rows));
    }

    private void CountFalls(HashSet<WebKey> stated, HashSet<(string Account, DateOnly From, DateOnly To)> ranges, RowTally tally)
    {
        HashSet<DateOnly> fallen = [.. _after.Notes.Where(x => x.Code == SelectionNotes.Implausible && x.Source == _source).SelectMany(static x => x.Days)];
        if (fallen.Count > 0)
        {
            var changes = new DayChanges(fallen);
            var accounts = stated.Where(x => x.Day == x.To && fallen.Contains(x.Day)).Select(static x => (x.Account, x.Day)).ToHashSet();
            var (was, now) = (VisitsBy(_was, accounts), VisitsBy(_now, accounts));
            foreach (var day in accounts.Where(x => was.ContainsKey(x) && now.ContainsKey(x)))
            {
                changes.Add(day.Day, was[day], now[day]);
            }

            tally.Fallen.AddRange(changes.Fallen());
        }

        foreach (var range in ranges)
        {
            if (_blocksAfter.GetValueOrDefault(range) is { } now && now.Notes.Contains(SelectionNotes.Implausible, StringComparer.Ordinal)
                && _blocksBefore.GetValueOrDefault(range) is { } was && Falls.IsFall(Visits(was.Rows), Visits(now.Rows)))
            {
                tally.Fallen.Add(new(range.From, range.To));
            }
        }
    }

    private static Dictionary<(string, DateOnly), decimal> VisitsBy(Dictionary<WebKey, SelectedWeb> rows, HashSet<(string, DateOnly)> accounts) => rows
        .Where(x => x.Value.ServesTotal && accounts.Contains((x.Key.Account, x.Key.Day)))
        .GroupBy(static x => (x.Key.Account, x.Key.Day))
        .ToDictionary(static x => x.Key, static x => Visits(x.Select(static y => y.Value)));

    private static decimal Visits(IEnumerable<SelectedWeb> rows) => rows.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Visits ?? 0);

    private Dictionary<WebKey, SelectedWeb> OfDays(SelectedFacts facts)
    {
        var rows = new Dictionary<WebKey, SelectedWeb>();
        foreach (var x in facts.Web.Where(x => x.Source == _source && _days.Contains(x.Date)))
        {
            rows.TryAdd(new(AccountOf(x.Account, x.AccountKey), x.Date, x.Date, x.Dimensions), x);
        }

        return rows;
    }

    private Dictionary<(string Account, DateOnly From, DateOnly To), PeriodBlock<SelectedWeb>> Blocks(SelectedFacts facts)
    {
        var blocks = new Dictionary<(string Account, DateOnly From, DateOnly To), PeriodBlock<SelectedWeb>>();
        foreach (var block in facts.WebPeriods.Blocks.Where(x => x.Source == _source))
        {
            var account = block.Rows.Count > 0 ? AccountOf(block.Rows[0].Account, block.AccountKey) : block.AccountKey;
            blocks.TryAdd((account, block.From, block.To), block);
        }

        return blocks;
    }

    private string AccountOf(AccountRef account, string key) => _accounts.Knows(account.Name) ? _accounts.Key(account.Id, account.Name, out _) : key;

    /// <summary>Rows about a range: they stand or fall with all rows of their property about that range.</summary>
    private void CountRange(List<WebFact> rows, WebKey key, RowTally tally)
    {
        var range = (key.Account, key.Day, key.To);
        if (!_reasons.TryGetValue(range, out var reason))
        {
            _reasons[range] = reason = PeriodUse.ReasonOf(_blocksAfter.GetValueOrDefault(range), _after.WebPeriods);
        }

        CountRows(rows, reason, _rangesBefore.GetValueOrDefault(key), _rangesAfter.GetValueOrDefault(key), tally);
    }

    private static Dictionary<WebKey, SelectedWeb> Rows(Dictionary<(string Account, DateOnly From, DateOnly To), PeriodBlock<SelectedWeb>> blocks) => blocks
        .SelectMany(static x => x.Value.Rows, static (x, row) => (Key: new WebKey(x.Key.Account, x.Key.From, x.Key.To, row.Dimensions), row))
        .ToDictionary(static x => x.Key, static x => x.row);

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

    private static string ReasonOf(WebKey key, HashSet<(string Account, DateOnly Day)> known) =>
        known.Contains((key.Account, key.Day)) ? NotUsedReasons.UnfinishedDay
        : key.Account.Length == 0 ? NotUsedReasons.UnknownAccount
        : NotUsedReasons.Other;

    private static WebMeasures Sum(IEnumerable<WebFact> rows) => rows.Aggregate(default(WebMeasures), static (sum, x) => sum.Plus(WebMeasures.Of(x)));

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
