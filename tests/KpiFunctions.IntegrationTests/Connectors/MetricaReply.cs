using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>What the stub answers instead of, or on the way of, its usual answer.</summary>
internal sealed record MetricaReply
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    public int Status { get; init; } = 200;

    /// <summary>The whole body; null takes the usual one.</summary>
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/x-yametrika+json;charset=UTF-8";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Changes the usual answer before it is written.</summary>
    public Action<JsonObject>? Change { get; init; }

    /// <summary>Changes the bytes of the answer.</summary>
    public Func<byte[], byte[]>? Bytes { get; init; }

    /// <summary>Runs before the answer is made: change the data here to change it between two pages.</summary>
    public Action? Before { get; init; }

    /// <summary>How long the answer takes; infinite until the stub is disposed.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The usual answer.</summary>
    public static MetricaReply Usual { get; } = new();

    /// <summary>An error in the platform's own form.</summary>
    public static MetricaReply Error(int status, string type, string message = "Something is wrong") =>
        new() { Status = status, Body = ErrorBody(status, type, message) };

    /// <summary>A quota: 429 with its type, and a wish to wait if there is one.</summary>
    public static MetricaReply Quota(string type, string? retryAfter = null) =>
        Error(429, type, "Quota exceeded") with { Headers = After(retryAfter) };

    /// <summary>A page for people where JSON was promised.</summary>
    public static MetricaReply Html(int status = 200) => new()
    {
        Status = status,
        ContentType = "text/html; charset=utf-8",
        Body = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"u8.ToArray(),
    };

    /// <summary>Any answer.</summary>
    public static MetricaReply Raw(int status, string body, string contentType = "application/json") =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(body), ContentType = contentType };

    /// <summary>An answer without a body and with headers, such as a redirect.</summary>
    public static MetricaReply Bare(int status, params (string Name, string Value)[] headers) =>
        new() { Status = status, Body = [], Headers = headers.ToDictionary(static x => x.Name, static x => x.Value, StringComparer.Ordinal) };

    /// <summary>The usual answer, cut off in the middle.</summary>
    public static MetricaReply CutOff() => new() { Bytes = static x => x[..(x.Length / 2)] };

    /// <summary>The usual answer behind a byte order mark.</summary>
    public static MetricaReply WithBom() => new() { Bytes = static x => [.. Bom, .. x] };

    /// <summary>The usual answer, packed.</summary>
    public static MetricaReply Gzip() => new()
    {
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Encoding"] = "gzip" },
        Bytes = static x =>
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            {
                gzip.Write(x);
            }

            return packed.ToArray();
        },
    };

    /// <summary>The usual answer with another total.</summary>
    public static MetricaReply Total(long total) => new() { Change = x => x["total_rows"] = total };

    /// <summary>The usual answer, late.</summary>
    public static MetricaReply Slow(TimeSpan delay) => new() { Delay = delay };

    /// <summary>No answer as long as the stub lives.</summary>
    public static MetricaReply Silence() => Slow(Timeout.InfiniteTimeSpan);

    internal static byte[] ErrorBody(int status, string type, string message) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject { ["error_type"] = type, ["message"] = message, ["location"] = "query" }),
        ["code"] = status,
        ["message"] = string.Create(CultureInfo.InvariantCulture, $"{message}, code: {status}"),
    }.ToJsonString());

    private static Dictionary<string, string> After(string? retryAfter) =>
        retryAfter is null ? [] : new(StringComparer.Ordinal) { ["Retry-After"] = retryAfter };
}
