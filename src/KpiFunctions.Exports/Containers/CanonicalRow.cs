using System.Buffers;
using System.Text;

namespace KpiFunctions.Exports.Containers;

/// <summary>Collects the cells of a worksheet's row in any order and writes them as a line of CSV in UTF-8.</summary>
/// <param name="maxColumns">More cells than this are not read anyway; one more is written, so that the reader says so.</param>
/// <param name="maxBytes">The same for bytes of a record.</param>
internal sealed class CanonicalRow(int maxColumns, int maxBytes)
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\""u8);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<(int Column, int Start, int Length)> _cells = [];
    private bool _isOrdered = true;

    /// <summary>Adds a cell.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="text">Its text; an empty one is no cell.</param>
    public void Add(int column, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || _bytes.WrittenCount > maxBytes)
        {
            return;
        }

        var start = _bytes.WrittenCount;
        Encoding.UTF8.GetBytes(text, _bytes);
        Note(column, start);
    }

    /// <inheritdoc cref="Add(int, ReadOnlySpan{char})"/>
    public void Add(int column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || _bytes.WrittenCount > maxBytes)
        {
            return;
        }

        var start = _bytes.WrittenCount;
        _bytes.Write(text);
        Note(column, start);
    }

    /// <summary>Writes the row with its line end, and starts the next.</summary>
    /// <param name="output">Takes the line.</param>
    /// <param name="width">Cells that the line has at least.</param>
    public void Write(IBufferWriter<byte> output, int width)
    {
        if (!_isOrdered)
        {
            Sort();
        }

        var column = 0;
        foreach (var cell in _cells)
        {
            var at = Math.Min(cell.Column, maxColumns);
            Fill(output, ',', at - column);
            column = at;
            WriteCell(output, _bytes.WrittenSpan.Slice(cell.Start, cell.Length));
            if (cell.Column >= maxColumns)
            {
                break;
            }
        }

        Fill(output, ',', Math.Min(width, maxColumns) - 1 - column);
        output.Write("\n"u8);
        _cells.Clear();
        _bytes.ResetWrittenCount();
        _isOrdered = true;
    }

    private void Note(int column, int start)
    {
        _isOrdered &= _cells.Count == 0 || _cells[^1].Column < column;
        _cells.Add((column, start, _bytes.WrittenCount - start));
    }

    // Of two cells in one place the last one counts, as it does for spreadsheets.
    private void Sort()
    {
        var sorted = _cells.GroupBy(static x => x.Column).OrderBy(static x => x.Key).Select(static x => x.Last()).ToList();
        _cells.Clear();
        _cells.AddRange(sorted);
    }

    private static void WriteCell(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        var cell = output.GetSpan((text.Length * 2) + 2);
        var quotes = text.IndexOfAny(Quoted) >= 0;
        var at = 0;
        if (quotes)
        {
            cell[at++] = (byte)'"';
        }

        foreach (var b in text)
        {
            if (b == '"')
            {
                cell[at++] = b;
            }

            // Line breaks and whatever else is not printed: a physical line is a row of the sheet.
            cell[at++] = b < 0x20 ? (byte)' ' : b;
        }

        if (quotes)
        {
            cell[at++] = (byte)'"';
        }

        output.Advance(at);
    }

    private static void Fill(IBufferWriter<byte> output, char value, int count)
    {
        if (count > 0)
        {
            output.GetSpan(count)[..count].Fill((byte)value);
            output.Advance(count);
        }
    }
}
