using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace KpiFunctions.Storage.Blobs;

/// <summary>What is written beside a blob's content.</summary>
/// <param name="ContentType">MIME type, or null.</param>
/// <param name="Metadata">Names are lower-case letters, since they travel as HTTP headers; values are ASCII.</param>
internal readonly record struct BlobExtras(string? ContentType = null, IDictionary<string, string>? Metadata = null);

/// <summary>Writing on a condition. A condition that fails is an answer, not a fault: whoever asked decides what it means.</summary>
internal static class BlobWriting
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    /// <summary>Writes the blob unless it is there; true if this call wrote it (or an earlier try of it that was not heard of).</summary>
    public static async Task<bool> PutIfAbsentAsync(this BlobClient blob, BinaryData content, BlobExtras extras, CancellationToken cancellationToken) =>
        await blob.TryPutAsync(content.ToStream(), expected: null, extras, cancellationToken) is not null;

    /// <summary>Writes the blob if its ETag is still the expected one, or if it is absent where none is expected; null when not.</summary>
    public static async Task<ETag?> TryPutAsync(
        this BlobClient blob, Stream content, ETag? expected, BlobExtras extras, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions
        {
            Conditions = expected is { } etag ? new() { IfMatch = etag } : new() { IfNoneMatch = ETag.All },
            HttpHeaders = extras.ContentType is null ? null : new() { ContentType = extras.ContentType },
            Metadata = extras.Metadata,
        };
        try
        {
            var response = await blob.UploadAsync(content, options, cancellationToken);
            return response.Value.ETag;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return null;
        }
    }

    /// <summary>Deletes the blob if its ETag is still the expected one; false when not. A blob that is gone already is deleted.</summary>
    public static async Task<bool> TryDeleteAsync(this BlobClient blob, ETag expected, CancellationToken cancellationToken)
    {
        try
        {
            await blob.DeleteIfExistsAsync(conditions: new() { IfMatch = expected }, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (IsLostRace(e))
        {
            return false;
        }
    }

    /// <summary>The blob's properties, or null if it is not there.</summary>
    public static async Task<BlobProperties?> TryGetPropertiesAsync(this BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return null;
        }
    }

    // If-Match on a blob that is gone is 412 on Azure; Azurite and some versions answer 404.
    private static bool IsLostRace(RequestFailedException e) =>
        e.Status is PreconditionFailed || (e.Status is Conflict && e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        || (e.Status is NotFound && e.ErrorCode == BlobErrorCode.BlobNotFound);
}
