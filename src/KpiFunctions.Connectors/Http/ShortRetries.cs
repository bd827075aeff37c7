using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace KpiFunctions.Connectors.Http;

/// <summary>
/// Sends a request again within seconds where the platform or the network stumbled. Whoever has to wait longer says so by an answer,
/// and waits without holding a thread, a lock or an invocation.
/// </summary>
internal static class ShortRetries
{
    /// <summary>How often a request is sent again.</summary>
    public const int Attempts = 2;

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ConnectorOptions options)
    {
        // Not the clock of the domain: tests hold that still, and a wait on it would never end.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Attempts,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                UseJitter = options.RetryDelay > TimeSpan.Zero,
                ShouldRetryAfterHeader = false,
                ShouldHandle = static x => ValueTask.FromResult(IsShort(x.Outcome)),
            })
            .AddTimeout(options.AnswerTimeout);
    }

    // A platform that names a time is not asked again before it.
    private static bool IsShort(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } x } =>
            x.Headers.RetryAfter is null,
        _ => false,
    };
}
