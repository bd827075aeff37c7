using System.Buffers;
using System.Globalization;
using System.Xml;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Containers;

/// <summary>What the cells of a worksheet refer to.</summary>
/// <param name="Texts">Shared texts.</param>
/// <param name="Styles">Cell styles.</param>
/// <param name="From1904">Days are counted from 1904.</param>
/// <param name="Limits">The limits.</param>
internal sealed record WorkbookParts(SharedTexts Texts, CellStyles Styles, bool From1904, ReadingLimits Limits);

/// <summary>
/// Writes a worksheet as CSV in UTF-8 whose physical lines are the rows of the sheet. Where a cell stands, says the cell; what the sheet
/// says about its size is often false.
/// </summary>
/// <param name="book">What cells refer to.</param>
/// <param name="output">Takes the bytes in blocks; answers whether it wants more.</param>
internal sealed class SheetReader(WorkbookParts book, Func<ReadOnlyMemory<byte>, bool> output)
{
    private const int BlockBytes = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _block = new(BlockBytes * 2);
    private readonly CanonicalRow _cells = new(book.Limits.MaxColumns, book.Limits.MaxRecordBytes);
    private readonly XmlText _text = new();
    private readonly char[] _number = new char[CellNumbers.MaxLength * 2];
    private int _line;
    private int _column;
    private bool _isEnough;

    /// <summary>The rows from this one on have at least <see cref="Width"/> cells.</summary>
    public int WidthFrom { get; init; } = int.MaxValue;

    public int Width { get; init; }

    /// <summary>Writes the sheet, as far as it is wanted.</summary>
    /// <exception cref="ContainerException">The sheet is damaged or exceeds a limit.</exception>
    public void Read(Stream part, CancellationToken cancellationToken)
    {
        SafeXml.Read(part, xml =>
        {
            Read(xml, cancellationToken);

            // Only at its end it is known whether the part is whole.
            var rest = new byte[BlockBytes];
            while (!_isEnough && part.Read(rest) > 0)
            {
            }
        });
        Flush();
    }

    private void Read(XmlReader xml, CancellationToken cancellationToken)
    {
        while (SafeXml.TryRead(xml))
        {
            if (!SafeXml.IsAt(xml, "sheetData"))
            {
                continue;
            }

            ReadRows(xml, cancellationToken);
            return;
        }
    }

    private void ReadRows(XmlReader xml, CancellationToken cancellationToken)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (!_isEnough && SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (!SafeXml.IsAt(xml, "row"))
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            ReadRow(xml);
        }
    }

    private void ReadRow(XmlReader xml)
    {
        StartLine(Number(xml.GetAttribute("r")));
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            _column = 0;
            while (SafeXml.TryRead(xml) && xml.Depth > depth)
            {
                if (SafeXml.IsAt(xml, "c"))
                {
                    ReadCell(xml);
                }
            }
        }

        _cells.Write(_block, _line >= WidthFrom ? Width : 0);
        if (_block.WrittenCount >= BlockBytes)
        {
            Flush();
        }
    }

    // A number that goes back or comes twice: the row stands where it can.
    private void StartLine(int number)
    {
        var line = Math.Max(_line + 1, number);
        if (line > book.Limits.MaxWorksheetRows)
        {
            throw ContainerException.Limit("worksheetRows", book.Limits.MaxWorksheetRows);
        }

        for (; _line < line - 1; _line++)
        {
            _block.Write("\n"u8);
            if (_block.WrittenCount >= BlockBytes)
            {
                Flush();
            }
        }

        _line = line;
    }

    private void ReadCell(XmlReader xml)
    {
        var (type, style) = ReadAttributes(xml);
        var column = _column++;
        if (xml.IsEmptyElement)
        {
            return;
        }

        _text.Clear();
        var depth = xml.Depth;
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (SafeXml.IsAt(xml, "v"))
            {
                _text.Clear();
                _text.ReadElement(xml);
            }
            else if (SafeXml.IsAt(xml, "is"))
            {
                _text.Clear();
                _text.ReadRuns(xml);
            }
            else if (xml.NodeType == XmlNodeType.Element)
            {
                XmlText.Skip(xml);
            }
        }

        AddCell(column, type, style);
    }

    private void AddCell(int column, CellType type, int style)
    {
        var text = _text.Chars;
        switch (type)
        {
            case CellType.Shared:
                _cells.Add(column, book.Texts[Number(text)]);
                break;
            case CellType.Boolean:
                _cells.Add(column, text is "1" or "true" ? "TRUE" : text is "0" or "false" ? "FALSE" : text);
                break;
            case CellType.Text:
                _cells.Add(column, text);
                break;
            default:
                var length = WriteNumber(text.Trim(), type, book.Styles[style]);
                _cells.Add(column, length > 0 ? _number.AsSpan(0, length) : text);
                break;
        }
    }

    private int WriteNumber(ReadOnlySpan<char> text, CellType type, NumberMeaning meaning)
    {
        var length = type == CellType.Iso ? CellNumbers.WriteIsoMoment(text, meaning, _number)
            : meaning == NumberMeaning.Number ? 0
            : CellNumbers.WriteMoment(text, meaning, book.From1904, _number);
        return length > 0 || type == CellType.Iso ? length : CellNumbers.WriteNumber(text, _number);
    }

    /// <summary>Type and style; the column, where the cell says it.</summary>
    private (CellType Type, int Style) ReadAttributes(XmlReader xml)
    {
        var type = CellType.Number;
        var style = 0;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName is not ("r" or "s" or "t"))
            {
                continue;
            }

            _text.Clear();
            _text.Append(xml);
            switch (xml.LocalName)
            {
                case "r":
                    _column = Column(_text.Chars) ?? _column;
                    break;
                case "s":
                    style = Number(_text.Chars);
                    break;
                default:
                    type = TypeOf(_text.Chars);
                    break;
            }
        }

        xml.MoveToElement();
        if (_column >= book.Limits.MaxWorksheetColumns)
        {
            throw ContainerException.Limit("worksheetColumns", book.Limits.MaxWorksheetColumns);
        }

        return (type, style);
    }

    private static CellType TypeOf(ReadOnlySpan<char> type) => type switch
    {
        "s" => CellType.Shared,
        "b" => CellType.Boolean,
        "str" or "inlineStr" or "e" => CellType.Text,
        "d" => CellType.Iso,
        _ => CellType.Number,
    };

    // The letters of "AB12", counted from 0.
    private static int? Column(ReadOnlySpan<char> reference)
    {
        var column = 0;
        var at = 0;
        for (; at < reference.Length && char.IsAsciiLetter(reference[at]); at++)
        {
            column = Math.Min((column * 26) + (reference[at] & 0x1F), 1_000_000);
        }

        return at > 0 && at < reference.Length ? column - 1 : null;
    }

    private static int Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private void Flush()
    {
        _isEnough |= !output(_block.WrittenMemory);
        _block.ResetWrittenCount();
    }

    private enum CellType
    {
        Number,
        Text,
        Shared,
        Boolean,
        Iso,
    }
}
