using KpiFunctions.Connectors;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage;
using Microsoft.Extensions.Configuration;

namespace KpiFunctions.Hosting;

/// <summary>Reads settings and collects what is wrong with them. Values are never repeated: any of them may be a secret.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    // What App Service leaves in place when it could not read the secret.
    private const string VaultReference = "@Microsoft.KeyVault(";

    private readonly List<SettingProblem> _problems = [];

    /// <summary>Everything that is wrong so far.</summary>
    public IReadOnlyList<SettingProblem> Problems => _problems;

    /// <summary>The name of a setting as an environment variable, which is how people set it.</summary>
    public static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Adds a problem.</summary>
    public void Add(string code, string setting, string english, string russian) => _problems.Add(new(code, setting, english, russian));

    /// <summary>Adds problems.</summary>
    public void Add(IEnumerable<SettingProblem> problems) => _problems.AddRange(problems);

    /// <summary>Reads a setting; false when it is a reference to a secret that was not resolved, which is then a problem.</summary>
    public bool TryText(string setting, out string text)
    {
        text = configuration[setting]?.Trim() ?? string.Empty;
        if (!text.StartsWith(VaultReference, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        Add(
            "key_vault_unresolved",
            setting,
            "it is a Key Vault reference that was not resolved. Check that the secret exists and is enabled, that the app's identity has the role Key Vault Secrets User, and that keyVaultReferenceIdentity names that identity; then restart the app.",
            "это ссылка на Key Vault, которая не разрешилась. Проверьте, что секрет есть и включён, что у удостоверения приложения есть роль Key Vault Secrets User и что оно указано в keyVaultReferenceIdentity; затем перезапустите приложение.");
        return false;
    }

    /// <summary>The limits on files, with the defaults of those that are not set.</summary>
    public ReadingLimits Limits()
    {
        var (limits, problems) = LimitSettings.Read(name => configuration[AppSettings.LimitPrefix + name]);
        Add(problems.Select(static x => new SettingProblem("bad_limit", AppSettings.LimitPrefix + x.Name, x.English, x.Russian)));
        return limits;
    }

    /// <summary>The secret that identifiers are hashed with; null when it cannot be used.</summary>
    public IdentityOptions? Identity()
    {
        if (!TryText(IdentityOptions.SecretSetting, out var secret))
        {
            return null;
        }

        var identity = new IdentityOptions { Secret = secret };
        if (identity.Problem() is not { } problem)
        {
            return identity;
        }

        Add("bad_identity_secret", IdentityOptions.SecretSetting, problem.English, problem.Russian);
        return null;
    }

    /// <summary>The mail server; null when it cannot be used.</summary>
    public SmtpOptions? Smtp()
    {
        if (!TryText(SmtpOptions.Setting, out var url))
        {
            return null;
        }

        if (SmtpOptions.TryParse(url, out var smtp, out var problem))
        {
            return smtp;
        }

        Add("bad_smtp", SmtpOptions.Setting, problem.English, problem.Russian);
        return null;
    }

    /// <summary>Tokens and addresses of platforms; null when any cannot be used.</summary>
    public ConnectorOptions? Connectors()
    {
        var before = _problems.Count;
        var addresses = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var (source, text) in Section(ConnectorOptions.AddressesSection))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address))
            {
                addresses[source] = address;
            }
            else
            {
                AddNoAddress($"{ConnectorOptions.AddressesSection}:{source}", "https://proxy.contoso.com/metrica/");
            }
        }

        var options = new ConnectorOptions
        {
            // Empty is how people leave a setting out that stands in an example; a pull that needs the token says that it is missing.
            Tokens = Section(ConnectorOptions.TokensSection)
                .Where(static x => x.Text.Length > 0)
                .ToDictionary(static x => x.Name, static x => new AccessToken(x.Text), StringComparer.OrdinalIgnoreCase),
            Addresses = addresses,
        };
        Add(options.Problems().Select(static x => new SettingProblem(x.Code, x.Setting, x.English, x.Russian)));
        return _problems.Count > before ? null : options;
    }

    /// <summary>The licence of QuestPDF; null without one.</summary>
    public QuestPdfLicense? QuestPdf()
    {
        if (!TryText(AppSettings.QuestPdfSetting, out var text) || text.Length == 0)
        {
            return null;
        }

        if (Enum.GetNames<QuestPdfLicense>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<QuestPdfLicense>(text, ignoreCase: true);
        }

        Add(
            "bad_questpdf_license",
            AppSettings.QuestPdfSetting,
            "it is the licence of QuestPDF that applies to you: Community, Professional, Enterprise or Evaluation. Leave it out to draw pages with the embedded writer.",
            "это лицензия QuestPDF, которая к вам относится: Community, Professional, Enterprise или Evaluation. Уберите настройку, чтобы страницы рисовал встроенный модуль.");
        return null;
    }

    /// <summary>Where telemetry goes.</summary>
    public TelemetryOptions Telemetry()
    {
        var resolved = TryText(AppSettings.ApplicationInsightsSetting, out var insights);
        if (resolved && insights.Length > 0 && !insights.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
        {
            Add(
                "bad_application_insights",
                AppSettings.ApplicationInsightsSetting,
                "it is no connection string of Application Insights. Example: InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/.",
                "это не строка подключения Application Insights. Пример: InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/.");
        }

        _ = TryText(AppSettings.ApplicationInsightsIdentitySetting, out var identity);
        var parts = identity.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static x => x.Split('=', 2)).Where(static x => x.Length == 2)
            .ToLookup(static x => x[0], static x => x[1], StringComparer.OrdinalIgnoreCase);
        return new(
            insights.Length > 0 ? insights : null,
            parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase),
            parts["ClientId"].FirstOrDefault(),
            Otlp());
    }

    private IEnumerable<(string Name, string Text)> Section(string section) =>
        configuration.GetSection(section).GetChildren().Select(static x => (x.Key, x.Value?.Trim() ?? string.Empty));

    /// <summary>Where a collector is; null when there is none, or the setting cannot be used.</summary>
    private Uri? Otlp()
    {
        if (!TryText(AppSettings.OtlpSetting, out var text) || text.Length == 0)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
        {
            return address;
        }

        AddNoAddress(AppSettings.OtlpSetting, "http://localhost:4317");
        return null;
    }

    private void AddNoAddress(string setting, string example) =>
        Add("bad_address", setting, $"it is not an address. Example: {example}.", $"это не адрес. Пример: {example}.");
}
