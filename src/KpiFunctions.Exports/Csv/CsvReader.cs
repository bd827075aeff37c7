using System.Buffers;
using System.Runtime.InteropServices;

namespace KpiFunctions.Exports.Csv;

/// <summary>
/// Reads delimited UTF-8 text record by record from a stream, without a string or an allocation per cell.
/// Understands quoted cells, doubled quotes, line breaks in quotes, CR, LF and CRLF, a BOM, and a last line without line break.
/// A quote inside an unquoted cell, or after a closing quote, is text.
/// </summary>
/// <remarks>
/// <see cref="Read"/> only works on what is buffered, so that parsing code can stay synchronous and use spans;
/// <see cref="FillAsync"/> is the only place that waits. Spans are valid until the next call of either.
/// </remarks>
public sealed partial class CsvReader : IDisposable
{
    // The scan loads whole blocks, so this many bytes behind the data must be readable.
    private const int Slack = 64;
    private const byte Quote = (byte)'"';
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    private readonly Stream _stream;
    private readonly byte _delimiter;
    private readonly int _maxColumns;
    private readonly int _maxRecordBytes;
    private byte[] _buffer;
    private int _end;
    private bool _endOfStream;
    private bool _bomChecked;
    private bool _stopped;

    private Cell[] _cells = new Cell[32];
    private int _count;
    private int _recordStart;
    private int _recordEnd;
    private int _nextStart;
    private int _line = 1;
    private int _nextLine = 1;
    private bool _complete = true;

    /// <summary>Starts reading where the stream stands. The stream is not closed.</summary>
    /// <exception cref="ArgumentException">The delimiter is NUL, a quote, CR or LF.</exception>
    public CsvReader(Stream utf8, CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        if (options.Delimiter is 0 or Quote or Cr or Lf)
        {
            throw new ArgumentException("The delimiter cannot be NUL, a quote, CR or LF.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxColumns, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecordBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BufferBytes, 1, nameof(options));
        _stream = utf8;
        _delimiter = options.Delimiter;
        _maxColumns = options.MaxColumns;
        _maxRecordBytes = options.MaxRecordBytes;
        _buffer = ArrayPool<byte>.Shared.Rent(options.BufferBytes + Slack);
    }

    /// <summary>Number of cells of the current record; an empty line is one empty cell.</summary>
    public int Count => _count;

    /// <summary>Physical line on which the current record starts, from 1.</summary>
    public int Line => _line;

    /// <summary>
    /// The current record as it stands in the text, without its line break; of a broken record its first physical line.
    /// Take it before cells with doubled quotes, which are unescaped in place.
    /// </summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_recordStart, _recordEnd - _recordStart);

    /// <summary>The text of a cell, without quotes around it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            ref var cell = ref _cells[index];
            if (cell.IsEscaped)
            {
                Unescape(ref cell);
            }

            return _buffer.AsSpan(_recordStart + cell.Start, cell.End - cell.Start);
        }
    }

    /// <summary>Reads the next record, waiting for data where needed; never answers <see cref="CsvStatus.NeedsData"/>.</summary>
    public ValueTask<CsvStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var status = Read();
        return status == CsvStatus.NeedsData ? Slow(cancellationToken) : new ValueTask<CsvStatus>(status);

        async ValueTask<CsvStatus> Slow(CancellationToken token)
        {
            CsvStatus result;
            do
            {
                await FillAsync(token).ConfigureAwait(false);
                result = Read();
            }
            while (result == CsvStatus.NeedsData);
            return result;
        }
    }

    /// <summary>Reads more bytes into the buffer, which grows when one record fills it.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_endOfStream)
        {
            return;
        }

        MakeRoom();
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end, _buffer.Length - Slack - _end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _endOfStream = read == 0;
    }

    /// <summary>
    /// After <see cref="CsvStatus.UnterminatedQuote"/> or <see cref="CsvStatus.RecordTooLong"/>: gives up the record's first physical line
    /// and goes on behind it, so that one broken quote costs one line and not the rest of the file.
    /// </summary>
    /// <returns>False when no further line is known; reading then ends.</returns>
    public bool SkipBrokenLine()
    {
        if (!_stopped)
        {
            return true;
        }

        var rest = _buffer.AsSpan(_recordStart, _end - _recordStart);
        var lineEnd = rest.IndexOfAny(Cr, Lf);
        if (lineEnd < 0)
        {
            return false;
        }

        _stopped = false;
        _complete = true;
        _nextStart = _recordStart + lineEnd + 1;
        _nextLine = _line + 1;
        _skipLf = rest[lineEnd] == Cr;
        _mask = 0;
        _scanFrom = _nextStart;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _end = _recordStart = _recordEnd = _nextStart = _count = 0;
        _stopped = _complete = _endOfStream = true;
        if (buffer.Length > 0)
        {
            // Exports hold personal data, which must not wait in the pool for the next one who rents the buffer.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private void MakeRoom()
    {
        var keepFrom = _complete ? _nextStart : _recordStart;
        if (_end < _buffer.Length - Slack && keepFrom == 0)
        {
            return;
        }

        var kept = _end - keepFrom;
        var target = _buffer;
        if (kept >= (_buffer.Length - Slack) / 2)
        {
            target = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, kept + Slack + 1));
        }

        _buffer.AsSpan(keepFrom, kept).CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = target;
        }

        _end = kept;
        _recordStart = _complete ? 0 : _recordStart - keepFrom;
        _recordEnd = _complete ? 0 : _recordEnd - keepFrom;
        _count = _complete ? 0 : _count;
        _nextStart -= keepFrom;
        _fieldStart -= keepFrom;
        _lastQuote -= keepFrom;
        _block -= keepFrom;
        _scanFrom -= keepFrom;
    }

    private void Unescape(ref Cell cell)
    {
        var bytes = _buffer.AsSpan(_recordStart + cell.Start, cell.End - cell.Start);
        int from = 1, to = 0;
        while (from < bytes.Length)
        {
            var quote = bytes[from..].IndexOf(Quote);
            var length = quote < 0 ? bytes.Length - from : quote;
            bytes.Slice(from, length).CopyTo(bytes[to..]);
            to += length;
            from += length + 1;
            if (quote >= 0 && from < bytes.Length && bytes[from] == Quote)
            {
                bytes[to++] = Quote;
                from++;
            }
            else if (from < bytes.Length)
            {
                // Behind the closing quote everything is text.
                bytes[from..].CopyTo(bytes[to..]);
                to += bytes.Length - from;
                break;
            }
        }

        cell = new Cell(cell.Start, cell.Start + to, isEscaped: false);
    }

    // Offsets are relative to the record's start, so that the buffer may move under a record that is not yet whole.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Cell(int start, int end, bool isEscaped)
    {
        public int Start { get; } = start;

        public int End { get; } = end;

        public bool IsEscaped { get; } = isEscaped;
    }
}
