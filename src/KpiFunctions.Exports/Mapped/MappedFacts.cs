using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Mapped;

/// <summary>Makes facts of the kind that the mapping names out of a row's cells. One per table; <see cref="TryRead"/> per row.</summary>
internal sealed class MappedFacts
{
    // The mapping calls them what the dimensions are called.
    private static readonly string[] WebDimensions = [DimensionNames.Channel, DimensionNames.Source, DimensionNames.Medium, DimensionNames.Campaign];

    private readonly MappedFormat _format;
    private readonly BoundColumns _columns;
    private readonly RowScope _row;
    private readonly ReadContext _context;
    private readonly string[] _measures;
    private readonly (string Name, int Index, int OtherIndex, string? Constant)[] _dimensions;
    private readonly DimensionsCache _cache;
    private readonly AdLevel _level;
    private readonly string _channel;
    private decimal?[] _values = [];
    private AccountRef _account;
    private CampaignRef _campaign;

    public MappedFacts(MappedFormat format, BoundColumns columns, RowScope row, ReadContext context, string[] measures)
    {
        _format = format;
        _columns = columns;
        _row = row;
        _context = context;
        _measures = measures;
        _dimensions = [.. NamedDimensions()];
        _cache = new DimensionsCache(_dimensions.Length, values => Dimensions.Of([.. _dimensions.Select((x, i) => (x.Name, ValueOf(x.Name, values[i])))]));
        _level = format.Mapping.Level ?? LevelOf();
        _channel = Constant("channel") ?? AdPlatforms.OfUtmSource(format.Source)?.Channel ?? Channels.Other;
    }

    /// <summary>The current row has an amount, or rows of the kind always count as having one.</summary>
    public bool HasMoney => _format.Kind != FactKind.Web || Value("revenue") is not null;

    /// <summary>Takes the row's names and checks them; false when the row cannot be used.</summary>
    /// <param name="values">The row's measures.</param>
    public bool TryRead(decimal?[] values)
    {
        _values = values;
        if (_format.Kind == FactKind.Costs)
        {
            if (values[0] is null && !_row.HasFailed)
            {
                _row.Fail(ProblemCodes.MissingValue, At("amount"));
            }

            return !_row.HasFailed;
        }

        ReadCampaign();
        ReadAccount();
        return !_row.HasFailed;
    }

    public void NoteAccount()
    {
        if (_format.Kind != FactKind.Costs)
        {
            _context.NoteAccount(_account);
        }
    }

    /// <summary>Hands the row's fact over.</summary>
    public void Add(DateOnly from, DateOnly to, string currency)
    {
        switch (_format.Kind)
        {
            case FactKind.Ads:
                _context.Sink!.Add(Ad(from, to, currency));
                break;
            case FactKind.Web:
                _context.Sink!.Add(Web(from, to, currency));
                break;
            default:
                _context.Sink!.Add(Cost(from, to, currency));
                break;
        }
    }

    private AdFact Ad(DateOnly from, DateOnly to, string currency) => new()
    {
        Source = _format.Source,
        Account = _account,
        From = from,
        To = to,
        Level = _level,
        Campaign = _campaign,
        Dimensions = ReadDimensions(),
        Channel = _channel,
        Currency = currency,
        Impressions = (long?)Value("impressions"),
        Clicks = (long?)Value("clicks"),
        Cost = Value("cost"),
        Conversions = Value("conversions"),
        ConversionValue = Value("conversionValue"),
        Origin = _context.Origin(_row.Line),
    };

    private WebFact Web(DateOnly from, DateOnly to, string currency) => new()
    {
        Source = _format.Source,
        Account = _account,
        From = from,
        To = to,
        Dimensions = ReadDimensions(),
        Currency = currency,
        Sessions = (long?)Value("sessions"),
        Users = (long?)Value("users"),
        NewUsers = (long?)Value("newUsers"),
        Conversions = Value("conversions"),
        Orders = (long?)Value("orders"),
        Revenue = Value("revenue"),
        Clicks = (long?)Value("clicks"),
        Impressions = (long?)Value("impressions"),
        Origin = _context.Origin(_row.Line),
    };

    private CostFact Cost(DateOnly from, DateOnly to, string currency) => new()
    {
        Source = _format.Source,
        From = from,
        To = to,
        UtmSource = Text("utmSource") ?? string.Empty,
        UtmMedium = Text("utmMedium") ?? string.Empty,
        UtmCampaign = Text("utmCampaign") ?? string.Empty,
        Amount = _values[0]!.Value,
        Currency = currency,
        Origin = _context.Origin(_row.Line),
    };

    private void ReadCampaign()
    {
        if (_format.Kind != FactKind.Ads)
        {
            return;
        }

        _campaign = new CampaignRef(_row.Id(At("campaignId")), Text("campaign"));
        _ = _row.Id(At("adGroupId"));
        _ = _row.Id(At("adId"));
        if (_campaign.IsNone && At("campaign") >= 0)
        {
            _row.Fail(ProblemCodes.MissingValue, At("campaign"));
        }
    }

    private void ReadAccount()
    {
        var id = _row.Id(At("accountId")) ?? Constant("accountId");
        if (_context.Accounts.Resolve(id, Text("account")) is { } account)
        {
            _account = account;
            return;
        }

        _row.Fail(ProblemCodes.UnexpectedAccount, id is null ? At("account") : At("accountId"));
    }

    private Dimensions ReadDimensions()
    {
        if (_dimensions.Length == 0)
        {
            return Dimensions.None;
        }

        for (var i = 0; i < _dimensions.Length; i++)
        {
            var (_, index, other, constant) = _dimensions[i];
            _cache.Values[i] = _row.Text(index, keepDashes: true) ?? _row.Text(other) ?? constant ?? string.Empty;
        }

        return _cache.Get();
    }

    private string ValueOf(string name, string value) => _format.Kind != FactKind.Web || name != DimensionNames.Channel ? value
        : Channels.All.Contains(value, StringComparer.Ordinal) ? value
        : GoogleAnalyticsWords.ChannelOf(value);

    private IEnumerable<(string Name, int Index, int OtherIndex, string? Constant)> NamedDimensions()
    {
        (string Field, string Name, string? Other)[] named = _format.Kind switch
        {
            FactKind.Ads => [("adGroup", "ad_group", "adGroupId"), ("ad", "ad", "adId"), ("keyword", "keyword", null), ("searchTerm", "search_term", null)],
            FactKind.Web => [.. WebDimensions.Select(static x => (x, x, (string?)null))],
            _ => [],
        };
        return named
            .Select(x => (x.Name, Index: At(x.Field), OtherIndex: x.Other is null ? -1 : At(x.Other), Constant: _format.Kind == FactKind.Web ? Constant(x.Field) : null))
            .Concat(_format.Mapping.Columns
                .Where(static x => x.Field.StartsWith(MappingFields.DimensionPrefix, StringComparison.Ordinal))
                .Select(x => (Name: x.Field[MappingFields.DimensionPrefix.Length..], Index: At(x.Field), OtherIndex: -1, Constant: (string?)null)))
            .Where(static x => x.Index >= 0 || x.OtherIndex >= 0 || x.Constant is not null);
    }

    private AdLevel LevelOf() => At("searchTerm") >= 0 ? AdLevel.SearchTerm
        : At("keyword") >= 0 ? AdLevel.Keyword
        : _dimensions.Length > 0 ? AdLevel.AdGroup
        : At("campaign") >= 0 || At("campaignId") >= 0 || Constant("campaign") is not null ? AdLevel.Campaign
        : AdLevel.Account;

    private int At(string field) => _columns[_format.Column(field)];

    private string? Text(string field) => _row.Text(At(field)) ?? Constant(field);

    private string? Constant(string field) => _format.Mapping.Constants.GetValueOrDefault(field);

    private decimal? Value(string measure)
    {
        var index = Array.IndexOf(_measures, measure);
        return index < 0 ? null : _values[index];
    }
}
