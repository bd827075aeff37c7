using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Blobs;

/// <summary>
/// A copy of every recognised file, <c>{brand}/{sha256}{ext}</c>, and a record of every import,
/// <c>{brand}/imports/{yyyy}/{MM}/{importId}.json</c>. Everything else can be rebuilt from it.
/// </summary>
public sealed partial class ArchiveStore(StorageClients clients)
{
    private const int Parallelism = 8;
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Archive);

    /// <summary>Keeps a copy, named by the hash of the original. False if there is one already, which is just as well.</summary>
    public async Task<bool> KeepAsync(string brand, string sha256, string extension, Stream content, CancellationToken cancellationToken) =>
        await File(brand, sha256, extension).TryPutAsync(content, expected: null, new(), cancellationToken) is not null;

    /// <summary>Opens a copy; null if there is none.</summary>
    public Task<StoredContent?> OpenAsync(string brand, string sha256, string extension, CancellationToken cancellationToken) =>
        File(brand, sha256, extension).TryOpenAsync(version: null, cancellationToken);

    /// <summary>Writes the record of an import, over an earlier try of the same.</summary>
    public async Task RecordAsync(ImportRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var at = record.ImportedAt ?? throw new ArgumentException("An import that is not finished has no record.", nameof(record));
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{Folder(record.Brand)}{at.UtcDateTime:yyyy}/{at.UtcDateTime:MM}/{Ids.Import(record.ImportId)}.json");
        var content = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(record, ImportJson.Default.ImportRecord));
        var options = new BlobUploadOptions { HttpHeaders = new() { ContentType = "application/json" } };
        await _container.GetBlobClient(name).UploadAsync(content, options, cancellationToken);
    }

    /// <summary>Every import of a brand, by month, then id.</summary>
    public async Task<IReadOnlyList<ImportRecord>> ListImportsAsync(string brand, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var folder = Folder(brand);
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = folder }, cancellationToken))
        {
            if (RecordName().IsMatch(blob.Name.AsSpan(folder.Length)))
            {
                names.Add(blob.Name);
            }
        }

        var records = new ImportRecord?[names.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, names.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (i, token) => records[i] = await ReadAsync(names[i], token));
        return [.. records.OfType<ImportRecord>()];
    }

    private async Task<ImportRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await _container.GetBlobClient(name).TryReadAsync(cancellationToken) is { } found
            ? JsonSerializer.Deserialize(found.Content.ToMemory().Span, ImportJson.Default.ImportRecord)
            : null;

    private static string Folder(string brand) => $"{Ids.Brand(brand)}/imports/";

    private BlobClient File(string brand, string sha256, string extension) =>
        _container.GetBlobClient($"{Ids.Brand(brand)}/{Ids.Sha256(sha256)}{Ids.Extension(extension)}");

    [GeneratedRegex(@"^[0-9]{4}/[0-9]{2}/[A-Za-z0-9-]{1,64}\.json\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordName();
}
