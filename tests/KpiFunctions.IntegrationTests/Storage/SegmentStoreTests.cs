using System.Diagnostics;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class SegmentStoreTests(TestStorage storage, ITestOutputHelper output) : IClassFixture<TestStorage>
{
    private readonly SegmentStore _segments = new(storage.Clients);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_stored_comes_back_exactly_by_brand_and_kind()
    {
        var facts = SampleFacts.OfEveryKind(days: 70);
        var names = await _segments.WriteAsync("exact", facts, Stop);
        await _segments.WriteAsync("exact-2", SampleFacts.OfEveryKind(days: 3), Stop);

        Assert.Equal(facts.Ads, (await _segments.ReadAsync("exact", FactKind.Ads, Stop)).Ads);
        Assert.Equal(facts.Web, (await _segments.ReadAsync("exact", FactKind.Web, Stop)).Web);
        Assert.Equal(facts.Orders, (await _segments.ReadAsync("exact", FactKind.Orders, Stop)).Orders);
        Assert.Equal(facts.Costs, (await _segments.ReadAsync("exact", FactKind.Costs, Stop)).Costs);
        Assert.Equal(names.Where(static x => x.Kind == FactKind.Ads), (await _segments.ListAsync("exact", FactKind.Ads, Stop)).Select(static x => x.Name));
    }

    [Fact]
    public async Task Storing_twice_is_the_same_as_storing_once()
    {
        var facts = SampleFacts.OfEveryKind(days: 40);
        await Task.WhenAll(_segments.WriteAsync("twice", facts, Stop), _segments.WriteAsync("twice", facts, Stop));
        var first = await BlobsAsync("twice");

        await _segments.WriteAsync("twice", facts, Stop);

        Assert.Equal(first, await BlobsAsync("twice"));
        Assert.Equal(facts.Ads.Count, (await _segments.ReadAsync("twice", FactKind.Ads, Stop)).Ads.Count);
    }

    [Fact]
    public async Task A_brand_without_facts_reads_as_none() => Assert.Equal(0, (await _segments.ReadAsync("nobody", FactKind.Web, Stop)).Count);

    [Fact]
    public async Task A_stranger_among_the_segments_is_left_out()
    {
        await storage.Clients.Container(StorageNames.Segments).GetBlobClient("kind=costs/brand_key=strange/month=2026-11/notes.txt")
            .UploadAsync(new BinaryData("hello"), Stop);
        Assert.Empty(await _segments.ListAsync("strange", FactKind.Costs, Stop));
    }

    [Theory]
    [InlineData(FactKind.Ads)]
    [InlineData(FactKind.Web)]
    [InlineData(FactKind.Orders)]
    [InlineData(FactKind.Costs)]
    public async Task DuckDB_reads_segments_and_finds_values_by_every_column(FactKind kind)
    {
        var brand = "duck-" + kind.Id();
        var facts = SampleFacts.OfEveryKind(days: 70);
        await _segments.WriteAsync(brand, facts, Stop);
        using var lake = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Segments), $"kind={kind.Id()}/brand_key={brand}/", Stop);

        var rows = lake.Count("SELECT count(*) FROM lake");
        Assert.Equal(kind switch { FactKind.Ads => facts.Ads.Count, FactKind.Web => facts.Web.Count, FactKind.Orders => facts.Orders.Count, _ => facts.Costs.Count }, rows);
        lake.EveryColumnCanBeFiltered();
    }

    [Fact]
    public async Task DuckDB_adds_up_to_the_micro()
    {
        var facts = SampleFacts.OfEveryKind(days: 70);
        await _segments.WriteAsync("sums", facts, Stop);
        using var lake = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Segments), "kind=ads/brand_key=sums/", Stop);

        Assert.Equal(facts.Ads.Sum(static x => x.Cost ?? 0) * 1_000_000m, lake.Number("SELECT CAST(sum(cost_micros) AS DECIMAL(38,0)) FROM lake"));
        Assert.Equal(facts.Ads.Count(static x => x.Cost is null), lake.Count("SELECT count(*) FROM lake WHERE cost_micros IS NULL"));
        Assert.Equal(
            facts.Ads.Count(static x => x.From.Month == 10), lake.Count("SELECT count(*) FROM lake WHERE month = '2026-10' AND brand_key = 'sums'"));
    }

    [Fact]
    public async Task Seventy_thousand_facts_of_a_year_are_written_and_read_in_seconds()
    {
        var facts = new FactSet();
        facts.Ads.AddRange(SampleFacts.Ads(days: 365, campaigns: 192, file: 'c'));

        storage.TakeRequests();
        var watch = Stopwatch.StartNew();
        var names = await _segments.WriteAsync("large", facts, Stop);
        var written = watch.ElapsedMilliseconds;
        var writeRequests = storage.TakeRequests();
        watch.Restart();
        var read = await _segments.ReadAsync("large", FactKind.Ads, Stop);
        output.WriteLine(
            $"{facts.Ads.Count} ad facts in {names.Count} segments: written in {written} ms ({writeRequests} requests), read in {watch.ElapsedMilliseconds} ms ({storage.TakeRequests()} requests), {(await _segments.ListAsync("large", FactKind.Ads, Stop)).Sum(static x => x.Length)} bytes");

        Assert.Equal(facts.Ads, read.Ads);
        Assert.InRange(names.Count, 12, 13);
    }

    private async Task<List<(string Name, Azure.ETag? ETag)>> BlobsAsync(string brand)
    {
        var blobs = new List<(string, Azure.ETag?)>();
        await foreach (var blob in storage.Clients.Container(StorageNames.Segments).GetBlobsAsync(new GetBlobsOptions { Prefix = "kind=" }, Stop))
        {
            if (blob.Name.Contains($"brand_key={brand}/", StringComparison.Ordinal))
            {
                blobs.Add((blob.Name, blob.Properties.ETag));
            }
        }

        Assert.NotEmpty(blobs);
        return blobs;
    }
}
