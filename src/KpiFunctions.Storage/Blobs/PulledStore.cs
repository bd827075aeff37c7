using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Blobs;

/// <summary>A kept answer.</summary>
/// <param name="Name">What was asked, and when.</param>
/// <param name="ETag">Its version; it never has another.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="StoredAt">When it was stored; whole milliseconds, UTC.</param>
public sealed record PulledFile(PulledName Name, ETag ETag, long Length, DateTimeOffset StoredAt);

/// <summary>A kept answer, open.</summary>
/// <param name="File">What it is.</param>
/// <param name="Content">The bytes, as they come from storage.</param>
public sealed record OpenPulledFile(PulledFile File, Stream Content) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>
/// What platforms answered, byte by byte behind a header, by <see cref="PulledName"/>. Only the app writes, and an answer that is
/// there is never replaced: so the header may be believed.
/// </summary>
public sealed class PulledStore(StorageClients clients, TimeProvider time)
{
    private const string StoredAtKey = "storedat";
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Pulled);

    /// <summary>Keeps an answer. False if there is one of that name: the same one, written by an earlier try that was not heard of.</summary>
    /// <param name="name">What was asked, and when.</param>
    /// <param name="content">Header and pages.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> PutAsync(PulledName name, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StoredAtKey] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        return await Blob(name).TryPutAsync(content, expected: null, new("application/octet-stream", metadata), cancellationToken) is not null;
    }

    /// <summary>Opens an answer; null if it is gone.</summary>
    public async Task<OpenPulledFile?> OpenAsync(PulledName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var response = await Blob(name).DownloadStreamingAsync(cancellationToken: cancellationToken);
            var details = response.Value.Details;
            return new(new(name, details.ETag, details.ContentLength, StoredAt(details.Metadata, details.LastModified)), response.Value.Content);
        }
        catch (RequestFailedException e) when (BlobReading.IsGone(e))
        {
            return null;
        }
    }

    /// <summary>Every answer of a brand, by path.</summary>
    public Task<IReadOnlyList<PulledFile>> ListAsync(string brand, CancellationToken cancellationToken) =>
        ListAsync(brand, string.Empty, cancellationToken);

    /// <summary>Every answer of an account, by path.</summary>
    public Task<IReadOnlyList<PulledFile>> ListAsync(string brand, string source, string account, CancellationToken cancellationToken) =>
        ListAsync(brand, $"{Ids.Source(source)}/{Ids.Account(account)}/", cancellationToken);

    private async Task<IReadOnlyList<PulledFile>> ListAsync(string brand, string below, CancellationToken cancellationToken)
    {
        var files = new List<PulledFile>();
        var folder = Ids.Brand(brand) + "/";
        var options = new GetBlobsOptions { Prefix = folder + below, Traits = BlobTraits.Metadata };
        await foreach (var blob in _container.GetBlobsAsync(options, cancellationToken))
        {
            if (PulledName.TryParse(brand, blob.Name[folder.Length..], out var name)
                && blob.Properties is { ETag: { } etag, LastModified: { } lastModified })
            {
                files.Add(new(name, etag.Quoted(), blob.Properties.ContentLength ?? 0, StoredAt(blob.Metadata, lastModified)));
            }
        }

        return files;
    }

    /// <summary>By the app's own clock, so that it compares with when the answer was asked for.</summary>
    private static DateTimeOffset StoredAt(IDictionary<string, string> metadata, DateTimeOffset lastModified) =>
        metadata.TryGetValue(StoredAtKey, out var text)
        && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stored)
            ? stored
            : lastModified;

    private BlobClient Blob(PulledName name) => _container.GetBlobClient(name.BlobName);
}
