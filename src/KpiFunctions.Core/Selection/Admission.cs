using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>
/// The first step: retracted files and superseded readings are left out, a repeated (hash, row) is one row,
/// and the same bytes always carry their lowest stamp.
/// </summary>
internal sealed class Admission
{
    private readonly FactSet _stored;
    private readonly SelectionOptions _options;
    private readonly Dictionary<string, (DateTimeOffset Stamp, string Reading)> _files = new(StringComparer.Ordinal);

    public Admission(FactSet stored, SelectionOptions options)
    {
        _stored = stored;
        _options = options;
        Learn(stored.Ads, static x => x.Origin);
        Learn(stored.Web, static x => x.Origin);
        Learn(stored.Orders, static x => x.Origin);
        Learn(stored.Costs, static x => x.Origin);
    }

    public List<AdFact> Ads() => Admit(_stored.Ads, static x => x.Origin, static (x, o) => x with { Origin = o });

    public List<WebFact> Web() => Admit(_stored.Web, static x => x.Origin, static (x, o) => x with { Origin = o });

    public List<Order> Orders() => Admit(_stored.Orders, static x => x.Origin, static (x, o) => x with { Origin = o });

    public List<CostFact> Costs() => Admit(_stored.Costs, static x => x.Origin, static (x, o) => x with { Origin = o });

    /// <summary>The complete answers of files that count, with the stamp that their facts carry.</summary>
    public IReadOnlyList<StampedAnswer> Answers() =>
    [
        .. _options.CompleteAnswers.Where(x => !_options.Retracted.Contains(x.FileHash)).Select(x => x with { Stamp = StampOf(x) }),
    ];

    private DateTimeOffset StampOf(StampedAnswer answer)
    {
        var stamp = _files.TryGetValue(answer.FileHash, out var file) && file.Stamp < answer.Stamp ? file.Stamp : answer.Stamp;
        return _options.FirstDrops.TryGetValue(answer.FileHash, out var drop) && drop < stamp ? drop : stamp;
    }

    private void Learn<T>(List<T> facts, Func<T, FactOrigin> originOf)
    {
        foreach (var fact in facts)
        {
            var origin = originOf(fact);
            if (!_files.TryGetValue(origin.FileHash, out var known))
            {
                var first = _options.FirstDrops.TryGetValue(origin.FileHash, out var drop) && drop < origin.Stamp ? drop : origin.Stamp;
                _files[origin.FileHash] = (first, CurrentReading(origin.FileHash) ?? origin.Reading);
                continue;
            }

            var reading = CurrentReading(origin.FileHash)
                ?? (string.CompareOrdinal(origin.Reading, known.Reading) > 0 ? origin.Reading : known.Reading);
            _files[origin.FileHash] = (origin.Stamp < known.Stamp ? origin.Stamp : known.Stamp, reading);
        }
    }

    private string? CurrentReading(string hash) => _options.CurrentReadings.GetValueOrDefault(hash);

    private List<T> Admit<T>(List<T> facts, Func<T, FactOrigin> originOf, Func<T, FactOrigin, T> withOrigin)
    {
        var seen = new HashSet<(string Hash, int Row)>();
        var admitted = new List<T>(facts.Count);
        foreach (var fact in facts)
        {
            var origin = originOf(fact);
            var (stamp, reading) = _files[origin.FileHash];
            if (origin.Reading != reading || _options.Retracted.Contains(origin.FileHash) || !seen.Add((origin.FileHash, origin.Row)))
            {
                continue;
            }

            admitted.Add(origin.Stamp == stamp ? fact : withOrigin(fact, origin with { Stamp = stamp }));
        }

        return admitted;
    }
}
