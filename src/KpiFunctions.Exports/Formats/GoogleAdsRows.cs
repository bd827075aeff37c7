using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;
using static KpiFunctions.Exports.Formats.GoogleAdsReport;

namespace KpiFunctions.Exports.Formats;

/// <summary>The rows of a Google Ads report.</summary>
internal sealed class GoogleAdsRows : TableReader
{
    // Measured: cost adds up exactly; fractional conversions are rounded to hundredths in each row and once more in the total.
    private const decimal ShownFraction = 0.005m;
    private readonly AdLevel _level;
    private readonly (int Index, int OtherIndex, string Name)[] _dimensions;
    private readonly (int Index, Measure Measure)[] _measures;
    private readonly int[] _ids;
    private readonly decimal?[] _values;
    private readonly Sums _sums;
    private readonly DateRangeText? _stated;
    private readonly string? _headerCurrency;
    private decimal?[]? _control;
    private bool _sawTotals;
    private readonly DimensionsCache _dimensionCache;

    public GoogleAdsRows(FormatMatch match, ReadContext context)
        : base(match, context)
    {
        _level = LevelOf(Columns);
        _dimensions = [.. DimensionsOf(Columns)];
        _dimensionCache = new DimensionsCache(_dimensions.Length, values => Dimensions.Of([.. _dimensions.Select((x, i) => (x.Name, values[i]))]));
        _measures = [.. MeasuresOf(Columns)];
        _values = new decimal?[_measures.Length];
        _sums = new Sums([.. _measures.Select(static x => x.Measure)]);
        _ids = Indexes(AdGroupId, AdId, KeywordId);
        _stated = StatedRange(match.Before);
        _headerCurrency = Columns.Currency(Columns[Cost]) ?? Columns.Currency(Columns[Value]);
        Needed = new NeededColumns([.. Indexes(Day), .. _measures.Select(static x => x.Index)]);
        context.Styles.Default = Columns.Locale is "en" ? NumberStyle.Point : NumberStyle.Comma;
    }

    protected override NeededColumns Needed { get; }

    private bool HasDay => Columns.Has(Day);

    public override TableOutcome Finish()
    {
        var range = _stated?.Read(Context.Styles.DateOrder);
        return Outcome(_sums, _control) with { Undated = !HasDay && !(range is { } x && x.From == x.To), Range = range };
    }

    protected override bool TryReadTotal(CsvReader row)
    {
        if (TotalLabel(row) is not { } label)
        {
            return false;
        }

        // The first total is that of the table's own rows; "Total: Account" and those by campaign type cover others too.
        var isOwn = !_sawTotals && (_level == AdLevel.Account || !AccountTotals.Contains(label, StringComparer.Ordinal));
        var values = new decimal?[_measures.Length];
        for (var i = 0; isOwn && i < values.Length; i++)
        {
            values[i] = ReadMeasure(i);
        }

        if (Context.WantsSurvey)
        {
            return true;
        }

        // An unreadable total is no problem of the data.
        Context.Problems.DiscardRow();
        _control = isOwn ? values : _control;
        _sawTotals = true;
        return true;
    }

    protected override void ReadData()
    {
        var from = default(DateOnly);
        var to = default(DateOnly);
        var isPlaced = HasDay ? Row.TryDay(Columns[Day], out from) : TryPeriod(out from, out to);
        to = HasDay ? from : to;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = ReadMeasure(i);
        }

        if (Context.WantsSurvey || Context.IsSurvey)
        {
            return;
        }

        var campaign = new CampaignRef(Row.Id(Columns[CampaignId]), Row.Text(Columns[Campaign]));
        foreach (var id in _ids)
        {
            _ = Row.Id(id);
        }

        if (campaign.IsNone && Columns.Has(Campaign))
        {
            Row.Fail(ProblemCodes.MissingValue, Columns[Campaign]);
        }

        var accountId = Row.Id(Columns[CustomerId]);
        var account = Context.Accounts.Resolve(accountId, Row.Text(Columns[Account]));
        if (account is null)
        {
            Row.Fail(ProblemCodes.UnexpectedAccount, accountId is null ? Columns[Account] : Columns[CustomerId]);
        }

        if (Row.HasFailed)
        {
            return;
        }

        var currency = CurrencyOf(Columns[Currency], _headerCurrency);
        Context.Currency.Use(currency);
        Row.CheckDuplicate();
        Context.NoteAccount(account!.Value);
        _sums.Add(_values, currency);
        if (isPlaced)
        {
            Context.NoteDays(from, to);
            Context.Sink!.Add(Fact(account.Value, campaign, from, to, currency));
        }
    }

    private AdFact Fact(AccountRef account, CampaignRef campaign, DateOnly from, DateOnly to, string currency) => new()
    {
        Source = Sources.GoogleAds,
        Account = account,
        From = from,
        To = to,
        Level = _level,
        Campaign = campaign,
        Dimensions = ReadDimensions(),
        Channel = ChannelOf(Row.Text(Columns[CampaignType])),
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

    private decimal? ReadMeasure(int measure)
    {
        var (index, kind) = _measures[measure];
        return kind.IsCount ? Row.Count(index) : Row.Amount(index);
    }

    // Rows of a file without days are about the range that it states. Without one they count in the totals, but make no fact.
    private bool TryPeriod(out DateOnly from, out DateOnly to)
    {
        from = to = default;
        if (_stated is null)
        {
            return false;
        }

        if (Context.IsSurvey)
        {
            Context.Styles.Note(_stated.From.Shape, isDating: true);
            Context.Styles.Note(_stated.To.Shape, isDating: true);
            return false;
        }

        if (_stated.Read(Context.Styles.DateOrder) is not { } range)
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

    // "Total: …" in the first cell that holds anything; in keyword reports that is the third.
    private static string? TotalLabel(CsvReader row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            var cell = CellText.Trim(row[i]);
            if (CellText.IsMissing(cell))
            {
                continue;
            }

            // Every total word ends so; this spares a string for almost every row.
            if (cell.Length > 100 || (!cell.Contains((byte)':') && cell.IndexOf("–"u8) < 0))
            {
                return null;
            }

            var text = HeaderText.Key(CellText.Decode(cell));
            return TotalWords.FirstOrDefault(x => text.StartsWith(x, StringComparison.Ordinal)) is { } word ? text[word.Length..].Trim() : null;
        }

        return null;
    }

    private static AdLevel LevelOf(BoundColumns columns) =>
        columns.HasAny(SearchTerm, Product) ? AdLevel.SearchTerm
        : columns.HasAny(Keyword, Audience, Placement) ? AdLevel.Keyword
        : columns.HasAny(AdGroup, AdGroupId, Ad, AdId) || Breakdowns.Any(x => columns.Has(x.Column)) ? AdLevel.AdGroup
        : columns.HasAny(Campaign, CampaignId) ? AdLevel.Campaign
        : AdLevel.Account;

    private static IEnumerable<(int Index, int OtherIndex, string Name)> DimensionsOf(BoundColumns columns)
    {
        var named = new (ColumnSpec Column, ColumnSpec? Other, string Name)[]
        {
            (AdGroup, AdGroupId, "ad_group"), (Ad, AdId, "ad"), (Keyword, KeywordId, "keyword"), (GoogleAdsReport.MatchType, null, "match_type"),
            (SearchTerm, null, "search_term"), (Audience, null, "audience"), (Placement, null, "placement"), (Product, null, "product"), (Network, null, "network"),
        };
        return named
            .Select(x => (Index: columns[x.Column], OtherIndex: x.Other is null ? -1 : columns[x.Other], x.Name))
            .Concat(Breakdowns.Concat(CoarseTimes).Select(x => (Index: columns[x.Column], OtherIndex: -1, Name: x.Dimension)))
            .Where(static x => x.Index >= 0 || x.OtherIndex >= 0);
    }

    private static IEnumerable<(int Index, Measure Measure)> MeasuresOf(BoundColumns columns) => new (ColumnSpec Column, Measure Measure)[]
    {
        (Impressions, new("impressions", IsCount: true, IsMoney: false)),
        (Clicks, new("clicks", IsCount: true, IsMoney: false)),
        (Cost, new("cost", IsCount: false, IsMoney: true)),
        (Conversions, new("conversions", IsCount: false, IsMoney: false) { RoundingPerRow = ShownFraction }),
        (Value, new("conversionValue", IsCount: false, IsMoney: true) { RoundingPerRow = ShownFraction }),
    }.Where(x => columns.Has(x.Column)).Select(x => (columns[x.Column], x.Measure));

    private static string ChannelOf(string? campaignType)
    {
        var isDisplay = campaignType is not null && DisplayTypes.Any(x => campaignType.Contains(x, StringComparison.OrdinalIgnoreCase));
        return isDisplay ? Channels.Display : Channels.PaidSearch;
    }

    private static readonly string[] DisplayTypes = ["display", "video", "vídeo", "demand gen", "discovery", "медийн", "видео", "спрос"];
}
