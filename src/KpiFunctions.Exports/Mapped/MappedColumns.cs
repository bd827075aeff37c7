using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Formats;

namespace KpiFunctions.Exports.Mapped;

/// <summary>The columns that a mapping names, by their header or their place.</summary>
internal sealed class MappedColumns : ColumnCatalogue
{
    private readonly List<(ColumnSpec Spec, string? Key, int? Position)> _columns = [];
    private readonly Dictionary<string, ColumnSpec> _byField = new(StringComparer.Ordinal);

    public MappedColumns(IReadOnlyList<MappedColumn> columns)
        : base([])
    {
        foreach (var column in columns)
        {
            var spec = new ColumnSpec([]);
            _columns.Add((spec, column.Header is { } header ? HeaderText.Key(header) : null, column.Position));
            _ = _byField.TryAdd(column.Field, spec);
        }
    }

    /// <summary>The column of that field; one that no table has where the mapping does not name it.</summary>
    public ColumnSpec this[string field] => _byField.GetValueOrDefault(field, ColumnSpec.None);

    /// <summary>Finds the columns. Of equal headers the first is taken; the currency that a header names may come and go.</summary>
    public override BoundColumns Bind(IReadOnlyList<string> headers)
    {
        var keys = headers.Select(HeaderText.Key).ToList();
        var bound = new Dictionary<ColumnSpec, int>();
        var currencies = new Dictionary<int, string>();
        foreach (var (spec, key, position) in _columns)
        {
            var index = position is { } place ? (place <= keys.Count ? place - 1 : -1) : IndexOf(keys, key!);
            if (index < 0)
            {
                continue;
            }

            bound.Add(spec, index);
            if (HeaderText.SplitCurrency(keys[index]) is { } split)
            {
                currencies[index] = split.Currency;
            }
        }

        return new BoundColumns(headers, bound, currencies, [], string.Empty);
    }

    private static int IndexOf(List<string> keys, string key)
    {
        var index = keys.IndexOf(key);
        return index >= 0 ? index : keys.FindIndex(x => HeaderText.SplitCurrency(x) is { } split && string.Equals(split.Key, key, StringComparison.Ordinal));
    }
}
