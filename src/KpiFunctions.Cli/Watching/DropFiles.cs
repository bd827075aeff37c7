using System.Security.Cryptography;

namespace KpiFunctions.Cli.Watching;

/// <summary>Files of the watched folders, read and written so that nobody sees half of one.</summary>
internal static class DropFiles
{
    /// <summary>Opens it for reading. Fails while somebody writes, where the system knows that somebody does.</summary>
    public static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    /// <summary>SHA-256, lower-case hex.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Writes it whole or not at all.</summary>
    /// <returns>False when it stood there already, byte for byte.</returns>
    public static async Task<bool> WriteAsync(string path, BinaryData content, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && new FileInfo(path).Length == content.ToMemory().Length
            && (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(content.ToMemory().Span))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // One name for one receipt: what a killed command left is written over, and nobody else writes here.
        var half = path + ".tmp";
        await File.WriteAllBytesAsync(half, content.ToMemory(), cancellationToken);
        File.Move(half, path, overwrite: true);
        return true;
    }
}
