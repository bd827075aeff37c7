using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Total rows of tables that do not label them: every cell that says what a row is about is blank, also the day. Where a table is split by
/// day, age or the like, rows with "All" there are about the whole beside its parts and count neither.
/// </summary>
internal sealed class AdBlankTotals
{
    private static readonly AdTotal Whole = new(IsTotal: true);
    private static readonly AdTotal Part = new(IsTotal: false);
    private readonly int[] _names;
    private readonly int[] _splits;
    private readonly bool _isNamed;

    private AdBlankTotals(int[] names, int[] splits, bool isNamed)
    {
        _names = names;
        _splits = splits;
        _isNamed = isNamed;
    }

    /// <summary>For a table with these columns; null when nothing in it says what a row is about, so that no row is a total.</summary>
    public static AdBlankTotals? Of(AdTable table, BoundColumns columns)
    {
        int[] names =
        [
            .. Bound(columns, [table.Campaign, table.CampaignId]),
            .. Bound(columns, table.Dimensions.Where(static x => !x.IsBreakdown).SelectMany(static x => new[] { x.Column, x.Other })),
        ];
        int[] splits = [.. Bound(columns, [table.Day, table.Period]), .. Bound(columns, table.Dimensions.Where(static x => x.IsBreakdown).Select(static x => x.Column))];

        // The account stands in the total row, too, unless it is all that tells rows apart.
        names = names.Length + splits.Length > 0 ? names : [.. Bound(columns, [table.Account, table.AccountId])];
        return names.Length + splits.Length == 0 ? null : new AdBlankTotals(names, splits, names.Length > 0 || columns.Has(table.Day));
    }

    /// <summary>The total that the row is, or null when it is data. May ask for a survey.</summary>
    /// <param name="row">The row.</param>
    /// <param name="context">The file's context.</param>
    /// <param name="isFirst">No row was read before.</param>
    public AdTotal? TotalOf(RowScope row, ReadContext context, bool isFirst)
    {
        var hasAll = false;
        var isPart = false;
        var isBlank = true;
        foreach (var index in _splits)
        {
            var cell = row.Cell(index);
            if (IsAll(cell))
            {
                hasAll = true;
                isPart |= context.Styles.IsSplit(index);
            }
            else if (!CellText.IsMissing(cell))
            {
                isBlank = false;
                if (context.IsSurvey)
                {
                    context.Styles.NoteSplit(index);
                }
            }
        }

        if (hasAll && !context.IsSurvey && !context.Styles.IsSurveyed)
        {
            context.WantsSurvey = true;
            return null;
        }

        foreach (var index in _names)
        {
            var cell = row.Cell(index);
            isBlank &= CellText.IsMissing(cell) || (hasAll && IsAll(cell));
        }

        // Where only an age or a place tells rows apart, a blank one may be a row whose age or place is not known.
        return isBlank && (_isNamed || isFirst) ? Whole : isPart ? Part : null;
    }

    private static IEnumerable<int> Bound(BoundColumns columns, IEnumerable<ColumnSpec?> specs) =>
        specs.OfType<ColumnSpec>().Select(x => columns[x]).Where(static x => x >= 0);

    private static bool IsAll(ReadOnlySpan<byte> cell) => cell.Length switch
    {
        3 => cell.SequenceEqual("All"u8) || cell.SequenceEqual("all"u8) || cell.SequenceEqual("ALL"u8),
        4 => cell.SequenceEqual("Alle"u8) || cell.SequenceEqual("Tous"u8),
        5 => cell.SequenceEqual("Todas"u8) || cell.SequenceEqual("Todos"u8),
        6 => cell.SequenceEqual("Все"u8) || cell.SequenceEqual("Усі"u8),
        _ => false,
    };
}
