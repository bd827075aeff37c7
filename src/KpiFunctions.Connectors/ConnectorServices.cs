using System.Net;
using KpiFunctions.Connectors.Http;
using KpiFunctions.Connectors.YandexMetrica;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KpiFunctions.Connectors;

/// <summary>Registers this room.</summary>
public static class ConnectorServices
{
    /// <summary>Adds every connector and the catalogue of them. Logging and a <see cref="TimeProvider"/> of the host's are used where they are registered.</summary>
    /// <exception cref="ArgumentException">The options have <see cref="ConnectorOptions.Problems"/>; the message names the setting and an example.</exception>
    public static IServiceCollection AddKpiConnectors(this IServiceCollection services, ConnectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is [var problem, ..])
        {
            throw new ArgumentException(problem.English, nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        services
            .AddSingleton(options)
            .AddSingleton<IConnector, MetricaConnector>()
            .AddSingleton<ConnectorCatalogue>()
            .AddHttpClient(MetricaConnector.ClientName)
            .RemoveAllLoggers()
            .ConfigureHttpClient(static x => Configure(x))
            .ConfigurePrimaryHttpMessageHandler(static () => Handler())
            .AddResilienceHandler("short", pipeline => ShortRetries.Configure(pipeline, options));
        return services;
    }

    // The pipeline of retries limits the time of every attempt, and who reads the body limits that.
    private static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.Add(new("KpiFunctions", productVersion: null));
    }

    // A redirect is never followed, and cookies are neither kept nor sent: the token goes where the settings say and nowhere else.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };
}
