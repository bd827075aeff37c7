namespace KpiFunctions.Core.Selection;

/// <summary>On which days the accounts of one source have facts that count, and how coarse the coarsest of them are.</summary>
internal sealed class KnownDays
{
    private readonly Dictionary<string, Dictionary<DateOnly, int>> _accounts = new(StringComparer.Ordinal);

    public KnownDays(IEnumerable<(string Account, DateOnly Day, int Level)> facts)
    {
        foreach (var (account, day, level) in facts)
        {
            if (!_accounts.TryGetValue(account, out var days))
            {
                _accounts[account] = days = [];
            }

            days[day] = days.TryGetValue(day, out var known) ? Math.Min(known, level) : level;
        }
    }

    public bool Has(string account, DateOnly day) => _accounts.TryGetValue(account, out var days) && days.ContainsKey(day);

    /// <summary>The days between two days, both included, on which one of the accounts has facts of a level.</summary>
    public IEnumerable<DateOnly> Within(DateOnly from, DateOnly to, Func<string, bool> account, Func<int, bool> level)
    {
        foreach (var days in _accounts.Where(x => account(x.Key)).Select(static x => x.Value))
        {
            for (var number = from.DayNumber; number <= to.DayNumber; number++)
            {
                var day = DateOnly.FromDayNumber(number);
                if (days.TryGetValue(day, out var known) && level(known))
                {
                    yield return day;
                }
            }
        }
    }
}
