using System.Globalization;
using KpiFunctions.Cli.Sample.Model;

namespace KpiFunctions.Cli.Sample.Files;

/// <summary>
/// A costs file with the columns of Yandex Metrica's expense upload
/// (https://yandex.com/dev/metrika/doc/api2/management/expenses/uploadbody.html): a day, or a range as <c>from/to</c>.
/// </summary>
internal static class CostsFile
{
    public static void Write(Stream stream, IEnumerable<CostRow> rows)
    {
        using var cells = new CellWriter(stream, CellWriter.Utf8, ',', "\n");
        cells.Row("Date", "UTMSource", "UTMMedium", "UTMCampaign", "Expenses", "Currency");
        foreach (var row in rows)
        {
            cells.Cell(row.From == row.To ? Day(row.From) : $"{Day(row.From)}/{Day(row.To)}");
            cells.Cell(row.Source);
            cells.Cell(row.Medium);
            cells.Cell(row.Campaign);
            cells.Cell(row.Amount, "0.00");
            cells.Cell(ShopPlan.Currency);
            cells.EndRow();
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
