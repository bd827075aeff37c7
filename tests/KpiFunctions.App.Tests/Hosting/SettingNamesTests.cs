using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KpiFunctions.Connectors;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Hosting;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace KpiFunctions.App.Tests.Hosting;

/// <summary>The same settings in code and in the example that people copy.</summary>
public sealed partial class SettingNamesTests
{
    /// <summary>Read by the host and not by the app.</summary>
    private static readonly string[] OfTheHost = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>What stands in Azure for the one connection string of an emulator.</summary>
    private static readonly string[] InAzureOnly =
    [
        StorageOptions.AccountSetting,
        StorageSettings.QueuesSetting,
        StorageSettings.TablesSetting,
        StorageOptions.ClientIdSetting,
        StorageSettings.CredentialSetting,
        AppSettings.ApplicationInsightsIdentitySetting,
    ];

    private static readonly string[] OfTheApp =
    [
        StorageOptions.ConnectionSetting,
        IdentityOptions.SecretSetting,
        SmtpOptions.Setting,
        ConnectorOptions.TokensSection + ":metrica",
        AppSettings.QuestPdfSetting,
        AppSettings.ApplicationInsightsSetting,
        AppSettings.OtlpSetting,
    ];

    [Fact]
    public void The_example_names_what_the_code_reads_and_nothing_else() => Assert.Equal(
        OfTheApp.Select(SettingsReader.Variable).Concat(OfTheHost).Order(StringComparer.Ordinal),
        Example().Select(static x => x.Key).Order(StringComparer.Ordinal));

    /// <summary>A configuration that is asked for a setting knows which: a new one in code fails this until it stands in a list above.</summary>
    [Fact]
    public void The_code_reads_what_is_listed_here_and_nothing_else()
    {
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var storage in (string[])["UseDevelopmentStorage=true", ""])
        {
            var configuration = new Listening(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Storage"] = storage,
                    ["Storage:blobServiceUri"] = storage.Length > 0 ? null : "https://contoso.blob.core.windows.net",
                    ["Storage:clientId"] = storage.Length > 0 ? null : "11111111-2222-3333-4444-555555555555",
                    ["Connectors:Tokens:metrica"] = "token",
                },
                asked);
            Assert.Throws<AppSettingsException>(() => AppSettings.Read(configuration));
        }

        Assert.Equal(
            OfTheApp.Concat(InAzureOnly).Where(static x => !x.StartsWith(ConnectorOptions.TokensSection, StringComparison.Ordinal))
                .Append(StorageOptions.PrefixSetting) // Read to be refused.
                .Append(ConnectorOptions.TokensSection).Append(ConnectorOptions.AddressesSection)
                .Concat(LimitSettings.Names.Select(static x => AppSettings.LimitPrefix + x)) // Defaults hold: nobody has to copy them.
                .Order(StringComparer.Ordinal),
            asked);
    }

    [Fact]
    public void What_is_deployed_is_set_as_the_code_reads_it()
    {
        var bicep = Repository.Text("infra/modules/app.bicep");
        var set = SettingOfBicep().Matches(bicep).Select(static x => x.Groups["name"].Value)
            .Where(static x => !x.StartsWith("AzureWebJobsStorage__", StringComparison.Ordinal));

        // Storage is the account's address there, tokens are named by the operator, and a collector is nobody's but theirs.
        Assert.Equal(
            OfTheApp.Except([StorageOptions.ConnectionSetting, ConnectorOptions.TokensSection + ":metrica", AppSettings.OtlpSetting])
                .Concat(InAzureOnly)
                .Select(SettingsReader.Variable)
                .Order(StringComparer.Ordinal),
            set.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Contains($"'{SettingsReader.Variable(ConnectorOptions.TokensSection)}__${{x}}'", bicep, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_starts_the_app_on_an_emulator()
    {
        var settings = Example().ToDictionary(static x => x.Key.Replace("__", ":", StringComparison.Ordinal), static x => (string?)x.Value, StringComparer.Ordinal);

        var read = AppSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Equal("UseDevelopmentStorage=true", read.Storage.Connection);
        Assert.Null(read.QuestPdf);
        Assert.Empty(read.Connectors.Tokens);
    }

    [Fact]
    public void The_file_with_real_secrets_stays_out_of_the_repository()
    {
        Assert.Contains("local.settings.json", Repository.Text(".gitignore").Split('\n'));
        Assert.DoesNotContain("local.settings.json", Repository.Text("src/KpiFunctions/KpiFunctions.csproj"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[\s{](?<name>(APPLICATIONINSIGHTS|OTEL)_[A-Z_]+|[A-Z][A-Za-z]+__[A-Za-z_]+):\s", RegexOptions.ExplicitCapture)]
    private static partial Regex SettingOfBicep();

    private static JsonObject Example() => Repository.Json("src/KpiFunctions/local.settings.json.example")["Values"]!.AsObject();

    private sealed class Listening(Dictionary<string, string?> settings, SortedSet<string> asked) : IConfiguration
    {
        private readonly IConfigurationRoot _inner = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        public string? this[string key]
        {
            get
            {
                asked.Add(key);
                return _inner[key];
            }
            set => throw new NotSupportedException();
        }

        public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

        public Microsoft.Extensions.Primitives.IChangeToken GetReloadToken() => _inner.GetReloadToken();

        public IConfigurationSection GetSection(string key)
        {
            asked.Add(key);
            return _inner.GetSection(key);
        }
    }
}
