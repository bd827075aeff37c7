using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Brands;

/// <summary>Which sign stands before the decimals of a number.</summary>
public enum DecimalSign
{
    /// <summary><c>1,234.56</c></summary>
    Point,

    /// <summary><c>1.234,56</c></summary>
    Comma,
}

/// <summary>Where a mapped file has a value.</summary>
/// <param name="Field">What it is: one of <see cref="MappingFields.ColumnsOf"/>, or <c>dimension.</c> and a name.</param>
/// <param name="Header">The column's header text; null where <paramref name="Position"/> says it.</param>
/// <param name="Position">The column's place, from 1, for headers that repeat.</param>
public sealed record MappedColumn(string Field, string? Header, int? Position);

/// <summary>How to read a file of a shape that nothing built in knows, as the brand's owner has settled it.</summary>
public sealed record FileMapping
{
    /// <summary>Unique in a brand; matches <c>[a-z0-9-]{1,40}</c>. The format's id is <c>mapped/{id}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What its rows are about: ads, web or costs.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>Source id that its facts get.</summary>
    public string Source { get; init; } = Sources.Mapped;

    /// <summary>Pattern of the paths that it is for; null for any file that nothing built in recognises.</summary>
    public string? File { get; init; }

    /// <summary>Headers that must be there; empty means all that <see cref="Columns"/> names.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Its columns; each field once.</summary>
    public required IReadOnlyList<MappedColumn> Columns { get; init; }

    /// <summary>How dates are written, in the letters of .NET (<c>dd.MM.yyyy</c>); null where they are recognised.</summary>
    public string? DateFormat { get; init; }

    /// <summary>How dates are meant that the file leaves open.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>How all its numbers are written; null where each column shows it.</summary>
    public DecimalSign? Numbers { get; init; }

    /// <summary>Values for rows that have none of their own, by the names of <see cref="MappingFields.ConstantsOf"/>, without the days.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>First day that all rows are about, where they have no day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day that all rows are about.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How fine the rows are; null takes it from the columns.</summary>
    public AdLevel? Level { get; init; }

    /// <summary>What the first cell of a total row says, beside the usual words.</summary>
    public IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>The delimiter; null for any.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Encoding of a file that is not Unicode; null where it is recognised.</summary>
    public string? Encoding { get; init; }
}

/// <summary>The names that a mapping may use.</summary>
public static class MappingFields
{
    /// <summary>Leads the name of a further dimension.</summary>
    public const string DimensionPrefix = "dimension.";

    /// <summary>Kinds of facts that a mapping can make.</summary>
    public static IReadOnlyList<FactKind> Kinds { get; } = [FactKind.Ads, FactKind.Web, FactKind.Costs];

    private static readonly string[] Days = ["date", "from", "to"];
    private static readonly string[] AdMeasures = ["impressions", "clicks", "cost", "conversions", "conversionValue"];
    private static readonly string[] WebMeasures = ["sessions", "users", "newUsers", "conversions", "orders", "revenue", "clicks", "impressions"];
    private static readonly string[] CostMeasures = ["amount"];
    private static readonly string[] AdNames = ["account", "accountId", "campaign", "campaignId", "adGroup", "adGroupId", "ad", "adId", "keyword", "searchTerm"];
    private static readonly string[] WebNames = ["account", "channel", "source", "medium", "campaign"];
    private static readonly string[] CostNames = ["utmSource", "utmMedium", "utmCampaign"];

    /// <summary>The fields that a column of such a file may be, without further dimensions.</summary>
    public static IReadOnlyList<string> ColumnsOf(FactKind kind) => [.. Days, .. NamesOf(kind), "currency", .. MeasuresOf(kind)];

    /// <summary>The fields that are summed.</summary>
    public static IReadOnlyList<string> MeasuresOf(FactKind kind) => kind switch
    {
        FactKind.Ads => AdMeasures,
        FactKind.Web => WebMeasures,
        FactKind.Costs => CostMeasures,
        _ => [],
    };

    /// <summary>What may be constant for all rows.</summary>
    public static IReadOnlyList<string> ConstantsOf(FactKind kind) => kind switch
    {
        FactKind.Ads => ["currency", "channel", "account", "accountId", "campaign", "from", "to"],
        FactKind.Web => ["currency", "channel", "account", "source", "medium", "campaign", "from", "to"],
        _ => ["currency", "utmSource", "utmMedium", "utmCampaign", "from", "to"],
    };

    /// <summary>Whether such files may have dimensions of other names.</summary>
    public static bool HasDimensions(FactKind kind) => kind is FactKind.Ads or FactKind.Web;

    private static string[] NamesOf(FactKind kind) => kind switch
    {
        FactKind.Ads => AdNames,
        FactKind.Web => WebNames,
        _ => CostNames,
    };
}
