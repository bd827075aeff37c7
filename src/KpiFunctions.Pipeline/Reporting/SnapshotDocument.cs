using System.Text.Json.Serialization;
using KpiFunctions.Core.Periods;
using KpiFunctions.Reports;

namespace KpiFunctions.Pipeline.Reporting;

/// <summary>The shape of a snapshot in storage. Evolve it by adding: old snapshots are shown again.</summary>
internal sealed record SnapshotDocument
{
    public required string Report { get; init; }

    public required int Version { get; init; }

    public required string Brand { get; init; }

    public string? Name { get; init; }

    public required string TimeZone { get; init; }

    public required string Currency { get; init; }

    public required WeekStart WeekStart { get; init; }

    public required string Language { get; init; }

    public string? Owner { get; init; }

    public required string Period { get; init; }

    public required IReadOnlyList<SnapshotWeek?> Weeks { get; init; }

    public required SnapshotNotes Notes { get; init; }
}

internal sealed record SnapshotWeek
{
    public required string Period { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<SnapshotMember> Members { get; init; }
}

internal sealed record SnapshotMember
{
    public required string Scope { get; init; }

    public required string Member { get; init; }

    public string? MemberId { get; init; }

    public required string Identity { get; init; }

    public string? Source { get; init; }

    public string? Channel { get; init; }

    public required Dictionary<string, decimal> Sums { get; init; }

    public required Dictionary<string, string> Reasons { get; init; }

    public required Dictionary<string, IReadOnlyList<string>> Notes { get; init; }
}

internal sealed record SnapshotNotes
{
    public required IReadOnlyList<SourceNote> Sources { get; init; }

    public required int FilesRead { get; init; }

    public required int ControlsMatched { get; init; }

    public required IReadOnlyList<ControlMismatch> Mismatches { get; init; }

    public required long RowsRead { get; init; }

    public required long RowsRejected { get; init; }

    public DateOnly? SettlingFrom { get; init; }

    public DateOnly? SettlingTo { get; init; }

    public required IReadOnlyList<string> KpiNotes { get; init; }

    public required IReadOnlyList<string> Defaults { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(SnapshotDocument))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
