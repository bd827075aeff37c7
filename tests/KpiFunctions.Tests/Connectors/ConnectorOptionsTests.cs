using KpiFunctions.Connectors;
using KpiFunctions.Pipeline.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiFunctions.Tests.Connectors;

public sealed class ConnectorOptionsTests
{
    private const string Secret = "y0_planted-5ecret";

    [Fact]
    public void Settings_that_can_be_used_have_no_problem()
    {
        var options = With("metrica_shop2", $"  {Secret}\r\n") with
        {
            Addresses = new Dictionary<string, Uri>
            {
                ["yandex-metrica"] = new("http://127.0.0.1:8080/"),
                ["other"] = new("https://proxy.example/metrica"),
            },
        };

        Assert.Empty(options.Problems());
        Assert.Equal(Secret, options.Tokens["metrica_shop2"].Reveal());
    }

    [Theory]
    [InlineData("Metrica", Secret, "bad_token_name", "Connectors:Tokens")]
    [InlineData("", Secret, "bad_token_name", "Connectors:Tokens")]
    [InlineData("a-b", Secret, "bad_token_name", "Connectors:Tokens")]
    [InlineData("shop\n", Secret, "bad_token_name", "Connectors:Tokens")]
    [InlineData("a123456789b123456789c123456789d123456789e", Secret, "bad_token_name", "Connectors:Tokens")]
    [InlineData("shop", "", "empty_token", "Connectors:Tokens:shop")]
    [InlineData("shop", " \t\r\n", "empty_token", "Connectors:Tokens:shop")]
    [InlineData("shop", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)", "unresolved_token", "Connectors:Tokens:shop")]
    [InlineData("shop", " @microsoft.keyvault(VaultName=v;SecretName=s)", "unresolved_token", "Connectors:Tokens:shop")]
    [InlineData("shop", Secret + "\r\nX-Other: 1", "bad_token", "Connectors:Tokens:shop")]
    [InlineData("shop", "OAuth " + Secret, "bad_token", "Connectors:Tokens:shop")]
    [InlineData("shop", Secret + "é", "bad_token", "Connectors:Tokens:shop")]
    [InlineData("shop", Secret + "\u007f", "bad_token", "Connectors:Tokens:shop")]
    public void A_token_that_cannot_be_sent_is_a_problem_that_names_the_setting_and_not_the_token(string name, string token, string code, string setting)
    {
        var problem = Assert.Single(With(name, token).Problems());

        Assert.Equal((code, setting), (problem.Code, problem.Setting));
        Assert.Contains(setting, problem.English, StringComparison.Ordinal);
        Assert.Contains(setting, problem.Russian, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://metrica.example/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("https://user:password@proxy.example/")]
    [InlineData("https://proxy.example/?to=metrica")]
    [InlineData("https://proxy.example/#metrica")]
    [InlineData("metrica")]
    public void An_address_that_would_show_the_token_on_the_way_is_a_problem(string address)
    {
        var options = new ConnectorOptions
        {
            Addresses = new Dictionary<string, Uri> { ["yandex-metrica"] = new(address, UriKind.RelativeOrAbsolute) },
        };

        var problem = Assert.Single(options.Problems());

        Assert.Equal("bad_connector_address", problem.Code);
        Assert.DoesNotContain("password@", problem.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_with_a_problem_do_not_start()
    {
        var e = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKpiConnectors(With("shop", string.Empty)));

        Assert.Contains("Connectors:Tokens:shop is empty", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogue_finds_a_connector_by_its_source_and_nothing_by_another_name()
    {
        using var services = new ServiceCollection().AddKpiConnectors(With("shop", Secret)).BuildServiceProvider();

        var catalogue = services.GetRequiredService<ConnectorCatalogue>();

        Assert.Equal(["yandex-metrica"], catalogue.Sources);
        Assert.Equal("yandex-metrica", catalogue.Find("yandex-metrica")!.Source);
        Assert.Null(catalogue.Find("Yandex-Metrica"));
    }

    [Fact]
    public void A_brand_can_name_exactly_the_sources_that_have_a_connector()
    {
        using var services = new ServiceCollection().AddKpiConnectors(With("shop", Secret)).BuildServiceProvider();

        Assert.Equal(services.GetRequiredService<ConnectorCatalogue>().Sources, ConfigurationKeys.PulledSources);
    }

    [Fact]
    public void A_token_never_shows_itself()
    {
        var token = new AccessToken(Secret);
        var question = new PullQuestion("1", "date", new(2026, 11, 1), new(2026, 11, 1), token);

        Assert.DoesNotContain(Secret, $"{token}{question}{With("shop", Secret)}", StringComparison.Ordinal);
        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(token));
    }

    private static ConnectorOptions With(string name, string token) =>
        new() { Tokens = new Dictionary<string, AccessToken> { [name] = new(token) } };
}
