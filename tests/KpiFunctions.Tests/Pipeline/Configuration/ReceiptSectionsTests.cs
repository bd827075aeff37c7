using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Configuration;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Configuration;

public sealed class ReceiptSectionsTests
{
    [Fact]
    public void Entries_are_read_with_their_defaults()
    {
        var reading = BrandConfigurationReader.Read("""
            brand: acme
            receipts:
              - to: [anna@acme.example, boris@acme.example, Anna@acme.example]
              - { to: [clara@acme.example], when: always, source: google-ads, path: "agency/**", language: ru }
            """);

        Assert.Empty(reading.Problems);
        var rules = reading.Configuration!.Receipts!;
        Assert.Equal(["anna@acme.example", "boris@acme.example"], rules[0].To);
        Assert.Equal((ReceiptWhen.Rejected, null, null, null), (rules[0].When, rules[0].Source, rules[0].Path, rules[0].Language));
        Assert.Equal((ReceiptWhen.Always, "google-ads", "agency/**", "ru"), (rules[1].When, rules[1].Source!, rules[1].Path!, rules[1].Language!));
    }

    [Fact]
    public void Nothing_said_is_not_the_same_as_nobody()
    {
        Assert.Null(BrandConfigurationReader.Read("brand: acme").Configuration!.Receipts);
        var nobody = BrandConfigurationReader.Read("brand: acme\nreceipts: []");
        Assert.Empty(nobody.Problems);
        Assert.Empty(nobody.Configuration!.Receipts!);
    }

    [Theory]
    [InlineData("receipts: always", "receipts", "takes a list", "нужен список")]
    [InlineData("receipts: [anna@acme.example]", "receipts[0]", "takes keys and values", "нужны ключи и значения")]
    [InlineData("receipts: [{ when: always }]", "receipts[0].to", "is missing", "Не хватает")]
    [InlineData("receipts: [{ to: anna@acme.example }]", "receipts[0].to", "takes a list", "нужен список")]
    [InlineData("receipts: [{ to: [anna] }]", "receipts[0].to[0]", "is not an e-mail address", "не адрес электронной почты")]
    [InlineData("receipts: [{ to: [\"a@acme.example\\r\\nBcc: x@evil.example\"] }]", "receipts[0].to[0]", "is not an e-mail address", "не адрес")]
    [InlineData("receipts: [{ to: [a@acme.example], wen: always }]", "receipts[0].wen", "did you mean `when`?", "возможно, имелось в виду `when`?")]
    [InlineData("receipts: [{ to: [a@acme.example], when: never }]", "receipts[0].when", "is not one of `rejected`, `always`", "не входит в список")]
    [InlineData("receipts: [{ to: [a@acme.example], source: google }]", "receipts[0].source", "is not one of", "не входит в список")]
    [InlineData("receipts: [{ to: [a@acme.example], path: /agency }]", "receipts[0].path", "is not a path pattern", "не шаблон пути")]
    [InlineData("receipts: [{ to: [a@acme.example], language: de }]", "receipts[0].language", "is not one of `en`, `ru`", "не входит в список")]
    public void What_is_wrong_is_said(string line, string path, string english, string russian)
    {
        var reading = BrandConfigurationReader.Read("brand: acme\n" + line);

        var problem = Assert.Single(reading.Problems);
        Assert.Null(reading.Configuration);
        Assert.Equal((ConfigurationSeverity.Error, path), (problem.Severity, problem.Path));
        Assert.Contains(english, problem.Message.English, StringComparison.Ordinal);
        Assert.Contains(russian, problem.Message.Russian, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("receipts: [{ to: [a@acme.example], source: google-ads }]", "receipts", "nobody hears of files that are not recognised")]
    [InlineData("receipts: [{ to: [] }]", "receipts[0].to", "`receipts: []`")]
    public void What_leaves_files_unheard_of_is_warned_of(string line, string path, string english)
    {
        var reading = BrandConfigurationReader.Read("brand: acme\n" + line);

        var problem = Assert.Single(reading.Problems);
        Assert.NotNull(reading.Configuration);
        Assert.Equal((ConfigurationSeverity.Warning, path), (problem.Severity, problem.Path));
        Assert.Contains(english, problem.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_told_reads_no_file_and_computes_no_kpi_again()
    {
        var one = new BrandConfiguration { Brand = "acme" };
        var other = one with { Receipts = [new(["a@acme.example"], ReceiptWhen.Always, null, null, null)] };

        Assert.Equal(ConfigurationHash.ReadingHash(one), ConfigurationHash.ReadingHash(other));
        Assert.Equal(ConfigurationHash.KpiHash(one), ConfigurationHash.KpiHash(other));
    }
}
