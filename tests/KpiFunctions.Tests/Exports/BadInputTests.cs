using System.Diagnostics;
using System.Globalization;
using System.Text;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports;

/// <summary>What people drop by mistake, and worse: each ends in an answer. KPI_SOAK=1 takes the sizes of the real world.</summary>
public sealed class BadInputTests
{
    private const string Header = "Date,Source,Amount,Currency\n";
    private const string Good = "2026-11-02,agency,12.50,EUR\n";

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("%PDF-1.7\n1 0 obj", "not_text")]
    [InlineData("GIF89a\u0001", "not_text")]
    [InlineData(Header, "header_only")]
    [InlineData(Header + "31.02.2026,agency,1,EUR\n2026-13-01,agency,1,EUR\n", "bad_date@2:Date bad_date@3:Date")]
    [InlineData(Header + "2026-11-02,agency,99999999999999999999999999999999,EUR\n2026-11-02,agency,1e400,EUR\n", "bad_number@2:Amount bad_number@3:Amount")]
    public async Task What_is_wrong_is_named_where_it_is(string text, string problems)
    {
        Assert.Equal(problems, Problems((await Text(text)).Reading));
    }

    [Fact]
    public async Task A_stray_nul_spoils_the_cell_that_it_stands_in()
    {
        var rows = string.Concat(Enumerable.Repeat(Good, 40));

        var (reading, facts) = await Text(Header + rows + "2026-11-03,ag\0ency,1,EUR\n2026-11-03,agency,1\0,EUR\n" + Good);

        Assert.Equal(("42:Source 43:Amount", 43, 1), (Spoilt(reading), reading.Rows, reading.Rejected));
        Assert.DoesNotContain(facts.Costs, static x => x.UtmSource?.Contains('\0', StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_file_full_of_nuls_is_no_text()
    {
        Assert.Equal("not_text", Problems((await Bytes([.. Encoding.UTF8.GetBytes(Header + Good), .. new byte[5000]])).Reading));
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_cost_their_row()
    {
        var (reading, _) = await Bytes([.. Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Repeat(Good, 3000)) + "2026-11-03,agency,"), 0xFF, .. "1,EUR\n"u8]);

        Assert.Equal(("3002:Amount", 3001, 1), (Spoilt(reading), reading.Rows, reading.Rejected));
    }

    [Fact]
    public async Task Twenty_thousand_columns_exceed_a_limit_that_is_named()
    {
        var header = string.Join(',', Enumerable.Range(0, 20_000).Select(static x => string.Create(CultureInfo.InvariantCulture, $"c{x}")));

        var (reading, _) = await Text(header + "\n" + header + "\n");

        Assert.Equal(("limit_exceeded", "columns 2000"), (Problems(reading), string.Join(' ', reading.Problems[0].Arguments)));
    }

    [Fact]
    public async Task A_line_without_an_end_is_given_up_in_bounded_memory()
    {
        var options = Options with { Limits = new() { MaxRecordBytes = Soak.IsOn ? 4 * 1024 * 1024 : 256 * 1024 } };
        var (peak, reading) = await PeakAsync(new Endless(Header + Good, "x", Soak.IsOn ? 100 * 1024 * 1024 : 4 * 1024 * 1024), options);

        Assert.Equal(("limit_exceeded@3", 1), (Problems(reading), reading.Accepted));
        Assert.InRange(peak, 0, 150 * 1024 * 1024);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        var (peak, reading) = await PeakAsync(new Endless(Header, Good, Soak.IsOn ? 1024L * 1024 * 1024 : 8 * 1024 * 1024), Options);

        Assert.True(reading.Rows > 100_000);
        Assert.InRange(peak, 0, 150 * 1024 * 1024);
    }

    [Fact]
    public async Task A_row_that_is_read_beside_bad_ones_counts_the_same()
    {
        var (reading, _) = await Text(Header + Good + "\"never closed,1\n" + Good);

        Assert.Equal((3, 2, "cost=25"), (reading.Rows, reading.Accepted, Totals(reading)));
    }

    private static string Spoilt(ExportReading reading) =>
        string.Join(' ', reading.Problems.Where(static x => x.Code == "bad_encoding").Select(static x => $"{x.Line}:{x.Column}"));

    /// <summary>What is on the heap at most, beyond what was there before; and what was read.</summary>
    private static async Task<(long Peak, ExportReading Reading)> PeakAsync(Endless file, ReadingOptions options)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var reader = new Discard();
        ExportReading? reading = null;
        await foreach (var member in KpiFunctions.Exports.Containers.DropReader.OpenAsync(file, "big.csv", "0123", options, CancellationToken.None))
        {
            reading = await member.ReadAsync(Stamp, reader, CancellationToken.None);
        }

        Debug.Assert(reading is not null);
        return (file.Peak - before, reading);
    }

    private sealed class Discard : KpiFunctions.Core.Facts.IFactSink
    {
        public void Add(KpiFunctions.Core.Facts.AdFact fact)
        {
        }

        public void Add(KpiFunctions.Core.Facts.WebFact fact)
        {
        }

        public void Add(KpiFunctions.Core.Facts.Order fact)
        {
        }

        public void Add(KpiFunctions.Core.Facts.CostFact fact)
        {
        }
    }

    /// <summary>A start, and then one piece over and over: as long as wanted, and nowhere stored. Looks at the heap while it is read.</summary>
    private sealed class Endless(string start, string piece, long length) : Stream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
        private readonly byte[] _piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1 + (100_000 / piece.Length))));
        private int _reads;

        public long Peak { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length - (length - _start.Length) % piece.Length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_reads++ % 100 == 0)
            {
                Peak = Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: false));
            }

            var part = Position < _start.Length ? _start.AsSpan((int)Position) : _piece.AsSpan((int)((Position - _start.Length) % _piece.Length));
            var count = (int)Math.Min(Math.Min(part.Length, buffer.Length), Length - Position);
            part[..count].CopyTo(buffer);
            Position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
