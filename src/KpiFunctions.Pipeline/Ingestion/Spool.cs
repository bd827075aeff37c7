using System.Security.Cryptography;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>A dropped file on local disk while it is read: readers look ahead, so they need to seek. Deleted when closed.</summary>
internal sealed class Spool : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private Spool(FileStream file, string hash)
    {
        File = file;
        Hash = hash;
    }

    /// <summary>The bytes, at their beginning.</summary>
    public FileStream File { get; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash { get; }

    public static FileStream CreateFile() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });

    public static async Task<Spool> FillAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = CreateFile();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferSize];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await file.FlushAsync(cancellationToken);
            file.Position = 0;
            return new Spool(file, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
