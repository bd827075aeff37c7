using System.Globalization;

namespace KpiFunctions.Exports.Reading;

/// <summary>A measure that a table holds.</summary>
internal sealed record Measure(string Name, bool IsCount, bool IsMoney)
{
    /// <summary>Daily or per-row values do not add up.</summary>
    public bool IsAdditive { get; init; } = true;

    /// <summary>A table may have the column and no row of it that counts; then it has no total.</summary>
    public bool IsOptional { get; init; }

    /// <summary>How far a row's value may be from the one that the platform added up: half of the last digit that it shows.</summary>
    public decimal RoundingPerRow { get; init; } = 0.0000005m;
}

/// <summary>Sums of a table's measures over its accepted rows, per currency.</summary>
internal sealed class Sums(IReadOnlyList<Measure> measures)
{
    private readonly SortedDictionary<string, decimal[]> _byCurrency = new(StringComparer.Ordinal);
    private string? _lastCurrency;
    private decimal[]? _last;
    private readonly bool[] _isSeen = new bool[measures.Count];

    public IReadOnlyList<Measure> Measures => measures;

    public int Rows { get; private set; }

    public void Add(ReadOnlySpan<decimal?> values, string currency)
    {
        if (_last is null || !string.Equals(_lastCurrency, currency, StringComparison.Ordinal))
        {
            if (!_byCurrency.TryGetValue(currency, out _last))
            {
                _byCurrency.Add(currency, _last = new decimal[measures.Count]);
            }

            _lastCurrency = currency;
        }

        Rows++;
        for (var i = 0; i < values.Length; i++)
        {
            _last[i] += values[i] ?? 0;
            _isSeen[i] |= values[i] is not null;
        }
    }

    public decimal Total(int index) => _byCurrency.Values.Sum(x => x[index]);

    /// <summary>The totals; with several currencies those of money only per currency.</summary>
    public IEnumerable<MeasureTotal> Totals(bool withMoney) =>
        from i in Enumerable.Range(0, measures.Count)
        where (withMoney || !measures[i].IsMoney) && (_isSeen[i] || !measures[i].IsOptional)
        select new MeasureTotal(measures[i].Name, Total(i), measures[i].IsCount, measures[i].IsMoney);

    public IReadOnlyDictionary<string, IReadOnlyList<MeasureTotal>> MoneyByCurrency() => _byCurrency.ToDictionary(
        static x => x.Key,
        x => (IReadOnlyList<MeasureTotal>)[.. from i in Enumerable.Range(0, measures.Count)
                                             where measures[i].IsMoney
                                             select new MeasureTotal(measures[i].Name, x.Value[i], measures[i].IsCount, IsMoney: true)],
        StringComparer.Ordinal);

    /// <summary>Compares with the values of the file's own total row.</summary>
    public IEnumerable<ControlDifference> CompareWith(IReadOnlyList<decimal?> file, bool withMoney)
    {
        for (var i = 0; i < measures.Count; i++)
        {
            if (file[i] is { } stated && measures[i].IsAdditive && (withMoney || !measures[i].IsMoney) && Math.Abs(stated - Total(i)) > measures[i].RoundingPerRow * Rows)
            {
                yield return new ControlDifference(measures[i].Name, stated, Total(i));
            }
        }
    }
}

/// <summary>Numbers as problems carry them.</summary>
internal static class ProblemNumbers
{
    public static string Of(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
