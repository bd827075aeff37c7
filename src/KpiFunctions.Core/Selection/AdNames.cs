using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>Accounts and campaigns of one source, resolved over all its facts.</summary>
internal sealed class AdNames
{
    private readonly Identities _accounts = new();
    private readonly Dictionary<string, Identities> _campaigns = new(StringComparer.Ordinal);

    /// <param name="facts">All facts of the source, also those that do not count: what they know of names stays true.</param>
    /// <param name="others">Accounts that are known otherwise.</param>
    public AdNames(List<AdFact> facts, List<AccountRef> others)
    {
        foreach (var account in facts.Select(static x => x.Account).Concat(others).Distinct())
        {
            _accounts.Learn(account.Id, account.Name);
        }

        foreach (var group in facts.GroupBy(static x => x.Account))
        {
            var key = _accounts.Key(group.Key.Id, group.Key.Name, out _);
            if (!_campaigns.TryGetValue(key, out var campaigns))
            {
                _campaigns[key] = campaigns = new Identities();
            }

            foreach (var campaign in group.Select(static x => x.Campaign).Distinct())
            {
                campaigns.Learn(campaign.Id, campaign.Name);
            }
        }

        foreach (var fact in facts)
        {
            var account = AccountKey(fact);
            _accounts.Seen(account, fact.Account.Id, fact.Account.Name, fact.Origin);
            _campaigns[account].Seen(CampaignKey(account, fact, out _), fact.Campaign.Id, fact.Campaign.Name, fact.Origin);
        }
    }

    public Identities Accounts => _accounts;

    public string AccountKey(AdFact fact) => _accounts.Key(fact.Account.Id, fact.Account.Name, out _);

    public string CampaignKey(string account, AdFact fact, out IReadOnlyCollection<string> rivals) =>
        _campaigns[account].Key(fact.Campaign.Id, fact.Campaign.Name, out rivals);

    public AccountRef Account(string key)
    {
        var (id, name) = _accounts.Shown(key);
        return new AccountRef(id, name);
    }

    public CampaignRef Campaign(string account, string key)
    {
        var (id, name) = _campaigns[account].Shown(key);
        return new CampaignRef(id, name);
    }
}
