using System.Text;
using System.Xml;

namespace KpiFunctions.Exports.Containers;

/// <summary>The texts that the cells of a workbook share, as UTF-8, in blocks: growing copies nothing.</summary>
internal sealed class SharedTexts
{
    private const int BlockBytes = 1024 * 1024;
    private readonly List<byte[]> _blocks = [];
    private readonly List<(int Block, int Start, int Length)> _texts = [];
    private int _used = BlockBytes;

    public ReadOnlySpan<byte> this[int index] => (uint)index < (uint)_texts.Count && _texts[index] is var (block, start, length)
        ? _blocks[block].AsSpan(start, length)
        : [];

    /// <exception cref="ContainerException">They are damaged or too many.</exception>
    public static SharedTexts Read(Stream part, long maxBytes)
    {
        var texts = new SharedTexts();
        SafeXml.Read(part, xml => texts.Fill(xml, maxBytes));
        return texts;
    }

    private void Fill(XmlReader xml, long maxBytes)
    {
        var text = new XmlText();
        long bytes = 0;
        while (SafeXml.TryRead(xml))
        {
            if (!SafeXml.IsAt(xml, "si"))
            {
                continue;
            }

            text.Clear();
            text.ReadRuns(xml);
            bytes += Add(text.Chars) + 12;
            if (bytes > maxBytes)
            {
                throw ContainerException.Limit("sharedTextBytes", maxBytes);
            }
        }
    }

    private int Add(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > BlockBytes - _used)
        {
            _blocks.Add(new byte[Math.Max(BlockBytes, length)]);
            _used = 0;
        }

        Encoding.UTF8.GetBytes(text, _blocks[^1].AsSpan(_used));
        _texts.Add((_blocks.Count - 1, _used, length));
        _used = Math.Min(BlockBytes, _used + length);
        return length;
    }
}
