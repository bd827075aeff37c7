using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Columns;

namespace KpiFunctions.Storage.Segments;

/// <summary>How facts of one kind stand in a segment. Column names never equal a key of the path, which would hide the column.</summary>
internal abstract class SegmentSchema<TFact>
{
    protected abstract ColumnSchema Schema { get; }

    protected abstract IReadOnlyList<Column<TFact>> Columns { get; }

    /// <summary>Names of the columns, in file order.</summary>
    public IEnumerable<string> ColumnNames => Columns.Select(static x => x.Field.Name);

    public Task<BinaryData> WriteAsync(IReadOnlyList<TFact> facts, CancellationToken cancellationToken) =>
        ColumnFile.WriteAsync(Schema, Columns, facts, cancellationToken);

    public async Task<IReadOnlyList<TFact>> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        await using var reader = await ColumnFile.OpenAsync(Schema, file, cancellationToken);
        var facts = new List<TFact>();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            await ReadAsync(new ColumnReader(reader, group), facts, cancellationToken);
        }

        return facts;
    }

    protected abstract Task ReadAsync(ColumnReader columns, List<TFact> facts, CancellationToken cancellationToken);

    protected static IReadOnlyList<Column<TFact>> OriginColumns(Func<TFact, FactOrigin> origin) =>
    [
        Column.Text<TFact>("file_hash", x => origin(x).FileHash),
        Column.Int<TFact>("row", x => origin(x).Row),
        Column.Moment<TFact>("stamp", x => origin(x).Stamp),
        Column.Text<TFact>("reading", x => origin(x).Reading),
    ];

    protected static async Task<FactOrigin[]> OriginsAsync(ColumnReader columns, CancellationToken cancellationToken)
    {
        var hashes = await columns.TextAsync("file_hash", cancellationToken);
        var rows = await columns.IntAsync("row", cancellationToken);
        var stamps = await columns.MomentAsync("stamp", cancellationToken);
        var readings = await columns.TextAsync("reading", cancellationToken);
        var origins = new FactOrigin[columns.Rows];
        for (var i = 0; i < origins.Length; i++)
        {
            origins[i] = new(hashes[i], rows[i], stamps[i], readings[i]);
        }

        return origins;
    }
}
