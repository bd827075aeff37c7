using CsCheck;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Pipeline.Configuration;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Configuration;

public sealed class MappingConfigurationTests
{
    private const string Full = """
        brand: tea-shop
        mappings:
          - id: agency-sheet
            kind: ads
            source: vk-ads
            file: "agency/**/*.csv"
            header: [Datum, Spend]
            columns:
              date: Datum
              campaign: Kampagne
              clicks: 5
              cost: Spend
              dimension.device: Device
            dateFormat: dd.MM.yyyy
            numbers: comma
            constants: { currency: EUR, channel: paid_social, account: "Agency", from: 2026-11-01, to: 2026-11-30 }
            level: adGroup
            totals: [Summe]
            delimiter: tab
            encoding: windows-1251
        """;

    [Fact]
    public void A_whole_mapping_is_read()
    {
        var reading = BrandConfigurationReader.Read(Full);

        Assert.Empty(reading.Problems);
        var mapping = Assert.Single(reading.Configuration!.Mappings);
        Assert.Equal(("agency-sheet", FactKind.Ads, "vk-ads", "agency/**/*.csv"), (mapping.Id, mapping.Kind, mapping.Source, mapping.File));
        Assert.Equal(
            [new("date", "Datum", null), new("campaign", "Kampagne", null), new("clicks", null, 5), new("cost", "Spend", null), new("dimension.device", "Device", null)],
            mapping.Columns.OrderBy(static x => x.Field.StartsWith("dimension", StringComparison.Ordinal)).ThenBy(static x => Array.IndexOf(["date", "campaign", "clicks", "cost"], x.Field)));
        Assert.Equal(("dd.MM.yyyy", DecimalSign.Comma, AdLevel.AdGroup, '\t', "windows-1251"), (mapping.DateFormat, mapping.Numbers, mapping.Level, mapping.Delimiter, mapping.Encoding));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "EUR", "Agency"), (mapping.From, mapping.To, mapping.Constants["currency"], mapping.Constants["account"]));
        Assert.Equal(["Datum", "Spend"], mapping.Header);
        Assert.Equal(["Summe"], mapping.Totals);
    }

    // One entry of `mappings`, and words that the message must have.
    [Theory]
    [InlineData("{ kind: ads, columns: { cost: Spend } }", "mappings[0].id", "is missing")]
    [InlineData("{ id: x, kind: add, columns: { cost: Spend } }", "mappings[0].kind", "did you mean `ads`?")]
    [InlineData("{ id: x, kind: ads }", "mappings[0].columns", "add for example `columns: { date: Datum")]
    [InlineData("{ id: x, kind: ads, colums: { cost: Spend } }", "mappings[0].colums", "did you mean `columns`?")]
    [InlineData("{ id: x, kind: ads, columns: { cots: Spend, clicks: Klicks } }", "mappings[0].columns.cots", "did you mean `cost`?")]
    [InlineData("{ id: x, kind: web, columns: { date: Tag, cost: Spend, sessions: S } }", "mappings[0].columns.cost", "is not a key")]
    [InlineData("{ id: x, kind: ads, columns: { date: Datum } }", "mappings[0].columns", "nothing to sum up")]
    [InlineData("{ id: x, kind: costs, columns: { amount: Betrag } }", "mappings[0].columns", "Costs need days")]
    [InlineData("{ id: x, kind: costs, columns: { date: Tag, utmSource: Wer } }", "mappings[0].columns", "`amount`")]
    [InlineData("{ id: x, kind: ads, columns: { to: Bis, cost: Spend } }", "mappings[0].columns", "needs `mappings[0].columns.from`")]
    [InlineData("{ id: x, kind: ads, columns: { date: 1, cost: 2 } }", "mappings[0].columns", "By positions alone")]
    [InlineData("{ id: x, kind: ads, columns: { cost: 0, clicks: K } }", "mappings[0].columns.cost", "no column's place")]
    [InlineData("{ id: x, kind: ads, columns: { cost: 99999999999999999999, clicks: K } }", "mappings[0].columns.cost", "no column's place")]
    [InlineData("{ id: x, kind: ads, columns: { cost: \"a\\u0007b\", clicks: K } }", "mappings[0].columns.cost", "text of one cell")]
    [InlineData("{ id: x, kind: ads, columns: { cost: \"\\uFEFF\", clicks: K } }", "mappings[0].columns.cost", "text of one cell")]
    [InlineData("{ id: x, kind: ads, columns: { cost: [Spend], clicks: K } }", "mappings[0].columns.cost", "single value")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend, dimension.Device: D } }", "mappings[0].columns.dimension.Device", "small Latin letters")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend, dimension.ad_group: D } }", "mappings[0].columns.dimension.ad_group", "none of")]
    [InlineData("{ id: x, kind: costs, columns: { date: D, amount: A, dimension.a: B } }", "mappings[0].columns.dimension.a", "is not a key")]
    [InlineData("{ id: x, kind: ads, source: google-analytics, columns: { cost: Spend } }", "mappings[0].source", "is not one of")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, constants: { channel: paidsocial } }", "mappings[0].constants.channel", "did you mean `paid_social`?")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, constants: { currency: eur } }", "mappings[0].constants.currency", "`EUR`")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, constants: { sessions: 5 } }", "mappings[0].constants.sessions", "is not a key")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, constants: { to: 2026-11-30 } }", "mappings[0].constants.to", "needs an earlier")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, constants: { from: 2026-11-30, to: 2026-11-01 } }", "mappings[0].constants.to", "needs an earlier")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, dateFormat: dd.mm.yyyy }", "mappings[0].dateFormat", "a small `m` is a minute")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, dateFormat: \"dddd'x'\" }", "mappings[0].dateFormat", "`dd.MM.yyyy`")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, numbers: dot }", "mappings[0].numbers", "`comma`")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, level: adgroup }", "mappings[0].level", "did you mean `adGroup`?")]
    [InlineData("{ id: x, kind: web, columns: { date: D, sessions: S }, level: campaign }", "mappings[0].level", "`kind: ads` only")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, delimiter: ab }", "mappings[0].delimiter", "`tab`")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, encoding: cp1251 }", "mappings[0].encoding", "windows-1251")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, file: \"***********\" }", "mappings[0].file", "not a path pattern")]
    [InlineData("{ id: x, kind: ads, columns: { cost: Spend }, totals: Summe }", "mappings[0].totals", "takes a list")]
    [InlineData("Spend", "mappings[0]", "takes keys and values")]
    public void What_is_wrong_is_named_with_an_example(string entry, string path, string words)
    {
        var reading = BrandConfigurationReader.Read($"brand: tea-shop\nmappings:\n  - {entry}\n");

        Assert.Null(reading.Configuration);
        var problem = Assert.Single(reading.Problems, static x => x.Severity == ConfigurationSeverity.Error);
        Assert.Equal((path, 3), (problem.Path, problem.Line));
        Assert.Contains(words, problem.Message.English, StringComparison.Ordinal);
        Assert.NotEqual(problem.Message.English, problem.Message.Russian);
    }

    [Fact]
    public void Two_mappings_of_one_id_are_an_error_and_one_column_twice_is_a_warning()
    {
        var twice = BrandConfigurationReader.Read("brand: b\nmappings:\n  - { id: x, kind: ads, columns: { cost: A } }\n  - { id: x, kind: ads, columns: { cost: B } }\n");
        Assert.Equal(("mappings[1].id", 4), (Assert.Single(twice.Problems).Path, twice.Problems[0].Line));

        var same = BrandConfigurationReader.Read("brand: b\nmappings:\n  - { id: x, kind: ads, columns: { cost: A, conversionValue: A } }\n");
        Assert.Equal((ConfigurationSeverity.Warning, "mappings[0].columns.conversionValue"), (Assert.Single(same.Problems).Severity, same.Problems[0].Path));
    }

    [Fact]
    public void More_mappings_than_anybody_has_are_refused()
    {
        var entries = string.Concat(Enumerable.Range(0, 101).Select(static x => $"  - {{ id: x{x}, kind: ads, columns: {{ cost: A }} }}\n"));

        Assert.Contains("at most 100", Assert.Single(BrandConfigurationReader.Read("brand: b\nmappings:\n" + entries).Problems).Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_mapping_is_always_answered() => Gen.Select(Gen.Int[0, Full.Length - 1], Gen.Int[0, 30], Gen.String[Gen.Char["{}[]:-, \n\"'0x.\\й\u0007"], 0, 8]).Sample((at, length, piece) =>
    {
        var reading = BrandConfigurationReader.Read(Full.Remove(at, Math.Min(length, Full.Length - at)).Insert(at, piece));
        Assert.True(reading.HasErrors == reading.Problems.Any(static x => x.Severity == ConfigurationSeverity.Error));
    }, iter: 500);

    [Fact]
    public void A_changed_mapping_changes_how_files_are_read_and_the_order_of_its_columns_does_not()
    {
        string[] changes =
        [
            Full, Full.Replace("agency-sheet", "other", StringComparison.Ordinal), Full.Replace("vk-ads", "meta-ads", StringComparison.Ordinal),
            Full.Replace("agency/**", "agenc/**", StringComparison.Ordinal), Full.Replace("[Datum, Spend]", "[Datum]", StringComparison.Ordinal),
            Full.Replace("clicks: 5", "clicks: 6", StringComparison.Ordinal), Full.Replace("dd.MM", "MM.dd", StringComparison.Ordinal),
            Full.Replace("numbers: comma", "numbers: point", StringComparison.Ordinal), Full.Replace("currency: EUR", "currency: USD", StringComparison.Ordinal),
            Full.Replace("2026-11-30", "2026-11-29", StringComparison.Ordinal), Full.Replace("level: adGroup", "level: campaign", StringComparison.Ordinal),
            Full.Replace("[Summe]", "[Gesamt]", StringComparison.Ordinal), Full.Replace("tab", "\"|\"", StringComparison.Ordinal),
            Full.Replace("windows-1251", "windows-1252", StringComparison.Ordinal), Full[..Full.IndexOf("mappings", StringComparison.Ordinal)],
        ];

        var hashes = changes.Select(static x => ConfigurationHash.ReadingHash(BrandConfigurationReader.Read(x).Configuration!)).ToList();

        Assert.Equal(changes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
        var moved = Full.Replace("      date: Datum\n", string.Empty, StringComparison.Ordinal).Replace("      cost: Spend\n", "      cost: Spend\n      date: Datum\n", StringComparison.Ordinal);
        Assert.Equal(hashes[0], ConfigurationHash.ReadingHash(BrandConfigurationReader.Read(moved.ReplaceLineEndings("\n")).Configuration!));
    }
}
