using KpiFunctions.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace KpiFunctions.App.Tests.Hosting;

public sealed class AppSettingsTests
{
    private const string Secret = "s3cr3t-that-nobody-may-see";

    [Fact]
    public void Settings_on_an_emulator_are_read()
    {
        var settings = AppSettings.Read(AppHost.Configuration("UseDevelopmentStorage=true"));

        Assert.Equal("UseDevelopmentStorage=true", settings.Storage.Connection);
        Assert.Null(settings.Storage.ClientId);
        Assert.Equal("localhost", settings.Smtp.Host);
        Assert.Equal(["metrica"], settings.Connectors.Tokens.Keys);
        Assert.Null(settings.QuestPdf);
        Assert.Equal(new TelemetryOptions(null, WithIdentity: false, null, null), settings.Telemetry);
    }

    [Fact]
    public void Settings_in_Azure_open_the_account_by_identity()
    {
        var settings = Read(InAzure());

        Assert.Equal("https://contoso.blob.core.windows.net", settings.Storage.Connection);
        Assert.Equal("11111111-2222-3333-4444-555555555555", settings.Storage.ClientId);
        Assert.Equal(QuestPdfLicense.Community, settings.QuestPdf);
        Assert.True(settings.Telemetry.WithIdentity);
        Assert.Equal("11111111-2222-3333-4444-555555555555", settings.Telemetry.ClientId);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_the_names_that_people_set()
    {
        var exception = Assert.Throws<AppSettingsException>(() => AppSettings.Read(new ConfigurationBuilder().Build()));

        Assert.Equal(["Storage", "Identity:Secret", "Smtp:Url"], exception.Problems.Select(static x => x.Setting));
        Assert.Contains("- Storage: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("- Identity__Secret: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("- Smtp__Url: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Example: smtp://user:password@smtp.example.com", exception.Message, StringComparison.Ordinal);
        Assert.All(exception.Problems, static x => Assert.NotEqual(x.English, x.Russian));
    }

    [Theory]
    [InlineData("Storage", "AccountName=contoso;AccountKey=" + Secret, "bad_storage_connection")]
    [InlineData("Storage", "https://contoso.blob.core.windows.net", "account_in_connection")]
    [InlineData("Storage:Prefix", "shop2", "prefix_in_app")]
    [InlineData("Identity:Secret", Secret, "bad_identity_secret")]
    [InlineData("Smtp:Url", "smtp://" + Secret, "bad_smtp")]
    [InlineData("Connectors:Tokens:metrica", Secret + "\nX: y", "bad_token")]
    [InlineData("Connectors:Addresses:yandex-metrica", Secret, "bad_address")]
    [InlineData("Connectors:Addresses:yandex-metrica", "https://user:" + Secret + "@example.com", "bad_connector_address")]
    [InlineData("QuestPdf:License", Secret, "bad_questpdf_license")]
    [InlineData("QuestPdf:License", "1", "bad_questpdf_license")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Secret, "bad_application_insights")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", Secret, "bad_address")]
    public void A_setting_that_cannot_be_used_is_named_and_not_repeated(string setting, string value, string code)
    {
        var settings = OnEmulator();
        settings[setting] = value;

        var exception = Assert.Throws<AppSettingsException>(() => Read(settings));

        Assert.Equal((setting, code), (Assert.Single(exception.Problems).Setting, exception.Problems[0].Code));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_token_that_is_left_empty_is_not_set(string token)
    {
        var settings = OnEmulator();
        settings["Connectors:Tokens:metrica"] = token;
        settings["Connectors:Tokens:shop"] = "some-token";

        Assert.Equal(["shop"], Read(settings).Connectors.Tokens.Keys);
    }

    [Theory]
    [InlineData("Storage:queueServiceUri", "https://other.queue.core.windows.net", "other_account")]
    [InlineData("Storage:queueServiceUri", "", "other_account")]
    [InlineData("Storage:tableServiceUri", "https://contoso.queue.core.windows.net", "other_account")]
    [InlineData("Storage:blobServiceUri", "https://contoso.example.com", "bad_storage_address")]
    [InlineData("Storage:credential", "", "bad_storage_credential")]
    [InlineData("Storage", "UseDevelopmentStorage=true", "two_storages")]
    public void Triggers_and_app_cannot_end_up_in_two_accounts(string setting, string value, string code)
    {
        var settings = InAzure();
        settings[setting] = value;

        Assert.Equal(code, Assert.Single(Assert.Throws<AppSettingsException>(() => Read(settings)).Problems).Code);
    }

    [Theory]
    [InlineData("Storage")]
    [InlineData("Identity:Secret")]
    [InlineData("Smtp:Url")]
    [InlineData("Connectors:Tokens:metrica", "unresolved_token")]
    [InlineData("QuestPdf:License")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public void A_Key_Vault_reference_that_was_not_resolved_is_said_to_be_one(string setting, string code = "key_vault_unresolved")
    {
        var settings = OnEmulator();
        settings[setting] = "@Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/some)";

        var problem = Assert.Single(Assert.Throws<AppSettingsException>(() => Read(settings)).Problems);

        Assert.Equal((setting, code), (problem.Setting, problem.Code));
        Assert.Contains("Key Vault Secrets User", problem.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_on_files_is_taken_or_named_where_it_cannot_be()
    {
        var settings = OnEmulator();
        settings["Limits:MaxContainerEntries"] = "5000";
        Assert.Equal(5_000, Read(settings).Limits.MaxContainerEntries);

        settings["Limits:MaxContainerEntries"] = "all";
        var problem = Assert.Single(Assert.Throws<AppSettingsException>(() => Read(settings)).Problems);
        Assert.Equal(("Limits:MaxContainerEntries", "bad_limit"), (problem.Setting, problem.Code));
    }

    [Fact]
    public void A_collector_and_Application_Insights_can_be_told_together()
    {
        var settings = OnEmulator();
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4317";
        settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000";

        var telemetry = Read(settings).Telemetry;

        Assert.Equal(new Uri("http://collector:4317"), telemetry.Otlp);
        Assert.False(telemetry.WithIdentity);
        Assert.NotNull(telemetry.ApplicationInsights);
    }

    private static Dictionary<string, string?> OnEmulator() =>
        AppHost.Configuration("UseDevelopmentStorage=true").AsEnumerable().Where(static x => x.Value is not null).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string?> InAzure() => new(OnEmulator(), StringComparer.Ordinal)
    {
        ["Storage"] = null,
        ["Storage:blobServiceUri"] = "https://contoso.blob.core.windows.net",
        ["Storage:queueServiceUri"] = "https://contoso.queue.core.windows.net/",
        ["Storage:tableServiceUri"] = "https://contoso.table.core.windows.net",
        ["Storage:clientId"] = "11111111-2222-3333-4444-555555555555",
        ["Storage:credential"] = "managedidentity",
        ["QuestPdf:License"] = "community",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=00000000-0000-0000-0000-000000000000",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "Authorization=AAD;ClientId=11111111-2222-3333-4444-555555555555",
    };

    private static AppSettings Read(Dictionary<string, string?> settings) =>
        AppSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
