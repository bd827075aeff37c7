namespace KpiFunctions.Core.Selection.Effects;

/// <summary>A row that counts and its full key as the facts with the file know it.</summary>
internal sealed record KeyedAd(AdKey Key, SelectedAd Row);

/// <summary>What counts of one source of ads, without the file or with it, ready to be looked up.</summary>
internal sealed class AdSide
{
    private readonly ILookup<(string Account, DateOnly Day, string Campaign), KeyedAd> _things;
    private readonly ILookup<(string Account, DateOnly Day), KeyedAd> _accounts;
    private readonly ILookup<DateOnly, KeyedAd> _days;
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), PeriodBlock<SelectedAd>> _blocks = [];
    private readonly Dictionary<(string Account, DateOnly From, DateOnly To), ILookup<string, KeyedAd>> _rows = [];
    private readonly string _source;
    private readonly Func<SelectedAd, (string Account, string Campaign)> _keysOf;

    /// <param name="facts">What counts.</param>
    /// <param name="source">The source.</param>
    /// <param name="days">The days that will be asked for.</param>
    /// <param name="keysOf">As what the facts with the file know account and campaign of a row.</param>
    public AdSide(SelectedFacts facts, string source, HashSet<DateOnly> days, Func<SelectedAd, (string Account, string Campaign)> keysOf)
    {
        Facts = facts;
        _source = source;
        _keysOf = keysOf;
        var rows = facts.Ads.Where(x => days.Contains(x.Date) && x.Source == source).Select(x => Keyed(x, x.Date)).ToList();
        _things = rows.ToLookup(static x => (x.Key.Account, x.Key.Day, x.Key.Campaign));
        _accounts = rows.ToLookup(static x => (x.Key.Account, x.Key.Day));
        _days = rows.ToLookup(static x => x.Key.Day);
        foreach (var block in facts.AdPeriods.Blocks.Where(x => x.Source == source))
        {
            var account = block.Rows.Count > 0 ? keysOf(block.Rows[0]).Account : block.AccountKey;
            _blocks.TryAdd((account, block.From, block.To), block);
        }

        FallenDays = [.. facts.Notes.Where(x => x.Code == SelectionNotes.Implausible && x.Source == source).SelectMany(static x => x.Days)];
    }

    public SelectedFacts Facts { get; }

    /// <summary>Finished days that some newer file lowered by more than a fifth.</summary>
    public HashSet<DateOnly> FallenDays { get; }

    public IReadOnlyList<KeyedAd> Of((string Account, DateOnly Day, string Campaign) thing) => [.. _things[thing]];

    public IReadOnlyList<KeyedAd> Of(string account, DateOnly day) => [.. _accounts[(account, day)]];

    public IEnumerable<SelectedAd> Days(IEnumerable<DateOnly> days) => days.SelectMany(x => _days[x]).Select(static x => x.Row);

    public IEnumerable<AdKey> Keys(IEnumerable<DateOnly> days) => days.SelectMany(x => _days[x]).Select(static x => x.Key);

    public IEnumerable<AdKey> Keys((string Account, DateOnly From, DateOnly To) range) => RowsOf(range)?.SelectMany(static x => x).Select(static x => x.Key) ?? [];

    public PeriodBlock<SelectedAd>? Block(string account, DateOnly from, DateOnly to) => _blocks.GetValueOrDefault((account, from, to));

    /// <summary>The rows of a campaign in its block.</summary>
    public IReadOnlyList<KeyedAd> OfBlock(AdKey key) => [.. RowsOf((key.Account, key.Day, key.To))?[key.Campaign] ?? []];

    /// <summary>A row of the block, whichever campaign it is about.</summary>
    public IEnumerable<KeyedAd> AnyOfBlock(AdKey key) => RowsOf((key.Account, key.Day, key.To))?.SelectMany(static x => x).Take(1) ?? [];

    /// <summary>What counts of a range, as in a reported period that equals it.</summary>
    public IEnumerable<SelectedAd> Range(DateOnly from, DateOnly to)
    {
        var choice = Facts.AdPeriods.For(PeriodUse.Exactly(from, to));
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var row in _days[day].Where(x => !choice.Replaces(_source, x.Row.AccountKey, x.Row.Date)))
            {
                yield return row.Row;
            }
        }

        foreach (var row in choice.Serving.Where(x => x.Source == _source).SelectMany(static x => x.Rows))
        {
            yield return row;
        }
    }

    private ILookup<string, KeyedAd>? RowsOf((string Account, DateOnly From, DateOnly To) range)
    {
        if (!_rows.TryGetValue(range, out var rows) && _blocks.TryGetValue(range, out var block))
        {
            _rows[range] = rows = block.Rows.Select(x => Keyed(x, block.To)).ToLookup(static x => x.Key.Campaign, StringComparer.Ordinal);
        }

        return rows;
    }

    private KeyedAd Keyed(SelectedAd row, DateOnly to)
    {
        var (account, campaign) = _keysOf(row);
        return new(new AdKey(account, row.Date, to, row.Level, campaign, row.Dimensions), row);
    }
}
