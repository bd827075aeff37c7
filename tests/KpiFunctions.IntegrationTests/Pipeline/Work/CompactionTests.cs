using KpiFunctions.Core.Facts;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>Putting segments together changes no number, wherever it stops.</summary>
public sealed class CompactionTests(AzuriteFixture azurite)
{
    private const int Files = 20;

    [Fact]
    public async Task Numbers_are_the_same_before_and_after_and_after_a_second_time()
    {
        await using var bench = await ShopAsync();
        var before = await bench.KpisAsync("shop");
        var facts = await FactsAsync(bench);

        Assert.Equal(Files + 1, (await SweepAsync(bench)).Compacted);
        Assert.Single(await SegmentsAsync(bench));
        Assert.Equal(Files, (await bench.Get<SegmentStore>().ReadAsync("shop", FactKind.Costs, Cancellation)).Costs.Count);
        await AssertSameAsync(bench, before);
        Assert.Equal(facts, await FactsAsync(bench));

        // Enough new ones make a second time.
        await DropAsync(bench, "again", SweepDrops.MinSegments);
        await bench.ComputeAsync("shop");
        before = await bench.KpisAsync("shop");
        bench.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(SweepDrops.MinSegments + 1, (await SweepAsync(bench)).Compacted);
        Assert.Single(await SegmentsAsync(bench));
        await AssertSameAsync(bench, before);
    }

    [Fact]
    public async Task Few_or_young_segments_are_left_alone()
    {
        await using var bench = await CreateAsync(azurite);
        await DropAsync(bench, "few", SweepDrops.MinSegments - 1);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await SweepAsync(bench)).Compacted);

        bench.Clock.Advance(TimeSpan.FromDays(-1.9));
        await DropAsync(bench, "young", SweepDrops.MinSegments);
        Assert.Equal(0, (await SweepAsync(bench)).Compacted);
        Assert.Equal((2 * SweepDrops.MinSegments) - 1, (await SegmentsAsync(bench)).Count);
    }

    [Fact]
    public async Task Stopped_at_any_step_it_changes_no_number_and_the_next_time_ends_it()
    {
        var steps = 0;
        foreach (var isDone in new[] { false, true })
        {
            for (var step = 1; ; step += step is < 3 or > 20 and < 26 ? 1 : 5)
            {
                await using var bench = await ShopAsync();
                var before = await bench.KpisAsync("shop");
                var facts = await FactsAsync(bench);
                bench.Wire.CrashAt(step, isDone);
                var crash = await Record.ExceptionAsync(() => CompactAsync(bench));
                bench.Wire.Restart();

                await AssertSameAsync(bench, before);
                await CompactAsync(bench);
                await AssertSameAsync(bench, before);
                Assert.Equal(facts, await FactsAsync(bench));
                if (crash is null)
                {
                    break;
                }

                steps++;
            }
        }

        Assert.True(steps >= 16, $"only {steps} steps were stopped");
    }

    [Fact]
    public async Task Several_at_once_and_computations_between_them_lose_nothing()
    {
        await using var bench = await ShopAsync();
        var before = await bench.KpisAsync("shop");

        await Task.WhenAll(CompactAsync(bench), bench.ComputeAsync("shop"), CompactAsync(bench), bench.ComputeAsync("shop"), CompactAsync(bench));

        Assert.Single(await SegmentsAsync(bench));
        await AssertSameAsync(bench, before);
    }

    [Fact]
    public async Task A_segment_that_vanishes_after_it_was_listed_is_a_lost_race_for_a_computation()
    {
        await using var bench = await ShopAsync();
        var before = await bench.KpisAsync("shop");
        var isFirst = 1;
        bench.Wire.Before = async (method, path) =>
        {
            if (method == "GET" && path.EndsWith(".parquet", StringComparison.Ordinal) && path.Contains("segments", StringComparison.Ordinal)
                && Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                bench.Wire.Before = null;
                await CompactAsync(bench);
            }
        };

        var computation = await bench.ComputeAsync("shop");

        Assert.True(computation.Attempts > 1);
        Assert.Single(await SegmentsAsync(bench));
        await AssertSameAsync(bench, before);
    }

    [Fact]
    public async Task An_import_that_writes_an_old_segment_again_changes_nothing()
    {
        await using var bench = await ShopAsync();
        var before = await bench.KpisAsync("shop");
        var old = await FactsAsync(bench);
        await CompactAsync(bench);
        var again = new FactSet();
        again.Costs.AddRange(old.Take(5));

        await bench.Get<SegmentStore>().WriteAsync("shop", again, Cancellation);

        Assert.Equal(6, (await SegmentsAsync(bench)).Count);
        await AssertSameAsync(bench, before);
        await bench.Get<SegmentStore>().CompactAsync("shop", FactKind.Costs, new(2, DateTimeOffset.MaxValue), Cancellation);
        Assert.Single(await SegmentsAsync(bench));
        await AssertSameAsync(bench, before);
        Assert.Equal(old, await FactsAsync(bench));
    }

    [Fact]
    public async Task A_file_that_a_later_reading_refused_counts_no_more_afterwards_than_before()
    {
        await using var bench = await ShopAsync();
        const string Foreign = "Date,UTMSource,Expenses,Currency\n2026-11-17,foreign,977.00,EUR\n";
        await bench.DropAsync("shop/foreign.csv", Foreign);
        await bench.Get<IngestFile>().RunAsync("shop", "foreign.csv", Cancellation);
        await bench.ComputeAsync("shop");
        Assert.Contains("\"977\"", await bench.KpisAsync("shop"), StringComparison.Ordinal);
        var ledger = bench.Get<ImportLedger>();
        var record = (await ledger.ListAsync("shop", Cancellation)).Single(static x => x.Path == "foreign.csv");
        await ledger.RestoreAsync(
            record with { Path = "again.csv", State = ImportState.Refused, Reading = "0." + record.Reading, ImportedAt = record.ImportedAt!.Value.AddHours(1) },
            Cancellation);
        await bench.ComputeAsync("shop");
        var before = await bench.KpisAsync("shop");
        Assert.DoesNotContain("\"977\"", before, StringComparison.Ordinal);
        bench.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(Files + 2, await CompactAsync(bench));

        await AssertSameAsync(bench, before);
    }

    [Fact]
    public async Task Every_kind_of_fact_comes_back_exactly()
    {
        await using var bench = await CreateAsync(azurite);
        var store = bench.Get<SegmentStore>();
        var facts = Storage.SampleFacts.OfEveryKind(days: 12);
        await store.WriteAsync("shop", facts, Cancellation);
        await store.WriteAsync("shop", Later(facts), Cancellation);

        foreach (var kind in FactKinds.All)
        {
            await store.CompactAsync("shop", kind, new(2, DateTimeOffset.MaxValue), Cancellation);
        }

        Assert.Equal(facts.Ads.Where(static x => x.From.Month == 9), (await store.ReadAsync("shop", FactKind.Ads, Cancellation)).Ads.Where(static x => x.From.Month == 9));
        Assert.Equal(facts.Web, (await store.ReadAsync("shop", FactKind.Web, Cancellation)).Web);
        Assert.Equal(facts.Orders, (await store.ReadAsync("shop", FactKind.Orders, Cancellation)).Orders);
        Assert.Equal(facts.Costs, (await store.ReadAsync("shop", FactKind.Costs, Cancellation)).Costs);

        // The same bytes dropped again a day later.
        static FactSet Later(FactSet facts)
        {
            var later = new FactSet();
            later.Ads.AddRange(facts.Ads.Select(static x => x with { Origin = x.Origin with { Stamp = x.Origin.Stamp.AddDays(1) } }));
            later.Web.AddRange(facts.Web.Select(static x => x with { Origin = x.Origin with { Stamp = x.Origin.Stamp.AddDays(1) } }));
            later.Orders.AddRange(facts.Orders.Select(static x => x with { Origin = x.Origin with { Stamp = x.Origin.Stamp.AddDays(1) } }));
            later.Costs.AddRange(facts.Costs.Select(static x => x with { Origin = x.Origin with { Stamp = x.Origin.Stamp.AddDays(1) } }));
            return later;
        }
    }

    /// <summary>Many files of one month: corrections of each other, the same bytes under other names, and several days.</summary>
    private async Task<WorkBench> ShopAsync()
    {
        var bench = await CreateAsync(azurite);
        await DropAsync(bench, "first", Files);
        await bench.DropAsync("shop/copy.csv", Content("first", 3));
        await bench.Get<IngestFile>().RunAsync("shop", "copy.csv", Cancellation);
        await bench.ComputeAsync("shop");
        bench.Clock.Advance(TimeSpan.FromDays(2));
        return bench;
    }

    private static async Task DropAsync(WorkBench bench, string name, int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, count), Cancellation, async (i, token) =>
        {
            // Dropped at times of their own, whatever the machine's clock says, so that their order is always the same.
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Content(name, i)));
            await bench.Get<DropStore>().PutAsync("shop", $"{name}-{i}.csv", content, new DateTimeOffset(2026, 11, 20, 0, i, 0, TimeSpan.Zero), token);
            Assert.Equal(IngestState.Done, (await bench.Get<IngestFile>().RunAsync("shop", $"{name}-{i}.csv", token)).State);
        });
    }

    private static string Content(string name, int i) => Costs(100 + i, $"2026-11-{10 + (i % 5)}", $"{name}-{i % 7}");

    private static Task<SweepResult> SweepAsync(WorkBench bench) => bench.Get<SweepDrops>().RunAsync(Cancellation);

    private static Task<int> CompactAsync(WorkBench bench) => bench.Get<SegmentStore>().CompactAsync(
        "shop", FactKind.Costs, new(SweepDrops.MinSegments, bench.Clock.GetUtcNow() - SweepDrops.SegmentAge), Cancellation);

    private static Task<IReadOnlyList<Segment>> SegmentsAsync(WorkBench bench) => bench.Get<SegmentStore>().ListAsync("shop", FactKind.Costs, Cancellation);

    /// <summary>The one row of each file, with its lowest stamp.</summary>
    private static async Task<IReadOnlyList<CostFact>> FactsAsync(WorkBench bench) =>
    [
        .. (await bench.Get<SegmentStore>().ReadAsync("shop", FactKind.Costs, Cancellation)).Costs
            .GroupBy(static x => x.Origin.FileHash, StringComparer.Ordinal)
            .OrderBy(static x => x.Key, StringComparer.Ordinal)
            .Select(static x => x.MinBy(static y => y.Origin.Stamp)!),
    ];

    private static async Task AssertSameAsync(WorkBench bench, string before)
    {
        var facts = await bench.BlobsAsync(StorageNames.Facts);
        var computation = await bench.ComputeAsync("shop");
        Assert.Equal((0, 0), (computation.Published, computation.Removed));
        Assert.Equal(before, await bench.KpisAsync("shop"));
        Assert.Equal(facts, await bench.BlobsAsync(StorageNames.Facts));
        Assert.NotEmpty(await bench.Get<ImportLedger>().ListAsync("shop", Cancellation));
    }
}
