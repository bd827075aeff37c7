using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>What events have missed is made up for once a day, brand by brand.</summary>
public sealed class SweepDropsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_drop_whose_event_was_lost_is_read_and_computed_and_a_young_one_is_left_to_its_event()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/lost.csv", Costs(100));
        bench.Clock.Advance(SweepDrops.Patience - TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await SweepAsync(bench)).Ingested);
        Assert.Empty(bench.Wire.Sent);

        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        var swept = await SweepAsync(bench);

        Assert.Equal((1, 0, 1, 0), (swept.Ingested, swept.Left, swept.Asked, swept.Faults));
        Assert.NotNull(await bench.ReceiptAsync("shop", "lost.csv"));
        Assert.Equal("shop", WorkMessages.ReadCompute(Assert.Single(bench.Wire.Sent).Text)!.Brand);
        Assert.Equal(0, (await SweepAsync(bench)).Ingested);
    }

    [Fact]
    public async Task Looking_for_lost_drops_asks_nothing_of_a_file_that_was_read()
    {
        await using var bench = await CreateAsync(azurite);
        await ReadAsync(bench, 3);
        bench.Wire.TakeRequests();
        await SweepAsync(bench);
        var few = bench.Wire.TakeRequests().Count;
        await ReadAsync(bench, 12);
        bench.Wire.TakeRequests();

        await SweepAsync(bench);

        Assert.Equal(few, bench.Wire.TakeRequests().Count);

        static async Task ReadAsync(WorkBench bench, int count)
        {
            foreach (var i in Enumerable.Range(0, count))
            {
                await bench.DropAsync($"shop/{count}-{i}.csv", Costs(i + 1, source: $"s{count}-{i}"));
                await bench.Get<IngestDrop>().RunAsync($"shop/{count}-{i}.csv", Cancellation);
            }
        }
    }

    [Fact]
    public async Task An_import_that_somebody_began_and_never_ended_is_done()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/begun.csv", Costs(100));
        var file = Assert.Single(await bench.Get<DropStore>().ListAsync("shop", Cancellation));
        await bench.Get<ImportLedger>().ClaimAsync("shop", file.Path, file.ETag.ToString(), null, Cancellation);
        bench.Clock.Advance(TimeSpan.FromHours(1));

        await SweepAsync(bench);

        Assert.Equal(ImportState.Done, Assert.Single(await bench.Get<ImportLedger>().ListAsync("shop", Cancellation)).State);
    }

    [Fact]
    public async Task A_computation_that_was_lost_is_asked_for_and_one_that_was_done_is_not()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/costs.csv", Costs(100));
        await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);
        bench.Wire.ForgetSent();
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await SweepAsync(bench)).Asked);

        Assert.Equal(ComputeState.Computed, await bench.Get<ComputeWork>().HandleAsync(Assert.Single(bench.Wire.Sent).Text, Cancellation));
        Assert.Equal(0, (await SweepAsync(bench)).Asked);
    }

    [Fact]
    public async Task One_brand_s_fault_does_not_stop_the_others()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.ConfigureAsync("a-broken", "brand: [");
        foreach (var brand in new[] { "a-broken", "b-faulty", "c-fine" })
        {
            await bench.DropAsync(brand + "/costs.csv", Costs(100));
        }

        bench.Clock.Advance(TimeSpan.FromHours(1));
        bench.Wire.Before = static (_, path) =>
            path.Contains("drop/b-faulty/", StringComparison.Ordinal) ? throw new InvalidDataException("broken bytes") : Task.CompletedTask;

        var swept = await SweepAsync(bench);

        Assert.Equal(1, swept.Faults);
        Assert.NotNull(await bench.ReceiptAsync("c-fine", "costs.csv"));
        Assert.Contains("configuration has errors", await bench.ReceiptAsync("a-broken", "costs.csv"), StringComparison.Ordinal);
        Assert.Contains(bench.Logged(LogLevel.Error), static x => x.Contains("a drop of b-faulty", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_there_is_no_time_for_is_left_to_the_next_sweep()
    {
        await using var bench = await CreateAsync(azurite);
        foreach (var name in new[] { "a/1.csv", "a/2.csv", "b/1.csv", "b/2.csv" })
        {
            await bench.DropAsync(name, Costs(100));
        }

        bench.Clock.Advance(TimeSpan.FromHours(1));
        bench.Wire.Before = (method, path) =>
        {
            // Each file takes longer than half of the time there is.
            if (method == "GET" && path.EndsWith(".csv", StringComparison.Ordinal))
            {
                bench.Clock.Advance(SweepDrops.ReadingTime * 0.6);
            }

            return Task.CompletedTask;
        };

        var first = await SweepAsync(bench);
        bench.Wire.Before = null;

        Assert.Equal((2, 2), (first.Ingested, first.Left));
        Assert.Equal(2, (await SweepAsync(bench)).Ingested);
    }

    [Fact]
    public async Task A_drop_outside_of_every_brand_s_folder_is_answered_once()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("lost.csv", "x");
        await bench.DropAsync("Not a Brand/deep/lost.csv", "x");

        Assert.Equal(2, (await SweepAsync(bench)).Unplaced);
        Assert.Equal(0, (await SweepAsync(bench)).Unplaced);
        Assert.Contains("_unplaced/names/Not a Brand/deep/lost.csv.md", await bench.BlobsAsync(StorageNames.Receipts));
    }

    [Fact]
    public async Task A_drop_in_a_brand_s_folder_whose_name_cannot_be_used_is_answered_once_and_again_when_it_is_dropped_again()
    {
        await using var bench = await CreateAsync(azurite);
        string[] names = ["shop/pulled:forgotten.csv", "shop/tab\there.csv", "shop/" + new string('x', 1000) + ".csv"];
        foreach (var name in names)
        {
            await bench.DropAsync(name, Costs(100));
        }

        await bench.DropAsync("shop/fine.csv", Costs(100));
        bench.Clock.Advance(TimeSpan.FromHours(1));

        var swept = await SweepAsync(bench);

        Assert.Equal((1, names.Length, 0), (swept.Ingested, swept.Unplaced, swept.Faults));
        foreach (var name in await bench.BlobsAsync(StorageNames.Drop))
        {
            Assert.Equal(name != "shop/fine.csv", (await bench.BlobsAsync(StorageNames.Receipts)).Contains(ReceiptStore.UnplacedPath(name) + ".md"));
        }

        Assert.Contains(
            Exports.Receipts.Notice.UnusableNameCode,
            await bench.ReadAsync(StorageNames.Receipts, ReceiptStore.UnplacedPath(names[0]) + ".json"),
            StringComparison.Ordinal);
        Assert.Equal(0, (await SweepAsync(bench)).Unplaced);

        await DropUntilNewerAsync(bench, names[0], ReceiptStore.UnplacedPath(names[0]) + ".md");

        Assert.Equal(1, (await SweepAsync(bench)).Unplaced);
    }

    [Fact]
    public async Task Messages_that_were_put_aside_are_counted_and_said_what_to_do_with()
    {
        await using var bench = await CreateAsync(azurite);
        Assert.Equal(0, (await SweepAsync(bench)).SetAside);
        await bench.Get<WorkQueues>().SetAsideAsync(QueueNames.Pulls, "x", Cancellation);
        await bench.Get<WorkQueues>().SetAsideAsync(QueueNames.Computes, "x", Cancellation);
        await bench.Get<WorkQueues>().SetAsideAsync(QueueNames.Computes, "x", Cancellation);
        var host = bench.Get<StorageClients>().Queue(QueueNames.BlobTriggerPoison);
        await host.CreateAsync(cancellationToken: Cancellation);
        await host.SendMessageAsync("x", Cancellation);

        Assert.Equal(4, (await SweepAsync(bench)).SetAside);
        Assert.Equal(3, bench.Logged(LogLevel.Warning).Count(static x => x.Contains("-poison", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_abandoned_attempts_have_left_is_removed()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/costs.csv", Costs(100));
        await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);
        await bench.ComputeAsync("shop");
        var table = bench.Get<StorageClients>().Table(StorageNames.Kpis);
        var abandoned = Ulid.NewUlid(bench.Clock.GetUtcNow()).ToString(null, System.Globalization.CultureInfo.InvariantCulture);
        await table.AddEntityAsync(new Azure.Data.Tables.TableEntity("shop|week", $"2026-W47|{abandoned}|total|x"), Cancellation);
        var before = await bench.KpisAsync("shop");
        bench.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, (await SweepAsync(bench)).Entities);
        Assert.Equal(before, await bench.KpisAsync("shop"));
        Assert.Null(await bench.Get<ComputationLedger>().LastBeganAsync("shop", Cancellation));
    }

    [Fact]
    public async Task Two_sweeps_at_once_do_no_harm()
    {
        await using var bench = await CreateAsync(azurite);
        foreach (var i in Enumerable.Range(0, 20))
        {
            await bench.DropAsync($"shop/{i}.csv", Costs(i + 1, source: $"s{i}"));
        }

        bench.Clock.Advance(TimeSpan.FromDays(2));
        await Task.WhenAll(SweepAsync(bench), SweepAsync(bench), SweepAsync(bench));
        await SweepAsync(bench);
        await bench.ComputeAsync("shop");

        Assert.Contains("\"numerator\": \"210\"", await bench.KpisAsync("shop"), StringComparison.Ordinal);
        Assert.All(await bench.Get<ImportLedger>().ListAsync("shop", Cancellation), static x => Assert.Equal(ImportState.Done, x.State));
    }

    /// <summary>Storage tells times in whole seconds, so it is asked until it says that the drop is the newer one.</summary>
    private static async Task DropUntilNewerAsync(WorkBench bench, string drop, string receipt)
    {
        var answered = await ChangedAsync(StorageNames.Receipts, receipt);
        do
        {
            await bench.DropAsync(drop, Costs(200));
        }
        while (await ChangedAsync(StorageNames.Drop, drop) <= answered);

        async Task<DateTimeOffset> ChangedAsync(string container, string blob) =>
            (await bench.Get<StorageClients>().Container(container).GetBlobClient(blob).GetPropertiesAsync(cancellationToken: Cancellation)).Value.LastModified;
    }

    private static Task<SweepResult> SweepAsync(WorkBench bench) => bench.Get<SweepDrops>().RunAsync(Cancellation);
}
