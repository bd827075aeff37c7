namespace KpiFunctions.Core.Facts;

/// <summary>
/// The dimensions of a row beyond account, period and campaign: which ones its table has (the set) and their values.
/// Two rows of one level are about the same thing exactly when set and values are equal.
/// </summary>
/// <param name="Set">Names joined by <c>|</c>, in ordinal order; empty when the table has none.</param>
/// <param name="Values">Values in the order of the names, joined by U+001F.</param>
public readonly record struct Dimensions(string Set, string Values)
{
    private const char ValueSeparator = '\u001f';

    /// <summary>A table without further dimensions.</summary>
    public static Dimensions None { get; } = new(string.Empty, string.Empty);

    /// <summary>How many dimensions the set has.</summary>
    public int Count => string.IsNullOrEmpty(Set) ? 0 : Set.AsSpan().Count('|') + 1;

    /// <summary>Builds the canonical form from names and values in any order.</summary>
    public static Dimensions Of(params ReadOnlySpan<(string Name, string Value)> items)
    {
        if (items.Length == 0)
        {
            return None;
        }

        var sorted = items.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new Dimensions(
            string.Join('|', sorted.Select(static x => x.Name)),
            string.Join(ValueSeparator, sorted.Select(static x => x.Value.Replace(ValueSeparator, ' '))));
    }

    /// <summary>Whether the set holds the dimension of that name.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>The value of the dimension of that name, or null when the set does not hold it.</summary>
    public string? Value(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? null : Values.Split(ValueSeparator)[index];
    }

    private int IndexOf(string name) => string.IsNullOrEmpty(Set) ? -1 : Array.IndexOf(Set.Split('|'), name);
}

/// <summary>Names of dimensions that more than one room speaks of.</summary>
public static class DimensionNames
{
    /// <summary>Channel group as the analytics export names it, mapped to <see cref="Channels"/>.</summary>
    public const string Channel = "channel";

    /// <summary>utm_source or its equivalent.</summary>
    public const string Source = "source";

    /// <summary>utm_medium or its equivalent.</summary>
    public const string Medium = "medium";

    /// <summary>utm_campaign or its equivalent.</summary>
    public const string Campaign = "campaign";
}
