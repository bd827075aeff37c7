using System.Text;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Cli.Sample.Files;
using Xunit;

namespace KpiFunctions.Tests.Sample;

public class SampleFileTests
{
    [Fact]
    public void The_excel_report_is_utf16_with_tabs_a_title_and_a_range()
    {
        var file = SampleReading.File(SampleReading.Brand, SampleReading.ExcelReport);
        var bytes = file.ToArray();
        var text = SampleReading.Text(file);
        var lines = text.Split('\n');

        Assert.Equal([0xFF, 0xFE, (byte)'C', 0], bytes[..4]);
        Assert.Equal("Campaign report", lines[0]);
        Assert.Equal("\"July 6, 2026 - October 11, 2026\"", lines[1]);
        Assert.Equal(2, lines[2].Split('\t').Count(static x => x == "Currency code"));
        Assert.Contains("\t\"17,", text, StringComparison.Ordinal);
        Assert.Contains("\t --\t", text, StringComparison.Ordinal);
        Assert.Contains("%\t", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.Equal((98 * 5) + 5 + 3 + 1, lines.Length);
    }

    [Fact]
    public void The_csv_report_is_utf8_with_commas_and_campaign_ids()
    {
        var file = SampleReading.File(SampleReading.Brand, SampleReading.CsvReport);
        var lines = SampleReading.Text(file).Split('\n');

        Assert.Equal((byte)'C', file.ToArray()[0]);
        Assert.Equal("8 October 2026 - 22 November 2026", lines[1]);
        Assert.StartsWith("Day,Campaign,Campaign ID,Campaign type,", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SampleReading.ExcelReport)]
    [InlineData(SampleReading.CsvReport)]
    public void Totals_of_an_ads_report_add_up(string path)
    {
        var rows = SampleReading.Table(SampleReading.File(SampleReading.Brand, path));
        var data = rows.Where(static x => !SampleReading.IsTotal(x)).ToList();
        var totals = rows.Where(SampleReading.IsTotal).ToDictionary(static x => x.Values.First(), StringComparer.Ordinal);

        Assert.Equal(["Total: Campaigns", "Total: Account", "Total: Display", "Total: Search", "Total: Video"], totals.Keys);
        Assert.All(["Impr.", "Clicks", "Cost", "Conversions", "Conv. value"], measure =>
        {
            Assert.Equal(data.Sum(x => x.Number(measure)), totals["Total: Campaigns"].Number(measure));
            Assert.All(["Search", "Display"], type => Assert.Equal(
                data.Where(x => x["Campaign type"] == type).Sum(x => x.Number(measure)), totals[$"Total: {type}"].Number(measure)));
            Assert.Equal(
                totals["Total: Account"].Number(measure),
                totals["Total: Search"].Number(measure) + totals["Total: Display"].Number(measure) + totals["Total: Video"].Number(measure));
        });
        Assert.True(totals["Total: Account"].Number("Cost") > totals["Total: Campaigns"].Number("Cost"), "the account holds a campaign that the table filters out");
    }

    [Theory]
    [InlineData(SampleReading.Channels, "Date,Session default channel group,Sessions,Total users,Key events,Ecommerce purchases,Total revenue")]
    [InlineData(SampleReading.Days, "Date,Sessions,Total users,New users,Average session duration")]
    public void A_web_report_has_a_preamble_crlf_and_no_last_line_end(string path, string header)
    {
        var text = SampleReading.Text(SampleReading.File(SampleReading.Brand, path));
        var lines = text.Split("\r\n");

        Assert.StartsWith("# -----", text, StringComparison.Ordinal);
        Assert.Contains("# Property: Northern Leaf Tea - GA4", lines);
        Assert.Contains("# Start date: 20260706", lines);
        Assert.Contains("# End date: 20261122", lines);
        Assert.Equal(header, lines[9]);
        Assert.DoesNotContain('\n', lines[^1]);
        Assert.NotEqual(string.Empty, lines[^1]);
        Assert.Equal(text.Count(static x => x == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public void Orders_have_the_platforms_columns_in_its_order()
    {
        var header = SampleReading.Records(SampleReading.File(SampleReading.Brand, SampleReading.Orders))[0];

        Assert.True(header.Length >= 30);
        Assert.Equal(header.Distinct(), header);
        Assert.Equal(["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status"], header[..5]);
        string[] ordered = ["Subtotal", "Shipping", "Taxes", "Total", "Created at", "Lineitem quantity", "Billing Name", "Notes", "Cancelled at", "Refunded Amount", "Id", "Phone"];
        Assert.Equal(ordered, header.Intersect(ordered));
    }

    [Fact]
    public void Costs_have_the_columns_of_an_expense_upload() => Assert.Equal(
        ["Date", "UTMSource", "UTMMedium", "UTMCampaign", "Expenses", "Currency"],
        SampleReading.Records(SampleReading.File(SampleReading.Brand, SampleReading.Costs))[0]);

    [Fact]
    public void Halves_overlap_and_together_hold_every_row()
    {
        Assert.All(SampleReading.Brand.Files, static file =>
        {
            var halves = file.InOverlappingHalves();

            var whole = Rows(file);
            var first = Rows(halves[0]);
            var second = Rows(halves[1]);
            Assert.NotEmpty(first.Intersect(second));
            Assert.Empty(whole.Except(first.Union(second)));
            Assert.Empty(first.Union(second).Except(whole));
            Assert.True(first.Count < whole.Count && second.Count < whole.Count);
            Assert.Equal(2, halves.Select(static x => x.Path).Except([file.Path]).Count());
        });

        static HashSet<string> Rows(SampleFile file) =>
            [.. SampleReading.Table(file).Where(static x => !SampleReading.IsTotal(x)).Select(static x => string.Join('\u001f', x.Values))];
    }

    [Fact]
    public void Halves_of_an_ads_report_have_totals_of_their_own()
    {
        var halves = SampleReading.File(SampleReading.Brand, SampleReading.CsvReport).InOverlappingHalves();

        Assert.All(halves, static half =>
        {
            var rows = SampleReading.Table(half);
            Assert.Equal(rows.Where(static x => !SampleReading.IsTotal(x)).Sum(static x => x.Number("Cost")), rows.First(SampleReading.IsTotal).Number("Cost"));
        });
    }

    [Fact]
    public void Files_are_written_below_the_directory()
    {
        var directory = Directory.CreateTempSubdirectory("kpi-sample-");
        try
        {
            SampleReading.Brand.WriteTo(directory.FullName, TestContext.Current.CancellationToken);

            Assert.All(SampleReading.Brand.Files, x => Assert.Equal(x.ToArray(), File.ReadAllBytes(Path.Combine(directory.FullName, x.Path))));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(GoogleAdsDownload.Csv)]
    [InlineData(GoogleAdsDownload.ExcelCsv)]
    public void A_bulk_ads_report_has_that_many_rows_and_totals_that_add_up(GoogleAdsDownload download)
    {
        var file = Bulk(stream => BulkExports.WriteGoogleAds(stream, 12_345, download, new DateOnly(2026, 11, 22), campaigns: 50));

        var rows = SampleReading.Table(file);
        var data = rows.Where(static x => !SampleReading.IsTotal(x)).ToList();
        Assert.Equal(12_345, data.Count);
        Assert.Equal(12_345, data.DistinctBy(static x => (x["Day"], x["Campaign"])).Count());
        Assert.Equal(data.Sum(static x => x.Number("Cost")), rows.First(SampleReading.IsTotal).Number("Cost"));
        Assert.Equal("2026-11-22", data.Max(static x => x["Day"]));
    }

    [Fact]
    public void A_bulk_orders_export_has_that_many_orders()
    {
        var file = Bulk(static stream => BulkExports.WriteShopify(stream, 5_000, new DateOnly(2026, 11, 22)));

        Assert.Equal(5_000, SampleReading.Table(file).DistinctBy(static x => x["Name"]).Count());
    }

    [Fact]
    public void The_configuration_is_yaml_with_both_recipients()
    {
        Assert.StartsWith("brand: northern-leaf-tea\n", SampleBrand.ConfigurationYaml, StringComparison.Ordinal);
        Assert.Contains("director@northern-leaf-tea.example", SampleBrand.ConfigurationYaml, StringComparison.Ordinal);
        Assert.Contains("cfo@northern-leaf-tea.example", SampleBrand.ConfigurationYaml, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', SampleBrand.ConfigurationYaml);
        Assert.Equal(Encoding.ASCII.GetByteCount(SampleBrand.ConfigurationYaml), SampleBrand.ConfigurationYaml.Length);
    }

    private static SampleFile Bulk(Action<Stream> write) => SampleFile.Written("bulk.csv", write);
}
