using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// An account name that two ids share: rows that have only the name count under it on days on which none of those ids has facts,
/// as for campaigns; else they would count beside the same facts under their ids.
/// </summary>
internal static class SharedAccounts
{
    public static List<T> WithoutRivals<T>(List<T> facts, Identities accounts, Func<T, AccountRef> accountOf, Func<T, DateOnly> dayOf)
    {
        var shared = new Dictionary<AccountRef, IReadOnlyCollection<string>>();
        foreach (var account in facts.Select(accountOf).Distinct())
        {
            accounts.Key(account.Id, account.Name, out var rivals);
            if (rivals.Count > 0)
            {
                shared[account] = rivals;
            }
        }

        if (shared.Count == 0)
        {
            return facts;
        }

        var present = facts.Where(x => accountOf(x).Id is not null).Select(x => (accountOf(x).Id, dayOf(x))).ToHashSet();
        return facts.FindAll(x => !shared.TryGetValue(accountOf(x), out var rivals) || !rivals.Any(id => present.Contains((id, dayOf(x)))));
    }
}
