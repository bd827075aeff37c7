using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace KpiFunctions.Storage.Blobs;

/// <summary>An open blob. The stream is read from storage as it is consumed; dispose it.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ETag">The version that is being read.</param>
/// <param name="Length">Their number.</param>
/// <param name="CreatedOn">When the blob was first created; overwriting does not change it.</param>
/// <param name="LastModified">When these bytes were written.</param>
public sealed record StoredContent(Stream Content, ETag ETag, long Length, DateTimeOffset CreatedOn, DateTimeOffset LastModified) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>What of a small blob was read.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ETag">Their version.</param>
public sealed record StoredBytes(BinaryData Content, ETag ETag);

internal static class BlobReading
{
    /// <summary>A listing gives ETags without the quotes that every other answer has; this is the one form of both.</summary>
    public static ETag Quoted(this ETag etag) => new($"\"{etag.ToString().Trim('"')}\"");

    private const int NotFound = 404;
    private const int PreconditionFailed = 412;

    /// <summary>Opens the blob; null if it is not there, or not in that version any more.</summary>
    public static async Task<StoredContent?> TryOpenAsync(this BlobClient blob, ETag? version, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Conditions = version is { } etag ? new() { IfMatch = etag } : null };
            var response = await blob.DownloadStreamingAsync(options, cancellationToken);
            var details = response.Value.Details;
            return new(response.Value.Content, details.ETag, details.ContentLength, details.CreatedOn, details.LastModified);
        }
        catch (RequestFailedException e) when (IsGone(e))
        {
            return null;
        }
    }

    /// <summary>Reads a small blob whole; null if it is not there.</summary>
    public static async Task<StoredBytes?> TryReadAsync(this BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var response = await blob.DownloadContentAsync(cancellationToken);
            return new(response.Value.Content, response.Value.Details.ETag);
        }
        catch (RequestFailedException e) when (IsMissing(e))
        {
            return null;
        }
    }

    /// <summary>The blob is not there, or not in the version asked for.</summary>
    public static bool IsGone(RequestFailedException e) => e.Status == PreconditionFailed || IsMissing(e);

    // A missing container is a fault: nothing was set up.
    private static bool IsMissing(RequestFailedException e) => e.Status == NotFound && e.ErrorCode != BlobErrorCode.ContainerNotFound;
}
