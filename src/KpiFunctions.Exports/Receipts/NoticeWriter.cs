using System.Text;
using System.Text.Json;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>The two stored forms of a notice, which are found where receipts are.</summary>
public static class NoticeWriter
{
    /// <summary>The JSON document: the part of a receipt's that there is for a file that was not read, UTF-8, ends with LF.</summary>
    public static byte[] ToJson(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ReceiptJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("file", Shown(notice.Path));
            writer.WriteBoolean("recognized", false);
            writer.WriteNumber("rows", 0);
            writer.WriteNumber("accepted", 0);
            writer.WriteNumber("rejected", 0);
            WriteProblem(writer, notice);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The Markdown text, in one language after the other, UTF-8 without byte order mark.</summary>
    public static byte[] ToMarkdown(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var text = new StringBuilder();
        text.Append("# ").Append(MarkdownText.Encode(Shown(notice.Path))).Append('\n');
        foreach (var language in TextLanguages.All)
        {
            text.Append("\n**").Append(MarkdownText.Encode(notice.Message.In(language))).Append("**\n");
            text.Append('\n').Append(MarkdownText.Encode(notice.Fix.In(language))).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteProblem(Utf8JsonWriter writer, Notice notice)
    {
        writer.WriteStartArray("problems");
        writer.WriteStartObject();
        writer.WriteString("severity", "error");
        writer.WriteNumber("line", 0);
        writer.WriteNull("column");
        writer.WriteNull("value");
        writer.WriteString("code", notice.Code);
        writer.WriteString("message", notice.Message.English);
        writer.WriteString("fix", notice.Fix.English);
        writer.WriteStartObject("ru");
        writer.WriteString("message", notice.Message.Russian);
        writer.WriteString("fix", notice.Fix.Russian);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("problemCounts");
        writer.WriteNumber(notice.Code, 1);
        writer.WriteEndObject();
    }

    private static string Shown(string path) => QuotedText.Clean(path, maskPhones: false) ?? "?";
}
