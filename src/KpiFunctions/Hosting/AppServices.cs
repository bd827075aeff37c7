using KpiFunctions.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KpiFunctions.Hosting;

/// <summary>Registers what the triggers call.</summary>
public static class AppServices
{
    /// <summary>Adds the use cases with the settings of the configuration.</summary>
    /// <exception cref="AppSettingsException">Some settings cannot be used.</exception>
    public static IServiceCollection AddKpiApp(this IServiceCollection services, IConfiguration configuration) =>
        services.AddKpiApp(AppSettings.Read(configuration));

    /// <summary>Adds the use cases with these settings.</summary>
    public static IServiceCollection AddKpiApp(this IServiceCollection services, AppSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return services
            .AddKpiPipeline(settings.Storage, settings.Identity, settings.Connectors, settings.Limits)
            .AddKpiWork(settings.Smtp);
    }
}
