using System.Text;
using KpiFunctions.Exports.Csv;
using Xunit;

namespace KpiFunctions.Tests.Exports.Csv;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d", "1:a|b 2:c|d")]
    [InlineData("a,b\r\nc,d\r\n", "1:a|b 2:c|d")]
    [InlineData("a,b\rc,d\r", "1:a|b 2:c|d")]
    [InlineData("\uFEFFa,b\n", "1:a|b")]
    [InlineData("\"a,\"\"b\"\"\",c\n", "1:a,\"b\"|c")]
    [InlineData("\"x\ny\",1\nz,2\n", "1:x\ny|1 3:z|2")]
    [InlineData("\"x\r\ny\",1\r\nz,2\r\n", "1:x\r\ny|1 3:z|2")]
    [InlineData("5\" pipe,a\"b\"c\n", "1:5\" pipe|a\"b\"c")]
    [InlineData("\"ab\"cd\"e,f\n", "1:abcd\"e|f")]
    [InlineData("a\n\nb\n", "1:a 2: 3:b")]
    [InlineData("a,\n,b\n", "1:a| 2:|b")]
    [InlineData("\"\",\"\"\"\"\n", "1:|\"")]
    [InlineData("", "")]
    [InlineData("\uFEFF", "")]
    public void Records_cells_and_physical_lines_are_as_written(string text, string expected)
    {
        foreach (var bufferBytes in (int[])[1, 64, 70, 65_536])
        {
            Assert.Equal(expected, Show(Encoding.UTF8.GetBytes(text), new CsvOptions { BufferBytes = bufferBytes }, chunk: 3));
        }
    }

    [Fact]
    public void A_cell_keeps_its_text_when_it_is_read_twice()
    {
        using var reader = new CsvReader(new MemoryStream("\"say \"\"yes\"\"\",\"a\"\"b\"\n"u8.ToArray()), new CsvOptions());

        Assert.Equal(CsvStatus.Record, Next(reader));
        Assert.Equal("a\"b", Encoding.UTF8.GetString(reader[1]));
        Assert.Equal("say \"yes\"", Encoding.UTF8.GetString(reader[0]));
        Assert.Equal("say \"yes\"", Encoding.UTF8.GetString(reader[0]));
    }

    [Fact]
    public void An_unclosed_quote_is_answered_and_costs_one_line()
    {
        using var reader = new CsvReader(new MemoryStream("a,b\nc,\"d\ne,f\ng,h"u8.ToArray()), new CsvOptions());

        Assert.Equal(CsvStatus.Record, Next(reader));
        Assert.Equal(CsvStatus.UnterminatedQuote, Next(reader));
        Assert.Equal(2, reader.Line);
        Assert.Equal("c,\"d", Encoding.UTF8.GetString(reader.Raw));
        Assert.True(reader.SkipBrokenLine());
        Assert.Equal(CsvStatus.Record, Next(reader));
        Assert.Equal((3, "e"), (reader.Line, Encoding.UTF8.GetString(reader[0])));
        Assert.Equal(CsvStatus.Record, Next(reader));
        Assert.Equal(CsvStatus.End, Next(reader));
    }

    [Fact]
    public void Without_skipping_a_broken_record_ends_the_reading()
    {
        using var reader = new CsvReader(new MemoryStream("\"d\ne,f\n"u8.ToArray()), new CsvOptions());

        Assert.Equal(CsvStatus.UnterminatedQuote, Next(reader));
        Assert.Equal(CsvStatus.End, Next(reader));
    }

    [Fact]
    public void A_record_over_the_limit_is_an_answer_whether_or_not_it_is_whole()
    {
        var text = "short\n" + new string('x', 500) + "\nnext\n\"" + new string('y', 100_000) + "\nlast\n";
        using var reader = new CsvReader(new ChunkedStream(Encoding.UTF8.GetBytes(text), 100), new CsvOptions { MaxRecordBytes = 200, BufferBytes = 16 });

        Assert.Equal(CsvStatus.Record, Next(reader));
        Assert.Equal(CsvStatus.RecordTooLong, Next(reader));
        Assert.Equal(2, reader.Line);
        Assert.False(reader.SkipBrokenLine());
        Assert.Equal(CsvStatus.End, Next(reader));
    }

    [Fact]
    public void Columns_over_the_limit_are_dropped_and_reading_goes_on()
    {
        using var reader = new CsvReader(new MemoryStream("1,2,3,4\n5,6\n"u8.ToArray()), new CsvOptions { MaxColumns = 3 });

        Assert.Equal(CsvStatus.TooManyColumns, Next(reader));
        Assert.Equal(3, reader.Count);
        Assert.Equal(CsvStatus.Record, Next(reader));
        Assert.Equal(2, reader.Count);
    }

    [Fact]
    public void Reading_does_not_allocate_per_cell_or_record()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("alpha,\"be\"\"ta\",3.50,\"62,312\"\r\n", 20_000)));
        using var reader = new CsvReader(new MemoryStream(text), new CsvOptions());
        _ = Next(reader);

        var before = GC.GetAllocatedBytesForCurrentThread();
        long length = 0;
        CsvStatus status;
        while ((status = reader.Read()) is not CsvStatus.End)
        {
            if (status == CsvStatus.NeedsData)
            {
                Wait(reader.FillAsync(CancellationToken.None));
                continue;
            }

            for (var i = 0; i < reader.Count; i++)
            {
                length += reader[i].Length;
            }
        }

        Assert.Equal(19_999 * 20, length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Theory]
    [InlineData('\n')]
    [InlineData('"')]
    [InlineData('\0')]
    public void A_delimiter_that_cannot_be_one_is_refused(char delimiter) =>
        Assert.Throws<ArgumentException>(() => new CsvReader(Stream.Null, new CsvOptions { Delimiter = (byte)delimiter }));

    internal static string Show(byte[] bytes, CsvOptions options, int chunk)
    {
        using var reader = new CsvReader(new ChunkedStream(bytes, chunk), options);
        var records = new List<string>();
        while (Next(reader) == CsvStatus.Record)
        {
            var cells = Enumerable.Range(0, reader.Count).Select(i => Encoding.UTF8.GetString(reader[i]));
            records.Add($"{reader.Line}:{string.Join('|', cells)}");
        }

        return string.Join(' ', records);
    }

    internal static CsvStatus Next(CsvReader reader)
    {
        CsvStatus status;
        while ((status = reader.Read()) == CsvStatus.NeedsData)
        {
            Wait(reader.FillAsync(CancellationToken.None));
        }

        return status;
    }

    private static void Wait(ValueTask filling)
    {
        Assert.True(filling.IsCompleted);
        filling.GetAwaiter().GetResult();
    }
}

/// <summary>Gives at most so many bytes at a time, as networks do.</summary>
internal sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);
}
