using System.Text.Json;
using Xunit;

namespace KpiFunctions.IntegrationTests.Infra;

/// <summary>Nothing that is secret stands in plain text where people with fewer rights read it: settings, outputs, deployments.</summary>
public sealed class SecretTests
{
    private static readonly string[] Secure = ["securestring", "secureObject"];

    [Fact]
    public async Task Secrets_are_secure_parameters_without_a_value_of_their_own()
    {
        var main = await Bicep.MainAsync();
        var secure = main.All.SelectMany(static x => x.Parameters).Where(IsSecure).ToList();

        Assert.Equal(["connectorTokens", "identitySecret", "smtpUrl"], secure.Select(static x => x.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(secure, static x => Assert.True(
            !x.Value.TryGetProperty("defaultValue", out var value) || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any()), x.Name));
    }

    [Fact]
    public async Task A_parameter_that_sounds_secret_is_secure()
    {
        string[] words = ["secret", "password", "key", "smtp", "token"];
        // These hold names and an address, no secret.
        string[] harmless = ["tokenNames"];
        var all = (await Bicep.MainAsync()).All.Concat((await Bicep.EventSubscriptionAsync()).All).SelectMany(static x => x.Parameters).ToList();

        var sounding = all.Where(x => words.Any(y => x.Name.Contains(y, StringComparison.OrdinalIgnoreCase)) && !harmless.Contains(x.Name)).ToList();

        Assert.NotEmpty(sounding);
        Assert.All(sounding, static x => Assert.True(IsSecure(x), x.Name));
    }

    [Fact]
    public async Task A_secret_goes_into_the_vault_and_nowhere_else()
    {
        var uses = (await Bicep.MainAsync()).All
            .SelectMany(static template => Strings(template.Json, "")
                .Where(x => template.Parameters.Where(IsSecure).Any(y => x.Text.Contains($"parameters('{y.Name}')", StringComparison.Ordinal))))
            .Where(static x => !x.Path.Contains("/template/", StringComparison.Ordinal))
            .Distinct()
            .ToList();

        // Into the vault's module, into its secrets – and what tokens are called, without what they are.
        Assert.NotEmpty(uses);
        Assert.All(uses, static x => Assert.True(
            x.Path.StartsWith("/resources/vault/properties/parameters/", StringComparison.Ordinal)
                || x.Path.EndsWith("/properties/value", StringComparison.Ordinal)
                || x.Path.EndsWith("/copy/count", StringComparison.Ordinal)
                || x.Path.EndsWith("/name", StringComparison.Ordinal)
                || x.Text == "[objectKeys(parameters('connectorTokens'))]",
            $"{x.Path}: {x.Text}"));
        var names = uses.Where(static x => x.Path.EndsWith("/name", StringComparison.Ordinal));
        Assert.All(names, static x => Assert.Contains("].key", x.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_key_of_an_account_is_read_anywhere()
    {
        string[] forbidden = ["listKeys", "listAccountSas", "listServiceSas", "listSecrets", "AccountKey=", "SharedAccess", "primaryKey", "getSecret"];

        Assert.All(
            Strings((await Bicep.MainAsync()).Json, ""),
            x => Assert.DoesNotContain(forbidden, y => x.Text.Contains(y, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task The_key_that_events_come_with_is_used_in_their_address_only_and_shown_nowhere()
    {
        var template = await Bicep.EventSubscriptionAsync();

        var use = Assert.Single(Strings(template.Json, ""), static x => x.Text.Contains("listKeys", StringComparison.Ordinal));

        Assert.EndsWith("/destination/properties/endpointUrl", use.Path, StringComparison.Ordinal);
        Assert.Empty(template.Outputs);
    }

    [Fact]
    public async Task Outputs_name_things_and_hold_no_secret()
    {
        var main = await Bicep.MainAsync();
        var secure = main.All.SelectMany(static x => x.Parameters).Where(IsSecure).Select(static x => $"parameters('{x.Name}')").Distinct().ToList();

        Assert.All(main.All.SelectMany(static x => x.Outputs), x => Assert.DoesNotContain(
            secure, y => x.Value.GetProperty("value").GetRawText().Contains(y, StringComparison.Ordinal)));
        Assert.DoesNotContain(main.Outputs, static x => x.Name.Contains("CONNECTION", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_vault_is_opened_by_roles_and_cannot_be_emptied_in_a_hurry()
    {
        var vault = Assert.Single((await Bicep.MainAsync()).Of("Microsoft.KeyVault/vaults"));

        Assert.Equal(JsonValueKind.True, vault.At("enableRbacAuthorization").ValueKind);
        Assert.Equal(JsonValueKind.True, vault.At("enableSoftDelete").ValueKind);
        Assert.Equal(JsonValueKind.True, vault.At("enablePurgeProtection").ValueKind);
        Assert.Equal(JsonValueKind.Undefined, vault.At("accessPolicies").ValueKind);
    }

    [Fact]
    public async Task Telemetry_is_taken_from_identities_only()
    {
        var main = await Bicep.MainAsync();

        Assert.Equal(JsonValueKind.True, Assert.Single(main.Of("Microsoft.Insights/components")).At("DisableLocalAuth").ValueKind);
        Assert.Equal(JsonValueKind.True, Assert.Single(main.Of("Microsoft.OperationalInsights/workspaces")).At("features.disableLocalAuth").ValueKind);
    }

    private static bool IsSecure(JsonProperty parameter) =>
        Secure.Contains(parameter.Value.GetProperty("type").GetString(), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, string Text)> Strings(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(x => Strings(x.Value, $"{path}/{x.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((x, i) => Strings(x, $"{path}/{i}")),
        JsonValueKind.String => [(path, json.GetString()!)],
        _ => [],
    };
}
