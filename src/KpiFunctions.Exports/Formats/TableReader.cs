using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>The part that all files with one table and one header have in common.</summary>
internal abstract class TableReader(FormatMatch match, ReadContext context) : RowReader
{
    protected BoundColumns Columns { get; } = match.Columns;

    protected ReadContext Context { get; } = context;

    protected RowScope Row { get; } = new(context, match.Columns.Headers);

    /// <summary>Columns that a row cannot do without, and its numbers.</summary>
    protected abstract NeededColumns Needed { get; }

    public sealed override void Read(CsvReader row)
    {
        if (row.Line <= match.Header.Line || IsBlank(row))
        {
            return;
        }

        Row.Begin(row);
        if (TryReadTotal(row))
        {
            return;
        }

        Row.CheckShape(NeededBy(row));
        if (!Row.HasFailed)
        {
            ReadData();
        }

        if (!Context.WantsSurvey)
        {
            Context.Rows++;
            Context.Rejected += Row.HasFailed ? 1 : 0;
        }
    }

    public override bool IsInData(int line) => line > match.Header.Line;

    /// <summary>Whether a record has nothing in any cell.</summary>
    public static bool IsBlank(CsvReader row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (!CellText.Trim(row[i]).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Columns that this row cannot do without; some formats have rows of two kinds.</summary>
    protected virtual NeededColumns NeededBy(CsvReader row) => Needed;

    /// <summary>Takes a total row; false when the row is data.</summary>
    protected abstract bool TryReadTotal(CsvReader row);

    /// <summary>Takes a data row that <see cref="Row"/> holds.</summary>
    protected abstract void ReadData();

    /// <summary>The indexes of those columns that the table has.</summary>
    protected int[] Indexes(params ReadOnlySpan<ColumnSpec> columns)
    {
        var indexes = new List<int>();
        foreach (var column in columns)
        {
            if (Columns.Has(column))
            {
                indexes.Add(Columns[column]);
            }
        }

        return [.. indexes];
    }

    /// <summary>The currency of the row's amounts: from its column, the header, a sign beside them, else the file's or the brand's.</summary>
    protected string CurrencyOf(int index, string? header)
    {
        var cell = Row.Cell(index);
        var code = Currencies.Find(cell);
        return Context.Currency.Of(code, header, Row.AffixCurrency, Row.SharedSign, isUnreadable: code is null && !CellText.IsMissing(cell));
    }

    /// <summary>Totals, control and money of a file with one table.</summary>
    /// <param name="sums">What its rows add up to.</param>
    /// <param name="control">What it says itself that they add up to.</param>
    /// <param name="statedRows">How many rows it says that it has.</param>
    protected TableOutcome Outcome(Sums sums, IReadOnlyList<decimal?>? control, int? statedRows = null)
    {
        var isMixed = Context.Currency.Used.Count > 1;
        return new TableOutcome
        {
            Totals = [.. sums.Totals(withMoney: !isMixed)],
            TotalsByCurrency = isMixed ? sums.MoneyByCurrency() : new Dictionary<string, IReadOnlyList<MeasureTotal>>(StringComparer.Ordinal),
            Control = Controls.Compare(sums, control, Context, withMoney: !isMixed, statedRows),
            Locale = Columns.Locale,
            HasMoney = sums.Measures.Any(static x => x.IsMoney),
        };
    }
}

/// <summary>Comparison with a file's own totals.</summary>
internal static class Controls
{
    /// <summary>A rejected row makes the control not match, even if its numbers would not have changed a sum.</summary>
    public static ControlResult Compare(Sums sums, IReadOnlyList<decimal?>? control, ReadContext context, bool withMoney, int? statedRows = null)
    {
        var hasTotals = control is not null && control.Any(static x => x is not null);
        if (!hasTotals && statedRows is null)
        {
            return ControlResult.Absent;
        }

        List<ControlDifference> differences = hasTotals ? [.. sums.CompareWith(control!, withMoney)] : [];
        if (statedRows is { } stated && stated != context.Accepted)
        {
            differences.Add(new ControlDifference("rows", stated, context.Accepted));
        }
        else if (differences.Count == 0 && context.Rejected > 0)
        {
            differences.Add(new ControlDifference("rows", context.Rows, context.Accepted));
        }

        return new ControlResult(Present: true, differences.Count == 0, hasTotals ? "totals" : "row-count", differences);
    }
}
