using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Facts;

/// <summary>A row of the open facts: flat, with the names that people type in SQL. Money is DECIMAL(28,6).</summary>
/// <typeparam name="TSelf">The row itself.</typeparam>
public interface ISelectedRow<TSelf>
    where TSelf : ISelectedRow<TSelf>
{
    /// <summary>Which kind of facts the row is of.</summary>
    static abstract FactKind Kind { get; }

    /// <summary>
    /// Whether the rows are about ranges of days as a whole. Such rows stand in a folder of their own, so that nobody adds them to those
    /// by day.
    /// </summary>
    static virtual bool IsOfPeriods => false;

    /// <summary>The day that places the row in a month.</summary>
    DateOnly Date { get; }

    /// <summary>The columns, in file order.</summary>
    internal static abstract IReadOnlyList<Column<TSelf>> Columns { get; }
}
