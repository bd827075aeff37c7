using System.Text;
using System.Text.Json;

namespace KpiFunctions.Exports.Receipts;

/// <summary>The two stored forms of a receipt, ready to be put under <c>receipts/{brand}/{path}.json</c> and <c>.md</c>.</summary>
public static class ReceiptWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The JSON document: the entry of <c>kpi check --json</c> for this one file, UTF-8, ends with LF.</summary>
    public static byte[] ToJson(Receipt receipt)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ReceiptJson.Options))
        {
            ReceiptJson.WriteEntry(writer, receipt);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The Markdown text, UTF-8 without byte order mark.</summary>
    public static byte[] ToMarkdown(Receipt receipt)
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        ReceiptMarkdown.Write(writer, receipt);
        return Utf8.GetBytes(writer.ToString());
    }
}
