using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Google Search Console, a table of the performance report: <c>Chart.csv</c> (older: <c>Dates.csv</c>) by day, and the tables by query, page,
/// country, device and appearance, which have no days. UTF-8, comma, the header in the first line, no totals.
/// </summary>
/// <remarks>English tables were seen; headers in other languages follow what programs for such files expect.</remarks>
internal sealed class SearchConsoleTable : ExportFormat
{
    // Its columns are found by how their headers end, so none is known by its whole name.
    private static readonly ColumnCatalogue None = new();

    public override string Id => FormatIds.SearchConsoleTable;

    public override string Source => Sources.GoogleSearchConsole;

    public override FactKind Kind => FactKind.Web;

    public override ColumnCatalogue Catalogue => None;

    // Of the sheets of a workbook the one with days says most.
    public override int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns) =>
        SearchConsoleColumns.Of(row.Cells) is { } found ? 8 + found.Dimensions.Count + (found.Day >= 0 ? 5 : 0) : 0;

    public override RowReader Open(FormatMatch match, ReadContext context) =>
        new SearchConsoleRows(SearchConsoleColumns.Of(match.Header.Cells)!, match, context);
}

/// <summary>The rows of a Search Console table.</summary>
internal sealed class SearchConsoleRows : TableReader
{
    private readonly SearchConsoleColumns _columns;
    private readonly DimensionsCache _dimensions;
    private readonly Sums _sums = new([new Measure("clicks", IsCount: true, IsMoney: false), new Measure("impressions", IsCount: true, IsMoney: false)]);

    public SearchConsoleRows(SearchConsoleColumns columns, FormatMatch match, ReadContext context)
        : base(match, context)
    {
        _columns = columns;
        _dimensions = new DimensionsCache(columns.Dimensions.Count, values => Dimensions.Of([.. columns.Dimensions.Select((x, i) => (x.Name, values[i]))]));
        Needed = new NeededColumns([.. columns.Day >= 0 ? [columns.Day] : Array.Empty<int>(), columns.Clicks, columns.Impressions]);
        context.Styles.Default = columns.Locale is "en" or "ja" ? NumberStyle.Point : NumberStyle.Comma;
    }

    protected override NeededColumns Needed { get; }

    public override TableOutcome Finish() => Outcome(_sums, control: null) with
    {
        Undated = _columns.Day < 0,
        Range = _columns.Day < 0 ? Context.Options.SiblingRange : null,
        Locale = _columns.Locale,
    };

    protected override bool TryReadTotal(CsvReader row) => false;

    protected override void ReadData()
    {
        var day = default(DateOnly);
        var isDated = _columns.Day >= 0 && Row.TryDay(_columns.Day, out day);
        var clicks = Row.Count(_columns.Clicks);
        var impressions = Row.Count(_columns.Impressions);
        if (Context.WantsSurvey || Context.IsSurvey)
        {
            return;
        }

        var account = Context.Accounts.Resolve(null, null);
        if (account is null)
        {
            Row.Fail(ProblemCodes.UnexpectedAccount, -1);
        }

        if (Row.HasFailed)
        {
            return;
        }

        Row.CheckDuplicate();
        Context.NoteAccount(account!.Value);
        _sums.Add([clicks, impressions], string.Empty);

        // What the tables without days are about, only the chart in the same archive says.
        if ((isDated ? (day, day) : Context.Options.SiblingRange) is { } days)
        {
            Context.NoteDays(days.Item1, days.Item2);
            Context.Sink!.Add(Fact(account.Value, days, clicks, impressions));
        }
    }

    private WebFact Fact(AccountRef account, (DateOnly From, DateOnly To) days, long? clicks, long? impressions)
    {
        for (var i = 0; i < _columns.Dimensions.Count; i++)
        {
            _dimensions.Values[i] = Row.Text(_columns.Dimensions[i].Index, keepDashes: true) ?? string.Empty;
        }

        return new WebFact
        {
            Source = Sources.GoogleSearchConsole,
            Account = account,
            From = days.From,
            To = days.To,
            Dimensions = _columns.Dimensions.Count == 0 ? Dimensions.None : _dimensions.Get(),
            Currency = Context.Options.Currency ?? string.Empty,
            Clicks = clicks,
            Impressions = impressions,
            Origin = Context.Origin(Row.Line),
        };
    }
}
