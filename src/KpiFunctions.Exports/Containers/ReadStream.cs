namespace KpiFunctions.Exports.Containers;

/// <summary>A stream that is only read, from its beginning to its end.</summary>
internal abstract class ReadStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A part of a file, which stays open.</summary>
internal sealed class PartStream(Stream file, long start, long length) : ReadStream
{
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _at);
        if (wanted <= 0)
        {
            return 0;
        }

        if (file.Position != start + _at)
        {
            file.Position = start + _at;
        }

        var read = file.Read(buffer[..wanted]);
        _at += read;
        return read;
    }
}

/// <summary>Unpacks within a budget, and finds out at the end whether what came out is what was put in.</summary>
/// <param name="unpacking">The decompressor; closed with this.</param>
/// <param name="packed">Bytes that it reads.</param>
/// <param name="budget">What may come out.</param>
/// <param name="expected">Length and checksum of what should come out; null where the decompressor knows them itself.</param>
internal sealed class UnpackingStream(Stream unpacking, long packed, ContainerBudget budget, (long Length, uint Crc)? expected) : ReadStream
{
    private Crc32 _crc;
    private long _unpacked;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = unpacking.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw ContainerException.Damaged();
        }

        _unpacked += read;
        budget.AddBytes(read);
        budget.CheckRatio(_unpacked, packed);
        if (expected is not { } whole)
        {
            return read;
        }

        _crc.Add(buffer[..read]);
        if (_unpacked > whole.Length || (read == 0 && (_unpacked != whole.Length || _crc.Value != whole.Crc)))
        {
            throw ContainerException.Damaged();
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacking.Dispose();
        }

        base.Dispose(disposing);
    }
}
