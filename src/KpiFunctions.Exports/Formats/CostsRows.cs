using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.CostsTable;

namespace KpiFunctions.Exports.Formats;

/// <summary>The rows of a costs table.</summary>
internal sealed class CostsRows : TableReader
{
    private static readonly string[] TotalWords = ["total", "grand total", "sum", "итого", "всего", "итог"];
    private readonly Sums _sums = new([new Measure("cost", IsCount: false, IsMoney: true)]);
    private readonly string? _headerCurrency;
    private decimal?[]? _control;

    public CostsRows(FormatMatch match, ReadContext context)
        : base(match, context)
    {
        Needed = new NeededColumns(Columns.Has(Date) ? Indexes(Date, Amount) : Indexes(From, To, Amount));
        _headerCurrency = Columns.Currency(Columns[Amount]);
        context.Currency.State(_headerCurrency);
        context.Styles.Default = Columns.Locale is "en" ? NumberStyle.Point : NumberStyle.Comma;
    }

    protected override NeededColumns Needed { get; }

    public override TableOutcome Finish() => Outcome(_sums, _control);

    // A row without a day whose first cell with anything beside the amount says "Total".
    protected override bool TryReadTotal(CsvReader row)
    {
        var first = 0;
        while (first < row.Count && (first == Columns[Amount] || CellText.Trim(row[first]).IsEmpty))
        {
            first++;
        }

        var cell = Row.Cell(first);
        var isTotal = cell.Length is > 0 and < 40 && cell[0] is not (>= (byte)'0' and <= (byte)'9')
            && TotalWords.Contains(HeaderText.Key(CellText.Decode(cell)).TrimEnd(':'), StringComparer.Ordinal)
            && (Row.Cell(Columns.Has(Date) ? Columns[Date] : Columns[From]).IsEmpty || first == (Columns.Has(Date) ? Columns[Date] : Columns[From]));
        if (!isTotal)
        {
            return false;
        }

        var total = Row.Amount(Columns[Amount]);
        if (!Context.WantsSurvey)
        {
            Context.Problems.DiscardRow();
            _control ??= [total];
        }

        return true;
    }

    protected override void ReadData()
    {
        var isDated = TryDays(out var from, out var to);
        var amount = Row.Amount(Columns[Amount]);
        if (Context.WantsSurvey || Context.IsSurvey)
        {
            return;
        }

        Context.Currency.State(Currencies.Find(Row.Cell(Columns[Currency])));
        if (amount is null && !Row.HasFailed)
        {
            Row.Fail(ProblemCodes.MissingValue, Columns[Amount]);
        }

        if (Row.HasFailed || !isDated || amount is not { } cost)
        {
            return;
        }

        var currency = CurrencyOf(Columns[Currency], _headerCurrency);
        Context.Currency.Use(currency);
        Row.CheckDuplicate();
        Context.NoteDays(from, to);
        _sums.Add([cost], currency);
        Context.Sink!.Add(new CostFact
        {
            Source = Sources.Costs,
            From = from,
            To = to,
            UtmSource = Row.Text(Columns[UtmSource]) ?? string.Empty,
            UtmMedium = Row.Text(Columns[UtmMedium]) ?? string.Empty,
            UtmCampaign = Row.Text(Columns[UtmCampaign]) ?? string.Empty,
            Amount = cost,
            Currency = currency,
            Origin = Context.Origin(Row.Line),
        });
    }

    private bool TryDays(out DateOnly from, out DateOnly to)
    {
        int fromIndex = Columns[Date], toIndex = Columns[Date];
        if (fromIndex < 0 || (CellText.IsMissing(Row.Cell(fromIndex)) && Columns.Has(From)))
        {
            (fromIndex, toIndex) = (Columns[From], Columns.Has(To) ? Columns[To] : Columns[From]);
        }

        from = to = default;
        var first = Row.Cell(fromIndex);
        var last = Row.Cell(toIndex);
        if (CellText.IsMissing(first) || CellText.IsMissing(last))
        {
            if (!Context.IsSurvey)
            {
                Row.Fail(ProblemCodes.MissingValue, CellText.IsMissing(first) ? fromIndex : toIndex);
            }

            return false;
        }

        if (fromIndex != toIndex)
        {
            return Row.TryRange(new DateRangeText(DateText.Of(first), DateText.Of(last)), fromIndex, toIndex, out from, out to);
        }

        var text = CellText.Decode(first);
        return IsMonth(text, out from, out to)
            ? !Row.IsInFuture(from, fromIndex)
            : Row.TryRange(DateRangeText.Of(text), fromIndex, toIndex, out from, out to);
    }

    // 2026-11 is the whole month.
    private static bool IsMonth(string text, out DateOnly from, out DateOnly to)
    {
        var isMonth = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out from) && from.Year is >= 1990 and <= 2100;
        to = isMonth ? from.AddMonths(1).AddDays(-1) : default;
        return isMonth;
    }
}
