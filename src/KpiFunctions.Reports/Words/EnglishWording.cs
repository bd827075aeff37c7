using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Composition;

namespace KpiFunctions.Reports.Words;

/// <summary>English.</summary>
public sealed partial class EnglishWording : Wording
{
    private static readonly DateWords Short = new(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]);

    private static readonly DateWords Long = new(
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]);

    private EnglishWording()
    {
    }

    /// <summary>The only one.</summary>
    public static EnglishWording Instance { get; } = new();

    /// <inheritdoc/>
    public override string Language => "en";

    /// <inheritdoc/>
    public override NumberStyle Numbers => NumberStyle.English;

    /// <inheritdoc/>
    public override string WeeklyReport => "weekly report";

    /// <inheritdoc/>
    public override string OnLastWeek => "on last week";

    /// <inheritdoc/>
    public override string New => "new";

    /// <inheritdoc/>
    public override string ComparisonsFollow => "From next week on, every number is compared with the week before.";

    /// <inheritdoc/>
    public override string ChannelColumn => "Channel";

    /// <inheritdoc/>
    public override string Total => "Total";

    /// <inheritdoc/>
    public override string CampaignColumn => "Campaign";

    /// <inheritdoc/>
    public override string ChangeColumn => "Change";

    /// <inheritdoc/>
    public override string NoSources => "No source has delivered data for this week.";

    /// <inheritdoc/>
    public override string LegendNow => "this week";

    /// <inheritdoc/>
    public override string LegendPast => "earlier";

    /// <inheritdoc/>
    public override string LegendChange => "change: green is better, red is worse";

    /// <inheritdoc/>
    public override string MailClosing => "The whole report is attached as a PDF.";

    /// <inheritdoc/>
    public override string Title(string brand, string dates) => $"{brand}: weekly report, {dates}";

    /// <inheritdoc/>
    public override string Days(DateOnly from, DateOnly to, bool withYear) => Long.Range(from, to, withYear);

    /// <inheritdoc/>
    public override string ShortDays(DateOnly from, DateOnly to) => Short.Range(from, to, withYear: false);

    /// <inheritdoc/>
    public override string ShortDay(DateOnly day) => Short.Day(day);

    /// <inheritdoc/>
    public override string LongDay(DateOnly day) => Long.Day(day);

    /// <inheritdoc/>
    public override string On(string days) => "on " + days;

    /// <inheritdoc/>
    public override string Quote(string name) => $"“{name}”";

    /// <inheritdoc/>
    public override string Changed(KpiChange change, string currency)
    {
        ArgumentNullException.ThrowIfNull(change);
        var id = change.Kpi.Id;
        var value = InWords(change.Kpi.Unit, change.Now, currency);
        if (change.IsNew || change.Relative is not { } relative)
        {
            return $"{Subject(id)} went from {InWords(change.Kpi.Unit, change.Before ?? 0, currency)} to {value}";
        }

        var size = change.Kpi.Unit == KpiUnit.Percent ? Numbers.PointsInWords(change.Difference ?? 0)
            : relative > 9.995m ? Numbers.Factor(relative + 1) + "×"
            : Numbers.RelativeInWords(relative);
        return id switch
        {
            "cac" or "cac_ads" => $"A new customer now costs {size} {(change.Up ? "more" : "less")}, {value}",
            "cpc" => $"A click now costs {size} {(change.Up ? "more" : "less")}, {value}",
            _ => $"{Subject(id)} {(change.Up ? "rose" : "fell")} {size} to {value}",
        };
    }

    /// <inheritdoc/>
    public override string? Cause(SplitPart part, string kpi, string member, string currency)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.Before is not { } before || part.After is not { } after || before == after)
        {
            return null;
        }

        var from = $"{(after > before ? "rose" : "fell")} from {InWords(part.Unit, before, currency)} to {InWords(part.Unit, after, currency)}";
        return part.Kind switch
        {
            SplitKind.ClickPrice => part.Scope == KpiScope.Total ? $"a click {from}" : $"a click in {member} {from}",
            SplitKind.Clicks => part.Scope == KpiScope.Total ? $"clicks {from}" : $"clicks in {member} {from}",
            SplitKind.Spend => part.Scope == KpiScope.Total ? $"ad spend {from}" : $"spend in {member} {from}",
            SplitKind.UnassignedSpend => $"spend outside campaigns {from}",
            SplitKind.Member => $"{member} {from}",
            SplitKind.Rate => $"in {member} it {from}",
            SplitKind.Mix => $"the share of {member} {from}",
            SplitKind.OtherCosts or SplitKind.Factor or SplitKind.Denominator => $"{Lower(Factor(part.Subject))} {from}",
            SplitKind.Unassigned => null,
            _ => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, null),
        };
    }

    /// <inheritdoc/>
    public override string Quiet(IReadOnlyList<string> clauses) => "A quiet week: " + string.Join(", ", clauses);

    /// <inheritdoc/>
    public override string FirstWeek(IReadOnlyList<string> clauses) => "The first week: " + string.Join(", ", clauses);

    /// <inheritdoc/>
    public override string NothingKnown(string days) => $"Nothing was measured on {days}";

    /// <inheritdoc/>
    public override string ValueClause(string kpi, decimal value, string text) => kpi switch
    {
        "new_customers" => $"{text} new {Plural(value, "customer", "customers")}",
        "customers" => $"{text} {Plural(value, "customer", "customers")}",
        "orders" => $"{text} {Plural(value, "order", "orders")}",
        "traffic" => $"{text} {Plural(value, "visit", "visits")}",
        "organic_traffic" => $"{text} {Plural(value, "visit", "visits")} from organic search",
        "clicks" => $"{text} {Plural(value, "click", "clicks")}",
        "impressions" => $"{text} {Plural(value, "impression", "impressions")}",
        "sales_volume" => $"sales of {text}",
        _ => $"{Lower(Kpi(kpi))} {text}",
    };

    /// <inheritdoc/>
    public override string Late(string source, DateOnly? lastDay) => lastDay is { } day
        ? $"{source} has data only to {LongDay(day)}: the week is incomplete."
        : $"{source} has no data for this week: it is incomplete.";

    /// <inheritdoc/>
    public override string ChannelsTitle(bool spend) => spend ? "Spend and result by channel" : "Result by channel";

    /// <inheritdoc/>
    public override string? ChannelsCaption(bool bars, bool compared, bool webAttributed) => Clauses(
        !bars ? null : compared ? "bar: spend, strong this week, pale last week" : "bar: spend",
        webAttributed ? "orders and sales as web analytics sees them, total from the shop" : null);

    /// <inheritdoc/>
    public override string WhyTitle(string kpi, bool up) => $"Why {Inner(kpi)} {(up ? "rose" : "fell")}";

    /// <inheritdoc/>
    public override string WhyCaption(string kpi, string currencySymbol) => kpi switch
    {
        "cac" or "cac_ads" => $"{currencySymbol} per new customer; parts add up to the change",
        _ => "the parts add up to the whole change",
    };

    /// <inheritdoc/>
    public override string PartLabel(SplitPart part, string kpi)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Kind switch
        {
            SplitKind.ClickPrice => "price of a click",
            SplitKind.Clicks => "number of clicks",
            SplitKind.Spend => "ad spend",
            SplitKind.UnassignedSpend => "spend outside campaigns",
            SplitKind.Member => "channel",
            SplitKind.Unassigned => "not assigned",
            SplitKind.Rate => kpi == "cpc" ? "price of a click" : Lower(Kpi(kpi)),
            SplitKind.Mix => kpi switch { "cpc" => "share of clicks", "ctr" => "share of impressions", "aov" => "share of orders", _ => "share of visits" },
            SplitKind.OtherCosts or SplitKind.Factor or SplitKind.Denominator => Lower(Factor(part.Subject)),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, null),
        };
    }

    /// <inheritdoc/>
    public override string OtherParts(int count) => $"the rest, {Numbers.Count(count)} {Plural(count, "part", "parts")}";

    /// <inheritdoc/>
    public override string CampaignsTitle(bool ranked) => ranked ? "Campaigns: where a click became dearer and cheaper" : "Campaigns";

    /// <inheritdoc/>
    public override string CampaignsCaption(bool ranked, bool compared, string? floor, int more) => Clauses(
        ranked ? "by what the new price of a click cost or saved this week" : "by spend",
        compared && !ranked ? "change: price of a click on last week" : null,
        floor is null ? null : $"spend of {floor} and more",
        more == 0 ? null : $"and {Numbers.Count(more)} more")!;

    /// <inheritdoc/>
    public override string HistoryTitle(string kpi, int weeks) => $"{Kpi(kpi)}, {Numbers.Count(weeks)} {Plural(weeks, "week", "weeks")}";

    /// <inheritdoc/>
    public override string SparklineDescription(string kpi, int weeks, string low, string high, string last) =>
        $"{Kpi(kpi)}, {Numbers.Count(weeks)} {Plural(weeks, "week", "weeks")}: between {low} and {high}, last {last}";

    /// <inheritdoc/>
    public override string Controls(int matched, int withTotal, int files)
    {
        var read = $"{Numbers.Count(files)} {Plural(files, "file", "files")} read";
        return withTotal == 0 ? $"{read}; none carries a control total."
            : matched == withTotal ? $"{read}; {(withTotal == 1 ? "the one control total matches" : withTotal == 2 ? "both control totals match" : $"all {Numbers.Count(withTotal)} control totals match")}."
            : $"{read}; {Numbers.Count(matched)} of {Numbers.Count(withTotal)} control totals match.";
    }

    /// <inheritdoc/>
    public override string Mismatch(string file, string measure, string fileTotal, string read) =>
        $"In “{file}” the total of {Measure(measure)} is {fileTotal}, its rows add up to {read}.";

    /// <inheritdoc/>
    public override string MoreMismatches(int count) => $"{Numbers.Count(count)} more {Plural(count, "total differs", "totals differ")}.";

    /// <inheritdoc/>
    public override string Rejected(long rejected, long rows) => rejected == 0
        ? $"All {Numbers.Count(rows)} rows are used."
        : $"{Numbers.Count(rejected)} of {Numbers.Count(rows)} rows {Plural(rejected, "was", "were")} rejected; the receipts say why.";

    /// <inheritdoc/>
    public override string Settling(string days, bool one) => $"{days} may still be restated by the platforms.";

    /// <inheritdoc/>
    public override string Defaults(IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return $"Nobody has set the brand’s {string.Join(" and ", keys.Select(static x => x == "timeZone" ? "time zone" : x))} yet: the default is used.";
    }

    /// <inheritdoc/>
    public override string Version(int number) => $"corrected, version {Numbers.Count(number)}";

    private static string Plural(decimal count, string one, string many) => Math.Abs(count) == 1 ? one : many;

    private static string Lower(string text) =>
        text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private string InWords(KpiUnit unit, decimal value, string currency) =>
        unit == KpiUnit.Money ? Numbers.MoneyInWords(value, currency) : Numbers.Value(unit, value, currency);

    private string Subject(string kpi) => kpi switch
    {
        "sales_volume" => "Sales",
        "cac" or "cac_ads" => "The cost of a new customer",
        "cpc" => "The price of a click",
        "drr" => "The share of ad spend in sales",
        _ => Kpi(kpi),
    };

    private string Inner(string kpi) => kpi switch
    {
        "sales_volume" => "sales",
        "drr" => "the cost-revenue ratio",
        "cpc" => "a click’s price",
        "cac_ads" => "CAC",
        _ => Lower(Kpi(kpi)),
    };

    private string Factor(string subject) => subject switch
    {
        SplitPart.OtherCosts => "other costs",
        SplitPart.OrdersPerSession => "orders per visit",
        SplitPart.NewShare => "the share of new customers",
        "traffic" => "visits",
        "sales_volume" => "sales",
        "conversion_sessions" => "visits",
        "web_conversions" => "conversions",
        _ => Kpi(subject),
    };
}
