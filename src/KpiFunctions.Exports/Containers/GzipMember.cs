using System.IO.Compression;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// What is in a gzip file. The framework does not say when one is cut off, so a member of our own is put behind the file: only behind a
/// file that is whole it is read as one.
/// </summary>
internal static class GzipMember
{
    private static readonly byte[] End = "\u0000\u0002end of the file\u0003\u0000"u8.ToArray();
    private static readonly byte[] PackedEnd = Pack(End);

    public static Stream Open(Stream file, ContainerBudget budget)
    {
        var packed = new Appended(new PartStream(file, 0, file.Length));
        return new Checked(new UnpackingStream(new GZipStream(packed, CompressionMode.Decompress), file.Length, budget, null));
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private sealed class Appended(Stream file) : ReadStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var read = file.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            var rest = PackedEnd.AsSpan(_at);
            var count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            _at += count;
            return count;
        }
    }

    /// <summary>Holds the last bytes back until it is known whether they are the end that was put there.</summary>
    private sealed class Checked(Stream unpacking) : ReadStream
    {
        private readonly byte[] _held = new byte[64 * 1024];
        private int _count;
        private bool _isAtEnd;

        public override int Read(Span<byte> buffer)
        {
            while (!_isAtEnd && _count < _held.Length)
            {
                var read = unpacking.Read(_held.AsSpan(_count));
                _count += read;
                _isAtEnd = read == 0;
            }

            if (_isAtEnd && !_held.AsSpan(0, _count).EndsWith(End))
            {
                throw ContainerException.Damaged();
            }

            var given = Math.Min(_count - End.Length, buffer.Length);
            _held.AsSpan(0, given).CopyTo(buffer);
            _held.AsSpan(given, _count - given).CopyTo(_held);
            _count -= given;
            return given;
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
}
