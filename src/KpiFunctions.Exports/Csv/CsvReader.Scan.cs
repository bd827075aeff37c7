using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KpiFunctions.Exports.Csv;

/// <summary>The search for cell and record ends: 64 bytes at a time become one mask of delimiters, quotes and line breaks.</summary>
public sealed partial class CsvReader
{
    private ulong _mask;
    private int _block;
    private int _scanFrom;
    private int _fieldStart;
    private int _lastQuote;
    private int _innerLines;
    private bool _quoted;
    private bool _inQuotes;
    private bool _escaped;
    private bool _skipLf;
    private bool _overflow;

    /// <summary>Reads the next record out of what is buffered.</summary>
    public CsvStatus Read()
    {
        if (_stopped)
        {
            return CsvStatus.End;
        }

        if (!_bomChecked && !TrySkipBom())
        {
            return CsvStatus.NeedsData;
        }

        if (_complete)
        {
            Begin();
        }

        return Scan();
    }

    private bool TrySkipBom()
    {
        if (_end < 3 && !_endOfStream)
        {
            return false;
        }

        _bomChecked = true;
        if (_end >= 3 && _buffer[0] == 0xEF && _buffer[1] == 0xBB && _buffer[2] == 0xBF)
        {
            _nextStart = _scanFrom = 3;
        }

        return true;
    }

    private void Begin()
    {
        _complete = false;
        _recordStart = _recordEnd = _fieldStart = _nextStart;
        _line = _nextLine;
        _count = 0;
        _innerLines = 0;
        _quoted = _inQuotes = _escaped = _overflow = false;
    }

    private CsvStatus Scan()
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var mask = _mask;
        var block = _block;
        while (true)
        {
            while (mask == 0)
            {
                if (_scanFrom >= _end)
                {
                    _mask = 0;
                    return OutOfData();
                }

                block = _scanFrom;
                mask = SpecialMask(ref Unsafe.Add(ref bytes, block), _delimiter);
                var left = _end - block;
                if (left < 64)
                {
                    mask &= (1UL << left) - 1;
                    _scanFrom = _end;
                }
                else
                {
                    _scanFrom = block + 64;
                }
            }

            var at = block + BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
            var special = Unsafe.Add(ref bytes, at);
            if (special == _delimiter)
            {
                if (!_inQuotes)
                {
                    EndCell(at);
                    _fieldStart = at + 1;
                }
            }
            else if (special == Quote)
            {
                OnQuote(at);
            }
            else if (_inQuotes)
            {
                // A quote stands before, so there is a byte at −1. CRLF counts once.
                _innerLines += special == Cr || Unsafe.Add(ref bytes, at - 1) != Cr ? 1 : 0;
            }
            else if (special == Lf && _skipLf && at == _recordStart)
            {
                _skipLf = false;
                _recordStart = _recordEnd = _fieldStart = at + 1;
            }
            else
            {
                _mask = mask;
                _block = block;
                _skipLf = special == Cr;
                return EndRecord(at, at + 1);
            }
        }
    }

    private CsvStatus OutOfData()
    {
        if (!_endOfStream)
        {
            if (_end - _recordStart <= _maxRecordBytes)
            {
                return CsvStatus.NeedsData;
            }

            return Stop(CsvStatus.RecordTooLong);
        }

        if (_recordStart == _end)
        {
            _count = 0;
            _stopped = true;
            return CsvStatus.End;
        }

        return _inQuotes ? Stop(CsvStatus.UnterminatedQuote) : EndRecord(_end, _end);
    }

    private CsvStatus Stop(CsvStatus status)
    {
        _stopped = true;
        _count = 0;
        var lineEnd = _buffer.AsSpan(_recordStart, _end - _recordStart).IndexOfAny(Cr, Lf);
        _recordEnd = lineEnd < 0 ? _end : _recordStart + lineEnd;
        return status;
    }

    private CsvStatus EndRecord(int end, int next)
    {
        EndCell(end);
        _recordEnd = end;
        _nextStart = next;
        _nextLine = _line + 1 + _innerLines;
        _complete = true;
        if (end - _recordStart > _maxRecordBytes)
        {
            _count = 0;
            return CsvStatus.RecordTooLong;
        }

        return _overflow ? CsvStatus.TooManyColumns : CsvStatus.Record;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndCell(int end)
    {
        var start = _fieldStart - _recordStart;
        var stop = end - _recordStart;
        var escaped = false;
        if (_quoted)
        {
            escaped = _escaped || _lastQuote != end - 1;
            if (!escaped)
            {
                start++;
                stop--;
            }

            _quoted = _escaped = false;
        }

        var cells = _cells;
        if ((uint)_count < (uint)cells.Length && _count < _maxColumns)
        {
            cells[_count++] = new Cell(start, stop, escaped);
        }
        else
        {
            AddCellSlowly(new Cell(start, stop, escaped));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddCellSlowly(Cell cell)
    {
        if (_count >= _maxColumns)
        {
            _overflow = true;
            return;
        }

        Array.Resize(ref _cells, _cells.Length * 2);
        _cells[_count++] = cell;
    }

    private void OnQuote(int at)
    {
        if (_inQuotes)
        {
            _inQuotes = false;
            _lastQuote = at;
        }
        else if (_quoted)
        {
            // Right behind a closing quote it is a doubled one; anywhere else it is text.
            _escaped = true;
            _inQuotes = _lastQuote == at - 1;
        }
        else if (at == _fieldStart)
        {
            _quoted = _inQuotes = true;
            _lastQuote = at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SpecialMask(ref byte bytes, byte delimiter)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var all = Vector512.LoadUnsafe(ref bytes);
            return (Vector512.Equals(all, Vector512.Create(delimiter)) | Vector512.Equals(all, Vector512.Create(Quote))
                | Vector512.Equals(all, Vector512.Create(Lf)) | Vector512.Equals(all, Vector512.Create(Cr))).ExtractMostSignificantBits();
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Half(ref bytes, delimiter) | ((ulong)Half(ref Unsafe.Add(ref bytes, 32), delimiter) << 32);
        }

        return Quarter(ref bytes, delimiter)
            | ((ulong)Quarter(ref Unsafe.Add(ref bytes, 16), delimiter) << 16)
            | ((ulong)Quarter(ref Unsafe.Add(ref bytes, 32), delimiter) << 32)
            | ((ulong)Quarter(ref Unsafe.Add(ref bytes, 48), delimiter) << 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(ref byte bytes, byte delimiter)
    {
        var all = Vector256.LoadUnsafe(ref bytes);
        return (Vector256.Equals(all, Vector256.Create(delimiter)) | Vector256.Equals(all, Vector256.Create(Quote))
            | Vector256.Equals(all, Vector256.Create(Lf)) | Vector256.Equals(all, Vector256.Create(Cr))).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Quarter(ref byte bytes, byte delimiter)
    {
        var all = Vector128.LoadUnsafe(ref bytes);
        return (Vector128.Equals(all, Vector128.Create(delimiter)) | Vector128.Equals(all, Vector128.Create(Quote))
            | Vector128.Equals(all, Vector128.Create(Lf)) | Vector128.Equals(all, Vector128.Create(Cr))).ExtractMostSignificantBits();
    }
}
