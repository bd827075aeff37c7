using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports.Mapped;

/// <summary>
/// A format that the brand's configuration describes. With a pattern of paths that fits it stands before the formats that are built in;
/// without a pattern it is for what none of them recognises.
/// </summary>
internal sealed class MappedFormat : ExportFormat
{
    private readonly MappedColumns _columns;
    private readonly List<string> _required;
    private readonly TotalWords _totals;
    private readonly bool _isForPath;

    /// <param name="mapping">What the configuration says.</param>
    /// <param name="path">The file's path, whose name may tell the days that it is about.</param>
    public MappedFormat(FileMapping mapping, string path)
    {
        Mapping = mapping;
        _columns = new MappedColumns(mapping.Columns);
        _required = [.. mapping.Header.Select(HeaderText.Key)];
        _totals = new TotalWords(mapping.Totals);
        _isForPath = mapping.File is not null;
        Encoding = TextEncoding.OfId(mapping.Encoding);
        Range = mapping is { From: { } from, To: { } to } ? (from, to) : mapping.From is { } day ? (day, day) : FileNameRange.Of(path);
    }

    public FileMapping Mapping { get; }

    /// <summary>The encoding that the mapping states for files that are not Unicode.</summary>
    public TextEncoding? Encoding { get; }

    /// <summary>The days that all rows are about, where they have none of their own.</summary>
    public (DateOnly From, DateOnly To)? Range { get; }

    public TotalWords Totals => _totals;

    public override string Id => $"{Sources.Mapped}/{Mapping.Id}";

    public override string Source => Mapping.Source;

    public override FactKind Kind => Mapping.Kind;

    // Nobody knows what stands in the columns that are not mapped.
    public override bool IsPersonal => true;

    public override int Precedence => _isForPath ? 1 : -1;

    public override byte? Delimiter => (byte?)Mapping.Delimiter;

    public override ColumnCatalogue Catalogue => _columns;

    /// <summary>The mappings that are for a file of that path.</summary>
    public static IReadOnlyList<MappedFormat> For(IReadOnlyList<FileMapping> mappings, string path) => mappings.Count == 0
        ? []
        : [.. mappings.Where(x => x.File is not { } pattern || PathPattern.IsMatch(pattern, path)).Select(x => new MappedFormat(x, path))];

    /// <summary>Whether it reads files that were found to be in this encoding.</summary>
    public bool MayBe(TextEncoding found) => Encoding is null || found.IsUnicode || found == Encoding;

    /// <summary>The column of that field.</summary>
    public ColumnSpec Column(string field) => _columns[field];

    public override bool Keeps(BoundColumns columns, int index, ReadOnlySpan<byte> cell) =>
        Mapping.Columns.Any(x => columns[_columns[x.Field]] == index) || _totals.Of(cell).IsTotal;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        var hasHeader = _required.Count == 0
            ? columns.Count == Mapping.Columns.Count
            : row.Cells.Select(HeaderText.Key).ToHashSet(StringComparer.Ordinal).IsSupersetOf(_required);
        return hasHeader && HasDays(columns) && HasMeasure(columns) ? columns.Count : 0;
    }

    public override RowReader Open(FormatMatch match, ReadContext context) => new MappedRows(this, match, context);

    // A file without the days that the mapping promises is another file.
    private bool HasDays(BoundColumns columns) =>
        Mapping.Columns.Where(static x => x.Field is "date" or "from" or "to").All(x => columns.Has(_columns[x.Field]));

    private bool HasMeasure(BoundColumns columns) => MappingFields.MeasuresOf(Kind).Any(x => columns.Has(_columns[x]));
}
