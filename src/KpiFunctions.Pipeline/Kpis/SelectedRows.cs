using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Selection;
using KpiFunctions.Storage.Facts;

namespace KpiFunctions.Pipeline.Kpis;

/// <summary>Makes what the selection chose into the rows of the open facts, and hashes them.</summary>
internal static class SelectedRows
{
    public static SelectedAdRow Row(SelectedAd x) => new(
        x.Date, x.Account.Id ?? x.Account.Name, x.Campaign.Name ?? x.Campaign.Id, x.Campaign.Id, LevelId(x.Level), x.Channel, x.Currency,
        x.Measures.Impressions, x.Measures.Clicks, x.Measures.Cost, x.Measures.Conversions, x.Measures.ConversionValue);

    public static SelectedWebRow Row(SelectedWeb x) => new(
        x.Date, x.Account.Id ?? x.Account.Name, x.Dimensions.Set, x.Dimensions.Value(DimensionNames.Channel),
        x.Dimensions.Value(DimensionNames.Source), x.Dimensions.Value(DimensionNames.Medium), x.Dimensions.Value(DimensionNames.Campaign),
        x.Currency, x.Measures.Sessions, x.Measures.Users, x.Measures.NewUsers, x.Measures.Conversions, x.Measures.Orders,
        x.Measures.Revenue, x.Measures.Clicks, x.Measures.Impressions, x.ServesTotal, x.ServesChannel);

    /// <summary>The exports without days that may serve a period, by source.</summary>
    public static IReadOnlyList<(string Source, AdPeriodRow Row)> Rows(PeriodFacts<SelectedAd> periods) =>
    [
        .. from block in periods.Blocks
           where block.Standing == PeriodStanding.Serves
           from fact in block.Rows
           select (block.Source, new AdPeriodRow(block.From, block.To, block.Newest.Stamp, Row(fact))),
    ];

    /// <summary>As for ads; those of which only the users count too.</summary>
    public static IReadOnlyList<(string Source, WebPeriodRow Row)> Rows(PeriodFacts<SelectedWeb> periods) =>
    [
        .. from block in periods.Blocks
           where block.Standing != PeriodStanding.GivesWay
           let usersOnly = block.Standing != PeriodStanding.Serves
           from fact in block.Rows
           where !usersOnly || fact.Measures.Users is not null
           select (block.Source, new WebPeriodRow(block.From, block.To, block.Newest.Stamp, usersOnly, Row(fact))),
    ];

    public static SelectedOrderRow Row(SelectedOrder x, bool first) => new(
        x.Version.Id, x.Version.Number, x.Version.CreatedAt, x.Version.Date, x.Version.State, OrderCounting.Counts(x.Version),
        x.Version.Currency, x.Version.Goods, x.Version.RefundedGoods, x.Version.NetRevenue, x.Customer, first);

    public static SelectedCostRow Row(SelectedCost x, CostTreatment treatment) => new(
        x.Date, x.UtmSource, x.UtmMedium, x.UtmCampaign, x.Amount, x.Currency, treatment.Of(x).Counting);

    /// <summary>Which orders are the first counted one of their customer: one a customer, by time, then key.</summary>
    public static HashSet<string> FirstOrders(IEnumerable<SelectedOrder> orders) => orders
        .Where(static x => x.Customer is not null && OrderCounting.Counts(x.Version))
        .GroupBy(static x => x.Customer!, StringComparer.Ordinal)
        .Select(static x => x.OrderBy(y => y.Version.CreatedAt).ThenBy(y => y.Key, StringComparer.Ordinal).First().Key)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>A hash over the rows themselves: they are all that the file is made from.</summary>
    public static string Hash<TRow>(IReadOnlyList<TRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string LevelId(AdLevel level) => level switch
    {
        AdLevel.Account => "account",
        AdLevel.Campaign => "campaign",
        AdLevel.AdGroup => "ad_group",
        AdLevel.Keyword => "keyword",
        AdLevel.SearchTerm => "search_term",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
