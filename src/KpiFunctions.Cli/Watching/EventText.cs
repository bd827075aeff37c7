using System.Globalization;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Cli.Watching;

/// <summary>Events in a person's words: plain text, cleaned of what would steer a terminal.</summary>
internal static class EventText
{
    /// <summary>The event in one line with its time; null for what is of no interest afterwards.</summary>
    public static string? Line(WatchEvent happened) =>
        Words(happened) is { } words ? $"{Clock(happened.At)}  {TerminalText.Clean(words)}" : null;

    /// <summary>The time of day on this machine.</summary>
    public static string Clock(DateTimeOffset at) => at.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What a file was taken for, or nothing.</summary>
    public static string TakenFor(FileEvent file) => file.Source is { } source ? DomainNames.Source(source).In(CliLanguage.Text) : string.Empty;

    /// <summary>Rows used and not used, or nothing.</summary>
    public static string Rows(FileEvent file) => file is { Format: not null, Accepted: { } accepted, Rejected: { } rejected }
        ? WatchText.Rows(accepted, rejected)
        : string.Empty;

    private static string? Words(WatchEvent happened) => happened switch
    {
        StartedEvent x => WatchText.Started(x.Folder, x.Receipts),
        FileEvent { State: FileStates.Reading } => null,
        FileEvent x => Joined(x.Path, WatchText.State(x.State), TakenFor(x), Rows(x), x.Remark),
        ConfigEvent x => Joined([x.File, WatchText.ConfigState(x.State), .. x.Problems ?? []]),
        ComputeEvent { State: "computed" } x => WatchText.Computed(x.Brand),
        ComputeEvent { State: "failed" or "later" or "set_aside" } x => WatchText.NotComputed(x.Brand),
        PullEvent { State: "pulled" } x => Joined(x.Brand, x.Source, x.Account, WatchText.Pulled(x.Receipts ?? 0)),
        DeliveryEvent { State: not "sending" } x => Joined(x.Report, x.Period, WatchText.Sent(x.Sent ?? 0, x.Of ?? 0)),
        NoteEvent x => x.Message,
        StoppedEvent => WatchText.Stopped,
        _ => null,
    };

    private static string Joined(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(static x => !string.IsNullOrEmpty(x)));
}
