using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using static KpiFunctions.Exports.Formats.GoogleAnalyticsColumns;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Google Analytics 4, what "Download CSV" gives: a report, a snapshot of many tables, or an exploration. Blocks of <c>#</c> lines name the
/// property and each table's range; tables are separated by empty lines. Numbers have a decimal point in every language.
/// </summary>
/// <remarks>English and Spanish files were seen; the words of other languages follow the interface.</remarks>
internal sealed class GoogleAnalyticsReport : ExportFormat
{
    public override string Id => FormatIds.GoogleAnalyticsReport;

    public override string Source => Sources.GoogleAnalytics;

    public override FactKind Kind => FactKind.Web;

    public override ColumnCatalogue Catalogue => GoogleAnalyticsColumns.Known;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns)
    {
        if (IsPreamble(row.Raw))
        {
            return 0;
        }

        if (before.Any(static x => x.Raw.StartsWith("# ---", StringComparison.Ordinal)))
        {
            // The first row below such a block is a header of this format; how many of its columns are known tells the delimiter.
            var isFirst = before.All(static x => IsPreamble(x.Raw) || x.Cells.All(static c => c.Trim().Length == 0)
                || x.Raw.StartsWith("sep=", StringComparison.OrdinalIgnoreCase));
            return isFirst && row.Cells.Any(static x => x.Trim().Length > 0) ? 100 + columns.Count : 0;
        }

        var isDated = columns.HasAny(Date, NthDay);
        var isByChannel = columns.Has(Channel) || columns.Has(SourceMedium);
        var isOwn = isByChannel || columns.HasAny(TotalUsers, ActiveUsers, Ignored) || (columns.Has(NthDay) && columns.Has(Users));
        return isOwn && (isDated || isByChannel) && columns.HasAny(Sessions, TotalUsers, ActiveUsers, Users, Conversions) ? columns.Count + 3 : 0;
    }

    public override RowReader Open(FormatMatch match, ReadContext context) => new GoogleAnalyticsRows(match, context);

    internal static bool IsPreamble(ReadOnlySpan<char> raw) => raw is ['#'] or ['#', ' ' or '\u00a0' or '\t' or ',' or ';', ..];

    internal static bool IsPreamble(ReadOnlySpan<byte> raw) => raw is [(byte)'#'] or [(byte)'#', (byte)' ' or 0xC2 or (byte)'\t' or (byte)',' or (byte)';', ..];
}
