using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.YandexMetricaReport;

namespace KpiFunctions.Exports.Formats;

/// <summary>The rows of a table of Yandex Metrica. Their facts have the dimensions that those of its programming interface have.</summary>
internal sealed class YandexMetricaRows : TableReader
{
    private const string NewUsers = "newUsers";
    private readonly (int Index, string Name)[] _dimensions;
    private readonly (string Name, int[] Indexes)[] _columns;
    private readonly DateRangeText? _stated;
    private readonly string? _headerCurrency;
    private readonly bool _isShareInPercent;
    private readonly bool _hasShare;
    private readonly int _dating;
    private readonly decimal?[] _values;
    private readonly Sums _sums;
    private readonly DimensionsCache _dimensionCache;
    private decimal?[]? _control;
    private bool _hasIntervals;
    private (string Text, DateRangeText? Range) _lastInterval = (string.Empty, null);

    public YandexMetricaRows(FormatMatch match, ReadContext context)
        : base(match, context)
    {
        _columns = [.. MeasuresOf(Columns)];
        _hasShare = !Columns.Has(NewVisitors) && Columns.Has(NewShare) && Columns.Has(Visitors);
        _isShareInPercent = _hasShare && Columns.Headers[Columns[NewShare]].Contains('%', StringComparison.Ordinal);
        _dating = Columns.Has(Day) ? Columns[Day] : Columns[Interval];
        _dimensions = [.. DimensionsOf(Columns)];
        _dimensionCache = new DimensionsCache(_dimensions.Length, Build);
        _stated = match.Before.Select(static x => StatedDays.In(string.Join(' ', x.Cells.Where(static c => c.Length > 0)))).FirstOrDefault(static x => x is not null);
        _headerCurrency = Columns.Currency(Columns[Revenue]);
        _values = new decimal?[_columns.Length];
        _sums = new Sums([.. _columns.Select(static x => MeasureOf(x.Name))]);
        Needed = new NeededColumns([.. _dating >= 0 ? [_dating] : Array.Empty<int>(), .. _columns.SelectMany(static x => x.Indexes)]);
        context.Styles.Default = NumberStyle.Point;
    }

    protected override NeededColumns Needed { get; }

    public override TableOutcome Finish()
    {
        if (_hasShare)
        {
            Context.Problems.AddToFile(ProblemSeverity.Info, ProblemCodes.Derived, NewUsers, "share");
        }

        foreach (var (name, indexes) in _columns.Where(static x => x.Indexes.Length > 1))
        {
            Context.Problems.AddToFile(ProblemSeverity.Info, ProblemCodes.Derived, name, "goals", indexes.Length.ToString(CultureInfo.InvariantCulture));
        }

        var stated = _dating < 0 ? _stated?.Read(Order) : null;
        var outcome = Outcome(_sums, _control);
        return outcome with
        {
            Totals = [.. outcome.Totals.Select(WithoutOverlap).OfType<MeasureTotal>()],
            HasMoney = Columns.Has(Revenue),
            Undated = _dating < 0 ? !(stated is { } x && x.From == x.To) : _hasIntervals,
            Range = stated ?? (Context.FirstDate is { } from && Context.LastDate is { } to ? (from, to) : null),
        };
    }

    private DateOrder? Order => Context.Styles.DateOrder;

    protected override bool TryReadTotal(CsvReader row)
    {
        if (!IsTotal(CellText.Trim(row[0])))
        {
            return false;
        }

        if (Context.IsSurvey)
        {
            return true;
        }

        ReadValues();
        if (Context.WantsSurvey)
        {
            return true;
        }

        // An unreadable total is no problem of the data.
        Context.Problems.DiscardRow();
        _control ??= [.. _values];
        return true;
    }

    protected override void ReadData()
    {
        var isPlaced = TryPlace(out var from, out var to);
        ReadValues();
        if (Context.WantsSurvey || Context.IsSurvey || Row.HasFailed)
        {
            return;
        }

        var currency = Context.Currency.Of(null, _headerCurrency, Row.AffixCurrency, Row.SharedSign);
        if (Value("revenue") is not null)
        {
            Context.Currency.Use(currency);
        }

        Row.CheckDuplicate();
        var account = Context.Accounts.Resolve(null, null) ?? AccountRef.None;
        Context.NoteAccount(account);
        _sums.Add(_values, currency);
        if (isPlaced)
        {
            _hasIntervals |= from != to;
            Context.NoteDays(from, to);
            Context.Sink!.Add(Fact(account, from, to, currency));
        }
    }

    private WebFact Fact(AccountRef account, DateOnly from, DateOnly to, string currency) => new()
    {
        Source = Sources.YandexMetrica,
        Account = account,
        From = from,
        To = to,
        Dimensions = ReadDimensions(),
        Currency = currency,
        Sessions = (long?)Value("sessions"),
        Users = (long?)Value("users"),
        NewUsers = (long?)Value(NewUsers),
        Conversions = Value("conversions"),
        Orders = (long?)Value("orders"),
        Revenue = Value("revenue"),
        Origin = Context.Origin(Row.Line),
    };

    // A day, or two in one cell; a table with neither is about the range above its header, if it has one.
    private bool TryPlace(out DateOnly from, out DateOnly to)
    {
        from = to = default;
        if (_dating < 0)
        {
            return !Context.IsSurvey && IsReadable(_stated, ref from, ref to) && !Row.IsInFuture(from, -1);
        }

        var cell = Row.Cell(_dating);
        if (cell.IndexOf(" - "u8) < 0 && cell.IndexOf("–"u8) < 0)
        {
            var isDay = Row.TryDay(_dating, out from);
            to = from;
            return isDay;
        }

        if (Context.IsSurvey)
        {
            return false;
        }

        var isInterval = IsReadable(IntervalOf(Context.Texts.Get(cell)), ref from, ref to);
        if (!isInterval)
        {
            Row.Fail(ProblemCodes.BadDate, _dating);
        }

        return isInterval && !Row.IsInFuture(from, _dating);
    }

    private bool IsReadable(DateRangeText? range, ref DateOnly from, ref DateOnly to)
    {
        if (range?.Read(Order) is not { } read)
        {
            return false;
        }

        (from, to) = read;
        return true;
    }

    // A month has as many rows as there are sources and one interval.
    private DateRangeText? IntervalOf(string text)
    {
        _lastInterval = ReferenceEquals(text, _lastInterval.Text) ? _lastInterval : (text, DateRangeText.Of(text));
        return _lastInterval.Range;
    }

    private void ReadValues()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _values[i] = ReadValue(_columns[i]);
        }
    }

    private decimal? ReadValue((string Name, int[] Indexes) column)
    {
        if (_hasShare && column.Name is NewUsers)
        {
            return Row.Count(Columns[Visitors]) * Row.Share(Columns[NewShare], _isShareInPercent) is { } exact ? Math.Round(exact, MidpointRounding.ToEven) : null;
        }

        decimal? sum = null;
        foreach (var index in column.Indexes)
        {
            var value = MeasureOf(column.Name).IsCount ? Row.Count(index) : Row.Amount(index);
            sum = value is null ? sum : value + (sum ?? 0);
        }

        return sum;
    }

    private decimal? Value(string name)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (string.Equals(_columns[i].Name, name, StringComparison.Ordinal))
            {
                return _values[i];
            }
        }

        return null;
    }

    private Dimensions ReadDimensions()
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            _dimensionCache.Values[i] = Row.Text(_dimensions[i].Index, keepDashes: true) ?? string.Empty;
        }

        return _dimensionCache.Get();
    }

    private Dimensions Build(string[] values)
    {
        var items = _dimensions.Select((x, i) => (x.Name, Value: x.Name is DimensionNames.Source or DimensionNames.Medium or DimensionNames.Campaign ? Known(values[i]) : values[i])).ToArray();
        var source = Array.Find(items, static x => x.Name is DimensionNames.Source).Value ?? string.Empty;
        var medium = Array.Find(items, static x => x.Name is DimensionNames.Medium).Value ?? string.Empty;
        return Dimensions.Of([.. items.Select(x => x.Name is DimensionNames.Channel ? (x.Name, MetricaChannels.Of(MetricaChannels.IdOf(x.Value), source, medium)) : x)]);
    }

    // The programming interface gives no value where a file says so in words.
    private static string Known(string value) => value.ToUpperInvariant() is "НЕ ОПРЕДЕЛЕНО" or "НЕ УКАЗАНО" or "NOT SPECIFIED" or "UNDEFINED" or "NOT DEFINED" or "(NOT SET)" or "-" ? string.Empty : value;

    // Users of several rows overlap: only the platform's own total, or a single row, is about the whole.
    private MeasureTotal? WithoutOverlap(MeasureTotal total)
    {
        if (total.Measure is not "users")
        {
            return total;
        }

        var own = _control?[Array.FindIndex(_columns, static x => x.Name is "users")] ?? (_sums.Rows == 1 ? total.Value : null);
        return own is { } users ? total with { Value = users } : null;
    }

    private static bool IsTotal(ReadOnlySpan<byte> cell) =>
        cell.Length is > 4 and < 60 && cell[0] is 0xD0 or (byte)'T' or (byte)'t'
        && HeaderText.Key(CellText.Decode(cell)).TrimEnd(':') is "итого и средние" or "итого" or "всего" or "итого/средние" or "totals and averages" or "total and averages" or "totals" or "total";

    private static Measure MeasureOf(string name) => name switch
    {
        "conversions" => new(name, IsCount: false, IsMoney: false),
        "revenue" => new(name, IsCount: false, IsMoney: true) { RoundingPerRow = YandexDirectReport.ShownMoney },
        "users" or NewUsers => new(name, IsCount: true, IsMoney: false) { IsAdditive = false },
        _ => new(name, IsCount: true, IsMoney: false),
    };

    private static IEnumerable<(string Name, int[] Indexes)> MeasuresOf(BoundColumns columns)
    {
        var goals = columns.Has(Goals) ? [columns[Goals]] : columns.Unknown.Where(i => IsGoal(HeaderText.Key(columns.Headers[i]))).ToArray();
        int[] newUsers = columns.Has(NewVisitors) ? [columns[NewVisitors]] : columns.Has(NewShare) && columns.Has(Visitors) ? [columns[NewShare]] : [];
        return new (string, int[])[]
        {
            ("sessions", Of(Visits)), ("users", Of(Visitors)), (NewUsers, newUsers), ("conversions", goals), ("orders", Of(Purchases)), ("revenue", Of(Revenue)),
        }.Where(static x => x.Item2.Length > 0);

        int[] Of(ColumnSpec column) => columns.Has(column) ? [columns[column]] : [];
    }

    // Dimensions stand before measures; a column of an unknown name behind the first measure is a measure that is not kept.
    private static IEnumerable<(int Index, string Name)> DimensionsOf(BoundColumns columns)
    {
        var first = new[] { Visits, Visitors, NewVisitors, NewShare, Goals, Purchases, Revenue, Ignored }.Where(columns.Has).Min(x => columns[x]);
        return columns.Unknown
            .Where(i => i < first)
            .Select(i => (Index: i, Name: DimensionOf(HeaderText.Key(columns.Headers[i]))))
            .DistinctBy(static x => x.Name, StringComparer.Ordinal);
    }
}
