namespace KpiFunctions.Exports.Reading;

/// <summary>Columns that a row cannot do without, and its numbers.</summary>
internal sealed class NeededColumns(int[] indexes)
{
    /// <summary>The last of them; a row that ends before it is broken.</summary>
    public int Last { get; } = indexes.Length == 0 ? -1 : indexes.Max();

    public bool Contains(int index) => Array.IndexOf(indexes, index) >= 0;
}
