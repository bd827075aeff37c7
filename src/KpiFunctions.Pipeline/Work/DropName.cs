using System.Diagnostics.CodeAnalysis;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Pipeline.Work;

/// <summary>Where a dropped blob lies. Its name comes from whoever dropped it: any text at all.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Path">Path below the brand's folder.</param>
internal sealed record DropName(string Brand, string Path)
{
    /// <summary>Splits <c>{brand}/{path}</c>; false when it lies in no brand's folder or no path can be made of it.</summary>
    public static bool TryRead(string blobName, [NotNullWhen(true)] out DropName? name)
    {
        var slash = blobName.IndexOf('/', StringComparison.Ordinal);
        name = slash > 0 && Ids.IsBrand(blobName[..slash]) && BlobPath.IsSafe(blobName[(slash + 1)..])
            ? new(blobName[..slash], blobName[(slash + 1)..])
            : null;
        return name is not null;
    }

    /// <summary>Of a blob whose name could not be read: whether the name itself is wrong, for it would be no path, or lies in a brand's folder already.</summary>
    public static bool IsUnusable(string blobName) =>
        !BlobPath.IsSafe(blobName) || blobName.Split('/') is [var folder, _, ..] && Ids.IsBrand(folder);
}
