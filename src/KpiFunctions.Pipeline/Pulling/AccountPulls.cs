using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Days of one slice that are to be asked for.</summary>
/// <param name="Slice">The slice as the ledger has it.</param>
/// <param name="Days">The days, in their order.</param>
public sealed record DueSlice(PullSlice Slice, IReadOnlyList<DateOnly> Days);

/// <summary>An account with everything that the ledger knows of it.</summary>
internal sealed class AccountPulls
{
    private readonly IReadOnlyList<PullSlice> _slices;
    private readonly BrandConfiguration _brand;
    private readonly ConnectorRule _rule;
    private readonly IConnector _connector;
    private readonly Dictionary<DateOnly, DateTimeOffset> _pulledAt = [];

    private AccountPulls(BrandConfiguration brand, ConnectorRule rule, IConnector connector, IReadOnlyList<PullSlice> slices)
    {
        _slices = slices;
        _brand = brand;
        _rule = rule;
        _connector = connector;

        // Over all rows: a slice may have had another length once.
        foreach (var (day, at) in slices.SelectMany(static x => x.Days))
        {
            _pulledAt[day] = _pulledAt.TryGetValue(day, out var before) && before > at ? before : at;
        }
    }

    public static async Task<AccountPulls> ReadAsync(
        PullLedger ledger, BrandConfiguration brand, ConnectorRule rule, IConnector connector, CancellationToken cancellationToken) =>
        new(brand, rule, connector, await ledger.ListAsync(brand.Brand, rule.Source, rule.Account, cancellationToken));

    /// <summary>The days that are due.</summary>
    public IReadOnlyList<DateOnly> Due(DateTimeOffset now) => DueDays.Of(
        now, _brand.Zone, DueDays.FirstWanted(_rule, DueDays.Today(now, _brand.Zone)), _rule.RestatementDays ?? _connector.RestatementDays, _pulledAt);

    /// <summary>Those of the days about which nothing complete was asked for since.</summary>
    public IEnumerable<DateOnly> NotPulledSince(IEnumerable<DateOnly> days, DateTimeOffset since) =>
        days.Where(x => !_pulledAt.TryGetValue(x, out var at) || at < since);

    /// <summary>The days by slice, the newest slice first: the days that reports are about come before those of long ago.</summary>
    public IReadOnlyList<DueSlice> BySlice(IEnumerable<DateOnly> days) =>
    [
        .. days
            .GroupBy(x => DueDays.SliceOf(x, _connector.SliceDays))
            .OrderByDescending(static x => x.Key.From)
            .Select(x => new DueSlice(SliceOf(x.Key.From, x.Key.To), [.. x.Order()])),
    ];

    /// <summary>
    /// Until when no slice of the account is to be asked for, because of what the platform said of one; null when any may be. Who
    /// has mended the cause need not wait for that, but a platform's wish is obeyed by everybody.
    /// </summary>
    public PullSlice? Waiting(DateTimeOffset now, bool isMended) => _slices
        .Where(x => x.IsWaiting(now) && PullReasons.IsOfAccount(x.LastCode) && !(isMended && x.Failures > 0))
        .MaxBy(static x => x.NotBefore);

    private PullSlice SliceOf(DateOnly from, DateOnly to) =>
        _slices.FirstOrDefault(x => x.Key.From == from && x.Key.To == to)
        ?? new PullSlice { Key = new(_brand.Brand, _rule.Source, _rule.Account, from, to) };
}
