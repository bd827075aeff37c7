using KpiFunctions.Core.Kpis;
using KpiFunctions.Reports.Composition;

namespace KpiFunctions.Reports.Words;

/// <summary>
/// Everything that a report says, in one language. A further language is one more class; the compiler names what it lacks.
/// </summary>
public abstract class Wording
{
    /// <summary>The language's code, such as <c>ru</c>.</summary>
    public abstract string Language { get; }

    /// <summary>How the language writes numbers.</summary>
    public abstract NumberStyle Numbers { get; }

    /// <summary>The wording of a language; English where it is unknown.</summary>
    public static Wording Of(string? language) => string.Equals(language, "ru", StringComparison.OrdinalIgnoreCase)
        ? RussianWording.Instance
        : EnglishWording.Instance;

    /// <summary>"weekly report".</summary>
    public abstract string WeeklyReport { get; }

    /// <summary>Name of the product's document: "{brand}: weekly report, {dates}".</summary>
    public abstract string Title(string brand, string dates);

    /// <summary>A range of days in words: "16–22 November 2026" or without the year.</summary>
    public abstract string Days(DateOnly from, DateOnly to, bool withYear);

    /// <summary>A range of days, months shortened: "16–22 Nov".</summary>
    public abstract string ShortDays(DateOnly from, DateOnly to);

    /// <summary>A day: "22 Nov".</summary>
    public abstract string ShortDay(DateOnly day);

    /// <summary>A day in a sentence: "22 November".</summary>
    public abstract string LongDay(DateOnly day);

    /// <summary>The currency in words: "roubles".</summary>
    public abstract string Currency(string code);

    /// <summary>The zone in words: "Moscow time".</summary>
    public abstract string Zone(string id);

    /// <summary>Name of a KPI on a card.</summary>
    public abstract string Kpi(string id);

    /// <summary>Name of a KPI over a column.</summary>
    public abstract string Column(string id);

    /// <summary>Name of a channel.</summary>
    public abstract string Channel(string id);

    /// <summary>Name of a source.</summary>
    public abstract string Source(string id);

    /// <summary>Name of a measure of a file.</summary>
    public abstract string Measure(string id);

    /// <summary>Why a KPI has no value, in a few words; names the file that would supply it.</summary>
    public abstract string Reason(string kpi, NoValueReason reason);

    /// <summary>A note on a card, in a few words; null for an unknown code.</summary>
    public abstract string? CardNote(string code);

    /// <summary>A note at the foot; null for an unknown code.</summary>
    public abstract string? FootNote(string code);

    /// <summary>Against the week before.</summary>
    public abstract string OnLastWeek { get; }

    /// <summary>Against the days named.</summary>
    public abstract string On(string days);

    /// <summary>From nothing to something.</summary>
    public abstract string New { get; }

    /// <summary>Name in quotation marks.</summary>
    public abstract string Quote(string name);

    /// <summary>The change of a KPI as a clause without a full stop: "A new customer now costs 18% more, ₽1,240".</summary>
    public abstract string Changed(KpiChange change, string currency);

    /// <summary>The part of a change as a clause: "a click in “X” rose from ₽31 to ₽47"; null where there is nothing to name.</summary>
    public abstract string? Cause(SplitPart part, string kpi, string member, string currency);

    /// <summary>Nothing to speak of changed; <paramref name="clauses"/> are the most important values.</summary>
    public abstract string Quiet(IReadOnlyList<string> clauses);

    /// <summary>The first week of a report.</summary>
    public abstract string FirstWeek(IReadOnlyList<string> clauses);

    /// <summary>No KPI has a value.</summary>
    public abstract string NothingKnown(string days);

    /// <summary>A KPI and its value as a clause: "sales ₽2.4M".</summary>
    public abstract string ValueClause(string kpi, decimal value, string text);

    /// <summary>"From next week on the page compares"; the second sentence of a first week.</summary>
    public abstract string ComparisonsFollow { get; }

    /// <summary>A source that has not delivered the whole week.</summary>
    public abstract string Late(string source, DateOnly? lastDay);

    /// <summary>Title of the channel table.</summary>
    public abstract string ChannelsTitle(bool spend);

    /// <summary>What the bars of the channel table show.</summary>
    public abstract string? ChannelsCaption(bool bars, bool compared, bool webAttributed);

    /// <summary>Heading of the names in the channel table.</summary>
    public abstract string ChannelColumn { get; }

    /// <summary>The last row of a table.</summary>
    public abstract string Total { get; }

    /// <summary>Title of the split: "Why CAC rose".</summary>
    public abstract string WhyTitle(string kpi, bool up);

    /// <summary>In which unit the split is and that it adds up.</summary>
    public abstract string WhyCaption(string kpi, string currencySymbol);

    /// <summary>Label of a part, in small letters.</summary>
    public abstract string PartLabel(SplitPart part, string kpi);

    /// <summary>All smaller parts together.</summary>
    public abstract string OtherParts(int count);

    /// <summary>Title of the campaign table.</summary>
    public abstract string CampaignsTitle(bool ranked);

    /// <summary>How the campaigns were chosen, and how many more there are.</summary>
    public abstract string CampaignsCaption(bool ranked, bool compared, string? floor, int more);

    /// <summary>Heading of the names in the campaign table.</summary>
    public abstract string CampaignColumn { get; }

    /// <summary>Heading of a change on the week before.</summary>
    public abstract string ChangeColumn { get; }

    /// <summary>Title of the chart of one KPI: "CAC, 13 weeks".</summary>
    public abstract string HistoryTitle(string kpi, int weeks);

    /// <summary>What a sparkline shows, for those who do not see it.</summary>
    public abstract string SparklineDescription(string kpi, int weeks, string low, string high, string last);

    /// <summary>Nothing was delivered.</summary>
    public abstract string NoSources { get; }

    /// <summary>How many files match their own totals.</summary>
    public abstract string Controls(int matched, int withTotal, int files);

    /// <summary>One file that does not match.</summary>
    public abstract string Mismatch(string file, string measure, string fileTotal, string read);

    /// <summary>How many further files do not match.</summary>
    public abstract string MoreMismatches(int count);

    /// <summary>How many rows were rejected.</summary>
    public abstract string Rejected(long rejected, long rows);

    /// <summary>Days that may still change.</summary>
    public abstract string Settling(string days, bool one);

    /// <summary>Settings that are at their default.</summary>
    public abstract string Defaults(IReadOnlyList<string> keys);

    /// <summary>Clauses in one line; null when there are none.</summary>
    protected static string? Clauses(params ReadOnlySpan<string?> clauses)
    {
        var said = clauses.ToArray().OfType<string>().ToList();
        return said.Count == 0 ? null : string.Join("; ", said);
    }

    /// <summary>How to read the page.</summary>
    public abstract string LegendNow { get; }

    /// <summary>How to read the page.</summary>
    public abstract string LegendPast { get; }

    /// <summary>How to read the page.</summary>
    public abstract string LegendChange { get; }

    /// <summary>Which version this is.</summary>
    public abstract string Version(int number);

    /// <summary>End of the mail.</summary>
    public abstract string MailClosing { get; }
}
