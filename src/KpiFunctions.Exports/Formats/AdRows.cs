using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>The rows of an ad platform's report.</summary>
internal sealed class AdRows : TableReader
{
    private readonly AdReport _format;
    private readonly AdTable _table;
    private readonly AdPreamble _preamble;
    private readonly AdLevel _level;
    private readonly (int Index, int OtherIndex, string Name)[] _dimensions;
    private readonly AdCell[] _measures;
    private readonly AdRowPeriod? _period;
    private readonly AdBlankTotals? _blankTotals;
    private bool _hasLongPeriod;
    private readonly int[] _ids;
    private readonly int[] _naming;
    private readonly int[] _labels;
    private readonly MicrosDoubt _micros = new();
    private readonly decimal?[] _values;
    private readonly Sums _sums;
    private int _day;
    private bool _isDaySettled;
    private readonly string? _headerCurrency;
    private decimal?[]? _control;
    private bool _sawTotals;
    private int? _statedRows;
    private readonly DimensionsCache _dimensionCache;

    public AdRows(AdReport format, FormatMatch match, ReadContext context)
        : base(match, context)
    {
        _format = format;
        _table = format.Table;
        _preamble = format.PreambleOf(match.Before, match.Columns);
        _preamble = _preamble with { Range = _preamble.Range ?? format.RangeInName(context.Path) };
        _statedRows = _preamble.Rows;
        _day = _preamble.IsDaily ? Columns[_table.Day] : -1;
        _isDaySettled = !_preamble.MayDateByStart || _preamble.Range is null || _day < 0;
        _level = _table.LevelOf(Columns);
        _dimensions = [.. DimensionsOf(_table, Columns)];
        _dimensionCache = new DimensionsCache(_dimensions.Length, values => Dimensions.Of([.. _dimensions.Select((x, i) => (x.Name, values[i]))]));
        _measures = [.. AdCell.Of(_table, Columns)];
        _period = HasDay ? null : AdRowPeriod.Of(format, Columns, _preamble.Range);
        _blankTotals = _table.HasBlankTotals ? AdBlankTotals.Of(_table, Columns) : null;
        _values = new decimal?[_measures.Length];
        _sums = new Sums([.. _measures.Select(static x => x.Measure)]);
        _ids = Indexes([.. _table.CheckedIds]);
        _naming = [.. Indexes(_table.Day, _table.Campaign, _table.CampaignId), .. _ids, .. _dimensions.SelectMany(static x => new[] { x.Index, x.OtherIndex }).Where(static x => x >= 0)];
        _labels = [.. Enumerable.Range(0, Columns.Headers.Count).Except(_measures.SelectMany(static x => x.Indexes))];
        _headerCurrency = _measures.Where(static x => x.Measure.IsMoney).Select(x => Columns.Currency(x.Index)).FirstOrDefault(static x => x is not null);
        Needed = new NeededColumns([.. HasDay ? [_day] : _period?.Needed ?? [], .. _measures.SelectMany(static x => x.Indexes)]);
        context.Currency.State(_headerCurrency);
        context.Styles.DefaultDateOrder = _preamble.DateOrder ?? OrderOf(_preamble.Range);
        context.Styles.Default = format.NumbersOf(match);
    }

    protected override NeededColumns Needed { get; }

    // A range above the header is read without a survey, so what the format says of it must do.
    private DateOrder? Order => Context.Styles.DateOrder ?? _preamble.DateOrder;

    private bool HasDay => _day >= 0;

    // The line with the range is written as the rows are.
    private static DateOrder? OrderOf(DateRangeText? range) => (range?.From.Shape, range?.To.Shape) switch
    {
        (DateShape.DayFirst, not DateShape.MonthFirst) or (not DateShape.MonthFirst, DateShape.DayFirst) => DateOrder.DayFirst,
        (DateShape.MonthFirst, not DateShape.DayFirst) or (not DateShape.DayFirst, DateShape.MonthFirst) => DateOrder.MonthFirst,
        _ => null,
    };

    public override TableOutcome Finish()
    {
        var range = _preamble.Range?.Read(Order);
        if (_preamble.IsProvisional)
        {
            Context.Problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.Provisional);
        }

        NoteDoubts();
        var outcome = Outcome(_sums, _control, _statedRows) with { Account = _preamble.Account };
        return _period is null
            ? outcome with { Undated = !HasDay && !(range is { } x && x.From == x.To), Range = range }
            : outcome with { Undated = _hasLongPeriod, Range = Context.FirstDate is { } first && Context.LastDate is { } last ? (first, last) : range };
    }

    protected override bool TryReadTotal(CsvReader row)
    {
        if ((TotalOf(row) ?? _blankTotals?.TotalOf(Row, Context, isFirst: Context.Rows == 0 && !_sawTotals)) is not { } total)
        {
            return Context.WantsSurvey;
        }

        // The first total is that of the table's own rows; those behind it cover others too.
        var isOwn = total.IsTotal && !_sawTotals && (_level == AdLevel.Account || !total.IsOfAccount);
        var values = new decimal?[_measures.Length];
        for (var i = 0; isOwn && i < values.Length; i++)
        {
            values[i] = _measures[i].HasKind ? null : _measures[i].Read(Row);
        }

        if (Context.WantsSurvey)
        {
            return true;
        }

        // An unreadable total is no problem of the data.
        Context.Problems.DiscardRow();
        _control = isOwn ? values : _control;
        _sawTotals |= total.IsTotal;
        _statedRows = total.Rows ?? _statedRows;
        return true;
    }

    protected override void ReadData()
    {
        if (!TrySettleDay())
        {
            return;
        }

        var from = default(DateOnly);
        var to = default(DateOnly);
        NoteDates();
        var isPlaced = HasDay ? Row.TryDay(_day, out from) : _period?.TryRead(Row, out from, out to) ?? TryPeriod(out from, out to);
        to = HasDay ? from : to;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = _measures[i].Read(Row);
        }

        if (Context.WantsSurvey || Context.IsSurvey)
        {
            return;
        }

        Context.Currency.State(Currencies.Find(Row.Cell(Columns[_table.Currency])));
        var campaign = new CampaignRef(Row.Id(Columns[_table.CampaignId]), Row.Text(Columns[_table.Campaign]));
        foreach (var id in _ids)
        {
            _ = Row.Id(id);
        }

        if (campaign.IsNone && Columns.Has(_table.Campaign))
        {
            Row.Fail(ProblemCodes.MissingValue, Columns[_table.Campaign]);
        }

        var accountId = Row.Id(Columns[_table.AccountId]);
        var accountName = Row.Text(Columns[_table.Account]);
        var account = Context.Accounts.Resolve(accountId, accountName ?? _preamble.Account);
        if (account is null && accountId is null && accountName is null)
        {
            Row.Fail(ProblemCodes.UnexpectedAccount, -1, _preamble.Account!);
        }
        else if (account is null)
        {
            Row.Fail(ProblemCodes.UnexpectedAccount, accountId is null ? Columns[_table.Account] : Columns[_table.AccountId]);
        }

        if (Row.HasFailed)
        {
            return;
        }

        var currency = CurrencyOf(Columns[_table.Currency], _headerCurrency);
        Context.Currency.Use(currency);
        Row.CheckDuplicate();
        Context.NoteAccount(account!.Value);
        _sums.Add(_values, currency);
        _micros.Note(Read("cost"));
        if (isPlaced)
        {
            _hasLongPeriod |= from != to;
            Context.NoteDays(from, to);
            Context.Sink!.Add(Fact(account.Value, campaign, from, to, currency));
        }
    }

    // Where all rows bear the first day of a longer range, they are about the range; that takes a look at all of them.
    private bool TrySettleDay()
    {
        if (_isDaySettled)
        {
            return true;
        }

        if (Context.IsSurvey)
        {
            Context.Styles.NoteDay(Row.Cell(_day));
            return true;
        }

        if (!Context.Styles.IsSurveyed)
        {
            Context.WantsSurvey = true;
            return false;
        }

        _isDaySettled = true;
        var isOneDay = !Context.Styles.HasSeveralDays && Order is { } order && DateText.Of(Row.Cell(_day)).TryRead(order, out var day)
            && _preamble.Range!.Read(order) is { } range && range.From == day && range.To > day;
        _day = isOneDay ? -1 : _day;
        return true;
    }

    private AdFact Fact(AccountRef account, CampaignRef campaign, DateOnly from, DateOnly to, string currency) => new()
    {
        Source = _format.Source,
        Account = account,
        From = from,
        To = to,
        Level = _level,
        Campaign = campaign,
        Dimensions = ReadDimensions(),
        Channel = _format.ChannelOf(Row.Text(Columns[_table.NetworkType]) ?? Row.Text(Columns[_table.CampaignType])),
        Currency = currency,
        Impressions = (long?)Read("impressions"),
        Clicks = (long?)Read("clicks"),
        Cost = Read("cost"),
        Conversions = Read("conversions"),
        ConversionValue = Read("conversionValue"),
        Origin = Context.Origin(Row.Line),
    };

    private decimal? Read(string measure)
    {
        for (var i = 0; i < _measures.Length; i++)
        {
            if (string.Equals(_measures[i].Measure.Name, measure, StringComparison.Ordinal))
            {
                return _values[i];
            }
        }

        return null;
    }

    // Dates that date no row may still tell whether day or month comes first.
    private void NoteDates()
    {
        if (!Context.IsSurvey)
        {
            return;
        }

        foreach (var index in Columns.Unknown)
        {
            Row.NoteDate(index);
        }

        if (HasDay)
        {
            Row.NoteDate(Columns[_table.Starts]);
            Row.NoteDate(Columns[_table.Ends]);
        }
    }

    private void NoteDoubts()
    {
        foreach (var cell in _measures.Where(static x => x.IsSum))
        {
            Context.Problems.AddToFile(
                ProblemSeverity.Info, ProblemCodes.Derived, cell.Measure.Name, "goals", cell.Indexes.Count().ToString(CultureInfo.InvariantCulture));
        }

        var clicks = Array.FindIndex(_measures, static x => x.Measure.Name is "clicks");
        if (_table.MayBeInMicros && _micros.IsLikely(clicks < 0 ? 0 : _sums.Total(clicks)))
        {
            Context.Problems.AddToFile(ProblemSeverity.Warning, ProblemCodes.Implausible, "cost", "micros");
        }
    }

    // Rows of a file without days are about the range that it states. Without one they count in the totals, but make no fact.
    private bool TryPeriod(out DateOnly from, out DateOnly to)
    {
        from = to = default;
        if (_preamble.Range is not { } stated)
        {
            return false;
        }

        if (Context.IsSurvey)
        {
            Context.Styles.Note(stated.From.Shape, isDating: true);
            Context.Styles.Note(stated.To.Shape, isDating: true);
            return false;
        }

        if (stated.Read(Order) is not { } range)
        {
            Row.Fail(ProblemCodes.AmbiguousDate, -1);
            return false;
        }

        (from, to) = range;
        return !Row.IsInFuture(from, -1);
    }

    private Dimensions ReadDimensions()
    {
        for (var i = 0; i < _dimensions.Length; i++)
        {
            _dimensionCache.Values[i] = Row.Text(_dimensions[i].Index, keepDashes: true) ?? Row.Text(_dimensions[i].OtherIndex) ?? string.Empty;
        }

        return _dimensionCache.Get();
    }

    // A total's label stands in the first cell that holds anything (in keyword reports of Google Ads that is the third), or, where somebody
    // has put the columns in another order, in a later one; then the row must name nothing else.
    private AdTotal? TotalOf(CsvReader row)
    {
        var isFirst = true;
        foreach (var index in _labels)
        {
            var cell = index < row.Count ? CellText.Trim(row[index]) : default;
            if (CellText.IsMissing(cell))
            {
                continue;
            }

            if (_format.TotalOf(cell) is { } total && (isFirst || total.IsTotal) && ((isFirst && !_format.HasBareTotals) || !total.IsTotal || IsBare(row, index)))
            {
                return total;
            }

            // A row that names two things is no total, whatever stands further on: that spares the look for almost every row.
            if (isFirst && NamesSeveral(row))
            {
                return null;
            }

            isFirst = false;
        }

        return null;
    }

    private bool NamesSeveral(CsvReader row)
    {
        var named = 0;
        foreach (var index in _naming)
        {
            named += index < row.Count && !CellText.IsMissing(CellText.Trim(row[index])) ? 1 : 0;
            if (named > 1)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBare(CsvReader row, int label)
    {
        foreach (var index in _naming)
        {
            if (index != label && index < row.Count && !CellText.IsMissing(CellText.Trim(row[index])))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<(int Index, int OtherIndex, string Name)> DimensionsOf(AdTable table, BoundColumns columns) => table.Dimensions
        .Select(x => (Index: columns[x.Column], OtherIndex: x.Other is null ? -1 : columns[x.Other], x.Name))
        .Where(static x => x.Index >= 0 || x.OtherIndex >= 0);
}
