using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Containers;

/// <summary>How a file is opened.</summary>
internal enum Opening
{
    /// <summary>As it stands: a text, or what no reader knows.</summary>
    Plain,

    Workbook,

    Zip,

    Gzip,
}

/// <summary>Finds out by its bytes whether a file is a container.</summary>
internal static class ContainerKind
{
    private static readonly byte[] EncryptedPackage = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <returns>How to open it; of a zip file also its members.</returns>
    /// <exception cref="ContainerException">It is one that is not taken.</exception>
    public static (Opening Opening, IReadOnlyList<ZipItem> Items) Of(Stream file, ReadingLimits limits)
    {
        file.Position = 0;
        var start = new byte[512];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, length) switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] or [(byte)'P', (byte)'K', (byte)'0', (byte)'0', (byte)'P', (byte)'K', ..] =>
                OfZip(ZipDirectory.Read(file, limits)),
            [(byte)'P', (byte)'K', 7, 8, ..] => throw ContainerException.Refused("split"),
            [0x1F, 0x8B, ..] => (Opening.Gzip, []),
            [0xD0, 0xCF, 0x11, 0xE0, ..] when Holds(file, EncryptedPackage) => throw ContainerException.Protected(),
            _ when length >= 262 && start.AsSpan(257).StartsWith("ustar"u8) => throw ContainerException.Refused("tar"),
            _ => (Opening.Plain, []),
        };
    }

    private static (Opening Opening, IReadOnlyList<ZipItem> Items) OfZip(IReadOnlyList<ZipItem> items) => Workbook.KindOf(items) switch
    {
        OfficeKind.Workbook => (Opening.Workbook, items),
        OfficeKind.Other => throw ContainerException.Refused("office"),
        _ => (Opening.Zip, items),
    };

    // A protected workbook is packed into a compound file, in whose directory this name stands, wherever that lies.
    private static bool Holds(Stream file, ReadOnlySpan<byte> wanted)
    {
        file.Position = 0;
        var buffer = new byte[64 * 1024];
        var kept = 0;
        int read;
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var filled = buffer.AsSpan(0, kept + read);
            if (filled.IndexOf(wanted) >= 0)
            {
                return true;
            }

            kept = Math.Min(filled.Length, wanted.Length - 1);
            filled[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
