using KpiFunctions.Storage.Limits;
using Parquet;
using Parquet.Schema;

namespace KpiFunctions.Storage.Columns;

/// <summary>
/// Reads the columns of one row group by name. An optional column that an older file does not have reads as null in every row,
/// so that schemas grow without rewriting what is stored.
/// </summary>
internal sealed class ColumnReader(ParquetReader file, ParquetRowGroupReader group)
{
    private readonly Dictionary<string, DataField> _fields = file.Schema.DataFields.ToDictionary(static x => x.Name, StringComparer.Ordinal);

    public int Rows { get; } = checked((int)group.RowCount);

    public async Task<string[]> TextAsync(string name, CancellationToken cancellationToken) =>
        (await OptionalTextAsync(name, cancellationToken))!;

    public async Task<string?[]> OptionalTextAsync(string name, CancellationToken cancellationToken)
    {
        var values = new string?[Rows];
        if (_fields.TryGetValue(name, out var field))
        {
            await group.ReadAsync(field, values.AsMemory()!, null, cancellationToken);
        }

        return values;
    }

    public Task<int[]> IntAsync(string name, CancellationToken cancellationToken) => RequiredAsync<int>(name, cancellationToken);

    public Task<long?[]> OptionalLongAsync(string name, CancellationToken cancellationToken) => OptionalAsync<long>(name, cancellationToken);

    public async Task<decimal[]> MicrosAsync(string name, CancellationToken cancellationToken) =>
        Array.ConvertAll(await RequiredAsync<long>(name, cancellationToken), AmountLimits.FromMicros);

    public async Task<decimal?[]> OptionalMicrosAsync(string name, CancellationToken cancellationToken) =>
        Array.ConvertAll(await OptionalAsync<long>(name, cancellationToken), static x => x is { } micros ? AmountLimits.FromMicros(micros) : (decimal?)null);

    public Task<DateOnly[]> DayAsync(string name, CancellationToken cancellationToken) => RequiredAsync<DateOnly>(name, cancellationToken);

    public async Task<DateTimeOffset[]> MomentAsync(string name, CancellationToken cancellationToken) =>
        Array.ConvertAll(await RequiredAsync<DateTime>(name, cancellationToken), Utc);

    public async Task<DateTimeOffset?[]> OptionalMomentAsync(string name, CancellationToken cancellationToken) =>
        Array.ConvertAll(await OptionalAsync<DateTime>(name, cancellationToken), static x => x is { } moment ? Utc(moment) : (DateTimeOffset?)null);

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Utc));

    private async Task<T[]> RequiredAsync<T>(string name, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T[Rows];
        var field = _fields.GetValueOrDefault(name) ?? throw new InvalidDataException($"The file has no column {name}.");
        await group.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken);
        return values;
    }

    private async Task<T?[]> OptionalAsync<T>(string name, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T?[Rows];
        if (_fields.TryGetValue(name, out var field))
        {
            await group.ReadAsync<T>(field, values.AsMemory(), null, cancellationToken);
        }

        return values;
    }
}
