using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Formats;

/// <summary>One of the first records of a file, as text.</summary>
/// <param name="Line">Physical line on which it starts.</param>
/// <param name="Cells">Its cells, cut with the delimiter that is tried.</param>
/// <param name="Raw">The record as it stands.</param>
internal sealed record HeadRow(int Line, IReadOnlyList<string> Cells, string Raw);

/// <summary>A format that fits a file.</summary>
/// <param name="Format">The format.</param>
/// <param name="Delimiter">The delimiter with which it fits.</param>
/// <param name="Before">The records above the header.</param>
/// <param name="Header">The header.</param>
/// <param name="Columns">The known columns of the header.</param>
/// <param name="Score">How well it fits; the highest wins.</param>
internal sealed record FormatMatch(
    ExportFormat Format, byte Delimiter, IReadOnlyList<HeadRow> Before, HeadRow Header, BoundColumns Columns, int Score);

/// <summary>One platform's export: how it is recognised, what its columns are called, what its rows mean.</summary>
internal abstract class ExportFormat
{
    /// <summary><c>source/variant</c>.</summary>
    public abstract string Id { get; }

    public abstract string Source { get; }

    public abstract FactKind Kind { get; }

    /// <summary>The export holds customers' data, which may not be archived as it is.</summary>
    public virtual bool IsPersonal => false;

    /// <summary>Of formats that fit, those with the highest stand before all others, whatever their scores.</summary>
    public virtual int Precedence => 0;

    /// <summary>The only delimiter that its files have; null where any will do.</summary>
    public virtual byte? Delimiter => null;

    /// <summary>Whether a cell of an export with customers' data may stand in the archive as it is.</summary>
    /// <param name="columns">The known columns of the header.</param>
    /// <param name="index">The cell's column.</param>
    /// <param name="cell">What it holds, trimmed.</param>
    public virtual bool Keeps(BoundColumns columns, int index, ReadOnlySpan<byte> cell) => false;

    /// <summary>How well the row fits as this format's header, 0 if it does not.</summary>
    public abstract int Score(HeadRow row, IReadOnlyList<HeadRow> before, BoundColumns columns);

    /// <summary>The columns that the format knows.</summary>
    public abstract ColumnCatalogue Catalogue { get; }

    /// <summary>Starts reading a file that fits.</summary>
    public abstract RowReader Open(FormatMatch match, ReadContext context);
}

/// <summary>Takes a file's records one by one, from its first line on.</summary>
internal abstract class RowReader
{
    /// <summary>
    /// Takes a record. May be called a second time with the same record after <see cref="ReadContext.WantsSurvey"/> was set;
    /// until then it must not have changed anything but the context's problems of the row.
    /// </summary>
    public abstract void Read(CsvReader row);

    /// <summary>A record that could not be cut into cells; false where that does not matter.</summary>
    public abstract bool IsInData(int line);

    /// <summary>Says what the whole file came to.</summary>
    public abstract TableOutcome Finish();
}

/// <summary>What a format's reader knows about the whole file beside the facts.</summary>
internal sealed record TableOutcome
{
    /// <summary>Sums to show, one after the other.</summary>
    public required IReadOnlyList<MeasureTotal> Totals { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<MeasureTotal>> TotalsByCurrency { get; init; } =
        new Dictionary<string, IReadOnlyList<MeasureTotal>>(StringComparer.Ordinal);

    public ControlResult Control { get; init; } = ControlResult.Absent;

    /// <summary>Rows have no day of their own.</summary>
    public bool Undated { get; init; }

    /// <summary>The range that an undated file states.</summary>
    public (DateOnly From, DateOnly To)? Range { get; init; }

    public string? Locale { get; init; }

    /// <summary>The table has amounts of money.</summary>
    public bool HasMoney { get; init; }

    /// <summary>The platform says that it withholds rows: a sum below its own total is to be expected.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>The account of a file without rows.</summary>
    public string? Account { get; init; }
}
