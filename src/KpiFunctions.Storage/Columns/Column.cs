using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Limits;
using Parquet;
using Parquet.Schema;

namespace KpiFunctions.Storage.Columns;

/// <summary>One column of a Parquet file: its field, and how a row fills it.</summary>
internal abstract class Column<TRow>(DataField field)
{
    public DataField Field { get; } = field;

    public abstract Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken);
}

internal sealed class TextColumn<TRow>(string name, Func<TRow, string?> value, bool nullable)
    : Column<TRow>(new DataField(name, typeof(string), isNullable: nullable))
{
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        var values = new string?[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            // A null in a required column makes a file that nobody can read (Parquet.Net 6.1).
            values[i] = value(rows[i]) ?? (nullable ? null : throw new InvalidDataException($"Row {i} has no {Field.Name}, which every row needs."));
        }

        return group.WriteAsync(Field, (IReadOnlyCollection<string>)values!);
    }
}

internal sealed class ValueColumn<TRow, T>(DataField field, Func<TRow, T> value) : Column<TRow>(field)
    where T : struct
{
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return group.WriteAsync<T>(Field, values, cancellationToken: cancellationToken);
    }
}

internal sealed class NullableColumn<TRow, T>(DataField field, Func<TRow, T?> value) : Column<TRow>(field)
    where T : struct
{
    public override Task WriteAsync(ParquetRowGroupWriter group, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        var values = new T?[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return group.WriteAsync<T>(Field, values, cancellationToken: cancellationToken);
    }
}

/// <summary>The kinds of columns that are written. Each avoids one of the library's known traps; the tests let DuckDB filter on all.</summary>
internal static class Column
{
    public static Column<TRow> Text<TRow>(string name, Func<TRow, string> value) => new TextColumn<TRow>(name, value, nullable: false);

    public static Column<TRow> OptionalText<TRow>(string name, Func<TRow, string?> value) => new TextColumn<TRow>(name, value, nullable: true);

    public static Column<TRow> Flag<TRow>(string name, Func<TRow, bool> value) =>
        new ValueColumn<TRow, bool>(new DataField<bool>(name), value);

    public static Column<TRow> Int<TRow>(string name, Func<TRow, int> value) =>
        new ValueColumn<TRow, int>(new DataField<int>(name), value);

    public static Column<TRow> OptionalLong<TRow>(string name, Func<TRow, long?> value) =>
        new NullableColumn<TRow, long>(new DataField<long?>(name), value);

    /// <summary>An amount as integer micros: exact, small, and with right statistics.</summary>
    public static Column<TRow> Micros<TRow>(string name, Func<TRow, decimal> value) =>
        new ValueColumn<TRow, long>(new DataField<long>(name), x => StorableMicros(value(x), name));

    /// <summary>As <see cref="Micros"/>; null stays null, which is not 0.</summary>
    public static Column<TRow> OptionalMicros<TRow>(string name, Func<TRow, decimal?> value) =>
        new NullableColumn<TRow, long>(new DataField<long?>(name), x => value(x) is { } amount ? StorableMicros(amount, name) : null);

    public static Column<TRow> Day<TRow>(string name, Func<TRow, DateOnly> value) =>
        new ValueColumn<TRow, DateOnly>(new DataField<DateOnly>(name), value);

    /// <summary>A moment, UTC, in milliseconds: of finer units the library writes wrong statistics (parquet-dotnet issue 769).</summary>
    public static Column<TRow> Moment<TRow>(string name, Func<TRow, DateTimeOffset> value) =>
        new ValueColumn<TRow, DateTime>(MomentField(name, nullable: false), x => WholeMilliseconds(value(x), name));

    public static Column<TRow> OptionalMoment<TRow>(string name, Func<TRow, DateTimeOffset?> value) =>
        new NullableColumn<TRow, DateTime>(MomentField(name, nullable: true), x => value(x) is { } moment ? WholeMilliseconds(moment, name) : null);

    /// <summary>An amount as DECIMAL(28,6), so that people can write SUM(cost).</summary>
    public static Column<TRow> Amount<TRow>(string name, Func<TRow, decimal> value) =>
        new ValueColumn<TRow, decimal>(AmountField(name, nullable: false), x => RoundedAmount(value(x), name));

    /// <summary>As <see cref="Amount"/>; null stays null, which is not 0.</summary>
    public static Column<TRow> OptionalAmount<TRow>(string name, Func<TRow, decimal?> value) =>
        new NullableColumn<TRow, decimal>(AmountField(name, nullable: true), x => value(x) is { } amount ? RoundedAmount(amount, name) : null);

    private static DecimalDataField AmountField(string name, bool nullable) =>
        new(name, AmountLimits.Precision, AmountLimits.Scale, isNullable: nullable);

    private static DateTimeDataField MomentField(string name, bool nullable) =>
        new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: nullable);

    private static long StorableMicros(decimal amount, string name) => AmountLimits.IsStorable(amount)
        ? AmountLimits.ToMicros(amount)
        : throw new OverflowException($"{name} {amount} has more than six decimals or is too great; ask {nameof(AmountLimits)}.{nameof(AmountLimits.Unstorable)} before storing.");

    // The library cuts decimals off instead of rounding them.
    private static decimal RoundedAmount(decimal amount, string name) =>
        decimal.Round(amount, AmountLimits.Scale) is var rounded && Math.Abs(rounded) <= AmountLimits.MaxSum
            ? rounded
            : throw new OverflowException($"{name} {amount} does not fit DECIMAL({AmountLimits.Precision},{AmountLimits.Scale}).");

    private static DateTime WholeMilliseconds(DateTimeOffset moment, string name) => moment.UtcTicks % TimeSpan.TicksPerMillisecond == 0
        ? moment.UtcDateTime
        : throw new InvalidDataException($"{name} {moment:O} is not a whole millisecond, which is the contract of {nameof(FactOrigin)}.");
}
