using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Containers;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Tests.Exports.Containers;

/// <summary>Makes archives and workbooks, and opens them as a drop would.</summary>
internal static class Packing
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    public const string Costs = "Date,Source,Amount,Currency\n2026-11-02,agency,12.50,EUR\n2026-11-03,print,3,EUR\n";

    public static byte[] CostsBytes => Encoding.UTF8.GetBytes(Costs);

    public sealed record Answer(DropMember Member, ExportReading Reading, FactSet Facts, byte[] Kept);

    public static async Task<List<Answer>> Open(byte[] bytes, string path, ReadingOptions? options = null)
    {
        using var file = new MemoryStream(bytes, writable: false);
        return await Open(file, path, Convert.ToHexStringLower(SHA256.HashData(bytes)), options);
    }

    public static async Task<List<Answer>> Open(Stream file, string path, string hash, ReadingOptions? options = null)
    {
        var answers = new List<Answer>();
        await foreach (var member in DropReader.OpenAsync(file, path, hash, options ?? Exporting.Options, CancellationToken.None))
        {
            var facts = new FactSet();
            var reading = await member.ReadAsync(Exporting.Stamp, facts, CancellationToken.None);
            using var kept = new MemoryStream();
            if (reading.Recognized)
            {
                await member.KeepAsync(kept, CancellationToken.None);
            }

            answers.Add(new(member, reading, facts, kept.ToArray()));
        }

        return answers;
    }

    /// <summary>One line for each member: path, format or problems, totals.</summary>
    public static string Line(IEnumerable<Answer> answers) => string.Join(" | ", answers.Select(static x =>
        x.Member.Path + ": " + (x.Reading.Recognized ? Exporting.Totals(x.Reading) : Exporting.Problems(x.Reading))));

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>A workbook of sheets whose <c>sheetData</c> is given.</summary>
    public static byte[] Workbook(params IEnumerable<(string Name, string Rows)> sheets) => Workbook(new Book(), sheets);

    public static byte[] Workbook(Book book, params IEnumerable<(string Name, string Rows)> sheets) =>
        Zip(Parts(book, [.. sheets]).Select(static x => (x.Name, Encoding.UTF8.GetBytes(x.Xml))));

    /// <summary>A workbook of one sheet that holds the records of a CSV text as texts and numbers.</summary>
    public static byte[] WorkbookOf(IEnumerable<IReadOnlyList<string>> records) => Workbook(("Sheet1", Rows(records)));

    public static string Rows(IEnumerable<IReadOnlyList<string>> records) => string.Concat(records.Select((cells, row) =>
        $"<row r=\"{row + 1}\">{string.Concat(cells.Select((text, column) => Cell(row, column, text)))}</row>"));

    public static IReadOnlyList<(string Name, string Xml)> Parts(Book book, params IReadOnlyList<(string Name, string Rows)> sheets)
    {
        var main = book.IsStrict ? Strict : Main;
        var relations = book.IsStrict ? StrictRelations : Relations;
        var target = book.IsAbsolute ? "/xl/" : string.Empty;
        var parts = new List<(string, string)>
        {
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            ("_rels/.rels", RelationsOf(("rId1", relations + "/officeDocument", book.IsAbsolute ? "/xl/workbook.xml" : "xl/workbook.xml"))),
            ("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><workbookPr date1904=\"{(book.From1904 ? 1 : 0)}\"/><sheets>"
                + string.Concat(sheets.Select((x, i) => $"<sheet name=\"{x.Name}\" sheetId=\"{i + 1}\" r:id=\"s{i}\"{(book.Hidden == x.Name ? " state=\"hidden\"" : "")}/>")) + "</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", RelationsOf(
                [.. sheets.Select((_, i) => ($"s{i}", relations + "/worksheet", $"{target}worksheets/s{i}.xml")),
                ("t", relations + "/sharedStrings", target + "sharedStrings.xml"), ("y", relations + "/styles", target + "styles.xml")])),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"{main}\">{book.Shared}</sst>"),
            ("xl/styles.xml", $"<styleSheet xmlns=\"{main}\">{book.Styles}</styleSheet>"),
        };
        parts.AddRange(sheets.Select((x, i) => ($"xl/worksheets/s{i}.xml", $"{book.Prolog}<worksheet xmlns=\"{main}\"><dimension ref=\"A1\"/><sheetData>{x.Rows}</sheetData></worksheet>")));
        return parts;
    }

    private static string RelationsOf(params IEnumerable<(string Id, string Type, string Target)> relations) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(relations.Select(static x => $"<Relationship Id=\"{x.Id}\" Type=\"{x.Type}\" Target=\"{x.Target}\"/>")) + "</Relationships>";

    private static string Cell(int row, int column, string text)
    {
        var at = $"{(column >= 26 ? ((char)('A' + (column / 26) - 1)).ToString() : "")}{(char)('A' + (column % 26))}{row + 1}";
        return text.Length == 0 ? string.Empty
            : text.All(char.IsAsciiDigit) && text.Length < 16 && (text[0] != '0' || text.Length == 1) ? $"<c r=\"{at}\"><v>{text}</v></c>"
            : $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is></c>";
    }

    /// <summary>How a workbook is made.</summary>
    public sealed record Book(
        string Shared = "", string Styles = "", bool From1904 = false, bool IsStrict = false, bool IsAbsolute = false, string? Hidden = null, string Prolog = "");
}
