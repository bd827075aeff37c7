using KpiFunctions.Core.Selection;

namespace KpiFunctions.Core.Kpis;

/// <summary>The members of a period that have facts, made when first asked for.</summary>
internal sealed class Members
{
    private readonly Dictionary<(KpiScope Scope, string Identity), Tally> _tallies = [];

    public Members()
    {
        Total = new Tally(KpiScope.Total, string.Empty, string.Empty);
        _tallies[(KpiScope.Total, string.Empty)] = Total;
    }

    public Tally Total { get; }

    public IEnumerable<Tally> All => _tallies.Values;

    public Tally Channel(string channel) => Get(KpiScope.Channel, channel, () => new Tally(KpiScope.Channel, channel, channel));

    public Tally Source(string source) => Get(KpiScope.Source, source, () => new Tally(KpiScope.Source, source, source));

    public Tally Account(SelectedAd ad)
    {
        var identity = ad.Source + '\u001f' + ad.AccountKey;
        return Get(KpiScope.Account, identity, () => new Tally(KpiScope.Account, identity, ad.Account.Id ?? ad.Account.Name ?? string.Empty)
        {
            MemberId = ad.Account.Id,
            Source = ad.Source,
        });
    }

    public Tally Campaign(SelectedAd ad)
    {
        var identity = string.Join('\u001f', ad.Source, ad.AccountKey, ad.CampaignKey);
        return Get(KpiScope.Campaign, identity, () => new Tally(KpiScope.Campaign, identity, ad.Campaign.Name ?? ad.Campaign.Id ?? string.Empty)
        {
            MemberId = ad.Campaign.Id,
            Source = ad.Source,
            Channel = ad.Channel,
        });
    }

    /// <summary>A campaign that only a costs file knows.</summary>
    public Tally Campaign(string source, string channel, string name)
    {
        var identity = string.Join('\u001f', source, string.Empty, "name:" + name.Trim().ToUpperInvariant());
        return Get(KpiScope.Campaign, identity, () => new Tally(KpiScope.Campaign, identity, name.Trim()) { Source = source, Channel = channel });
    }

    private Tally Get(KpiScope scope, string identity, Func<Tally> make)
    {
        if (!_tallies.TryGetValue((scope, identity), out var tally))
        {
            _tallies[(scope, identity)] = tally = make();
        }

        return tally;
    }
}
