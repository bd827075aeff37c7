using System.Security.Cryptography;

namespace KpiFunctions.Exports.Containers;

/// <summary>Files on local disk that are gone when they are closed.</summary>
internal static class TemporaryFile
{
    private const int BufferBytes = 128 * 1024;

    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferBytes,
            Options = FileOptions.DeleteOnClose,
        });

    /// <summary>Fills a file and says what its bytes' SHA-256 is, in lower-case hex.</summary>
    public static (FileStream File, string Hash) Fill(Stream content, CancellationToken cancellationToken)
    {
        var file = Create();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferBytes];
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                file.Write(buffer, 0, read);
            }

            file.Position = 0;
            return (file, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
