using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>Accounts and campaigns of one source, resolved over all its facts.</summary>
internal sealed class AdNames
{
    private readonly Identities _accounts = new();
    private readonly Dictionary<string, Identities> _campaigns = new(StringComparer.Ordinal);

    private readonly List<(string Account, string From, string To, IReadOnlyList<DateOnly> Days)> _renames = [];
    private readonly Dictionary<(string Account, string Campaign), string> _oldest = [];

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

        LearnRenames(facts);
        foreach (var fact in facts)
        {
            var account = AccountKey(fact);
            _accounts.Seen(account, fact.Account.Id, fact.Account.Name, fact.Origin);
            _campaigns[account].Seen(CampaignKey(account, fact, out _), fact.Campaign.Id, fact.Campaign.Name, fact.Origin);
        }
    }

    public Identities Accounts => _accounts;

    public string AccountKey(AdFact fact) => _accounts.Key(fact.Account.Id, fact.Account.Name, out _);

    /// <summary>Whether the fact's account and campaign are among those that are known, so that keys can be asked for.</summary>
    public bool Knows(AdFact fact) =>
        _accounts.Knows(fact.Account.Name) && _campaigns.TryGetValue(AccountKey(fact), out var campaigns) && campaigns.Knows(fact.Campaign.Name);

    /// <summary>The campaign's key: of a renamed one, that of its oldest name.</summary>
    public string CampaignKey(string account, AdFact fact, out IReadOnlyCollection<string> rivals)
    {
        var key = _campaigns[account].Key(fact.Campaign.Id, fact.Campaign.Name, out rivals);
        return _oldest.Count > 0 && _oldest.TryGetValue((account, key), out var oldest) ? oldest : key;
    }

    /// <summary>What a campaign that was shown under these names is among the facts of this; what they never heard of keeps its key.</summary>
    public (string Account, string Campaign) KeysOf(SelectedAd shown)
    {
        var account = _accounts.Knows(shown.Account.Name) ? _accounts.Key(shown.Account.Id, shown.Account.Name, out _) : shown.AccountKey;
        if (!_campaigns.TryGetValue(account, out var campaigns) || !campaigns.Knows(shown.Campaign.Name))
        {
            return (account, shown.CampaignKey);
        }

        var campaign = campaigns.Key(shown.Campaign.Id, shown.Campaign.Name, out _);
        return (account, _oldest.GetValueOrDefault((account, campaign), campaign));
    }

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

    /// <summary>The campaigns that were renamed, each noted on the days that tell.</summary>
    public IEnumerable<CampaignRename> Renames(string source, NoteBook notes)
    {
        foreach (var (account, from, to, days) in _renames)
        {
            foreach (var day in days)
            {
                notes.Day(SelectionNotes.CampaignRenamed, source, day);
            }

            yield return new(source, Account(account), from, to, days);
        }
    }

    private void LearnRenames(List<AdFact> facts)
    {
        foreach (var account in facts
            .GroupBy(AccountKey, StringComparer.Ordinal)
            .OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            var campaigns = _campaigns[account.Key];
            var named = account
                .Where(x => campaigns.IsNameAlone(x.Campaign.Id, x.Campaign.Name))
                .Select(x => (Fact: x, Name: campaigns.Key(null, x.Campaign.Name, out _)))
                .ToList();
            var renames = Selection.Renames.Find(named);
            foreach (var (name, oldest) in Selection.Renames.Oldest(renames))
            {
                _oldest[(account.Key, name)] = oldest;
            }

            _renames.AddRange(renames.Select(x => (account.Key, Spelling(x.From), Spelling(x.To), x.Days)));

            // As the newest file spells it.
            string Spelling(string name) => named
                .Where(x => x.Name == name)
                .Select(static x => (x.Fact.Origin, Text: x.Fact.Campaign.Name!.Trim()))
                .Aggregate(static (a, b) => Identities.IsNewer(a.Origin, a.Text, b.Origin, b.Text) ? a : b).Text;
        }
    }
}
