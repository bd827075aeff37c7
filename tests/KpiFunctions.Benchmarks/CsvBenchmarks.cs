using System.Buffers.Text;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Cli.Sample.Files;
using KpiFunctions.Exports.Csv;
using Sylvan.Data.Csv;
using PeerCsvReader = CsvHelper.CsvReader;
using PeerCsvReaderOptions = CsvHelper.CsvReaderOptions;

namespace KpiFunctions.Benchmarks;

/// <summary>
/// Reads a Google Ads campaign report by day (UTF-8, commas, quoted thousands) from memory, all readers in one run, so that their ratios
/// hold on any machine. Two tasks: visit every cell, and read what a fact needs (day, campaign, impressions, clicks, cost).
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[HideColumns(Column.StdDev, Column.Job)]
public class CsvBenchmarks
{
    private const int DayColumn = 0, CampaignColumn = 1, ImpressionsColumn = 5, ClicksColumn = 6, CostColumn = 10;

    private byte[] _file = [];

    /// <summary>Rows of the report.</summary>
    [Params(100_000)]
    public int Rows { get; set; }

    /// <summary>Makes the report.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using var stream = new MemoryStream();
        BulkExports.WriteGoogleAds(stream, Rows, GoogleAdsDownload.Csv, new DateOnly(2026, 11, 22));
        _file = stream.ToArray();
        var (own, sylvan, peer) = (Ours_facts().Result, Sylvan_facts(), CsvHelper_facts());
        if (own != sylvan || own != peer)
        {
            throw new InvalidOperationException($"The readers disagree: {own}, {sylvan}, {peer}.");
        }
    }

    /// <summary>Visits every cell as bytes.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("cells")]
    public async Task<long> Ours_cells()
    {
        using var reader = new CsvReader(new MemoryStream(_file), new CsvOptions());
        var bytes = 0L;
        while (await reader.ReadAsync(CancellationToken.None) == CsvStatus.Record)
        {
            for (var i = 0; i < reader.Count; i++)
            {
                bytes += reader[i].Length;
            }
        }

        return bytes;
    }

    /// <summary>Visits every cell as characters.</summary>
    [Benchmark]
    [BenchmarkCategory("cells")]
    public long Sylvan_cells()
    {
        using var reader = OpenSylvan();
        var characters = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.RowFieldCount; i++)
            {
                characters += reader.GetFieldSpan(i).Length;
            }
        }

        return characters;
    }

    /// <summary>Visits every cell as bytes.</summary>
    [Benchmark]
    [BenchmarkCategory("cells")]
    public long CsvHelper_cells()
    {
        using var reader = OpenPeer();
        var bytes = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                bytes += reader.GetSpan(i).Length;
            }
        }

        return bytes;
    }

    /// <summary>Reads the cells that a fact needs.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("facts")]
    public async Task<(long Clicks, decimal Cost, long Characters)> Ours_facts()
    {
        using var reader = new CsvReader(new MemoryStream(_file), new CsvOptions());
        var sums = new Sums();
        while (await reader.ReadAsync(CancellationToken.None) == CsvStatus.Record)
        {
            if (reader.Count > CostColumn && IsDay(reader[DayColumn]))
            {
                sums.Add(reader[DayColumn], reader[CampaignColumn], reader[ImpressionsColumn], reader[ClicksColumn], reader[CostColumn]);
            }
        }

        return sums.Result;
    }

    /// <summary>Reads the cells that a fact needs.</summary>
    [Benchmark]
    [BenchmarkCategory("facts")]
    public (long Clicks, decimal Cost, long Characters) Sylvan_facts()
    {
        using var reader = OpenSylvan();
        var sums = new Sums();
        while (reader.Read())
        {
            if (reader.RowFieldCount > CostColumn && reader.GetFieldSpan(DayColumn) is [>= '0' and <= '9', ..] day)
            {
                sums.Add(
                    day, reader.GetFieldSpan(CampaignColumn), reader.GetFieldSpan(ImpressionsColumn),
                    reader.GetFieldSpan(ClicksColumn), reader.GetFieldSpan(CostColumn));
            }
        }

        return sums.Result;
    }

    /// <summary>Reads the cells that a fact needs.</summary>
    [Benchmark]
    [BenchmarkCategory("facts")]
    public (long Clicks, decimal Cost, long Characters) CsvHelper_facts()
    {
        using var reader = OpenPeer();
        var sums = new Sums();
        while (reader.Read())
        {
            if (reader.FieldCount > CostColumn && IsDay(reader.GetSpan(DayColumn)))
            {
                sums.Add(
                    reader.GetSpan(DayColumn), reader.GetSpan(CampaignColumn), reader.GetSpan(ImpressionsColumn),
                    reader.GetSpan(ClicksColumn), reader.GetSpan(CostColumn));
            }
        }

        return sums.Result;
    }

    private CsvDataReader OpenSylvan() => CsvDataReader.Create(
        new StreamReader(new MemoryStream(_file), Encoding.UTF8),
        new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', Comment = '\0', BufferSize = 64 * 1024 });

    private PeerCsvReader OpenPeer() => PeerCsvReader.Create(
        new MemoryStream(_file), new PeerCsvReaderOptions { HasHeader = false, Separator = ',' }, leaveOpen: false);

    private static bool IsDay(ReadOnlySpan<byte> cell) => cell is [>= (byte)'0' and <= (byte)'9', ..];

    /// <summary>The same parsing for all, in the readers' own kind of characters.</summary>
    private struct Sums
    {
        private long _impressions;
        private long _clicks;
        private decimal _cost;
        private long _characters;

        public readonly (long Clicks, decimal Cost, long Characters) Result => (_clicks + _impressions, _cost, _characters);

        public void Add(ReadOnlySpan<byte> day, ReadOnlySpan<byte> campaign, ReadOnlySpan<byte> impressions, ReadOnlySpan<byte> clicks, ReadOnlySpan<byte> cost)
        {
            _ = Utf8Parser.TryParse(day[^2..], out int dayOfMonth, out _);
            _characters += Encoding.UTF8.GetCharCount(campaign) + dayOfMonth;
            _impressions += long.Parse(impressions, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            _clicks += long.Parse(clicks, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            _cost += decimal.Parse(cost, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }

        public void Add(ReadOnlySpan<char> day, ReadOnlySpan<char> campaign, ReadOnlySpan<char> impressions, ReadOnlySpan<char> clicks, ReadOnlySpan<char> cost)
        {
            _characters += campaign.Length + int.Parse(day[^2..], NumberStyles.None, CultureInfo.InvariantCulture);
            _impressions += long.Parse(impressions, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            _clicks += long.Parse(clicks, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            _cost += decimal.Parse(cost, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        }
    }
}
