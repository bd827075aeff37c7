using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Columns;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Facts;

/// <summary>
/// The facts that count, as open Parquet that DuckDB, Spark and their like read in place:
/// <c>kind=…/brand_key=…/source_key=…/month=yyyy-MM/facts.parquet</c>. Facts about ranges of days have kinds of their own,
/// <c>ads_periods</c> and <c>web_periods</c>.
/// </summary>
public sealed class FactStore(StorageClients clients)
{
    private const int SchemaVersion = 1;
    private const string DateFormat = "yyyy-MM-dd";
    private const string InputHashKey = "inputhash";
    private const string FirstDateKey = "firstdate";
    private const string LastDateKey = "lastdate";
    private const string RowsKey = "rows";
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Facts);

    /// <summary>Every file of a brand. Do this before listing segments: what is written later names the ETags seen here.</summary>
    public async Task<IReadOnlyList<FactFile>> ListAsync(string brand, CancellationToken cancellationToken)
    {
        (FactKind Kind, bool OfPeriods)[] folders = [.. FactKinds.All.Select(static x => (x, false)), (FactKind.Ads, true), (FactKind.Web, true)];
        var kinds = await Task.WhenAll(folders.Select(x => ListAsync(brand, x.Kind, x.OfPeriods, cancellationToken)));
        return [.. kinds.SelectMany(static x => x)];
    }

    /// <summary>
    /// Writes a month whole. Nothing is asked or written when <paramref name="before"/> was made from the same input; that is safe
    /// because whoever replaced it since has seen at least the facts that we saw.
    /// </summary>
    /// <param name="brand">Brand id.</param>
    /// <param name="source">Source id.</param>
    /// <param name="month">Any day of the month.</param>
    /// <param name="rows">All rows of that month, in a stable order; the same rows give the same bytes.</param>
    /// <param name="inputHash">
    /// Hash of everything that the rows were made from; ASCII. Who hashes the rows instead must look at the input again after
    /// writing: equal rows from newer input are not written, so a slower writer with older input finds the version it has seen, and wins.
    /// </param>
    /// <param name="before">The file as it was listed before its input was read; null when there was none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="OverflowException">An amount does not fit DECIMAL(28,6).</exception>
    public async Task<FactWrite> WriteAsync<TRow>(
        string brand, string source, DateOnly month, IReadOnlyList<TRow> rows, string inputHash, FactFile? before, CancellationToken cancellationToken)
        where TRow : ISelectedRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentException.ThrowIfNullOrEmpty(inputHash);
        var partition = new FactPartition(brand, TRow.Kind, source, new DateOnly(month.Year, month.Month, 1), TRow.IsOfPeriods);
        CheckMonth(rows, partition);
        if (before is not null && before.Partition != partition)
        {
            throw new ArgumentException($"{before.Partition.Path} is not {partition.Path}.", nameof(before));
        }

        if (before?.InputHash == inputHash)
        {
            return FactWrite.Unchanged;
        }

        var schema = new ColumnSchema($"facts/{FactPartition.Name(TRow.Kind, TRow.IsOfPeriods)}", SchemaVersion);
        var content = await ColumnFile.WriteAsync(schema, TRow.Columns, rows, cancellationToken);
        var blob = _container.GetBlobClient(partition.Path);
        var written = await blob.TryPutAsync(content.ToStream(), before?.ETag, new(Metadata: Metadata(rows, inputHash)), cancellationToken);
        if (written is not null)
        {
            return FactWrite.Written;
        }

        // A retry after an answer that was lost on its way finds its own earlier write; or somebody wrote the very same.
        var now = await blob.TryGetPropertiesAsync(cancellationToken);
        return now?.Metadata.TryGetValue(InputHashKey, out var hash) == true && hash == inputHash ? FactWrite.Unchanged : FactWrite.LostRace;
    }

    /// <summary>Removes a month that has no facts any more; false when somebody wrote it meanwhile.</summary>
    public Task<bool> DeleteAsync(FactFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return _container.GetBlobClient(file.Partition.Path).TryDeleteAsync(file.ETag, cancellationToken);
    }

    private static void CheckMonth<TRow>(IReadOnlyList<TRow> rows, FactPartition partition)
        where TRow : ISelectedRow<TRow>
    {
        foreach (var row in rows)
        {
            if (row.Date.Year != partition.Month.Year || row.Date.Month != partition.Month.Month)
            {
                throw new ArgumentException($"A row of {row.Date:O} does not belong to {partition.Path}.", nameof(rows));
            }
        }
    }

    private static Dictionary<string, string> Metadata<TRow>(IReadOnlyList<TRow> rows, string inputHash)
        where TRow : ISelectedRow<TRow>
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [InputHashKey] = inputHash,
            [RowsKey] = rows.Count.ToString(CultureInfo.InvariantCulture),
        };
        if (rows.Count > 0)
        {
            metadata[FirstDateKey] = rows.Min(static x => x.Date).ToString(DateFormat, CultureInfo.InvariantCulture);
            metadata[LastDateKey] = rows.Max(static x => x.Date).ToString(DateFormat, CultureInfo.InvariantCulture);
        }

        return metadata;
    }

    private async Task<List<FactFile>> ListAsync(string brand, FactKind kind, bool ofPeriods, CancellationToken cancellationToken)
    {
        var files = new List<FactFile>();
        var options = new GetBlobsOptions { Prefix = FactPartition.Folder(kind, brand, ofPeriods), Traits = BlobTraits.Metadata };
        await foreach (var blob in _container.GetBlobsAsync(options, cancellationToken))
        {
            if (FactPartition.TryParse(kind, brand, ofPeriods, blob.Name, out var partition))
            {
                files.Add(new(
                    partition,
                    blob.Properties.ETag?.Quoted() ?? throw new InvalidDataException($"{blob.Name} was listed without an ETag."),
                    blob.Metadata.TryGetValue(InputHashKey, out var hash) ? hash : string.Empty,
                    Day(blob.Metadata, FirstDateKey),
                    Day(blob.Metadata, LastDateKey),
                    blob.Metadata.TryGetValue(RowsKey, out var rows) && int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0));
            }
        }

        return files;
    }

    private static DateOnly? Day(IDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var text)
        && DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
