using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using KpiFunctions.Connectors.Http;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>What an error of the platform means (https://yandex.com/dev/metrika/en/intro/errors, …/intro/quotas).</summary>
internal static class MetricaErrors
{
    // The old status of quotas, which parts of the documentation still name.
    private const HttpStatusCode CalmDown = (HttpStatusCode)420;

    private const string QuotaPrefix = "quota_";

    /// <summary>Parallel requests and requests a second: over within moments.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(30);

    /// <summary>A quota that the documentation does not name; those that it does end after five minutes, at the hour, or at midnight.</summary>
    private static readonly TimeSpan UnknownWait = TimeSpan.FromHours(1);

    /// <summary>Reads an answer that is not the one that was asked for.</summary>
    /// <param name="status">HTTP status, not 200.</param>
    /// <param name="body">The body, or its beginning.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>.</param>
    /// <param name="token">What is masked in the platform's words.</param>
    /// <param name="now">The time.</param>
    /// <param name="contentType">What the body is said to be.</param>
    public static PullAnswer Read(
        HttpStatusCode status, ReadOnlyMemory<byte> body, RetryConditionHeaderValue? retryAfter, AccessToken token, DateTimeOffset now, string? contentType)
    {
        var error = MetricaError.Read(body);
        var wish = RetryAfter.Read(retryAfter, now);
        var words = SafeText.Of(error?.Message, token);
        if (status is HttpStatusCode.TooManyRequests or CalmDown || error?.Types.Any(IsQuota) == true)
        {
            return new PullAnswer.Later(wish ?? now + Wait(error?.Types ?? [], now), PullCodes.Quota);
        }

        if ((int)status >= 500 || status == HttpStatusCode.RequestTimeout)
        {
            return wish is { } until
                ? new PullAnswer.Later(until, PullCodes.Unavailable)
                : new PullAnswer.Failed(PullCodes.Unavailable, IsTemporary: true, words ?? Technical(status, contentType, token));
        }

        // A page of a proxy or a firewall says nothing about the token or the account, whatever its status; nor does a redirect.
        return error is null || (int)status < 400
            ? new PullAnswer.Failed(PullCodes.UnreadableAnswer, IsTemporary: true, Technical(status, contentType, token))
            : new PullAnswer.Failed(Code(status, error), IsTemporary: false, words);
    }

    /// <summary>What an answer looks like from the outside, for whom its content says nothing.</summary>
    public static string? Technical(HttpStatusCode status, string? contentType, AccessToken token, string? fault = null) =>
        SafeText.Of(string.Join(", ", new[] { FormattableString.Invariant($"HTTP {(int)status}"), contentType, fault }.Where(static x => x is not null)), token);

    private static string Code(HttpStatusCode status, MetricaError error) => status switch
    {
        HttpStatusCode.Unauthorized => PullCodes.TokenRefused,
        HttpStatusCode.Forbidden when error.Types.Contains("invalid_token", StringComparer.Ordinal) => PullCodes.TokenRefused,
        HttpStatusCode.Forbidden => PullCodes.AccessDenied,
        HttpStatusCode.NotFound => PullCodes.UnknownAccount,
        HttpStatusCode.BadRequest when error.Types.Any(static x => x is "query_error" or "too_much_rows") => PullCodes.TooMuch,
        _ => PullCodes.BadQuestion,
    };

    private static bool IsQuota(string type) => type.StartsWith(QuotaPrefix, StringComparison.Ordinal);

    private static TimeSpan Wait(IReadOnlyList<string> types, DateTimeOffset now) =>
        types.Where(IsQuota).Select(x => Wait(x, now)).DefaultIfEmpty(UnknownWait).Max();

    private static TimeSpan Wait(string type, DateTimeOffset now) => type switch
    {
        // 5,000 requests a day; the day ends at 00:00 GMT, wherever the counter is.
        "quota_requests_by_uid" or "quota_requests_by_counter_id" => TimeSpan.FromDays(1) - now.UtcDateTime.TimeOfDay,
        "quota_parallel_requests" or "quota_requests_by_ip" => ShortWait,
        _ => UnknownWait,
    };
}

/// <summary>The platform's own form of an error.</summary>
/// <param name="Types">Every <c>error_type</c>.</param>
/// <param name="Message">What it says about them.</param>
internal sealed record MetricaError(IReadOnlyList<string> Types, string? Message)
{
    /// <summary>Reads the body; null if it is something else, such as a page for people.</summary>
    public static MetricaError? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.Span.StartsWith(MetricaPageScanner.ByteOrderMark) ? body[MetricaPageScanner.ByteOrderMark.Length..] : body);
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("errors", out var errors)
                || errors.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var all = errors.EnumerateArray().Where(static x => x.ValueKind == JsonValueKind.Object).ToArray();
            var message = Text(root, "message") ?? all.Select(static x => Text(x, "message")).FirstOrDefault(static x => x is not null);
            return new([.. all.Select(static x => Text(x, "error_type")).OfType<string>()], message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is no text: escaped halves of characters.
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
