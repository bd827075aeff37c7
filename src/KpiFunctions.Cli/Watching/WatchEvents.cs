using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace KpiFunctions.Cli.Watching;

/// <summary>Something that happened while the host ran. As JSON it is one object in one line; fields without a value are left out.</summary>
/// <param name="Event">Its stable name.</param>
internal abstract record WatchEvent([property: JsonPropertyOrder(-2)] string Event)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>When, in UTC. Set by whoever shows it.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset At { get; init; }

    /// <summary>The line, without its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, GetType(), Json);
}

/// <summary>The host is there, and watches.</summary>
internal sealed record StartedEvent(string Folder, string Receipts, string Config, string? Mails) : WatchEvent("started");

/// <summary>What became of a file: one event a receipt, so a file that holds files has several.</summary>
/// <param name="Path">Path relative to the folder.</param>
/// <param name="State">One of <see cref="FileStates"/>.</param>
internal sealed record FileEvent(string Path, string State) : WatchEvent("file")
{
    /// <summary>Brand id; null in no brand's folder.</summary>
    public string? Brand { get; init; }

    /// <summary><c>source/variant</c>, as it was recognised.</summary>
    public string? Format { get; init; }

    /// <summary>Source id.</summary>
    public string? Source { get; init; }

    /// <summary>First day of its facts.</summary>
    public string? FirstDate { get; init; }

    /// <summary>Last day of its facts.</summary>
    public string? LastDate { get; init; }

    /// <summary>Data rows.</summary>
    public long? Rows { get; init; }

    /// <summary>Rows that are used.</summary>
    public long? Accepted { get; init; }

    /// <summary>Rows that are not used.</summary>
    public long? Rejected { get; init; }

    /// <summary>The worst that there is to say, for a person.</summary>
    public string? Remark { get; init; }

    /// <summary>Full path of the receipt, without the forms' suffixes.</summary>
    public string? Receipt { get; init; }

    /// <summary>Seconds from its coming to rest until its receipt was there.</summary>
    public double? Seconds { get; init; }
}

/// <summary>What can become of a file.</summary>
internal static class FileStates
{
    /// <summary>It is being read.</summary>
    public const string Reading = "reading";

    /// <summary>Everything is used.</summary>
    public const string Done = "done";

    /// <summary>Some rows are not used.</summary>
    public const string Partly = "partly";

    /// <summary>Nothing is used.</summary>
    public const string Refused = "refused";

    /// <summary>It lies in no brand's folder, has a name that cannot be used, or is a link.</summary>
    public const string Unplaced = "unplaced";

    /// <summary>The same bytes were imported from there before.</summary>
    public const string AlreadyDone = "already_done";

    /// <summary>It waits: the stored configuration has errors, or somebody does not let us open it.</summary>
    public const string Waiting = "waiting";

    /// <summary>It was removed or replaced before it could be read.</summary>
    public const string Gone = "gone";

    /// <summary>It was removed. What it said still counts.</summary>
    public const string Removed = "removed";

    /// <summary>It could not be read, nor again; it is tried at the next start or when it changes.</summary>
    public const string Failed = "failed";
}

/// <summary>A configuration came: <c>stored</c>, <c>broken</c>, <c>misnamed</c>, or <c>removed</c>.</summary>
internal sealed record ConfigEvent(string File, string State) : WatchEvent("config")
{
    /// <summary>Brand id.</summary>
    public string? Brand { get; init; }

    /// <summary>What is to be said of it, for a person.</summary>
    public IReadOnlyList<string>? Problems { get; init; }
}

/// <summary>A brand's KPIs: <c>computing</c>, <c>computed</c>, <c>seen</c> (a later computation did it), <c>busy</c>, <c>later</c>, <c>dropped</c>, <c>set_aside</c>, <c>failed</c>.</summary>
internal sealed record ComputeEvent(string? Brand, string State) : WatchEvent("compute");

/// <summary>Days of an account were asked for: <c>pulling</c>, <c>pulled</c>, <c>failed</c>. What went wrong is in a note.</summary>
internal sealed record PullEvent(string? Brand, string? Source, string? Account, string State) : WatchEvent("pull")
{
    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How many answers have a receipt now.</summary>
    public int? Receipts { get; init; }
}

/// <summary>A report was sent: <c>sending</c>, <c>finished</c>, <c>later</c>, <c>left</c>, <c>not_configured</c>, <c>set_aside</c>, <c>failed</c>.</summary>
internal sealed record DeliveryEvent(string? Report, string? Period, string State) : WatchEvent("delivery")
{
    /// <summary>Mails that the mail server took.</summary>
    public int? Sent { get; init; }

    /// <summary>Mails that are planned.</summary>
    public int? Of { get; init; }
}

/// <summary>A timer: <c>waiting</c> until its next time, <c>running</c>, <c>done</c>, <c>failed</c>.</summary>
internal sealed record TimerEvent(string Timer, string State) : WatchEvent("timer")
{
    /// <summary>Its next time.</summary>
    public DateTimeOffset? Next { get; init; }
}

/// <summary>Something that a person should know: what the use cases log as a warning or an error, or a fault.</summary>
internal sealed record NoteEvent(string Level, string Message) : WatchEvent("note");

/// <summary>The host was told to stop, and has.</summary>
internal sealed record StoppedEvent() : WatchEvent("stopped");
