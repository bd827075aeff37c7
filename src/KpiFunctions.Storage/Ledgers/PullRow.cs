using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>The pull times of a slice's days as JSON.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<DateOnly, DateTimeOffset>))]
[JsonSerializable(typeof(Dictionary<DateOnly, DateTimeOffset>))]
internal sealed partial class PullJson : JsonSerializerContext;

/// <summary>A slice as a row of the ledger.</summary>
internal static class PullRow
{
    public const string WriteProperty = "write";
    private const string DayFormat = "yyyy-MM-dd";
    private const int MaxText = 1_000;

    /// <summary>Brand ids, source ids and account ids hold no bar, so that no two accounts share a partition.</summary>
    public static string PartitionKey(string brand, string source, string account) => $"{Ids.Brand(brand)}|{Ids.Source(source)}|{Ids.Account(account)}";

    public static string PartitionKey(PullSliceKey key) => PartitionKey(key.Brand, key.Source, key.Account);

    public static string RowKey(PullSliceKey key) => $"{Day(key.From)}_{Day(key.To)}";

    /// <param name="slice">The slice.</param>
    /// <param name="write">Names this write, so that it is known again when its answer is lost.</param>
    public static TableEntity From(PullSlice slice, string write) => new(PartitionKey(slice.Key), RowKey(slice.Key))
    {
        ["brand"] = slice.Key.Brand,
        ["source"] = slice.Key.Source,
        ["account"] = slice.Key.Account,
        ["first_date"] = Day(slice.Key.From),
        ["last_date"] = Day(slice.Key.To),
        ["days"] = JsonSerializer.Serialize(slice.Days, PullJson.Default.IReadOnlyDictionaryDateOnlyDateTimeOffset),
        ["queued_until"] = slice.QueuedUntil,
        ["queued_message"] = slice.QueuedMessage,
        ["claim"] = slice.Claim,
        ["claim_expires"] = slice.ClaimExpires,
        ["open_since"] = slice.OpenSince,
        ["not_before"] = slice.NotBefore,
        ["failures"] = slice.Failures,
        ["last_code"] = Clip(slice.LastCode),
        ["last_detail"] = Clip(slice.LastDetail),
        ["changed_at"] = slice.ChangedAt,
        [WriteProperty] = write,
    };

    public static PullSlice ToSlice(TableEntity entity) => new()
    {
        Key = new(
            entity.GetString("brand"),
            entity.GetString("source"),
            entity.GetString("account"),
            ToDay(entity.GetString("first_date")),
            ToDay(entity.GetString("last_date"))),
        Days = JsonSerializer.Deserialize(entity.GetString("days"), PullJson.Default.DictionaryDateOnlyDateTimeOffset)!,
        QueuedUntil = entity.GetDateTimeOffset("queued_until"),
        QueuedMessage = entity.GetString("queued_message"),
        Claim = entity.GetString("claim"),
        ClaimExpires = entity.GetDateTimeOffset("claim_expires"),
        OpenSince = entity.GetDateTimeOffset("open_since"),
        NotBefore = entity.GetDateTimeOffset("not_before"),
        Failures = entity.GetInt32("failures") ?? 0,
        LastCode = entity.GetString("last_code"),
        LastDetail = entity.GetString("last_detail"),
        ChangedAt = entity.GetDateTimeOffset("changed_at") ?? default,
        ETag = entity.ETag,
    };

    private static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateOnly ToDay(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);

    private static string? Clip(string? text) => text is { Length: > MaxText } ? string.Concat(text.AsSpan(0, MaxText - 1), "…") : text;
}
