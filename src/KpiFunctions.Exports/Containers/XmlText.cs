using System.Globalization;
using System.Xml;

namespace KpiFunctions.Exports.Containers;

/// <summary>Collects the text of elements, over and over in the same memory.</summary>
internal sealed class XmlText
{
    private const int MaxChars = 4 * 1024 * 1024;
    private char[] _chars = new char[1024];
    private int _count;

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, _count);

    public void Clear() => _count = 0;

    /// <summary>Takes the value of the attribute or text that the reader is at.</summary>
    public void Append(XmlReader xml)
    {
        int read;
        do
        {
            if (_chars.Length - _count < 256)
            {
                Grow();
            }

            read = xml.ReadValueChunk(_chars, _count, _chars.Length - _count);
            _count += read;
        }
        while (read > 0);
    }

    /// <summary>Takes the text up to the end of the element that the reader is at.</summary>
    public void ReadElement(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                Append(xml);
            }
        }

        Unescape();
    }

    /// <summary>Takes the runs of rich text up to the end of the element; how they are pronounced is not part of it.</summary>
    public void ReadRuns(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
            if (SafeXml.IsAt(xml, "t"))
            {
                ReadElement(xml);
            }
            else if (SafeXml.IsAt(xml, "rPh"))
            {
                Skip(xml);
            }
        }
    }

    public static void Skip(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (SafeXml.TryRead(xml) && xml.Depth > depth)
        {
        }
    }

    // Characters that XML cannot hold are written as _x000D_.
    private void Unescape()
    {
        var text = _chars.AsSpan(0, _count);
        for (var at = text.IndexOf("_x", StringComparison.Ordinal); at >= 0 && at + 7 <= _count;)
        {
            if (text[at + 6] == '_' && ushort.TryParse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && !char.IsSurrogate((char)code))
            {
                text[at] = (char)code;
                text[(at + 7)..].CopyTo(text[(at + 1)..]);
                _count -= 6;
                text = text[.._count];
            }

            var next = text[(at + 1)..].IndexOf("_x", StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private void Grow()
    {
        if (_chars.Length >= MaxChars)
        {
            throw ContainerException.Limit("cellBytes", MaxChars);
        }

        Array.Resize(ref _chars, _chars.Length * 2);
    }
}
