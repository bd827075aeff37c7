using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// A complete answer is the platform's whole word on an account, a view and some days: whatever older files hold there does not
/// count, so that rows which the platform took back are gone. Of several answers the newest has the last word on each day.
/// </summary>
internal sealed class VanishedRows
{
    private readonly Dictionary<(string Account, FactView View, DateOnly Day), FactOrigin> _newest = [];

    /// <param name="answers">The answers of one source; their accounts are known to the identities.</param>
    /// <param name="accounts">Tells which accounts are one.</param>
    /// <param name="first">First day that facts are about.</param>
    /// <param name="last">Last day that facts are about.</param>
    private VanishedRows(IEnumerable<StampedAnswer> answers, Identities accounts, DateOnly first, DateOnly last)
    {
        foreach (var (hash, stamp, answer) in answers)
        {
            var account = accounts.Key(answer.Account.Id, answer.Account.Name, out _);
            var origin = new FactOrigin(hash, 0, stamp, string.Empty);
            var from = answer.From > first ? answer.From : first;
            var to = answer.To < last ? answer.To : last;
            for (var day = from.DayNumber; day <= to.DayNumber; day++)
            {
                var key = (account, answer.View, DateOnly.FromDayNumber(day));
                if (!_newest.TryGetValue(key, out var known) || FileOrder.NewestFirst(origin, known) < 0)
                {
                    _newest[key] = origin;
                }
            }
        }
    }

    /// <summary>The facts by day that no newer complete answer speaks for.</summary>
    public static List<T> Without<T>(
        List<T> facts,
        IReadOnlyList<StampedAnswer> answers,
        Identities accounts,
        Func<T, AccountRef> accountOf,
        Func<T, FactView> viewOf,
        Func<T, DateOnly> dayOf,
        Func<T, FactOrigin> originOf)
    {
        if (facts.Count == 0 || answers.Count == 0)
        {
            return facts;
        }

        var vanished = new VanishedRows(answers, accounts, facts.Min(dayOf), facts.Max(dayOf));
        return facts.FindAll(x =>
        {
            var account = accounts.Key(accountOf(x).Id, accountOf(x).Name, out _);
            return !vanished._newest.TryGetValue((account, viewOf(x), dayOf(x)), out var answer)
                || FileOrder.NewestFirst(answer, originOf(x)) >= 0;
        });
    }
}
