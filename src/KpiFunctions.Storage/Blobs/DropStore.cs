using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Blobs;

/// <summary>A file that somebody dropped.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Path">Path below the brand's folder; any text, see <see cref="BlobPath.IsSafe"/>.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="CreatedOn">When a file of that name was first dropped.</param>
/// <param name="DroppedAt">When these bytes were dropped; whole milliseconds, UTC.</param>
public sealed record DropFile(string Brand, string Path, ETag ETag, long Length, DateTimeOffset CreatedOn, DateTimeOffset DroppedAt);

/// <summary>A dropped file, open.</summary>
/// <param name="File">What it is; its ETag is the version that is read.</param>
/// <param name="Content">The bytes, as they come from storage.</param>
public sealed record OpenDropFile(DropFile File, Stream Content) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>A dropped blob that lies in no brand's folder, or whose name cannot be used.</summary>
/// <param name="Name">The blob's whole name.</param>
/// <param name="DroppedAt">When it was dropped.</param>
public sealed record OutsideDrop(string Name, DateTimeOffset DroppedAt);

/// <summary>What there is in the container of drops.</summary>
/// <param name="Brands">Brands that have a folder.</param>
/// <param name="Outside">What lies outside of every brand's folder.</param>
public sealed record DropFolders(List<string> Brands, List<OutsideDrop> Outside);

/// <summary>What lies in a brand's folder.</summary>
/// <param name="Files">Files, by path.</param>
/// <param name="Unusable">What no path can be made of.</param>
public sealed record BrandDrops(IReadOnlyList<DropFile> Files, IReadOnlyList<OutsideDrop> Unusable);

/// <summary>
/// What people dropped, <c>{brand}/{any path}</c>. The app reads; only the command line writes, in the place of a person.
/// </summary>
public sealed class DropStore(StorageClients clients)
{
    // HTTP tells the time of a change in whole seconds.
    private static readonly TimeSpan HeaderPrecision = TimeSpan.FromSeconds(1);

    // Creation times cannot be set, so a folder that was dropped earlier says so here.
    private const string DroppedAtKey = "droppedat";
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Drop);

    /// <summary>Every file of a brand, by path. Names that cannot be opened safely are left out.</summary>
    public async Task<IReadOnlyList<DropFile>> ListAsync(string brand, CancellationToken cancellationToken) =>
        (await ListAllAsync(brand, cancellationToken)).Files;

    /// <summary>Everything in a brand's folder.</summary>
    public async Task<BrandDrops> ListAllAsync(string brand, CancellationToken cancellationToken)
    {
        var files = new List<DropFile>();
        var unusable = new List<OutsideDrop>();
        var folder = Ids.Brand(brand) + "/";
        var options = new GetBlobsOptions { Prefix = folder, Traits = BlobTraits.Metadata };
        await foreach (var blob in _container.GetBlobsAsync(options, cancellationToken))
        {
            var path = blob.Name[folder.Length..];
            if (!BlobPath.IsSafe(path))
            {
                unusable.Add(Outside(blob));
            }
            else if (blob.Properties is { ETag: { } etag, CreatedOn: { } createdOn, LastModified: { } lastModified })
            {
                files.Add(new(brand, path, etag.Quoted(), blob.Properties.ContentLength ?? 0, createdOn, DroppedAt(blob.Metadata, lastModified)));
            }
        }

        return new(files, unusable);
    }

    /// <summary>The brands that have a folder, and what lies outside of every brand's folder.</summary>
    public async Task<DropFolders> ListFoldersAsync(CancellationToken cancellationToken)
    {
        var folders = new DropFolders([], []);
        await foreach (var item in _container.GetBlobsByHierarchyAsync(new GetBlobsByHierarchyOptions { Delimiter = "/" }, cancellationToken))
        {
            if (item.IsBlob)
            {
                folders.Outside.Add(Outside(item.Blob));
            }
            else if (Ids.IsBrand(item.Prefix[..^1]))
            {
                folders.Brands.Add(item.Prefix[..^1]);
            }
            else
            {
                await AddOutsideAsync(folders.Outside, item.Prefix, cancellationToken);
            }
        }

        return folders;
    }

    /// <summary>Opens a file, in the given version if one is given; null if it is gone or was replaced.</summary>
    public async Task<OpenDropFile?> OpenAsync(string brand, string path, ETag? version, CancellationToken cancellationToken)
    {
        var blob = _container.GetBlobClient(BlobPath.Of(brand, path));
        try
        {
            var options = new BlobDownloadOptions { Conditions = version is { } etag ? new() { IfMatch = etag } : null };
            var response = await blob.DownloadStreamingAsync(options, cancellationToken);
            var details = response.Value.Details;
            var file = new DropFile(brand, path, details.ETag, details.ContentLength, details.CreatedOn, DroppedAt(details.Metadata, details.LastModified));
            return new(file, response.Value.Content);
        }
        catch (RequestFailedException e) when (BlobReading.IsGone(e))
        {
            return null;
        }
    }

    /// <summary>Drops a file in the place of a person, over one of that name.</summary>
    /// <param name="brand">Brand id.</param>
    /// <param name="path">Path below the brand's folder.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="droppedAt">When they were dropped, if that was earlier than now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The version that was written.</returns>
    public async Task<ETag> PutAsync(string brand, string path, Stream content, DateTimeOffset? droppedAt, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions();
        if (droppedAt is { } time)
        {
            options.Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [DroppedAtKey] = time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            };
        }

        var response = await _container.GetBlobClient(BlobPath.Of(brand, path)).UploadAsync(content, options, cancellationToken);
        return response.Value.ETag;
    }

    private async Task AddOutsideAsync(List<OutsideDrop> outside, string folder, CancellationToken cancellationToken)
    {
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = folder }, cancellationToken))
        {
            outside.Add(Outside(blob));
        }
    }

    private static OutsideDrop Outside(BlobItem blob) => new(blob.Name, blob.Properties.LastModified ?? DateTimeOffset.MaxValue);

    /// <summary>The time of these bytes, not of the name: overwriting a blob does not change when it was created.</summary>
    private static DateTimeOffset DroppedAt(IDictionary<string, string> metadata, DateTimeOffset lastModified) =>
        metadata.TryGetValue(DroppedAtKey, out var text)
        && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stated)
        && stated < lastModified + HeaderPrecision
            ? new(stated.UtcTicks - (stated.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
            : lastModified;
}
