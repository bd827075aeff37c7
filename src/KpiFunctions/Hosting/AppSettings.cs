using KpiFunctions.Connectors;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage;
using Microsoft.Extensions.Configuration;

namespace KpiFunctions.Hosting;

/// <summary>
/// Everything that the app is told from outside, read once at start. It is a class and not a record, so that nothing writes its
/// secrets into a text by accident.
/// </summary>
public sealed class AppSettings
{
    /// <summary>The setting of <see cref="QuestPdf"/>; as an environment variable <c>QuestPdf__License</c>.</summary>
    public const string QuestPdfSetting = "QuestPdf:License";

    /// <summary>What stands before the name of a limit on files; as an environment variable <c>Limits__MaxColumns</c>.</summary>
    public const string LimitPrefix = "Limits:";

    /// <summary>Where the host and the app send telemetry, when it goes to Application Insights.</summary>
    public const string ApplicationInsightsSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>How they identify themselves there, such as <c>Authorization=AAD;ClientId=…</c>; without it by the connection string alone.</summary>
    public const string ApplicationInsightsIdentitySetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Where they send telemetry, when it goes to an OpenTelemetry collector.</summary>
    public const string OtlpSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    internal AppSettings()
    {
    }

    /// <summary>Where everything is stored.</summary>
    public required StorageOptions Storage { get; init; }

    /// <summary>What customers' identifiers are hashed with.</summary>
    public required IdentityOptions Identity { get; init; }

    /// <summary>The mail server.</summary>
    public required SmtpOptions Smtp { get; init; }

    /// <summary>Tokens and addresses of platforms.</summary>
    public required ConnectorOptions Connectors { get; init; }

    /// <summary>Limits on dropped files; settings <c>Limits__MaxColumns</c> and so on, all of them optional.</summary>
    public required ReadingLimits Limits { get; init; }

    /// <summary>The licence of QuestPDF that applies to whoever runs this; null draws pages with the embedded writer.</summary>
    public required QuestPdfLicense? QuestPdf { get; init; }

    /// <summary>Where telemetry goes.</summary>
    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>Reads all settings.</summary>
    /// <exception cref="AppSettingsException">Some cannot be used: it names all of them, each with an example.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SettingsReader(configuration);
        var storage = StorageSettings.Read(reader);
        var identity = reader.Identity();
        var smtp = reader.Smtp();
        var connectors = reader.Connectors();
        var limits = reader.Limits();
        var questPdf = reader.QuestPdf();
        var telemetry = reader.Telemetry();
        return reader.Problems.Count > 0 || storage is null || identity is null || smtp is null || connectors is null
            ? throw new AppSettingsException(reader.Problems)
            : new AppSettings
            {
                Storage = storage,
                Identity = identity,
                Smtp = smtp,
                Connectors = connectors,
                Limits = limits,
                QuestPdf = questPdf,
                Telemetry = telemetry,
            };
    }
}

/// <summary>The licences that QuestPDF offers. Which one applies depends on who runs the app, so only they can say.</summary>
public enum QuestPdfLicense
{
    /// <summary>Free for individuals, charities, open source and small companies, by QuestPDF's terms.</summary>
    Community,

    /// <summary>Bought, for up to ten developers.</summary>
    Professional,

    /// <summary>Bought, for any number of developers.</summary>
    Enterprise,

    /// <summary>To try it out, not for production.</summary>
    Evaluation,
}

/// <summary>Where telemetry goes; with neither it stays with the host.</summary>
/// <param name="ApplicationInsights">Connection string of Application Insights, or null.</param>
/// <param name="WithIdentity">Whether the app identifies itself there with its managed identity.</param>
/// <param name="ClientId">Client id of that identity; null takes the system-assigned one.</param>
/// <param name="Otlp">Address of an OpenTelemetry collector, or null.</param>
public sealed record TelemetryOptions(string? ApplicationInsights, bool WithIdentity, string? ClientId, Uri? Otlp);

/// <summary>Settings cannot be used. The message names each of them with an example, in both languages, and repeats no value.</summary>
public sealed class AppSettingsException(IReadOnlyList<SettingProblem> problems) : Exception(Text(problems))
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; } = problems;

    private static string Text(IReadOnlyList<SettingProblem> problems) => string.Join(
        Environment.NewLine,
        [
            "The app cannot start with these settings. / С такими настройками приложение не запустится.",
            .. problems.Select(static x => $"- {SettingsReader.Variable(x.Setting)}: {x.English} / {x.Russian}"),
        ]);
}
