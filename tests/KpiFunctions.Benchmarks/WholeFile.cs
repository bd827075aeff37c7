using System.Globalization;
using DuckDB.NET.Data;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Cli.Sample.Files;

namespace KpiFunctions.Benchmarks;

/// <summary>
/// Whole processes over one large file: the generator that makes it, and the yardstick for <c>kpi check</c>, DuckDB with one thread
/// adding up the same measures.
/// </summary>
internal static class WholeFile
{
    private const string Sql =
        """
        SELECT count(*), sum(replace("Impr.", ',', '')::BIGINT), sum(replace("Clicks", ',', '')::BIGINT), sum("Cost"::DECIMAL(18, 6)),
               sum(replace("Conversions", ',', '')::DECIMAL(18, 6)), sum(replace("Conv. value", ',', '')::DECIMAL(18, 6))
        FROM read_csv($file, skip = 2, header = true, delim = ',', quote = '"', all_varchar = true)
        WHERE "Day" NOT LIKE 'Total:%'
        """;

    /// <summary>Writes a Google Ads campaign report by day (UTF-8, commas, quoted thousands).</summary>
    public static void Make(string path, string rows)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        BulkExports.WriteGoogleAds(stream, int.Parse(rows, CultureInfo.InvariantCulture), GoogleAdsDownload.Csv, new DateOnly(2026, 11, 22));
    }

    /// <summary>Prints the sums, to be compared with those of <c>kpi check</c>.</summary>
    public static void Sum(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SET threads = 1";
        _ = command.ExecuteNonQuery();
        command.CommandText = Sql;
        command.Parameters.Add(new DuckDBParameter("file", path));
        using var reader = command.ExecuteReader();
        _ = reader.Read();
        Console.WriteLine(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
    }
}
