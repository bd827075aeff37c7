using System.Globalization;
using System.Text;
using KpiFunctions.Cli.Sample;
using Sylvan.Data.Csv;
using Xunit;

namespace KpiFunctions.Tests.Sample;

/// <summary>Reads the sample's files by Sylvan, so that the generator is judged by a reader that knows nothing of it.</summary>
internal static class SampleReading
{
    public const string ExcelReport = "google-ads/campaign-report-excel.csv";
    public const string CsvReport = "google-ads/campaign-report.csv";
    public const string Orders = "shopify/orders_export.csv";
    public const string Costs = "costs/costs.csv";
    public const string Channels = "ga4/channels-by-day.csv";
    public const string Days = "ga4/days.csv";

    private static readonly NumberStyles Numbers = NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint;

    public static SampleOptions Options { get; } = new() { AsOf = new DateOnly(2026, 11, 24) };

    /// <summary>The default sample; made once.</summary>
    public static SampleBrand Brand { get; } = SampleBrand.Generate(Options);

    public static SampleFile File(SampleBrand brand, string path) => brand.Files.Single(x => x.Path == path);

    public static string Text(SampleFile file)
    {
        using var reader = new StreamReader(new MemoryStream(file.ToArray()), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>All records, the preamble's included.</summary>
    public static List<string[]> Records(SampleFile file)
    {
        var text = Text(file);
        // By default Sylvan takes rows that start with # for comments; here they are orders and preambles.
        using var reader = CsvDataReader.Create(
            new StringReader(text),
            new CsvDataReaderOptions { HasHeaders = false, Comment = '\0', Delimiter = text.Contains('\t', StringComparison.Ordinal) ? '\t' : ',' });
        List<string[]> records = [];
        while (reader.Read())
        {
            records.Add([.. Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString)]);
        }

        return records;
    }

    /// <summary>Records by column name; of two columns of one name the first.</summary>
    public static List<Dictionary<string, string>> Table(SampleFile file)
    {
        var records = Records(file);
        var header = records.FindIndex(static x => x.Contains("Day") || x.Contains("Date") || x.Contains("Financial Status"));
        var names = records[header];
        return [.. records.Skip(header + 1).Select(cells =>
        {
            Assert.Equal(names.Length, cells.Length);
            Dictionary<string, string> row = new(StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
            {
                row.TryAdd(names[i], cells[i]);
            }

            return row;
        })];
    }

    public static decimal Number(this Dictionary<string, string> row, string column) => Number(row[column]);

    public static decimal Number(string cell) => cell is " --" or "" ? 0 : decimal.Parse(cell, Numbers, CultureInfo.InvariantCulture);

    public static DateOnly Day(string cell) =>
        DateOnly.ParseExact(cell.AsSpan(0, Math.Min(10, cell.Length)), cell.Contains('-', StringComparison.Ordinal) ? "yyyy-MM-dd" : "yyyyMMdd", CultureInfo.InvariantCulture);

    public static bool IsTotal(Dictionary<string, string> row) => row.Values.First().StartsWith("Total: ", StringComparison.Ordinal);
}

/// <summary>One campaign on one day, as a report states it.</summary>
internal sealed record AdDay(string Campaign, DateOnly Day, decimal Impressions, decimal Clicks, decimal Cost);

/// <summary>An order, as the export states it.</summary>
internal sealed record OrderDay(string Number, DateOnly Day, string Status, bool Cancelled, string Customer, decimal Net, decimal Total)
{
    public bool Counts => !Cancelled && Status is not ("voided" or "expired");
}

/// <summary>A brand's files as a week's figures, worked out in the plainest way.</summary>
internal sealed class SampleFigures
{
    private readonly SampleBrand _brand;

    public SampleFigures(SampleBrand brand)
    {
        _brand = brand;
        Ads = [.. Reports(brand).SelectMany(AdDays).DistinctBy(static x => (x.Campaign, x.Day))];
        Orders = OrderDays(SampleReading.File(brand, SampleReading.Orders));
        FirstOrders = Orders.Where(static x => x.Counts).GroupBy(static x => x.Customer, StringComparer.Ordinal)
            .ToDictionary(static x => x.Key, static x => x.Min(static y => y.Day), StringComparer.Ordinal);
    }

    public List<AdDay> Ads { get; }

    public List<OrderDay> Orders { get; }

    public Dictionary<string, DateOnly> FirstOrders { get; }

    public int NewCustomers(DateOnly monday) => FirstOrders.Values.Count(x => x >= monday && x < monday.AddDays(7));

    public IEnumerable<OrderDay> Counted(DateOnly monday) => Orders.Where(x => x.Counts && x.Day >= monday && x.Day < monday.AddDays(7));

    public decimal ClickPrice(DateOnly monday, string campaign)
    {
        var days = Ads.Where(x => x.Campaign == campaign && x.Day >= monday && x.Day < monday.AddDays(7)).ToList();
        return days.Sum(static x => x.Cost) / days.Sum(static x => x.Clicks);
    }

    public decimal AcquisitionCost(DateOnly monday)
    {
        var ads = Ads.Where(x => x.Day >= monday && x.Day < monday.AddDays(7)).Sum(static x => x.Cost);
        var other = SampleReading.Table(SampleReading.File(_brand, SampleReading.Costs))
            .Where(static x => x["UTMSource"] != "google")
            .Sum(row =>
            {
                var range = row["Date"].Split('/').Select(SampleReading.Day).ToList();
                var days = range[^1].DayNumber - range[0].DayNumber + 1;
                var shared = Math.Min(range[^1].DayNumber, monday.DayNumber + 6) - Math.Max(range[0].DayNumber, monday.DayNumber) + 1;
                return row.Number("Expenses") * Math.Max(0, shared) / days;
            });
        return (ads + other) / NewCustomers(monday);
    }

    public static IEnumerable<SampleFile> Reports(SampleBrand brand) =>
        brand.Files.Where(static x => x.Path.StartsWith("google-ads/", StringComparison.Ordinal));

    public static IEnumerable<AdDay> AdDays(SampleFile file) => SampleReading.Table(file).Where(static x => !SampleReading.IsTotal(x))
        .Select(static x => new AdDay(x["Campaign"], SampleReading.Day(x["Day"]), x.Number("Impr."), x.Number("Clicks"), x.Number("Cost")));

    private static List<OrderDay> OrderDays(SampleFile file)
    {
        var rows = SampleReading.Table(file).Where(static x => x["Financial Status"].Length > 0).ToList();
        var addresses = rows.Where(static x => x["Email"].Length > 0).DistinctBy(static x => x["Phone"]).ToDictionary(static x => x["Phone"], static x => x["Email"], StringComparer.Ordinal);
        return [.. rows.Select(row =>
        {
            var goods = row.Number("Subtotal") - row.Number("Taxes");
            var total = row.Number("Total");
            var customer = row["Email"].Length > 0 ? row["Email"] : addresses.GetValueOrDefault(row["Phone"], row["Phone"]);
            return new OrderDay(
                row["Name"], SampleReading.Day(row["Created at"]), row["Financial Status"], row["Cancelled at"].Length > 0,
                customer, goods - (row.Number("Refunded Amount") * goods / total), total);
        })];
    }
}
