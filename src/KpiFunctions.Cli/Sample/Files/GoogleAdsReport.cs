using System.Globalization;
using KpiFunctions.Cli.Sample.Model;

namespace KpiFunctions.Cli.Sample.Files;

/// <summary>Which download button of Google Ads was pressed.</summary>
public enum GoogleAdsDownload
{
    /// <summary>"Excel .csv": UTF-16LE with a byte order mark, tabs.</summary>
    ExcelCsv,

    /// <summary>".csv": UTF-8 without a byte order mark, commas.</summary>
    Csv,
}

/// <summary>
/// A Google Ads campaign report by day. Rows are written as they come; the totals at the bottom are summed on the way, so that a
/// report of any length takes the same memory.
/// </summary>
internal static class GoogleAdsReport
{
    private const string Missing = " --";

    private static readonly string[] ExcelHeader =
    [
        "Campaign status", "Campaign", "Day", "Currency code", "Budget", "Budget type", "Status", "Status reasons", "Campaign type", "Impr.", "Interactions",
        "Interaction rate", "Currency code", "Avg. cost", "Cost", "Clicks", "Conv. rate", "Conversions", "Avg. CPC", "Cost / conv.", "Conv. value",
    ];

    private static readonly string[] CsvHeader =
    [
        "Day", "Campaign", "Campaign ID", "Campaign type", "Campaign status", "Impr.", "Clicks", "CTR", "Currency code", "Avg. CPC", "Cost",
        "Conversions", "Conv. rate", "Cost / conv.", "Conv. value",
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="download">Encoding, delimiter and columns.</param>
    /// <param name="from">First day of the range in the second line.</param>
    /// <param name="to">Last day of that range.</param>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="filteredOut">Rows that the table's filter hides; the account's totals hold them.</param>
    public static void Write(Stream stream, GoogleAdsDownload download, DateOnly from, DateOnly to, IEnumerable<AdRow> rows, IEnumerable<AdRow> filteredOut)
    {
        var excel = download == GoogleAdsDownload.ExcelCsv;
        using var cells = new CellWriter(stream, excel ? CellWriter.Utf16 : CellWriter.Utf8, excel ? '\t' : ',', "\n");
        cells.Line("Campaign report");
        cells.Row(excel ? Range(from, to, "MMMM d, yyyy") : Range(from, to, "d MMMM yyyy"));
        cells.Row(excel ? ExcelHeader : CsvHeader);

        var table = new Sums();
        SortedDictionary<string, Sums> types = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            table.Add(row);
            Of(types, row.Campaign.Type).Add(row);
            if (excel)
            {
                ExcelRow(cells, row);
            }
            else
            {
                CsvRow(cells, row);
            }
        }

        var account = table.Copy();
        foreach (var row in filteredOut)
        {
            account.Add(row);
            Of(types, row.Campaign.Type).Add(row);
        }

        Total(cells, excel, "Campaigns", string.Empty, table);
        Total(cells, excel, "Account", string.Empty, account);
        foreach (var (type, sums) in types)
        {
            Total(cells, excel, type, type, sums);
        }
    }

    private static string Range(DateOnly from, DateOnly to, string format) =>
        $"{from.ToString(format, CultureInfo.InvariantCulture)} - {to.ToString(format, CultureInfo.InvariantCulture)}";

    private static Sums Of(SortedDictionary<string, Sums> types, string type)
    {
        if (!types.TryGetValue(type, out var sums))
        {
            types.Add(type, sums = new());
        }

        return sums;
    }

    private static void ExcelRow(CellWriter cells, in AdRow row)
    {
        cells.Cell(row.Campaign.Status);
        cells.Cell(row.Campaign.Name);
        cells.Cell(row.Day, "yyyy-MM-dd");
        cells.Cell(ShopPlan.Currency);
        cells.Cell(row.Campaign.DailyBudget, "0.00");
        cells.Cell("Daily");
        cells.Cell("Eligible");
        cells.Empty();
        cells.Cell(row.Campaign.Type);
        ExcelMeasures(cells, new(row));
    }

    private static void CsvRow(CellWriter cells, in AdRow row)
    {
        cells.Cell(row.Day, "yyyy-MM-dd");
        cells.Cell(row.Campaign.Name);
        cells.Cell(row.Campaign.Id);
        cells.Cell(row.Campaign.Type);
        cells.Cell(row.Campaign.Status);
        CsvMeasures(cells, new(row));
    }

    private static void Total(CellWriter cells, bool excel, string what, string type, Sums sums)
    {
        cells.Cell($"Total: {what}");
        if (excel)
        {
            cells.Empty(2);
            cells.Cell(ShopPlan.Currency);
            cells.Cell(Missing);
            cells.Cell(Missing);
            cells.Empty(2);
            cells.Cell(type);
            ExcelMeasures(cells, sums);
        }
        else
        {
            cells.Empty(2);
            cells.Cell(type);
            cells.Empty();
            CsvMeasures(cells, sums);
        }
    }

    private static void ExcelMeasures(CellWriter cells, Sums sums)
    {
        cells.Cell(sums.Impressions, "N0");
        cells.Cell(sums.Clicks, "N0");
        Percent(cells, sums.Clicks, sums.Impressions);
        cells.Cell(ShopPlan.Currency);
        Price(cells, sums.Cost, sums.Clicks);
        cells.Cell(sums.Cost, "0.00");
        cells.Cell(sums.Clicks, "N0");
        Percent(cells, sums.Conversions, sums.Clicks);
        cells.Cell(sums.Conversions, "N2");
        Price(cells, sums.Cost, sums.Clicks);
        Price(cells, sums.Cost, sums.Conversions);
        cells.Cell(sums.ConversionValue, "N2");
        cells.EndRow();
    }

    private static void CsvMeasures(CellWriter cells, Sums sums)
    {
        cells.Cell(sums.Impressions, "N0");
        cells.Cell(sums.Clicks, "N0");
        Percent(cells, sums.Clicks, sums.Impressions);
        cells.Cell(ShopPlan.Currency);
        Price(cells, sums.Cost, sums.Clicks);
        cells.Cell(sums.Cost, "0.00");
        cells.Cell(sums.Conversions, "N2");
        Percent(cells, sums.Conversions, sums.Clicks);
        Price(cells, sums.Cost, sums.Conversions);
        cells.Cell(sums.ConversionValue, "N2");
        cells.EndRow();
    }

    private static void Percent(CellWriter cells, decimal part, decimal whole)
    {
        if (whole == 0)
        {
            cells.Cell(Missing);
        }
        else
        {
            cells.Cell(part / whole, "0.00%");
        }
    }

    private static void Price(CellWriter cells, decimal cost, decimal count)
    {
        if (count == 0)
        {
            cells.Cell("0");
        }
        else
        {
            cells.Cell(cost / count, "0.00");
        }
    }

    private sealed class Sums
    {
        public Sums()
        {
        }

        public Sums(in AdRow row) => Add(row);

        public long Impressions { get; private set; }

        public long Clicks { get; private set; }

        public decimal Cost { get; private set; }

        public decimal Conversions { get; private set; }

        public decimal ConversionValue { get; private set; }

        public Sums Copy() => (Sums)MemberwiseClone();

        public void Add(in AdRow row)
        {
            Impressions += row.Impressions;
            Clicks += row.Clicks;
            Cost += row.Cost;
            Conversions += row.Conversions;
            ConversionValue += row.ConversionValue;
        }
    }
}
