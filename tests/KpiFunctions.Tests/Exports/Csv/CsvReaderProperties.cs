using System.Text;
using CsCheck;
using KpiFunctions.Exports.Csv;
using Sylvan.Data.Csv;
using Xunit;

namespace KpiFunctions.Tests.Exports.Csv;

/// <summary>Two readers by other people are the oracles: for any table, delimiter, line end and buffer size we read the same cells.</summary>
public sealed class CsvReaderProperties
{
    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ 019.-€я☂"], 0, 12],
        Gen.String[Gen.Char["ab\",;\t|\n\r я"], 0, 8],
        Gen.String[Gen.Char["x"], 60, 140],
        Gen.Const(string.Empty),
        Gen.Const("\""),
        Gen.Const("62,312"));

    private static readonly Gen<string[][]> Tables = Gen.Int[1, 6].SelectMany(columns => Cell.Array[columns].Array[1, 12]);

    private static readonly Gen<Case> Cases =
        from table in Tables
        from delimiter in Of(',', ';', '\t', '|')
        from lineEnd in Of("\n", "\r\n", "\r")
        from hasLastLineEnd in Gen.Bool
        from hasBom in Gen.Bool
        from quotesAll in Gen.Bool
        from bufferBytes in Gen.Int[1, 300]
        from chunk in Gen.Int[1, 400]
        select new Case(table, delimiter, lineEnd, hasLastLineEnd, hasBom, quotesAll, bufferBytes, chunk);

    [Fact]
    public void We_read_what_was_written() => Cases.Sample(x => Assert.Equal(x.Table, Ours(x)), iter: 20_000);

    // Sylvan takes the first line break that it meets, also one in quotes, for that of the file.
    [Fact]
    public void We_read_what_Sylvan_reads() => Cases.Where(static x => x.Table.All(row => row.All(cell => cell.AsSpan().IndexOfAny('\r', '\n') < 0))).Sample(x => Assert.Equal(Sylvan(x), Ours(x)), iter: 5_000);

    [Fact]
    public void We_read_what_CsvHelper_reads() => Cases.Sample(x => Assert.Equal(Helper(x), Ours(x)), iter: 5_000);

    [Fact]
    public void The_line_of_a_record_is_the_number_of_line_breaks_before_it() => Cases.Sample(x =>
    {
        var text = x.Text;
        using var reader = new CsvReader(new ChunkedStream(Encoding.UTF8.GetBytes(text), x.Chunk), x.Options);
        var at = 0;
        foreach (var row in x.Table)
        {
            Assert.Equal(CsvStatus.Record, CsvReaderTests.Next(reader));
            Assert.Equal(Breaks(text[..at]) + 1, reader.Line);
            at += x.Row(row).Length + x.LineEnd.Length;
        }
    }, iter: 5_000);

    [Fact]
    public void Whatever_the_bytes_are_reading_ends() => Gen.Byte.Array[0, 400].Select(Gen.Int[1, 60], Gen.Int[1, 100]).Sample((bytes, bufferBytes, chunk) =>
    {
        using var reader = new CsvReader(new ChunkedStream(bytes, chunk), new CsvOptions { BufferBytes = bufferBytes, MaxRecordBytes = 120, MaxColumns = 9 });
        var steps = 0;
        CsvStatus status;
        while ((status = CsvReaderTests.Next(reader)) != CsvStatus.End)
        {
            Assert.True(++steps < 1_000);
            for (var i = 0; i < reader.Count; i++)
            {
                _ = reader[i].Length;
            }

            if (status is CsvStatus.RecordTooLong or CsvStatus.UnterminatedQuote && !reader.SkipBrokenLine())
            {
                break;
            }
        }
    }, iter: 20_000);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string[][] Ours(Case x)
    {
        using var reader = new CsvReader(new ChunkedStream(x.Bytes, x.Chunk), x.Options);
        var rows = new List<string[]>();
        CsvStatus status;
        while ((status = CsvReaderTests.Next(reader)) == CsvStatus.Record)
        {
            rows.Add([.. Enumerable.Range(0, reader.Count).Select(i => Encoding.UTF8.GetString(reader[i]))]);
        }

        Assert.Equal(CsvStatus.End, status);
        return [.. rows];
    }

    private static string[][] Sylvan(Case x)
    {
        using var reader = CsvDataReader.Create(
            new StreamReader(new MemoryStream(x.Bytes)), new CsvDataReaderOptions { HasHeaders = false, Delimiter = x.Delimiter, ResultSetMode = ResultSetMode.SingleResult });
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString)]);
        }

        return [.. rows];
    }

    private static string[][] Helper(Case x)
    {
        using var reader = CsvHelper.CsvReader.Create(
            x.Bytes,
            new CsvHelper.CsvReaderOptions { HasHeader = false, Separator = x.Delimiter, SkipEmptyLines = false });
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return [.. rows];
    }

    private static int Breaks(string text)
    {
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return plain.Count(static c => c is '\n' or '\r');
    }

    internal sealed record Case(string[][] Table, char Delimiter, string LineEnd, bool HasLastLineEnd, bool HasBom, bool QuotesAll, int BufferBytes, int Chunk)
    {
        public string Text => string.Join(LineEnd, Table.Select(Row)) + (HasLastLineEnd || IsLastLineEmpty ? LineEnd : string.Empty);

        public byte[] Bytes => [.. HasBom ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(Text)];

        public CsvOptions Options => new() { Delimiter = (byte)Delimiter, BufferBytes = BufferBytes };

        // An empty line at the very end is no record, so it must be ended.
        private bool IsLastLineEmpty => Row(Table[^1]).Length == 0;

        public string Row(string[] cells) => string.Join(Delimiter, cells.Select(Quote));

        // A lone empty cell is written as "" because readers differ on what an empty line is.
        private string Quote(string cell) =>
            QuotesAll || Table[0].Length == 1 && cell.Length == 0 || cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(Delimiter, StringComparison.Ordinal)
                ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
                : cell;
    }
}
