using System.Text.Json;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Reports;

namespace KpiFunctions.Pipeline.Reporting;

/// <summary>
/// The numbers that a version of a report is made from, as stored beside it. Every language is rendered from the snapshot alone,
/// so that what was frozen first is what everybody receives, whoever renders it.
/// </summary>
public static class ReportSnapshot
{
    /// <summary>The file's name in the version's folder.</summary>
    public const string FileName = "snapshot.json";

    /// <summary>The snapshot of an input. The language is not part of it.</summary>
    public static BinaryData Write(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var document = new SnapshotDocument
        {
            Report = input.ReportId,
            Version = input.Version,
            Brand = input.Brand.Brand,
            Name = input.Brand.Name,
            TimeZone = input.Brand.TimeZone,
            Currency = input.Brand.Currency,
            WeekStart = input.Brand.WeekStart,
            Language = input.Brand.Language,
            Owner = input.Brand.Owner,
            Period = input.Period.Id,
            Weeks = [.. input.History.Select(x => x is null ? null : Week(x, whole: IsWhole(x, input)))],
            Notes = Notes(input.Notes),
        };
        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(document, SnapshotJson.Default.SnapshotDocument));
    }

    /// <summary>The input in a language, as it was when the snapshot was made.</summary>
    /// <exception cref="InvalidDataException">It is no snapshot of ours.</exception>
    public static ReportInput Read(BinaryData snapshot, string language)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var document = JsonSerializer.Deserialize(snapshot.ToMemory().Span, SnapshotJson.Default.SnapshotDocument)
            ?? throw new InvalidDataException("The snapshot is empty.");
        List<PeriodKpis?> history = [.. document.Weeks.Select(x => x is null ? null : Kpis(x, document))];
        return new ReportInput
        {
            ReportId = document.Report,
            Brand = new BrandConfiguration
            {
                Brand = document.Brand,
                Name = document.Name,
                TimeZone = document.TimeZone,
                Currency = document.Currency,
                WeekStart = document.WeekStart,
                Language = document.Language,
                Owner = document.Owner,
            },
            Language = language,
            Period = ParsePeriod(document.Period, document.WeekStart),
            Current = history[^1] ?? throw new InvalidDataException("The snapshot lacks its own week."),
            Previous = history.Count > 1 ? history[^2] : null,
            FourBack = history.Count > 4 ? history[^5] : null,
            History = history,
            Notes = Notes(document.Notes),
            Version = document.Version,
        };
    }

    /// <summary>Of weeks that are only drawn as a line, the total is enough.</summary>
    private static bool IsWhole(PeriodKpis week, ReportInput input) =>
        week.Period.Id == input.Period.Id || week.Period.Id == input.Previous?.Period.Id || week.Period.Id == input.FourBack?.Period.Id;

    private static SnapshotWeek Week(PeriodKpis kpis, bool whole) => new()
    {
        Period = kpis.Period.Id,
        Currency = kpis.Currency,
        Members = [.. kpis.Members.Where(x => whole || x.Scope == KpiScope.Total).Select(Member)],
    };

    private static SnapshotMember Member(MemberKpis member) => new()
    {
        Scope = member.Scope.Id(),
        Member = member.Member,
        MemberId = member.MemberId,
        Identity = member.Identity,
        Source = member.Source,
        Channel = member.Channel,
        Sums = Measures.All.Where(member.Sums.ContainsKey).ToDictionary(static x => x.Id, x => member.Sums[x], StringComparer.Ordinal),
        Reasons = InCatalogueOrder(member.Reasons).ToDictionary(static x => x.Key, static x => x.Value.Id(), StringComparer.Ordinal),
        Notes = InCatalogueOrder(member.Notes).ToDictionary(static x => x.Key, static x => x.Value, StringComparer.Ordinal),
    };

    private static IEnumerable<KeyValuePair<string, T>> InCatalogueOrder<T>(IReadOnlyDictionary<string, T> byKpi) =>
        KpiCatalogue.All.Where(x => byKpi.ContainsKey(x.Id)).Select(x => KeyValuePair.Create(x.Id, byKpi[x.Id]));

    private static PeriodKpis Kpis(SnapshotWeek week, SnapshotDocument document)
    {
        var measures = Measures.All.ToDictionary(static x => x.Id, StringComparer.Ordinal);
        return new PeriodKpis(
            document.Brand,
            ParsePeriod(week.Period, document.WeekStart),
            week.Currency,
            [
                .. week.Members.Select(x => new MemberKpis(
                    KpiScopes.Parse(x.Scope) ?? throw new InvalidDataException($"The snapshot's scope {x.Scope} is none."),
                    x.Member,
                    x.MemberId,
                    x.Identity,
                    x.Source,
                    x.Channel,
                    x.Sums.Where(y => measures.ContainsKey(y.Key)).ToDictionary(y => measures[y.Key], static y => y.Value),
                    x.Reasons.ToDictionary(static y => y.Key, static y => Reason(y.Value), StringComparer.Ordinal),
                    x.Notes)),
            ]);
    }

    private static Period ParsePeriod(string id, WeekStart start) =>
        Period.TryParse(id, start, out var period) ? period : throw new InvalidDataException($"The snapshot's period {id} is none.");

    private static NoValueReason Reason(string id) =>
        NoValueReasons.Parse(id) ?? throw new InvalidDataException($"The snapshot's reason {id} is none.");

    private static SnapshotNotes Notes(DataNotes notes) => new()
    {
        Sources = notes.Sources,
        FilesRead = notes.FilesRead,
        ControlsMatched = notes.ControlsMatched,
        Mismatches = notes.Mismatches,
        RowsRead = notes.RowsRead,
        RowsRejected = notes.RowsRejected,
        SettlingFrom = notes.Settling?.From,
        SettlingTo = notes.Settling?.To,
        KpiNotes = notes.KpiNotes,
        Defaults = notes.Defaults,
    };

    private static DataNotes Notes(SnapshotNotes notes) => new()
    {
        Sources = notes.Sources,
        FilesRead = notes.FilesRead,
        ControlsMatched = notes.ControlsMatched,
        Mismatches = notes.Mismatches,
        RowsRead = notes.RowsRead,
        RowsRejected = notes.RowsRejected,
        Settling = notes is { SettlingFrom: { } from, SettlingTo: { } to } ? (from, to) : null,
        KpiNotes = notes.KpiNotes,
        Defaults = notes.Defaults,
    };
}
