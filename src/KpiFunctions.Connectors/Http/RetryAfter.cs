using System.Net.Http.Headers;

namespace KpiFunctions.Connectors.Http;

/// <summary>A platform's wish to be left alone, by the header <c>Retry-After</c> (RFC 9110, 10.2.3): seconds, or a date.</summary>
internal static class RetryAfter
{
    /// <summary>The longest wish that is believed: quotas are renewed daily, and a slip of the platform must not end pulling for good.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Until when to wait; null if the platform says nothing that can be read.</summary>
    public static DateTimeOffset? Read(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait is { } known ? now + TimeSpan.FromTicks(Math.Clamp(known.Ticks, Shortest.Ticks, Longest.Ticks)) : null;
    }
}
