using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Limits;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>An import as a row of the ledger.</summary>
internal static class ImportRow
{
    public const string StateProperty = "state";
    public const string ShaProperty = "sha256";
    public const string StampProperty = "stamp";
    public const string ClaimProperty = "claim";
    public const string ExpiryProperty = "claim_expires";
    private const string DateFormat = "yyyy-MM-dd";
    private const int MaxAccount = 200;
    private const int MaxText = 2_000;

    public static TableEntity Claimed(string brand, string row, string path, string fileETag, string claim, DateTimeOffset expiry) => new(brand, row)
    {
        [StateProperty] = Id(ImportState.Claimed),
        ["path"] = path,
        ["etag"] = fileETag,
        ["import_id"] = row,
        [ClaimProperty] = claim,
        [ExpiryProperty] = expiry,
    };

    public static TableEntity From(ImportRecord record, string row, string claim)
    {
        var entity = new TableEntity(record.Brand, row)
        {
            [StateProperty] = Id(record.State),
            ["path"] = record.Path,
            ["etag"] = record.ETag,
            ["import_id"] = record.ImportId,
            [ShaProperty] = record.Sha256,
            ["archive_sha256"] = record.ArchiveSha256,
            ["extension"] = record.Extension,
            [StampProperty] = record.Stamp,
            ["imported_at"] = record.ImportedAt,
            ["reading"] = record.Reading,
            ["format"] = record.Format,
            ["source"] = record.Source,
            ["kind"] = record.Kind?.Id(),
            ["account"] = record.Account is { Length: > MaxText } account ? account[..MaxText] : record.Account,
            ["accounts"] = record.Accounts.Count == 0 ? null : string.Join('\n', record.Accounts.Select(static x => x.Length > MaxAccount ? x[..MaxAccount] : x)),
            ["first_date"] = record.FirstDate?.ToString(DateFormat, CultureInfo.InvariantCulture),
            ["last_date"] = record.LastDate?.ToString(DateFormat, CultureInfo.InvariantCulture),
            ["members"] = record.Members == 0 ? null : record.Members,
            ["rows"] = record.Rows,
            ["accepted"] = record.Accepted,
            ["rejected"] = record.Rejected,
            ["control_present"] = record.ControlPresent,
            ["control_matches"] = record.ControlMatches,
            ["control_differences"] = record.ControlDifferences.Count == 0
                ? null
                : JsonSerializer.Serialize(record.ControlDifferences, ImportJson.Default.IReadOnlyListImportDifference),
            ["complete"] = record.Complete is null ? null : JsonSerializer.Serialize(record.Complete, ImportJson.Default.CompleteAnswer),
            ["problems"] = JsonSerializer.Serialize(record.Problems, ImportJson.Default.IReadOnlyDictionaryStringInt32),
            [ClaimProperty] = claim,
        };
        TableLimits.Require(entity);
        return entity;
    }

    public static ImportRecord ToRecord(TableEntity entity) => new()
    {
        Brand = entity.PartitionKey,
        Path = entity.GetString("path"),
        ETag = entity.GetString("etag"),
        ImportId = entity.GetString("import_id"),
        State = StateOf(entity),
        Sha256 = entity.GetString(ShaProperty),
        ArchiveSha256 = entity.GetString("archive_sha256"),
        Extension = entity.GetString("extension"),
        Stamp = entity.GetDateTimeOffset(StampProperty),
        ImportedAt = entity.GetDateTimeOffset("imported_at"),
        Reading = entity.GetString("reading"),
        Format = entity.GetString("format"),
        Source = entity.GetString("source"),
        Kind = Kind(entity.GetString("kind")),
        Account = entity.GetString("account"),
        Accounts = entity.GetString("accounts")?.Split('\n') ?? [],
        FirstDate = Day(entity.GetString("first_date")),
        LastDate = Day(entity.GetString("last_date")),
        Members = entity.GetInt32("members") ?? 0,
        Rows = entity.GetInt32("rows") ?? 0,
        Accepted = entity.GetInt32("accepted") ?? 0,
        Rejected = entity.GetInt32("rejected") ?? 0,
        ControlPresent = entity.GetBoolean("control_present") ?? false,
        ControlMatches = entity.GetBoolean("control_matches") ?? true,
        ControlDifferences = entity.GetString("control_differences") is { } differences
            ? JsonSerializer.Deserialize(differences, ImportJson.Default.IReadOnlyListImportDifference)!
            : [],
        Complete = entity.GetString("complete") is { } complete
            ? JsonSerializer.Deserialize(complete, ImportJson.Default.CompleteAnswer)
            : null,
        Problems = entity.GetString("problems") is { } problems
            ? JsonSerializer.Deserialize(problems, ImportJson.Default.IReadOnlyDictionaryStringInt32)!
            : new Dictionary<string, int>(StringComparer.Ordinal),
    };

    public static ImportState StateOf(TableEntity entity) => entity.GetString(StateProperty) switch
    {
        "claimed" => ImportState.Claimed,
        "done" => ImportState.Done,
        "refused" => ImportState.Refused,
        var other => throw new InvalidDataException($"The import {entity.RowKey} has the unknown state {other}."),
    };

    public static string Id(ImportState state) => state switch
    {
        ImportState.Claimed => "claimed",
        ImportState.Done => "done",
        ImportState.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static FactKind? Kind(string? id) => id is null ? null : FactKinds.All.Single(x => x.Id() == id);

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture);
}
