using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.GoogleAnalyticsColumns;

namespace KpiFunctions.Exports.Formats;

/// <summary>Walks over the blocks and tables of a Google Analytics export.</summary>
internal sealed class GoogleAnalyticsRows : RowReader
{
    private readonly ReadContext _context;
    private readonly int _headerLine;
    private readonly string _locale;
    private readonly GoogleAnalyticsPreamble _preamble = new();
    private readonly List<GoogleAnalyticsTable> _tables = [];
    private GoogleAnalyticsTable? _table;
    private bool _isBroken;

    public GoogleAnalyticsRows(FormatMatch match, ReadContext context)
    {
        _context = context;
        _headerLine = match.Header.Line;
        _locale = match.Columns.Locale;
        // The platform writes points; with semicolons a spreadsheet saved the file, which then writes decimals as its language does.
        context.Styles.Fixed = match.Delimiter == (byte)';' ? null : NumberStyle.Point;
    }

    public override bool IsInData(int line) => line > _headerLine;

    public override void Read(CsvReader row)
    {
        if (GoogleAnalyticsReport.IsPreamble(row.Raw))
        {
            if (_table is not null)
            {
                _table = null;
                _preamble.EndBlock();
            }

            _preamble.Read(CellText.Decode(row.Raw.Length > 1000 ? row.Raw[..1000] : row.Raw));
            return;
        }

        if (row.Line < _headerLine)
        {
            return;
        }

        if (TableReader.IsBlank(row))
        {
            _isBroken = _table is { Rows: > 0 };
            return;
        }

        if (_table is null || (_isBroken && IsHeader(row)))
        {
            Open(row);
        }
        else
        {
            ReadRow(row, _table);
        }
    }

    public override TableOutcome Finish()
    {
        var usable = _tables.Where(static x => x.IsUsable).ToList();
        var dated = usable.Where(static x => x.IsDated && x.Rows > 0).ToList();
        // Where no table has anything to keep, the answer is about what they are all the same.
        var told = usable.Count > 0 ? usable : _tables;
        var range = told.Select(x => x.Range(_context.Styles)).FirstOrDefault(static x => x is not null);
        var isOneDay = told.Count > 0 && told.TrueForAll(x => x.Range(_context.Styles) is { } r && r.From == r.To);
        var isMixed = _context.Currency.Used.Count > 1;
        return new TableOutcome
        {
            Totals = [.. GoogleAnalyticsTotals.Of(usable).Where(x => !isMixed || !x.IsMoney)],
            TotalsByCurrency = isMixed
                ? usable.First(static x => x.Measures.Any(static m => m.Measure.IsMoney)).Sums.MoneyByCurrency()
                : new Dictionary<string, IReadOnlyList<MeasureTotal>>(StringComparer.Ordinal),
            Control = ControlOf(usable, isMixed),
            Undated = dated.Count == 0 && told.Exists(static x => !x.IsDated) && !isOneDay,
            Range = range,
            Locale = _locale,
            HasMoney = usable.Exists(static x => x.Rows > 0 && x.Measures.Any(static m => m.Measure.IsMoney)),
            Account = _preamble.Property,
        };
    }

    private void Open(CsvReader row)
    {
        var headers = new string[row.Count];
        for (var i = 0; i < headers.Length; i++)
        {
            headers[i] = CellText.Decode(CellText.Trim(row[i]));
        }

        _isBroken = false;
        _preamble.EndBlock();
        _tables.Add(_table = new GoogleAnalyticsTable(Known.Bind(headers), _preamble, _context));
    }

    // Behind an empty line a row that names known columns and holds no number opens a table.
    private static bool IsHeader(CsvReader row)
    {
        var headers = new List<string>(row.Count);
        for (var i = 0; i < row.Count && i < 100; i++)
        {
            headers.Add(CellText.Decode(row[i]));
        }

        return Known.Bind(headers).Count > 1;
    }

    private void ReadRow(CsvReader row, GoogleAnalyticsTable table)
    {
        _isBroken = false;
        table.Row.Begin(row);
        if (IsTotal(row, table))
        {
            ReadTotal(table);
            return;
        }

        table.Row.CheckShape(table.Needed);
        if (table.IsUsable && !table.Row.HasFailed)
        {
            ReadFact(table);
        }

        if (!_context.WantsSurvey)
        {
            table.Rows++;
            _context.Rows++;
            _context.Rejected += table.Row.HasFailed ? 1 : 0;
        }
    }

    private void ReadFact(GoogleAnalyticsTable table)
    {
        var isPlaced = TryPlace(table, out var from, out var to);
        table.ReadValues();
        if (_context.WantsSurvey || _context.IsSurvey || table.Row.HasFailed)
        {
            return;
        }

        if (_context.Accounts.Resolve(null, _preamble.Property) is not { } account)
        {
            table.Row.Fail(ProblemCodes.UnexpectedAccount, -1, _preamble.Property ?? string.Empty);
            return;
        }

        table.Row.CheckDuplicate();
        _context.NoteAccount(account);
        var currency = _context.Currency.Of(null, table.Currency, table.Row.AffixCurrency, table.Row.SharedSign);
        if (table.Value("revenue") is not null)
        {
            _context.Currency.Use(currency);
        }

        table.Sums.Add(table.Values, currency);
        if (isPlaced && table.KeepsFacts)
        {
            NoteDays(table, from, to);
            _context.Sink!.Add(Fact(table, account, from, to, currency));
        }
    }

    // Tables without days are noted only by their range, which Finish states if there are no others.
    private void NoteDays(GoogleAnalyticsTable table, DateOnly from, DateOnly to)
    {
        if (table.IsDated)
        {
            _context.NoteDays(from, to);
        }
    }

    private WebFact Fact(GoogleAnalyticsTable table, AccountRef account, DateOnly from, DateOnly to, string currency) => new()
    {
        Source = Sources.GoogleAnalytics,
        Account = account,
        From = from,
        To = to,
        Dimensions = table.ReadDimensions(),
        Currency = currency,
        Sessions = table.IsOfParts ? null : (long?)table.Value("sessions"),
        Users = table.IsOfParts ? null : (long?)table.Value("users"),
        NewUsers = table.IsOfParts ? null : (long?)table.Value("newUsers"),
        Conversions = table.Value("conversions"),
        Orders = (long?)table.Value("orders"),
        Revenue = table.Value("revenue"),
        Origin = _context.Origin(table.Row.Line),
    };

    private bool TryPlace(GoogleAnalyticsTable table, out DateOnly from, out DateOnly to)
    {
        from = to = default;
        if (table.Columns.Has(Date))
        {
            var isDay = table.Row.TryDay(table.Columns[Date], out from);
            to = from;
            return isDay;
        }

        if (_context.IsSurvey || table.RowRange(_context.Styles) is not { } range)
        {
            if (!_context.IsSurvey && table.IsDated)
            {
                table.Row.Fail(ProblemCodes.BadDate, table.Columns[NthDay]);
            }

            return false;
        }

        (from, to) = range;
        return table.Columns.Has(NthDay)
            ? TryNthDay(table, range.From, out from, out to)
            : !table.Row.IsInFuture(from, -1);
    }

    // 0000 is the first day of the table's range.
    private static bool TryNthDay(GoogleAnalyticsTable table, DateOnly start, out DateOnly from, out DateOnly to)
    {
        from = to = start;
        var index = table.Columns[NthDay];
        var cell = table.Row.Cell(index);
        if (cell.IsEmpty)
        {
            table.Row.Fail(ProblemCodes.MissingValue, index);
            return false;
        }

        var isNumber = cell.Length <= 5 && cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (!isNumber)
        {
            table.Row.Fail(ProblemCodes.BadDate, index);
            return false;
        }

        var days = 0;
        foreach (var digit in cell)
        {
            days = (days * 10) + (digit - '0');
        }

        from = to = start.AddDays(days);
        return !table.Row.IsInFuture(from, index);
    }

    // In explorations the total row stands first and has one cell more than the header: "Grand total". Elsewhere it is named so in the first cell.
    private static bool IsTotal(CsvReader row, GoogleAnalyticsTable table)
    {
        var last = row.Count - 1;
        while (last > 0 && CellText.Trim(row[last]).IsEmpty)
        {
            last--;
        }

        // A label in a language that is not known is still behind the last column, and nothing is before the numbers.
        var label = CellText.Trim(row[last]);
        var isBehind = last == table.Width && (IsTotalWord(label) || (CellText.Trim(row[0]).IsEmpty && !label.IsEmpty && label[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9'))));
        return isBehind || IsTotalWord(CellText.Trim(row[0]));
    }

    private static bool IsTotalWord(ReadOnlySpan<byte> cell) =>
        cell.Length is > 3 and < 60 && cell[0] is not (>= (byte)'0' and <= (byte)'9') && GoogleAnalyticsWords.IsTotal(HeaderText.Key(CellText.Decode(cell)));

    private void ReadTotal(GoogleAnalyticsTable table)
    {
        if (_context.IsSurvey)
        {
            return;
        }

        table.ReadValues();
        if (_context.WantsSurvey)
        {
            return;
        }

        table.Control ??= [.. table.Values];
        // An unreadable total is no problem of the data, nor is its extra cell.
        _context.Problems.DiscardRow();
    }

    private ControlResult ControlOf(List<GoogleAnalyticsTable> tables, bool isMixed)
    {
        var results = tables
            .Where(static x => x.Control is not null)
            .Select(x => Controls.Compare(x.Sums, x.Control, _context, withMoney: !isMixed))
            .Where(static x => x.Present)
            .ToList();
        return results.Count == 0
            ? ControlResult.Absent
            : new ControlResult(Present: true, results.TrueForAll(static x => x.Matches), "totals", [.. results.SelectMany(static x => x.Differences)]);
    }
}
