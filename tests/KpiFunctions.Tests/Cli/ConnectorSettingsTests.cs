using System.Collections;
using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Hosting;
using Xunit;

namespace KpiFunctions.Tests.Cli;

public sealed class ConnectorSettingsTests
{
    [Fact]
    public void Tokens_have_the_names_that_configurations_call_them_by()
    {
        var options = ConnectorSettings.Read(new Hashtable
        {
            ["KPI_TOKEN_METRICA_MAIN"] = " y0_secret\n",
            ["KPI_TOKEN_EMPTY"] = "",
            ["KPI_TOKEN_"] = "nameless",
            ["KPI_TOKEN_with-hyphen"] = "x",
            ["PATH"] = "/bin",
        });

        var (name, token) = Assert.Single(options.Tokens);
        Assert.Equal("metrica_main", name);
        Assert.Equal("y0_secret", token.Reveal());
        Assert.DoesNotContain("secret", token.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://proxy.contoso.com/metrica/")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080/")]
    public void Another_address_is_taken(string address) =>
        Assert.Equal(new Uri(address), ConnectorSettings.Read(new Hashtable { ["KPI_ADDRESS_YANDEX_METRICA"] = address }).Addresses["yandex-metrica"]);

    [Theory]
    [InlineData("http://proxy.contoso.com/")]
    [InlineData("proxy.contoso.com")]
    [InlineData("https://user:hunter2@proxy.contoso.com/")]
    [InlineData("https://proxy.contoso.com/?token=hunter2")]
    [InlineData("file:///etc/hunter2")]
    public void An_address_that_would_give_the_token_away_is_refused_without_being_repeated(string address)
    {
        var refused = Assert.Throws<CommandInputException>(() => ConnectorSettings.Read(new Hashtable { ["KPI_ADDRESS_YANDEX_METRICA"] = address }));

        Assert.Contains("KPI_ADDRESS_YANDEX_METRICA", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }
}
