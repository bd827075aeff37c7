using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Mapped;

/// <summary>The rows of a file that is read by a mapping, whatever they are about.</summary>
internal sealed class MappedRows : TableReader
{
    private const int MaxTotals = 20;

    // Nobody knows how such tables round: an amount and its total are shown in hundredths, each rounded by itself.
    private const decimal ShownFraction = 0.005m;

    private readonly MappedFormat _format;
    private readonly MappedFacts _facts;
    private readonly (int Index, Measure Measure)[] _measures;
    private readonly decimal?[] _values;
    private readonly Sums _sums;
    private readonly List<decimal?[]> _totals = [];
    private readonly (int Index, byte[] Header)[] _header;
    private readonly string? _headerCurrency;
    private readonly int _date;
    private readonly int _from;
    private readonly int _to;

    public MappedRows(MappedFormat format, FormatMatch match, ReadContext context)
        : base(match, context)
    {
        _format = format;
        _date = At("date");
        _from = At("from");
        _to = At("to");
        _measures = [.. MappingFields.MeasuresOf(format.Kind).Select(x => (Index: At(x), Measure: MeasureOf(x))).Where(static x => x.Index >= 0)];
        _values = new decimal?[_measures.Length];
        _sums = new Sums([.. _measures.Select(static x => x.Measure)]);
        _facts = new MappedFacts(format, Columns, Row, context, [.. _measures.Select(static x => x.Measure.Name)]);
        _headerCurrency = _measures.Where(static x => x.Measure.IsMoney).Select(x => Columns.Currency(x.Index)).FirstOrDefault(static x => x is not null);
        _header = [.. format.Mapping.Columns.Select(x => At(x.Field)).Where(static x => x >= 0).Distinct().Select(x => (x, System.Text.Encoding.UTF8.GetBytes(Columns.Headers[x])))];
        Needed = new NeededColumns([.. new[] { _date, _from, _to }.Where(static x => x >= 0), .. _measures.Select(static x => x.Index)]);
        Settle(context.Styles, format.Mapping, match.Delimiter);
    }

    protected override NeededColumns Needed { get; }

    private bool IsDated => _date >= 0 || _from >= 0;

    public override TableOutcome Finish()
    {
        var control = _totals.Find(x => !_sums.CompareWith(x, withMoney: true).Any()) ?? _totals.FirstOrDefault();
        var outcome = Outcome(_sums, control);
        // Amounts of a range are spread over its days, so they have days enough.
        var isUndated = !IsDated && _format.Kind != FactKind.Costs && !(_format.Range is { } range && range.From == range.To);
        return outcome with
        {
            Totals = [.. outcome.Totals.Select(x => Whole(x, control)).OfType<MeasureTotal>()],
            Undated = isUndated,
            Range = _format.Range,
            Locale = null,
        };
    }

    protected override bool TryReadTotal(CsvReader row)
    {
        if (IsHeaderAgain())
        {
            return true;
        }

        if (!IsTotal(row))
        {
            return false;
        }

        var values = new decimal?[_measures.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadMeasure(i);
        }

        if (Context.WantsSurvey)
        {
            return true;
        }

        // An unreadable total is no problem of the data.
        Context.Problems.DiscardRow();
        if (_totals.Count < MaxTotals)
        {
            _totals.Add(values);
        }

        return true;
    }

    protected override void ReadData()
    {
        var isPlaced = TryPlace(out var from, out var to);
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = ReadMeasure(i);
        }

        if (Context.WantsSurvey || Context.IsSurvey || !_facts.TryRead(_values))
        {
            return;
        }

        var currency = Currency();
        if (_facts.HasMoney)
        {
            Context.Currency.Use(currency);
        }

        Row.CheckDuplicate();
        _facts.NoteAccount();
        _sums.Add(_values, currency);
        if (isPlaced)
        {
            Context.NoteDays(from, to);
            _facts.Add(from, to, currency);
        }
    }

    private static void Settle(ColumnStyles styles, FileMapping mapping, byte delimiter)
    {
        styles.DateFormat = mapping.DateFormat is { } pattern ? DateFormat.Of(pattern) : null;
        styles.Fixed = mapping.Numbers switch
        {
            DecimalSign.Comma => NumberStyle.Comma,
            DecimalSign.Point => NumberStyle.Point,
            _ => null,
        };
        // Spreadsheets put semicolons between cells where the comma stands before the decimals.
        styles.Default = delimiter == (byte)';' ? NumberStyle.Comma : NumberStyle.Point;
        if (mapping.DateOrder is { } order)
        {
            styles.UseDateOrder(order);
        }
    }

    private static Measure MeasureOf(string field) => field switch
    {
        "cost" or "conversionValue" or "revenue" => new(field, IsCount: false, IsMoney: true) { RoundingPerRow = ShownFraction },
        "amount" => new("cost", IsCount: false, IsMoney: true) { RoundingPerRow = ShownFraction },
        "conversions" => new(field, IsCount: false, IsMoney: false) { RoundingPerRow = ShownFraction },
        _ => new(field, IsCount: true, IsMoney: false) { IsAdditive = field != "users" },
    };

    private int At(string field) => Columns[_format.Column(field)];

    private decimal? ReadMeasure(int measure)
    {
        var (index, kind) = _measures[measure];
        return kind.IsCount ? Row.Count(index) : Row.Amount(index);
    }

    // Users of several rows overlap: only a single row, or the table's own total, is about the whole.
    private MeasureTotal? Whole(MeasureTotal total, decimal?[]? control)
    {
        if (total.Measure != "users" || _sums.Rows <= 1)
        {
            return total;
        }

        var index = Array.FindIndex(_measures, static x => x.Measure.Name == "users");
        return control?[index] is { } stated ? total with { Value = stated } : null;
    }

    // What the file says itself stands before what the mapping says.
    private string Currency()
    {
        var cell = Row.Cell(At("currency"));
        var code = Currencies.Find(cell);
        var constant = _format.Mapping.Constants.GetValueOrDefault("currency");
        var isOther = constant is not null && Row.SharedSign is { } sign && !Currencies.MayMean(sign, constant);
        return Context.Currency.Of(
            code, _headerCurrency ?? Row.AffixCurrency ?? (isOther ? null : constant), null, Row.SharedSign, isUnreadable: code is null && !CellText.IsMissing(cell));
    }

    private bool TryPlace(out DateOnly from, out DateOnly to)
    {
        if (_date >= 0 && !(CellText.IsMissing(Row.Cell(_date)) && _from >= 0))
        {
            return TryOneCell(_date, out from, out to);
        }

        if (_from < 0)
        {
            return TryRangeOfAll(out from, out to);
        }

        if (_to < 0)
        {
            return TryOneCell(_from, out from, out to);
        }

        from = to = default;
        var missing = CellText.IsMissing(Row.Cell(_from)) ? _from : CellText.IsMissing(Row.Cell(_to)) ? _to : -1;
        if (missing < 0)
        {
            return Row.TryRange(new DateRangeText(Row.Date(_from), Row.Date(_to)), _from, _to, out from, out to);
        }

        if (!Context.IsSurvey)
        {
            Row.Fail(ProblemCodes.MissingValue, missing);
        }

        return false;
    }

    private bool TryRangeOfAll(out DateOnly from, out DateOnly to)
    {
        from = to = default;
        return _format.Range is { } range && !Context.IsSurvey && Row.TryRange(new DateRangeText(Text(range.From), Text(range.To)), -1, -1, out from, out to);

        static DateText Text(DateOnly day) => DateText.Of(day.ToDateTime(TimeOnly.MinValue), hasTime: false);
    }

    // A day, a range, or a month: 2026-11, 11.2026.
    private bool TryOneCell(int index, out DateOnly from, out DateOnly to)
    {
        if (Row.Date(index).Shape != DateShape.Bad)
        {
            var isDay = Row.TryDay(index, out from);
            to = from;
            return isDay;
        }

        var text = CellText.Decode(Row.Cell(index));
        if (DateOnly.TryParseExact(text, ["yyyy-MM", "MM.yyyy", "MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out from) && from.Year is >= 1990 and <= 2100)
        {
            to = from.AddMonths(1).AddDays(-1);
            return !Context.IsSurvey && !Row.IsInFuture(from, index);
        }

        return Row.TryRange(DateRangeText.Of(text), index, index, out from, out to);
    }

    // Tables that were printed or joined have their header again further down.
    private bool IsHeaderAgain()
    {
        foreach (var (index, header) in _header)
        {
            if (!Row.Cell(index).SequenceEqual(header))
            {
                return false;
            }
        }

        return true;
    }

    // The usual words may also be a campaign's name, so that a row with a day needs a word that the mapping names.
    private bool IsTotal(CsvReader row)
    {
        var first = 0;
        while (first < row.Count && CellText.IsMissing(Row.Cell(first)))
        {
            first++;
        }

        var (isTotal, isNamed) = _format.Totals.Of(Row.Cell(first));
        var day = _date >= 0 ? _date : _from;
        return isTotal && (isNamed || day < 0 || first == day || CellText.IsMissing(Row.Cell(day)));
    }
}
