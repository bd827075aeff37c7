namespace KpiFunctions.Storage.Limits;

/// <summary>What Azure Blob Storage takes. Source: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata.</summary>
public static class BlobLimits
{
    /// <summary>Characters in a blob's name.</summary>
    public const int MaxNameLength = 1024;

    /// <summary>Path segments in a blob's name.</summary>
    public const int MaxPathSegments = 254;
}
