using System.Text;
using System.Text.Json;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>What became of an archive: what each file in it came to. Each of them has a receipt of its own.</summary>
/// <param name="Path">The path it was dropped as.</param>
/// <param name="ImportedAt">When it was imported, in the offset in which it is to be shown.</param>
/// <param name="Members">The receipts of what was in it, in the archive's order; at least one.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="Language">The reader's language.</param>
public sealed record ContainerReceipt(
    string Path, DateTimeOffset ImportedAt, IReadOnlyList<Receipt> Members, TimeSpan Elapsed, TextLanguage Language)
{
    /// <summary>The JSON document: the fields of a file's receipt that an archive has, and its members; UTF-8, ends with LF.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ReceiptJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("file", Path);
            writer.WriteBoolean("recognized", Members.Any(static x => x.Reading.Recognized));
            WriteRows(writer, Members);
            writer.WriteStartArray("members");
            foreach (var member in Members)
            {
                WriteMember(writer, member);
            }

            writer.WriteEndArray();
            writer.WriteNumber("seconds", Math.Round((decimal)Elapsed.TotalSeconds, 3));
            writer.WriteString("importedAt", ReceiptJson.Moment(ImportedAt));
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The Markdown text, UTF-8 without byte order mark.</summary>
    public byte[] ToMarkdown()
    {
        var words = new ReceiptWords(Language);
        var text = new StringBuilder();
        text.Append("# ").Append(Encode(Shown(Path[(Path.LastIndexOf('/') + 1)..], words))).Append('\n');
        text.Append("\n**").Append(Encode(Verdict(words))).Append("**\n");
        text.Append("\n| ").Append(words.File).Append(" | ").Append(words.Say("What became of it", "Что с ним стало")).Append(" |\n|---|---|\n");
        foreach (var member in Members)
        {
            var state = ReceiptVerdict.StateOf(member.Reading);
            text.Append("| ").Append(Encode(Shown(NameOf(member), words))).Append(" | ")
                .Append(Encode(ReceiptVerdict.Write(member, state, words))).Append(" |\n");
        }

        text.Append('\n').Append(Encode(words.Say(
            "Each file has a receipt of its own, in the folder of the archive's name.",
            "У каждого файла есть своя квитанция – в папке с именем архива."))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Verdict(ReceiptWords words)
    {
        var states = Members.Select(static x => ReceiptVerdict.StateOf(x.Reading)).ToList();
        int whole = states.Count(static x => x == ReceiptState.Understood), none = states.Count(static x => x == ReceiptState.NotUnderstood);
        return words.Say(
            $"Files in the archive: {states.Count}. Understood: {whole}, partly used: {states.Count - whole - none}, not used: {none}.",
            $"Файлов в архиве: {states.Count}. Понято: {whole}, учтено частично: {states.Count - whole - none}, не учтено: {none}.");
    }

    private static void WriteMember(Utf8JsonWriter writer, Receipt member)
    {
        var reading = member.Reading;
        writer.WriteStartObject();
        writer.WriteString("file", member.Path);
        writer.WriteBoolean("recognized", reading.Recognized);
        writer.WriteString("format", reading.Format);
        writer.WriteString("kind", reading.Kind?.Id());
        WriteRows(writer, [member]);
        writer.WriteStartObject("problemCounts");
        foreach (var (code, count) in reading.ProblemCounts.OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            writer.WriteNumber(code, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<Receipt> receipts)
    {
        writer.WriteNumber("rows", receipts.Sum(static x => (long)x.Reading.Rows));
        writer.WriteNumber("accepted", receipts.Sum(static x => (long)x.Reading.Accepted));
        writer.WriteNumber("rejected", receipts.Sum(static x => (long)x.Reading.Rejected));
    }

    private string NameOf(Receipt member) => member.Path.StartsWith(Path + "!/", StringComparison.Ordinal) ? member.Path[(Path.Length + 2)..] : member.Path;

    private static string Shown(string path, ReceiptWords words) => QuotedText.Clean(path, maskPhones: false) ?? words.File;

    private static string Encode(string text) => MarkdownText.Encode(text);
}
