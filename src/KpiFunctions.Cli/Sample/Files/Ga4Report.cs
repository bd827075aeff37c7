using System.Globalization;
using KpiFunctions.Cli.Sample.Model;

namespace KpiFunctions.Cli.Sample.Files;

/// <summary>A GA4 report downloaded as CSV: a preamble of <c>#</c> lines, CRLF, sorted by sessions, no line end after the last row.</summary>
internal static class Ga4Report
{
    public const string Account = "Northern Leaf";
    public const string Property = "Northern Leaf Tea - GA4";

    private const string Rule = "# ----------------------------------------";

    /// <summary>The table by date and session default channel group.</summary>
    public static void WriteByChannel(Stream stream, IReadOnlyList<WebChannelRow> rows)
    {
        using var cells = Start(stream, rows.Select(static x => x.Day));
        cells.Cell("Date");
        cells.Cell("Session default channel group");
        cells.Cell("Sessions");
        cells.Cell("Total users");
        cells.Cell("Key events");
        cells.Cell("Ecommerce purchases");
        cells.Cell("Total revenue");
        foreach (var row in rows.OrderByDescending(static x => x.Sessions).ThenBy(static x => x.Day).ThenBy(static x => x.Group, StringComparer.Ordinal))
        {
            cells.StartRow();
            cells.Cell(row.Day, "yyyyMMdd");
            cells.Cell(row.Group);
            cells.Cell(row.Sessions, "0");
            cells.Cell(row.Users, "0");
            cells.Cell(row.KeyEvents, "0");
            cells.Cell(row.Purchases, "0");
            cells.Cell(row.Revenue, "0.##");
        }
    }

    /// <summary>The table by date. It has no key events: a conversion rate has to come from the other one.</summary>
    public static void WriteByDate(Stream stream, IReadOnlyList<WebDayRow> rows)
    {
        using var cells = Start(stream, rows.Select(static x => x.Day));
        cells.Cell("Date");
        cells.Cell("Sessions");
        cells.Cell("Total users");
        cells.Cell("New users");
        cells.Cell("Average session duration");
        foreach (var row in rows.OrderByDescending(static x => x.Sessions).ThenBy(static x => x.Day))
        {
            cells.StartRow();
            cells.Cell(row.Day, "yyyyMMdd");
            cells.Cell(row.Sessions, "0");
            cells.Cell(row.Users, "0");
            cells.Cell(row.NewUsers, "0");
            cells.Cell(row.EngagementSeconds, "R");
        }
    }

    private static CellWriter Start(Stream stream, IEnumerable<DateOnly> days)
    {
        var (from, to) = days.Aggregate((Min: DateOnly.MaxValue, Max: DateOnly.MinValue), static (x, day) => (day < x.Min ? day : x.Min, day > x.Max ? day : x.Max));
        var cells = new CellWriter(stream, CellWriter.Utf8, ',', "\r\n");
        cells.Line(Rule);
        cells.Line("# Report CSV Export");
        cells.Line($"# Account: {Account}");
        cells.Line($"# Property: {Property}");
        cells.Line(Rule);
        cells.Line("# ");
        cells.Line("# All Users");
        cells.Line($"# Start date: {from.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
        cells.Line($"# End date: {to.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
        return cells;
    }
}
