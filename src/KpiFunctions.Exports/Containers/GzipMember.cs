using System.IO.Compression;

namespace KpiFunctions.Exports.Containers;

/// <summary>What is in a gzip file.</summary>
internal static class GzipMember
{
    // Header, an empty block, checksum and length.
    private const int FewestBytes = 20;

    /// <exception cref="ContainerException">It is cut off before it began.</exception>
    public static Stream Open(Stream file, ContainerBudget budget)
    {
        if (file.Length < FewestBytes)
        {
            throw ContainerException.Damaged();
        }

        return new UnpackingStream(new GZipStream(new PartStream(file, 0, file.Length), CompressionMode.Decompress), file.Length, budget, null);
    }
}
