using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace KpiFunctions.Hosting;

/// <summary>
/// Sends logs, traces and metrics by OpenTelemetry. The worker's defaults tell the host to leave our telemetry to us, so that nothing
/// is sent twice; hence they are set only when something is there that sends it. Else logs go to the host, as without OpenTelemetry.
/// </summary>
public static class Telemetry
{
    /// <summary>Adds the exporters that the settings name: none, one or both.</summary>
    public static IServiceCollection AddKpiTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options is { ApplicationInsights: null, Otlp: null })
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (options.Otlp is not null)
        {
            // Address, protocol and headers come from the standard environment variables.
            telemetry.UseOtlpExporter();
        }

        if (options.ApplicationInsights is { } connection)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                if (options.WithIdentity)
                {
                    exporter.Credential = new ManagedIdentityCredential(
                        options.ClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned);
                }
            });
        }

        return services;
    }
}
