using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Containers;

/// <summary>A member of a zip file, as its directory has it: nothing here is to be believed.</summary>
/// <param name="Name">Its name, decoded; any text.</param>
/// <param name="Flags">General purpose flags.</param>
/// <param name="Method">How it is packed: 0 not at all, 8 deflate.</param>
/// <param name="Crc">Checksum of what it unpacks to.</param>
/// <param name="Packed">Bytes in the file.</param>
/// <param name="Length">Bytes that it unpacks to.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="IsOverlapping">It takes bytes of another member, which only bombs do.</param>
internal sealed record ZipItem(string Name, int Flags, int Method, uint Crc, long Packed, long Length, long Offset, bool IsOverlapping = false);

/// <summary>
/// The list of members at the end of a zip file, read by ourselves: it tells before anything is unpacked how many members there are,
/// which of them lie over each other, and in which bytes their names are.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int Zip64LocatorBytes = 20;
    private const int Zip64EndBytes = 56;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const int MaxDirectoryBytes = 64 * 1024 * 1024;
    private const int Utf8Flag = 0x800;
    private const int EncryptedFlag = 0x1;

    /// <exception cref="ContainerException">There is no directory, it is broken, or it lists too much.</exception>
    public static IReadOnlyList<ZipItem> Read(Stream file, ReadingLimits limits)
    {
        var (start, size, count, shift) = FindDirectory(file);
        if (count > limits.MaxContainerEntries)
        {
            throw ContainerException.Limit("containerEntries", limits.MaxContainerEntries);
        }

        if (size > MaxDirectoryBytes)
        {
            throw ContainerException.Damaged();
        }

        var directory = ReadAt(file, start, (int)size);
        var items = new List<ZipItem>((int)count);
        var at = 0;
        while (at + EntryBytes <= directory.Length && HasSignature(directory.AsSpan(at), 1, 2))
        {
            items.Add(Entry(directory, ref at, shift));
            if (items.Count > count)
            {
                break;
            }
        }

        return items.Count == count ? MarkOverlaps(items, start) : throw ContainerException.Damaged();
    }

    /// <summary>The bytes of a member, unpacked within the budget.</summary>
    /// <exception cref="ContainerException">It cannot be unpacked.</exception>
    public static Stream Open(Stream file, ZipItem item, ContainerBudget budget)
    {
        if ((item.Flags & EncryptedFlag) != 0 || item.Method == 99)
        {
            throw ContainerException.Protected();
        }

        if (item.IsOverlapping)
        {
            throw ContainerException.Refused("overlapping");
        }

        if (item.Method is not (0 or 8))
        {
            throw ContainerException.Refused("method");
        }

        if (item.Offset < 0 || item.Packed < 0 || item.Length < 0 || item.Offset > file.Length - LocalBytes)
        {
            throw ContainerException.Damaged();
        }

        var local = ReadAt(file, item.Offset, LocalBytes);
        var data = item.Offset + LocalBytes + U16(local, 26) + U16(local, 28);
        if (!HasSignature(local, 3, 4) || item.Packed > file.Length - data)
        {
            throw ContainerException.Damaged();
        }

        var packed = new PartStream(file, data, item.Packed);
        var unpacking = item.Method == 0 ? packed : (Stream)new DeflateStream(packed, CompressionMode.Decompress);
        return new UnpackingStream(unpacking, item.Packed, budget, (item.Length, item.Crc));
    }

    /// <summary>Where the directory starts, its size, the count of entries, and how far everything stands behind where it says.</summary>
    private static (long Start, long Size, long Count, long Shift) FindDirectory(Stream file)
    {
        var tail = (int)Math.Min(file.Length, EndBytes + ushort.MaxValue);
        var bytes = ReadAt(file, file.Length - tail, tail);
        var end = LastEnd(bytes);
        if (end < 0)
        {
            throw ContainerException.Damaged();
        }

        var at = file.Length - tail + end;
        long count = U16(bytes, end + 10), size = U32(bytes, end + 12), offset = U32(bytes, end + 16);
        if ((count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue) && Zip64(file, at) is { } large)
        {
            (at, count, size, offset) = large;
        }

        var start = at - size;
        return count < 0 || size < 0 || start < 0 || offset < 0 || offset > start ? throw ContainerException.Damaged() : (start, size, count, start - offset);
    }

    // The record may be followed by a comment, in which anything may stand.
    private static int LastEnd(byte[] bytes)
    {
        for (var i = bytes.Length - EndBytes; i >= 0; i--)
        {
            if (HasSignature(bytes.AsSpan(i), 5, 6) && i + EndBytes + U16(bytes, i + 20) <= bytes.Length)
            {
                return i;
            }
        }

        return -1;
    }

    private static (long At, long Count, long Size, long Offset)? Zip64(Stream file, long end)
    {
        if (end < Zip64LocatorBytes)
        {
            return null;
        }

        var locator = ReadAt(file, end - Zip64LocatorBytes, Zip64LocatorBytes);
        if (!HasSignature(locator, 6, 7))
        {
            return null;
        }

        // Bytes in front of the archive shift the record away from where it says; right before its locator it always is.
        var at = I64(locator, 8);
        foreach (var candidate in (long[])[at, end - Zip64LocatorBytes - Zip64EndBytes])
        {
            if (candidate >= 0 && candidate <= file.Length - Zip64EndBytes
                && ReadAt(file, candidate, Zip64EndBytes) is var record && HasSignature(record, 6, 6))
            {
                return (candidate, I64(record, 32), I64(record, 40), I64(record, 48));
            }
        }

        throw ContainerException.Damaged();
    }

    private static ZipItem Entry(byte[] directory, ref int at, long shift)
    {
        var entry = directory.AsSpan(at);
        int flags = U16(entry, 8), nameLength = U16(entry, 28), extraLength = U16(entry, 30);
        var whole = EntryBytes + nameLength + extraLength + U16(entry, 32);
        if (whole > entry.Length)
        {
            throw ContainerException.Damaged();
        }

        var name = entry.Slice(EntryBytes, nameLength);
        var extra = entry.Slice(EntryBytes + nameLength, extraLength);
        long packed = U32(entry, 20), length = U32(entry, 24), offset = U32(entry, 42);
        var large = Extra(extra, 0x0001);
        length = Large(length, ref large);
        packed = Large(packed, ref large);
        offset = Large(offset, ref large);
        at += whole;
        return new ZipItem(
            NameOf(name, extra, (flags & Utf8Flag) != 0), flags, U16(entry, 10), U32(entry, 16), packed, length, offset > long.MaxValue - shift ? -1 : offset + shift);
    }

    private static long Large(long value, ref ReadOnlySpan<byte> extra)
    {
        if (value != uint.MaxValue || extra.Length < 8)
        {
            return value;
        }

        var large = BinaryPrimitives.ReadInt64LittleEndian(extra);
        extra = extra[8..];
        return large;
    }

    // Archivers that write names in the language of the system add the name in UTF-8 beside it, with the checksum of the first.
    private static string NameOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, bool isUtf8)
    {
        var unicode = Extra(extra, 0x7075);
        return unicode.Length > 5 && unicode[0] == 1 && BinaryPrimitives.ReadUInt32LittleEndian(unicode[1..]) == Crc32.Of(name)
            ? Encoding.UTF8.GetString(unicode[5..])
            : MemberNames.Decode(name, isUtf8);
    }

    private static ReadOnlySpan<byte> Extra(ReadOnlySpan<byte> extra, int id)
    {
        while (extra.Length >= 4)
        {
            var length = U16(extra, 2);
            if (length > extra.Length - 4)
            {
                break;
            }

            if (U16(extra, 0) == id)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static List<ZipItem> MarkOverlaps(List<ZipItem> items, long directory)
    {
        var order = Enumerable.Range(0, items.Count).OrderBy(i => items[i].Offset).ToList();
        for (var i = 0; i < order.Count; i++)
        {
            var item = items[order[i]];
            var next = i + 1 < order.Count ? items[order[i + 1]].Offset : directory;
            if (item.Packed > Math.Max(0, next - item.Offset - LocalBytes) && item.Offset <= directory)
            {
                items[order[i]] = item with { IsOverlapping = true };
            }
        }

        return items;
    }

    private static byte[] ReadAt(Stream file, long position, int count)
    {
        var bytes = new byte[count];
        file.Position = position;
        return file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw ContainerException.Damaged();
    }

    private static bool HasSignature(ReadOnlySpan<byte> bytes, byte first, byte second) =>
        bytes.Length >= 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == first && bytes[3] == second;

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
