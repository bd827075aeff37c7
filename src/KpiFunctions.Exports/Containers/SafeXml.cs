using System.Xml;

namespace KpiFunctions.Exports.Containers;

/// <summary>XML from strangers: no document type, no entities of its own, nothing fetched, nothing endless.</summary>
internal static class SafeXml
{
    // Real workbooks nest a dozen elements.
    private const int MaxDepth = 100;

    // Between two elements stands a cell's text or an element's attributes. Names that all differ fill a table that is never emptied.
    private const int MaxRunBytes = 4 * 1024 * 1024;
    private const int MaxNames = 20_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = false,
    };

    /// <summary>Reads a part of a workbook. What is wrong with it, becomes a <see cref="ContainerException"/>.</summary>
    /// <param name="part">Closed afterwards.</param>
    /// <param name="read">Takes elements by <see cref="TryRead"/>.</param>
    public static void Read(Stream part, Action<XmlReader> read)
    {
        using var closing = part;
        var settings = Settings.Clone();
        settings.NameTable = new BoundedNames();
        try
        {
            using var xml = XmlReader.Create(new BoundedRuns(part), settings);
            read(xml);
        }
        catch (XmlException e)
        {
            // The framework has no other sign for it; its texts are not translated.
            throw e.Message.Contains("DTD", StringComparison.Ordinal) ? ContainerException.Refused("entities") : ContainerException.Damaged();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException or System.Text.DecoderFallbackException)
        {
            // An encoding that does not exist, or bytes that are none of it.
            throw ContainerException.Damaged();
        }
    }

    /// <summary>Goes on to the next node, unless there is none or it lies too deep.</summary>
    public static bool TryRead(XmlReader xml) => xml.Read() && (xml.Depth <= MaxDepth ? true : throw ContainerException.Damaged());

    /// <summary>Whether an element of that name starts here.</summary>
    public static bool IsAt(XmlReader xml, string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    /// <summary>An attribute of any namespace; workbooks come in two generations of them.</summary>
    public static string? Attribute(XmlReader xml, string name)
    {
        if (xml.GetAttribute(name) is { } plain)
        {
            return plain;
        }

        string? found = null;
        while (xml.MoveToNextAttribute())
        {
            found = xml.LocalName == name ? xml.Value : found;
        }

        xml.MoveToElement();
        return found;
    }

    private sealed class BoundedNames : NameTable
    {
        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++_count <= MaxNames ? name : throw ContainerException.Damaged();
    }

    /// <summary>Ends reading where no element starts for too long: a reader holds whole attributes in memory.</summary>
    private sealed class BoundedRuns(Stream inner) : ReadStream
    {
        private long _run;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            var last = buffer[..read].LastIndexOf((byte)'<');
            _run = last < 0 ? _run + read : read - last;
            return _run <= MaxRunBytes ? read : throw ContainerException.Limit("cellBytes", MaxRunBytes);
        }
    }
}
