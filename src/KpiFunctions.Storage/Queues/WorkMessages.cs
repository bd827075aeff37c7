using System.Text.Json;
using System.Text.Json.Serialization;

namespace KpiFunctions.Storage.Queues;

/// <summary>Days of an account to be pulled.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Source">Source id.</param>
/// <param name="Account">The platform's id of the account.</param>
/// <param name="From">First day of the slice.</param>
/// <param name="To">Last day of the slice.</param>
/// <param name="PlannedAt">When it was found due: days that were pulled since are not pulled again.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record PullMessage(string Brand, string Source, string Account, DateOnly From, DateOnly To, DateTimeOffset PlannedAt, int Attempt = 0);

/// <summary>A brand whose KPIs are to be computed.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="ChangedAt">When what they are computed from had changed: a computation that began later has seen it.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record ComputeMessage(string Brand, DateTimeOffset ChangedAt, int Attempt = 0);

/// <summary>A report to be sent to those recipients that have not got it.</summary>
/// <param name="Report">Report id.</param>
/// <param name="Period">Period id.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record DeliveryMessage(string Report, string Period, int Attempt = 0);

/// <summary>Receipts to be told of by mail, in the queue of deliveries.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Recipient">Hash of the recipient's address.</param>
/// <param name="Attempt">How often it was tried before.</param>
public sealed record ReceiptMessage(string Brand, string Recipient, int Attempt = 0);

/// <summary>Messages as they stand in queues: one JSON document each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PullMessage))]
[JsonSerializable(typeof(ComputeMessage))]
[JsonSerializable(typeof(DeliveryMessage))]
[JsonSerializable(typeof(ReceiptMessage))]
internal sealed partial class WorkJson : JsonSerializerContext;

/// <summary>Reads what stands in a queue.</summary>
public static class WorkMessages
{
    /// <summary>The message, or null when the text is none: then nobody will ever understand it.</summary>
    public static PullMessage? ReadPull(string text) =>
        Read(text, WorkJson.Default.PullMessage) is { Brand: not null, Source: not null, Account: not null } message ? message : null;

    /// <summary>The message, or null when the text is none.</summary>
    public static ComputeMessage? ReadCompute(string text) =>
        Read(text, WorkJson.Default.ComputeMessage) is { Brand: not null } message ? message : null;

    /// <summary>The message, or null when the text is none.</summary>
    public static DeliveryMessage? ReadDelivery(string text) =>
        Read(text, WorkJson.Default.DeliveryMessage) is { Report: not null, Period: not null } message ? message : null;

    /// <summary>The message, or null when the text is none: it may be one of the others in the same queue.</summary>
    public static ReceiptMessage? ReadReceipts(string text) =>
        Read(text, WorkJson.Default.ReceiptMessage) is { Brand: not null, Recipient: not null } message ? message : null;

    private static T? Read<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
