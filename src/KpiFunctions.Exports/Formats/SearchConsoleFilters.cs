using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// <c>Filters.csv</c> of Google Search Console's archive: how the export beside it was filtered. It has no figures, but whoever drops the
/// archive should not read that one of its files is unknown.
/// </summary>
internal sealed class SearchConsoleFilters : ExportFormat
{
    private static readonly (string Filter, string Value)[] Headers =
    [
        ("filter", "value"), ("фильтр", "значение"), ("filter", "wert"), ("filtro", "valor"), ("filtre", "valeur"), ("filtro", "valore"), ("filter", "waarde"),
        ("filtr", "wartość"), ("фільтр", "значення"), ("filtre", "değer"),
    ];

    private static readonly ColumnCatalogue None = new();

    public override string Id => FormatIds.SearchConsoleFilters;

    public override string Source => Sources.GoogleSearchConsole;

    public override FactKind Kind => FactKind.Web;

    public override ColumnCatalogue Catalogue => None;

    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns) =>
        before.Count == 0 && row.Cells.Count == 2 && Headers.Contains((HeaderText.Key(row.Cells[0]), HeaderText.Key(row.Cells[1]))) ? 2 : 0;

    public override RowReader Open(FormatMatch match, ReadContext context) => new FilterRows(match, context);

    private sealed class FilterRows(FormatMatch match, ReadContext context) : TableReader(match, context)
    {
        protected override NeededColumns Needed { get; } = new([]);

        public override TableOutcome Finish()
        {
            Context.Problems.AddToFile(ProblemSeverity.Info, ProblemCodes.NoFigures);
            return new TableOutcome { Totals = [] };
        }

        protected override bool TryReadTotal(CsvReader row) => false;

        protected override void ReadData()
        {
        }
    }
}
