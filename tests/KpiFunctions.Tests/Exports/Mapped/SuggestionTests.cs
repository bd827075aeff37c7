using System.Text;
using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Suggesting;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Configuration;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Mapped;

public sealed class SuggestionTests
{
    // Name, file, what the draft must read out of it.
    private static readonly Dictionary<string, (string Text, FactKind Kind, string Totals)> Files = new(StringComparer.Ordinal)
    {
        ["german agency sheet"] = (
            "Agentur Nordlicht;;;;;\nAuswertung November;;;;;\n\nDatum;Kampagne;Ansprechpartner;Einblendungen;Klicks;CTR;Kosten netto\n16.11.2026;Herbst;Anna Petrova;1.200;30;2,50%;1.250,50\n17.11.2026;Herbst;anna@nord.example;900;25;2,78%;49,50\nSumme;;;2.100;55;2,62%;1.300,00\n",
            FactKind.Ads, "impressions=2100 clicks=55 cost=1300"),
        ["russian cpa network"] = (
            "День;Оффер;Вебмастер;Клики;Лиды;CR, %;Выплата, руб.\n16.11.2026;Чай;Иван;100;5;5;1 500,00\n17.11.2026;Чай;Пётр;80;3;3,75;900,00\n",
            FactKind.Ads, "clicks=180 cost=2400 conversions=8"),
        ["english affiliate export"] = (
            "Date,Publisher,Clicks,Sales,Sale amount,Commission,EPC\n11/16/2026,DealsBlog,120,3,\"$1,234.50\",$61.73,$0.51\n11/17/2026,CouponHub,90,2,$200.00,$10.00,$0.11\n",
            FactKind.Ads, "clicks=210 cost=71.73 conversions=5 conversionValue=1434.5"),
        ["headers repeated"] = (
            "Fecha,Campaña,Campaña,Impresiones,Impresiones,Gasto (EUR)\n16/11/2026,A,1,10,1,\"2,50\"\n17/11/2026,B,2,20,2,\"3,25\"\n",
            FactKind.Ads, "impressions=30 cost=5.75"),
        ["costs of an office"] = (
            "Rechnungsdatum;Lieferant;Betrag\n2026-11-16;Druckerei;99,90\n2026-11-17;Messe;10,10\n",
            FactKind.Costs, "cost=110"),
        ["visits of a counter"] = (
            "Jour\tVisites\tVisiteurs\n16/11/2026\t12\t10\n17/11/2026\t13\t11\n",
            FactKind.Web, "sessions=25"),
        ["days in a row of digits"] = (
            "Stat date;Ad set;Views;Spend\n16112026;A;10;1,5\n17112026;B;20;2,5\n",
            FactKind.Ads, "impressions=30 cost=4"),
        ["no days at all"] = (
            "Programm;Klicks;Provision\nBlog;10;1,50 €\nForum;20;2,25 €\n",
            FactKind.Ads, "clicks=30 cost=3.75"),
        ["dates that leave the order open"] = (
            "Date,Campaign,Media spend,Views\n03/04/2026,A,1.50,10\n04/04/2026,B,2.50,20\n",
            FactKind.Ads, "impressions=30 cost=4"),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_draft_is_a_good_configuration_with_which_the_file_is_read(string name)
    {
        var (text, kind, totals) = Files[name];

        foreach (var language in TextLanguages.All)
        {
            var (reading, yaml) = await RoundTrip(Encoding.UTF8.GetBytes(text), language);

            Assert.True(reading.Recognized, yaml);
            Assert.Equal((kind, totals, 0), (reading.Kind!.Value, Totals(reading), reading.Rejected));
        }
    }

    [Fact]
    public async Task A_file_in_an_old_encoding_has_its_draft_too()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(Files["russian cpa network"].Text);

        var (reading, yaml) = await RoundTrip(bytes, TextLanguage.Russian);

        Assert.Contains("encoding: windows-1251", yaml, StringComparison.Ordinal);
        Assert.Equal(("windows-1251", "clicks=180 cost=2400 conversions=8", "RUB"), (reading.Encoding, Totals(reading), reading.Currency));
    }

    [Fact]
    public async Task A_draft_says_what_it_took_and_left_out_and_gives_nobody_away()
    {
        var yaml = await Draft(Encoding.UTF8.GetBytes(Files["german agency sheet"].Text), TextLanguage.English);

        Assert.Contains("- id: agentur-herbst", yaml, StringComparison.Ordinal);
        Assert.Contains("date: \"Datum\"  # by its header: “16.11.2026”, “17.11.2026”", yaml, StringComparison.Ordinal);
        Assert.Contains("cost: \"Kosten netto\"  # by its header: “1.250,50”, “49,50”", yaml, StringComparison.Ordinal);
        Assert.Contains("numbers: comma", yaml, StringComparison.Ordinal);
        Assert.Contains("totals: [\"Summe\"]", yaml, StringComparison.Ordinal);
        Assert.Contains("“CTR” – a rate", yaml, StringComparison.Ordinal);
        Assert.Contains("“Ansprechpartner” – nothing here counts it", yaml, StringComparison.Ordinal);
        Assert.All((string[])["Anna", "Petrova", "nord.example"], x => Assert.DoesNotContain(x, yaml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Partners_are_affiliates_and_open_dates_are_to_be_checked()
    {
        Assert.Contains("channel: affiliate", await Draft(Encoding.UTF8.GetBytes(Files["english affiliate export"].Text), TextLanguage.English), StringComparison.Ordinal);
        Assert.Contains("dateOrder: dayFirst  # CHECK", await Draft(Encoding.UTF8.GetBytes(Files["dates that leave the order open"].Text), TextLanguage.English), StringComparison.Ordinal);
        Assert.Contains("dateFormat: ddMMyyyy", await Draft(Encoding.UTF8.GetBytes(Files["days in a row of digits"].Text), TextLanguage.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_people_in_a_mapped_column_are_masked_where_they_look_like_addresses()
    {
        var yaml = await Draft("Datum;Kampagne;Kosten\n16.11.2026;max@shoes.example;1,50\n"u8.ToArray(), TextLanguage.English);

        Assert.DoesNotContain("shoes.example", yaml, StringComparison.Ordinal);
        Assert.Contains("utmCampaign: \"Kampagne\"", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("just some words\nand more of them\n")]
    [InlineData("Name,Phone\nAnna,+7 912 345-67-89\n")]
    public async Task Where_nothing_can_be_summed_up_there_is_no_draft(string text) => Assert.Null(await Draft(Encoding.UTF8.GetBytes(text), TextLanguage.English));

    [Fact]
    public async Task Whatever_the_file_holds_a_draft_is_a_good_configuration()
    {
        var files = Files.Values.Select(static x => Encoding.UTF8.GetBytes(x.Text)).ToArray();
        await Gen.Select(Gen.Int[0, files.Length - 1], Mutations.Edits).SampleAsync(async (file, edits) =>
        {
            var bytes = Mutations.Apply(files[file], edits);
            if (await Draft(bytes, TextLanguage.English) is { } yaml)
            {
                var reading = BrandConfigurationReader.Read("brand: shoes\n" + yaml);
                Assert.True(!reading.HasErrors, yaml + string.Join('\n', reading.Problems.Select(static x => x.Message.English)));
            }
        }, iter: Soak.Files(500), threads: 1);
    }

    private static async Task<(ExportReading Reading, string Yaml)> RoundTrip(byte[] bytes, TextLanguage language)
    {
        var yaml = await Draft(bytes, language);
        Assert.NotNull(yaml);
        var configuration = BrandConfigurationReader.Read("brand: shoes\n" + yaml);
        Assert.True(configuration.Problems.Count == 0, yaml);
        var (reading, _) = await Bytes(bytes, Options with { Mappings = configuration.Configuration!.Mappings });
        return (reading, yaml);
    }

    private static async Task<string?> Draft(byte[] bytes, TextLanguage language)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return await MappingSuggestion.ForAsync(stream, "reports/Agentur Herbst 20261124.csv", new ReadingLimits(), language, CancellationToken.None);
    }
}
