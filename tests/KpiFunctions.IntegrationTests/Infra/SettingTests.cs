using System.Text.Json;
using KpiFunctions.Connectors;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage;
using Xunit;

namespace KpiFunctions.IntegrationTests.Infra;

public sealed class SettingTests
{
    private const string Vault = "[format('@Microsoft.KeyVault(SecretUri={0}secrets/";

    [Fact]
    public async Task The_app_gets_the_settings_that_the_code_reads_and_no_others()
    {
        var app = (await Bicep.MainAsync()).Modules["app"];
        string[] expected =
        [
            // The host's own connection; the names are the host's.
            .. Connection("AzureWebJobsStorage"),
            .. Connection(StorageOptions.ConnectionSetting),
            Variable(IdentityOptions.SecretSetting),
            Variable(SmtpOptions.Setting),
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        ];

        Assert.Contains(Variable(StorageOptions.AccountSetting), expected);
        Assert.Contains(Variable(StorageOptions.ClientIdSetting), expected);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Settings(app).Select(static x => x.Name).Order(StringComparer.Ordinal));
        var settings = Assert.Single(app.Of("Microsoft.Web/sites/config")).Properties.GetString();
        Assert.Equal("[union(variables('settings'), variables('tokenSettings'), variables('licenseSettings'))]", settings);
    }

    [Fact]
    public async Task A_token_is_set_under_the_name_that_a_brand_calls_it_by()
    {
        var app = (await Bicep.MainAsync()).Modules["app"];

        var tokens = app.Variable("tokenSettings").GetString()!;

        Assert.StartsWith($"[toObject(parameters('tokenNames'), lambda('x', format('{Variable(ConnectorOptions.TokensSection)}__{{0}}', ", tokens, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_licence_of_the_PDF_writer_is_set_only_when_it_is_given()
    {
        var app = (await Bicep.MainAsync()).Modules["app"];

        Assert.Equal(
            "[if(empty(parameters('questPdfLicense')), createObject(), createObject('QuestPdf__License', parameters('questPdfLicense')))]",
            app.Variable("licenseSettings").GetString());
    }

    [Fact]
    public async Task Every_secret_setting_is_a_reference_to_a_secret_that_is_made()
    {
        var main = await Bicep.MainAsync();
        var secrets = main.Modules["vault"].Of("Microsoft.KeyVault/vaults/secrets").Select(static x => x.Json.GetProperty("name").GetString()!).ToList();
        var app = main.Modules["app"];

        var referenced = Settings(app)
            .Where(static x => x.Name == Variable(IdentityOptions.SecretSetting) || x.Name == Variable(SmtpOptions.Setting))
            .Select(static x => x.Value.GetString()!)
            .ToList();

        Assert.Equal(2, referenced.Count);
        Assert.Equal(3, secrets.Count);
        Assert.All(referenced, x =>
        {
            Assert.StartsWith(Vault, x, StringComparison.Ordinal);
            var name = x[Vault.Length..x.IndexOf(')', Vault.Length)];
            Assert.Contains(secrets, y => y.EndsWith($", '{name}')]", StringComparison.Ordinal));
        });
        Assert.Contains($"{Vault[1..]}connector-token-{{1}})'", app.Variable("tokenSettings").GetString(), StringComparison.Ordinal);
        Assert.Contains(secrets, static x => x.Contains("format('connector-token-{0}', replace(", StringComparison.Ordinal));
        Assert.Equal("[parameters('identityId')]", Assert.Single(app.Of("Microsoft.Web/sites")).At("keyVaultReferenceIdentity").GetString());
    }

    [Fact]
    public async Task The_app_runs_on_Flex_Consumption_with_NET_10_and_answers_encrypted_only()
    {
        var main = await Bicep.MainAsync();
        var site = Assert.Single(main.Of("Microsoft.Web/sites"));

        Assert.Equal("FC1", Assert.Single(main.Of("Microsoft.Web/serverfarms")).Json.GetProperty("sku").GetProperty("name").GetString());
        Assert.Equal("dotnet-isolated", site.At("functionAppConfig.runtime.name").GetString());
        Assert.Equal("10.0", site.At("functionAppConfig.runtime.version").GetString());
        Assert.Equal("[parameters('instanceMemory')]", site.At("functionAppConfig.scaleAndConcurrency.instanceMemoryMB").GetString());
        Assert.Equal("[parameters('maximumInstances')]", site.At("functionAppConfig.scaleAndConcurrency.maximumInstanceCount").GetString());
        Assert.Equal(JsonValueKind.True, site.At("httpsOnly").ValueKind);
        Assert.Equal("1.2", site.At("siteConfig.minTlsVersion").GetString());
        Assert.Equal("Disabled", site.At("siteConfig.ftpsState").GetString());
        var publishing = main.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, publishing.Count);
        Assert.All(publishing, static x => Assert.Equal(JsonValueKind.False, x.At("allow").ValueKind));
    }

    [Theory]
    [InlineData("instanceMemory", 2048, new[] { 512, 2048, 4096 })]
    [InlineData("maximumInstances", 40, new[] { 40, 100, 250, 500, 1000 })]
    public async Task Memory_and_instances_are_chosen_from_what_the_plan_offers(string parameter, int standard, int[] allowed)
    {
        var definition = (await Bicep.MainAsync()).Json.GetProperty("parameters").GetProperty(parameter);

        Assert.Equal(standard, definition.GetProperty("defaultValue").GetInt32());
        Assert.Equal(allowed, definition.GetProperty("allowedValues").EnumerateArray().Select(static x => x.GetInt32()));
    }

    private static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    private static IEnumerable<string> Connection(string name) =>
        new[] { "blobServiceUri", "queueServiceUri", "tableServiceUri", "credential", "clientId" }.Select(x => $"{name}__{x}");

    private static JsonElement.ObjectEnumerator Settings(ArmTemplate app) => app.Variable("settings").EnumerateObject();
}
