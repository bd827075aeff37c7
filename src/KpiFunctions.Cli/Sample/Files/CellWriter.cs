using System.Globalization;
using System.Text;

namespace KpiFunctions.Cli.Sample.Files;

/// <summary>
/// Writes delimited text cell by cell, without a string per number. A cell is quoted when it holds the delimiter, a comma (Google Ads
/// quotes <c>"62,312"</c> in tab-separated files too), a quote or a line break.
/// </summary>
internal sealed class CellWriter : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly StreamWriter _writer;
    private readonly char _delimiter;
    private readonly string _newLine;
    private bool _rowStarted;

    public CellWriter(Stream stream, Encoding encoding, char delimiter, string newLine)
    {
        _writer = new(stream, encoding, BufferSize, leaveOpen: true);
        _delimiter = delimiter;
        _newLine = newLine;
    }

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>UTF-16, little endian, with a byte order mark.</summary>
    public static Encoding Utf16 { get; } = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);

    /// <summary>A line that is not cells.</summary>
    public void Line(string text)
    {
        _writer.Write(text);
        _writer.Write(_newLine);
    }

    /// <summary>A row of cells.</summary>
    public void Row(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            Cell(cell);
        }

        EndRow();
    }

    public void Cell(ReadOnlySpan<char> text)
    {
        Separate();
        if (!text.ContainsAny(_delimiter, ',', '"') && !text.ContainsAny('\r', '\n'))
        {
            _writer.Write(text);
            return;
        }

        _writer.Write('"');
        while (text.IndexOf('"') is >= 0 and var quote)
        {
            _writer.Write(text[..(quote + 1)]);
            _writer.Write('"');
            text = text[(quote + 1)..];
        }

        _writer.Write(text);
        _writer.Write('"');
    }

    /// <summary>A number or date in the invariant culture.</summary>
    public void Cell<T>(T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        Span<char> buffer = stackalloc char[64];
        if (!value.TryFormat(buffer, out var length, format, CultureInfo.InvariantCulture))
        {
            throw new ArgumentException("The value does not fit into a cell of 64 characters.", nameof(value));
        }

        Cell(buffer[..length]);
    }

    public void Empty(int count = 1)
    {
        for (; count > 0; count--)
        {
            Separate();
        }
    }

    public void EndRow()
    {
        _writer.Write(_newLine);
        _rowStarted = false;
    }

    /// <summary>Starts the next row; the last one has no line end after it.</summary>
    public void StartRow() => EndRow();

    public void Dispose() => _writer.Dispose();

    private void Separate()
    {
        if (_rowStarted)
        {
            _writer.Write(_delimiter);
        }

        _rowStarted = true;
    }
}
