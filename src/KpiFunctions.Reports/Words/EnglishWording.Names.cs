using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Selection;

namespace KpiFunctions.Reports.Words;

/// <summary>English: names of things, reasons and notes.</summary>
public sealed partial class EnglishWording
{
    /// <inheritdoc/>
    public override string Currency(string code) => code switch
    {
        "RUB" => "roubles",
        "EUR" => "euros",
        "USD" => "US dollars",
        "GBP" => "pounds sterling",
        "KZT" => "tenge",
        "BYN" => "Belarusian roubles",
        "CHF" => "Swiss francs",
        "TRY" => "Turkish lira",
        _ => code,
    };

    /// <inheritdoc/>
    public override string Zone(string id) => id switch
    {
        "UTC" or "Etc/UTC" => "UTC",
        "Europe/Kyiv" or "Europe/Kiev" => "Kyiv time",
        "Asia/Kolkata" => "India time",
        _ when id.Contains('/', StringComparison.Ordinal) => id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ') + " time",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Kpi(string id) => id switch
    {
        "ad_spend" => "Ad spend",
        "impressions" => "Impressions",
        "clicks" => "Clicks",
        "ctr" => "CTR",
        "cpc" => "Cost per click",
        "traffic" => "Traffic",
        "organic_traffic" => "Organic traffic",
        "conversion_rate" => "Conversion rate",
        "orders" => "Orders",
        "sales_volume" => "Sales volume",
        "aov" => "Average order value",
        "customers" => "Customers",
        "new_customers" => "New customers",
        "cac" => "CAC",
        "cac_ads" => "CAC, ads only",
        "drr" => "Cost-revenue ratio",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Column(string id) => id switch
    {
        "ad_spend" => "Spend",
        "impressions" => "Impressions",
        "traffic" => "Visits",
        "conversion_rate" => "Conversion",
        "sales_volume" => "Sales",
        "aov" => "Per order",
        "new_customers" => "New",
        "cac_ads" => "CAC",
        "cpc" => "Per click",
        "drr" => "Spend/sales",
        _ => Kpi(id),
    };

    /// <inheritdoc/>
    public override string Channel(string id) => id switch
    {
        "paid_search" => "Paid search",
        "paid_social" => "Paid social",
        "organic_search" => "Organic search",
        "organic_social" => "Organic social",
        "email" => "E-mail",
        "direct" => "Direct",
        "referral" => "Referral",
        "display" => "Display",
        "affiliate" => "Affiliate",
        "other" => "Other",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Source(string id) => SourceNames.Find(id) ?? id switch
    {
        "yandex-direct" => "Yandex Direct",
        "yandex-metrica" => "Yandex Metrica",
        "bitrix24" => "Bitrix24",
        "costs" => "Costs file",
        "targets" => "Targets file",
        "rates" => "Exchange rates",
        "mapped" => "Own format",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Measure(string id) => id switch
    {
        "cost" => "spend",
        "conversionValue" => "conversion value",
        "newUsers" => "new users",
        _ => id,
    };

    /// <inheritdoc/>
    public override string Reason(string kpi, NoValueReason reason) => reason switch
    {
        NoValueReason.NotMeasured => kpi switch
        {
            "ad_spend" or "impressions" or "clicks" or "ctr" or "cpc" => "no ad export yet",
            "traffic" or "organic_traffic" or "conversion_rate" => "no web analytics yet",
            "cac" or "cac_ads" or "drr" => "needs ad spend and orders",
            _ => "no orders export yet",
        },
        NoValueReason.NoData => "no data this week",
        NoValueReason.NoDenominator => kpi switch
        {
            "cac" or "cac_ads" => "no new customers this week",
            "drr" => "no sales this week",
            "aov" => "no orders this week",
            "cpc" => "no clicks this week",
            "ctr" => "no impressions this week",
            _ => "nothing to divide by",
        },
        NoValueReason.NoRate => "an exchange rate is missing",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <inheritdoc/>
    public override string? CardNote(string code) => code switch
    {
        KpiNotes.NoOtherCosts => "ads only",
        KpiNotes.ConversionsPerSession => "per visit",
        KpiNotes.WebAttributed => "by web analytics",
        _ => null,
    };

    /// <inheritdoc/>
    public override string? FootNote(string code) => code switch
    {
        KpiNotes.NoOtherCosts => "CAC counts ad spend only: no other costs are known for this week.",
        KpiNotes.CostsNotCounted => "Ad costs in the costs file are not counted where the ad platform reports them itself.",
        KpiNotes.ConversionsPerSession => "Conversion rate is conversions per visit.",
        SelectionNotes.FineLevelOnly => "Some days are known only from keyword or search term reports, which may lack a part of the spend.",
        SelectionNotes.LevelsDiffer => "A campaign report and a finer one do not add up to the same spend; the campaign report counts.",
        SelectionNotes.SetsDiffer => "Visits by day and visits by channel do not add up to the same number.",
        SelectionNotes.Implausible => "A newer file lowered a finished day by more than a fifth: it may be a filtered export.",
        SelectionNotes.AccountUnknown => "Files that name no account stand beside files of named accounts; of the two, one counts for a day.",
        SelectionNotes.PeriodFacts => "An export without days counts for weeks and months that hold it whole, and for no day: to see its days, export it by day.",
        SelectionNotes.PeriodFactsForDays => "An export without days counts in place of the days inside it, because not all of them are known: export it by day.",
        SelectionNotes.PeriodFactsUnused => "An export without days is not counted, because it reaches beyond this period or a newer one overlaps it: export it by day.",
        SelectionNotes.CampaignRenamed => "A campaign went on under another name with the same figures on the same days; both names count as one campaign.",
        SelectionNotes.OrdersWithoutCustomer => "Some orders name no customer: they count as orders, not among customers.",
        KpiNotes.ShortHistory => "Orders are known for less than a year: some old customers may look new.",
        KpiNotes.WebAttributed => "Orders and sales by channel are those of web analytics; the total is the shop’s.",
        _ => null,
    };
}
