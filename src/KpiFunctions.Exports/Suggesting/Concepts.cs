using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>What a column may be, before it is known what kind of table it stands in.</summary>
internal static class Concepts
{
    public const string Date = "date";
    public const string From = "from";
    public const string To = "to";
    public const string Account = "account";
    public const string AccountId = "accountId";
    public const string Campaign = "campaign";
    public const string CampaignId = "campaignId";
    public const string AdGroup = "adGroup";
    public const string AdGroupId = "adGroupId";
    public const string Ad = "ad";
    public const string AdId = "adId";
    public const string Keyword = "keyword";
    public const string SearchTerm = "searchTerm";
    public const string Currency = "currency";
    public const string Impressions = "impressions";
    public const string Clicks = "clicks";
    public const string Cost = "cost";
    public const string Amount = "amount";
    public const string Conversions = "conversions";
    public const string Orders = "orders";
    public const string Revenue = "revenue";
    public const string Sessions = "sessions";
    public const string Users = "users";
    public const string NewUsers = "newUsers";
    public const string Channel = "channel";
    public const string Source = "source";
    public const string Medium = "medium";
    public const string Device = "dimension.device";
    public const string Country = "dimension.country";
    public const string Placement = "dimension.placement";

    public static bool IsDay(string concept) => concept is Date or From or To;

    public static bool IsCount(string concept) => concept is Impressions or Clicks or Orders or Sessions or Users or NewUsers;

    /// <summary>A measure that may have decimals.</summary>
    public static bool IsNumber(string concept) => concept is Cost or Amount or Conversions or Revenue;

    /// <summary>The concept of a dimension that ad tables name.</summary>
    public static string OfDimension(string name) => name switch
    {
        "ad_group" => AdGroup,
        "ad" => Ad,
        "keyword" => Keyword,
        "search_term" => SearchTerm,
        _ => MappingFields.DimensionPrefix + name,
    };

    /// <summary>What kind of table has these columns.</summary>
    public static FactKind KindOf(IReadOnlySet<string> concepts)
    {
        bool Has(params ReadOnlySpan<string> any)
        {
            foreach (var concept in any)
            {
                if (concepts.Contains(concept))
                {
                    return true;
                }
            }

            return false;
        }

        var hasVisits = Has(Sessions, Users, NewUsers);
        if (hasVisits && !Has(Cost, Impressions))
        {
            return FactKind.Web;
        }

        return Has(Cost, Amount) && Has(Date, From) && !Has(Impressions, Clicks, Conversions, Orders, Revenue, CampaignId, AdGroup, Ad, Keyword, SearchTerm)
            ? FactKind.Costs
            : FactKind.Ads;
    }

    /// <summary>The mapping's field for a column of that concept, best first; empty when such a table has none.</summary>
    public static IReadOnlyList<string> FieldsOf(string concept, FactKind kind) => (kind, concept) switch
    {
        (FactKind.Ads, Amount) => [Cost],
        (FactKind.Ads, Orders) => [Conversions],
        (FactKind.Ads, Revenue) => ["conversionValue"],
        (FactKind.Ads, Source) => [Campaign, "dimension.partner"],
        (FactKind.Costs, Cost or Amount) => [Amount],
        (FactKind.Costs, Source) => ["utmSource"],
        (FactKind.Costs, Medium or Channel) => ["utmMedium"],
        (FactKind.Costs, Campaign) => ["utmCampaign"],
        _ when MappingFields.ColumnsOf(kind).Contains(concept, StringComparer.Ordinal) => [concept],
        _ when MappingFields.HasDimensions(kind) && concept.StartsWith(MappingFields.DimensionPrefix, StringComparison.Ordinal) => [concept],
        _ => [],
    };
}
