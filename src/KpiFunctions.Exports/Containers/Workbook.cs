namespace KpiFunctions.Exports.Containers;

/// <summary>A worksheet.</summary>
/// <param name="Name">As it stands on its tab.</param>
/// <param name="Part">The part that holds it.</param>
/// <param name="IsHidden">People do not see it.</param>
internal sealed record Worksheet(string Name, string Part, bool IsHidden);

/// <summary>An .xlsx file: its sheets, and what their cells refer to.</summary>
internal sealed class Workbook
{
    private const string Root = "_rels/.rels";
    private readonly Stream _file;
    private readonly Dictionary<string, ZipItem> _parts;
    private readonly ContainerBudget _budget;

    private Workbook(Stream file, Dictionary<string, ZipItem> parts, ContainerBudget budget)
    {
        _file = file;
        _parts = parts;
        _budget = budget;
    }

    /// <summary>Visible sheets first, in the order of their tabs.</summary>
    public IReadOnlyList<Worksheet> Sheets { get; private set; } = [];

    public WorkbookParts Parts { get; private set; } = null!;

    /// <summary>What kind of office document a zip file is by its members; null when it is none.</summary>
    public static OfficeKind? KindOf(IReadOnlyList<ZipItem> items)
    {
        var names = items.Select(static x => PartName(x.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Contains("[Content_Types].xml"))
        {
            return names.Contains(Root) && !names.Any(static x => x.StartsWith("word/", StringComparison.OrdinalIgnoreCase)
                || x.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase) || x.EndsWith("workbook.bin", StringComparison.OrdinalIgnoreCase))
                ? OfficeKind.Workbook
                : OfficeKind.Other;
        }

        return (names.Contains("mimetype") && names.Contains("content.xml")) || names.Contains("Index/Document.iwa") ? OfficeKind.Other : null;
    }

    /// <exception cref="ContainerException">It is damaged, dangerous or no workbook.</exception>
    public static Workbook Open(Stream file, IReadOnlyList<ZipItem> items, ContainerBudget budget)
    {
        var parts = new Dictionary<string, ZipItem>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            parts.TryAdd(PartName(item.Name), item);
        }

        var book = new Workbook(file, parts, budget);
        book.Load();
        return book;
    }

    public Stream OpenSheet(Worksheet sheet) => OpenPart(sheet.Part);

    private void Load()
    {
        var main = Relations(Root, string.Empty).FirstOrDefault(static x => IsOf(x, "officeDocument")).Target ?? "xl/workbook.xml";
        var folder = main[..(main.LastIndexOf('/') + 1)];
        var relations = Relations($"{folder}_rels/{main[folder.Length..]}.rels", folder);
        var targets = relations.Where(static x => IsOf(x, "worksheet")).GroupBy(static x => x.Id, StringComparer.Ordinal)
            .ToDictionary(static x => x.Key, static x => x.First().Target, StringComparer.Ordinal);
        var sheets = new List<Worksheet>();
        var from1904 = false;
        SafeXml.Read(OpenPart(main), xml =>
        {
            while (SafeXml.TryRead(xml))
            {
                if (SafeXml.IsAt(xml, "workbookPr"))
                {
                    from1904 = xml.GetAttribute("date1904") is "1" or "true";
                }
                else if (SafeXml.IsAt(xml, "sheet") && targets.TryGetValue(SafeXml.Attribute(xml, "id") ?? string.Empty, out var target))
                {
                    sheets.Add(new Worksheet(xml.GetAttribute("name") ?? string.Empty, target, xml.GetAttribute("state") is "hidden" or "veryHidden"));
                }
            }
        });
        Sheets = [.. sheets.OrderBy(static x => x.IsHidden)];
        if (Sheets.Count == 0)
        {
            throw ContainerException.Damaged();
        }

        var texts = relations.FirstOrDefault(static x => IsOf(x, "sharedStrings")).Target;
        var styles = relations.FirstOrDefault(static x => IsOf(x, "styles")).Target;
        var limits = _budget.Limits;
        Parts = new WorkbookParts(
            texts is not null && _parts.ContainsKey(texts) ? SharedTexts.Read(OpenPart(texts), limits.MaxSharedTextBytes) : new SharedTexts(),
            styles is not null && _parts.ContainsKey(styles) ? CellStyles.Read(OpenPart(styles)) : CellStyles.None,
            from1904,
            limits);
    }

    private List<(string Id, string Type, string Target)> Relations(string part, string folder)
    {
        var relations = new List<(string, string, string)>();
        if (!_parts.ContainsKey(part))
        {
            return relations;
        }

        SafeXml.Read(OpenPart(part), xml =>
        {
            while (SafeXml.TryRead(xml))
            {
                if (SafeXml.IsAt(xml, "Relationship") && xml.GetAttribute("TargetMode") != "External" && xml.GetAttribute("Target") is { } target)
                {
                    relations.Add((xml.GetAttribute("Id") ?? string.Empty, xml.GetAttribute("Type") ?? string.Empty, Resolve(folder, target)));
                }
            }
        });
        return relations;
    }

    private Stream OpenPart(string name) =>
        _parts.TryGetValue(name, out var item) ? ZipDirectory.Open(_file, item, _budget) : throw ContainerException.Damaged();

    // The last word of a type is the same in both generations of namespaces.
    private static bool IsOf((string Id, string Type, string Target) relation, string type) => relation.Type.EndsWith("/" + type, StringComparison.Ordinal);

    // A name within the file; it is only looked up, and never a place on a disk.
    private static string Resolve(string folder, string target)
    {
        var path = target.Replace('\\', '/');
        var segments = new List<string>();
        foreach (var segment in (path.StartsWith('/') ? path : folder + path).Split('/'))
        {
            if (segment == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or "." or ".."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }

    private static string PartName(string name) => name.Replace('\\', '/').TrimStart('/');
}

/// <summary>Kinds of office documents.</summary>
internal enum OfficeKind
{
    /// <summary>An .xlsx workbook.</summary>
    Workbook,

    /// <summary>A text, slides, or a workbook of another program.</summary>
    Other,
}
