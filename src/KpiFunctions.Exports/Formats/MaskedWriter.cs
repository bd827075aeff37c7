using System.Buffers;
using System.Text;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>Writes records of a table with customers' data so that nobody can be found in them; line numbers stay what they were.</summary>
internal sealed class MaskedWriter(FormatMatch match, IdentityHasher hasher)
{
    private const int FlushAt = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt * 2);
    private readonly Rule[] _rules = [.. match.Header.Cells.Select((_, i) => RuleOf(match.Columns, i))];

    private enum Rule
    {
        Hash,
        Keep,
        Email,
        Phone,
        PlatformId,
    }

    public bool IsFull => _buffer.WrittenCount >= FlushAt;

    public async ValueTask FlushAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Writes one record: the header as it is, everything else cell by cell.</summary>
    public void Write(CsvReader row)
    {
        if (row.Line == match.Header.Line || IsSeparatorLine(row))
        {
            _buffer.Write(row.Raw);
            _buffer.Write("\n"u8);
            return;
        }

        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
            {
                _buffer.Write([match.Delimiter]);
            }

            WriteCell(row[i], row.Line < match.Header.Line ? -1 : i);
        }

        _buffer.Write("\n"u8);
    }

    /// <summary>Stands in for a line that could not be cut into cells: one hash.</summary>
    public void WriteBroken(ReadOnlySpan<byte> raw)
    {
        WriteReplaced(hasher.Hash("text", CellText.Decode(raw)), raw);
        _buffer.Write("\n"u8);
    }

    // A cell without a column stands above the header or behind its end.
    private void WriteCell(ReadOnlySpan<byte> cell, int index)
    {
        var rule = (uint)index < (uint)_rules.Length ? _rules[index] : Rule.Hash;
        var trimmed = CellText.Trim(cell);
        if (trimmed.IsEmpty)
        {
            // Blanks are kept: they may hold line breaks.
            WriteQuoted(cell);
            return;
        }

        switch (rule)
        {
            case Rule.Keep when !LooksPersonal(trimmed):
                WriteQuoted(cell);
                break;
            case Rule.Email:
                WriteReplaced(CustomerIdentity.Hash(IdentityKind.Email, cell, hasher) ?? string.Empty, cell);
                break;
            case Rule.Phone:
                WriteReplaced(CustomerIdentity.Hash(IdentityKind.Phone, cell, hasher) ?? string.Empty, cell);
                break;
            case Rule.PlatformId:
                WriteReplaced(CustomerIdentity.Hash(IdentityKind.PlatformId, cell, hasher) ?? string.Empty, cell);
                break;
            case Rule.Hash when match.Format.Keeps(match.Columns, index, trimmed) && !LooksPersonal(trimmed):
                WriteQuoted(cell);
                break;
            default:
                WriteReplaced(hasher.Hash("text", CellText.Decode(trimmed)), cell);
                break;
        }
    }

    // The replaced cell keeps its line breaks, so that what follows stays on its physical line.
    private void WriteReplaced(string text, ReadOnlySpan<byte> original)
    {
        var breaks = LineBreaks(original);
        if (breaks == 0)
        {
            WriteQuoted(Encoding.UTF8.GetBytes(text));
            return;
        }

        _buffer.Write("\""u8);
        WriteText(text);
        for (var i = 0; i < breaks; i++)
        {
            _buffer.Write("\n"u8);
        }

        _buffer.Write("\""u8);
    }

    private void WriteText(string text) => _ = Encoding.UTF8.GetBytes(text, _buffer);

    private void WriteQuoted(ReadOnlySpan<byte> cell)
    {
        if (cell.IndexOfAny("\"\r\n"u8) < 0 && !cell.Contains(match.Delimiter))
        {
            _buffer.Write(cell);
            return;
        }

        _buffer.Write("\""u8);
        while (cell.IndexOf((byte)'"') is >= 0 and var quote)
        {
            _buffer.Write(cell[..(quote + 1)]);
            _buffer.Write("\""u8);
            cell = cell[(quote + 1)..];
        }

        _buffer.Write(cell);
        _buffer.Write("\""u8);
    }

    private static bool LooksPersonal(ReadOnlySpan<byte> cell) => cell.Contains((byte)'@') && Masking.HasEmail(CellText.Decode(cell));

    private static int LineBreaks(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (text.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var at)
        {
            var isPair = text[at] == (byte)'\r' && at + 1 < text.Length && text[at + 1] == (byte)'\n';
            text = text[(at + (isPair ? 2 : 1))..];
            count++;
        }

        return count;
    }

    private bool IsSeparatorLine(CsvReader row) => row.Line < match.Header.Line && row.Raw.StartsWith("sep="u8) && row.Raw.Length <= 6;

    private static Rule RuleOf(BoundColumns columns, int index)
    {
        if (index == columns[ShopifyOrders.Email])
        {
            return Rule.Email;
        }

        if (index == columns[ShopifyOrders.Phone] || index == columns[ShopifyOrders.BillingPhone] || index == columns[ShopifyOrders.ShippingPhone])
        {
            return Rule.Phone;
        }

        return index == columns[ShopifyOrders.CustomerId] ? Rule.PlatformId
            : ShopifyOrders.Harmless.Contains(HeaderText.Key(columns.Headers[index])) ? Rule.Keep
            : Rule.Hash;
    }
}
