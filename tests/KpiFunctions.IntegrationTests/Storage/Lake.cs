using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using DuckDB.NET.Data;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

/// <summary>Blobs of a container as a folder that DuckDB reads: the independent reader of our files.</summary>
internal sealed class Lake : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly DuckDBConnection _connection;

    private Lake(DirectoryInfo folder)
    {
        _folder = folder;
        _connection = new DuckDBConnection("Data Source=:memory:");
        _connection.Open();
        Execute("SET TimeZone = 'UTC'");
        Execute($"CREATE VIEW lake AS SELECT * FROM read_parquet('{folder.FullName}/**/*.parquet', hive_partitioning = true)");
    }

    public static async Task<Lake> DownloadAsync(BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("kpi-lake-");
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken))
        {
            var file = new FileInfo(Path.Combine(folder.FullName, blob.Name));
            file.Directory!.Create();
            await container.GetBlobClient(blob.Name).DownloadToAsync(file.FullName, cancellationToken);
        }

        return new(folder);
    }

    public long Count(string sql) => Convert.ToInt64(Value(sql), CultureInfo.InvariantCulture);

    public decimal Number(string sql) => Convert.ToDecimal(Value(sql), CultureInfo.InvariantCulture);

    /// <summary>The first column of every row, in ordinal order.</summary>
    public IReadOnlyList<string> Texts(string sql) => [.. Rows(sql).Select(static x => (string)x[0]!).Order(StringComparer.Ordinal)];

    public IReadOnlyDictionary<string, string> Columns() => Rows("SELECT column_name, column_type FROM (DESCRIBE lake)")
        .ToDictionary(static x => (string)x[0]!, static x => (string)x[1]!, StringComparer.Ordinal);

    /// <summary>
    /// For each column and some of its values, the first and the last among them: filtering in the scan, where DuckDB skips by the file's statistics and dictionaries,
    /// finds as many rows as counting in a copy without statistics; so does a range above the value.
    /// </summary>
    public void EveryColumnCanBeFiltered()
    {
        Execute("CREATE TABLE copy AS SELECT * FROM lake");
        foreach (var (column, type) in Columns())
        {
            var values = Rows($"SELECT DISTINCT CAST({column} AS VARCHAR) FROM copy WHERE {column} IS NOT NULL ORDER BY 1")
                .Select(static x => ((string)x[0]!).Replace("'", "''", StringComparison.Ordinal)).ToList();
            Assert.True(values.Count > 0, $"{column} has no value to look for.");
            foreach (var value in Some(values))
            {
                foreach (var comparison in (string[])["=", ">"])
                {
                    var condition = $"{column} {comparison} CAST('{value}' AS {type})";
                    var counts = Rows($"SELECT (SELECT count(*) FROM copy WHERE {condition}), (SELECT count(*) FROM lake WHERE {condition})")[0];
                    Assert.True(Equals(counts[0], counts[1]), $"DuckDB does not find {condition}: {counts[1]} instead of {counts[0]} rows.");
                    Assert.True(comparison is not "=" || (long)counts[0]! > 0, $"Nothing is {condition}.");
                }
            }

            Assert.Equal(Count($"SELECT count(*) FROM copy WHERE {column} IS NULL"), Count($"SELECT count(*) FROM lake WHERE {column} IS NULL"));
        }
    }

    private static IEnumerable<string> Some(List<string> values) =>
        new[] { 0, values.Count / 2, values.Count - 1 }.Distinct().Select(i => values[i]);

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private object? Value(string sql) => Rows(sql)[0][0];

    private List<object?[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
