using System.Text.Json;
using KpiFunctions.Core.Facts;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.Logging;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>Events of drops come twice, late, at once and for what is gone; each is answered.</summary>
public sealed class IngestDropTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_drop_is_read_and_its_brand_is_computed_a_little_later()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/any folder/Траты 1.csv", Costs(100));

        var outcome = await bench.Get<IngestDrop>().RunAsync("shop/any folder/Траты 1.csv", Cancellation);

        Assert.Equal(DropState.Done, outcome.State);
        Assert.NotNull(await bench.ReceiptAsync("shop", "any folder/Траты 1.csv"));
        var sent = Assert.Single(bench.Wire.Sent);
        Assert.Equal((QueueNames.Computes, IngestDrop.BurstDelay), (sent.Queue, sent.Delay));
        Assert.Equal(new ComputeMessage("shop", outcome.ChangedAt!.Value), WorkMessages.ReadCompute(sent.Text));
    }

    [Fact]
    public async Task The_same_event_again_imports_nothing_and_asks_again_for_the_computation_that_may_have_been_lost()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/costs.csv", Costs(100));
        var first = await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);
        bench.Clock.Advance(TimeSpan.FromHours(3));

        var second = await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);

        Assert.Equal(DropState.AlreadyDone, second.State);
        Assert.Equal(2, bench.Wire.Sent.Count);
        Assert.Single(await bench.Get<SegmentStore>().ListAsync("shop", FactKind.Costs, Cancellation));

        // It names the time by which the facts were stored, not the event's, so a computation since then has seen them.
        Assert.InRange(second.ChangedAt!.Value, first.ChangedAt!.Value, first.ChangedAt.Value + ImportLedger.DefaultClaim);
    }

    [Fact]
    public async Task An_old_event_after_a_newer_one_changes_nothing()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/costs.csv", Costs(100));
        await bench.DropAsync("shop/costs.csv", Costs(250));

        var newer = await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);
        var older = await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);

        Assert.Equal((DropState.Done, DropState.AlreadyDone), (newer.State, older.State));
        Assert.Equal(250m, Assert.Single((await bench.Get<SegmentStore>().ReadAsync("shop", FactKind.Costs, Cancellation)).Costs).Amount);
    }

    [Fact]
    public async Task A_blob_that_is_gone_and_one_that_somebody_is_importing_are_answers()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/busy.csv", Costs(1));
        var file = Assert.Single(await bench.Get<DropStore>().ListAsync("shop", Cancellation));
        await bench.Get<ImportLedger>().ClaimAsync("shop", file.Path, file.ETag.ToString(), null, Cancellation);

        Assert.Equal(DropState.Busy, (await bench.Get<IngestDrop>().RunAsync("shop/busy.csv", Cancellation)).State);
        Assert.Equal(DropState.Gone, (await bench.Get<IngestDrop>().RunAsync("shop/gone.csv", Cancellation)).State);
        Assert.Empty(bench.Wire.Sent);
    }

    [Fact]
    public async Task What_is_no_export_is_answered_and_nothing_is_computed_for_it()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/letter.csv", "Dear all,\nplease find attached");

        Assert.Equal(DropState.Refused, (await bench.Get<IngestDrop>().RunAsync("shop/letter.csv", Cancellation)).State);
        Assert.NotNull(await bench.ReceiptAsync("shop", "letter.csv"));
        Assert.Empty(bench.Wire.Sent);
    }

    [Theory]
    [InlineData("costs.csv", "names/costs.csv", Notices.Outside)]
    [InlineData("Shop/costs.csv", "names/Shop/costs.csv", Notices.Outside)]
    [InlineData("моя папка/a b#c?.csv", "names/моя папка/a b#c?.csv", Notices.Outside)]
    [InlineData("/costs.csv", "names//costs.csv", Notices.Outside)]
    [InlineData("shop/../other/costs.csv", "digests/", Notices.Unusable)]
    [InlineData("../receipts/other/costs.csv", "digests/", Notices.Unusable)]
    [InlineData("shop/a\u0007.csv", "digests/", Notices.Unusable)]
    [InlineData("shop/a\\..\\b.csv", "digests/", Notices.Unusable)]
    [InlineData("shop/pulled:x.pull", "names/shop/pulled:x.pull", Notices.Unusable)]
    [InlineData("shop/", "digests/", Notices.Unusable)]
    [InlineData("", "digests/", Notices.Unusable)]
    [InlineData("_unplaced/names/costs.csv", "names/_unplaced/names/costs.csv", Notices.Outside)]
    public async Task A_blob_of_no_brand_is_answered_in_both_languages_where_no_brand_s_receipts_are(string name, string place, string code)
    {
        await using var bench = await CreateAsync(azurite);

        var first = await bench.Get<IngestDrop>().RunAsync(name, Cancellation);
        var second = await bench.Get<IngestDrop>().RunAsync(name, Cancellation);

        Assert.Equal((DropState.Unplaced, DropState.Unplaced), (first.State, second.State));
        var path = ReceiptStore.UnplacedPath(name);
        Assert.StartsWith("_unplaced/" + place, path, StringComparison.Ordinal);
        Assert.False(Ids.IsBrand(path.Split('/')[0]));
        Assert.Equal([path + ".json", path + ".md"], await bench.BlobsAsync(StorageNames.Receipts));
        var receipt = await bench.ReadAsync(StorageNames.Receipts, path + ".md");
        Assert.Contains("folder named by the brand's id", receipt, StringComparison.Ordinal);
        Assert.Contains("в папку, названную идентификатором бренда", receipt, StringComparison.Ordinal);
        Assert.Contains($"\"code\": \"{code}\"", await bench.ReadAsync(StorageNames.Receipts, path + ".json"), StringComparison.Ordinal);
        Assert.Empty(bench.Wire.Sent);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_answered()
    {
        await using var bench = await CreateAsync(azurite);
        var name = "shop/" + new string('я', 1010) + ".csv";

        Assert.Equal(DropState.Unplaced, (await bench.Get<IngestDrop>().RunAsync(name, Cancellation)).State);
        Assert.Equal(2, (await bench.BlobsAsync(StorageNames.Receipts)).Count);
    }

    [Fact]
    public async Task A_drop_for_a_brand_that_is_not_configured_is_read_with_the_defaults_and_its_receipt_asks_whether_the_folder_is_misspelt()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.ConfigureAsync("acme", "brand: acme\n");
        await bench.DropAsync("acme/costs.csv", Costs(100));
        await bench.DropAsync("acmee/costs.csv", Costs(100));
        await bench.DropAsync("acmee/letter.csv", "Dear all,\nplease find attached");

        Assert.Equal(DropState.Done, (await bench.Get<IngestDrop>().RunAsync("acme/costs.csv", Cancellation)).State);
        Assert.Empty(bench.Logged(LogLevel.Warning));
        Assert.Equal(DropState.Done, (await bench.Get<IngestDrop>().RunAsync("acmee/costs.csv", Cancellation)).State);
        Assert.Equal(DropState.Refused, (await bench.Get<IngestDrop>().RunAsync("acmee/letter.csv", Cancellation)).State);

        Assert.DoesNotContain("configured", await bench.ReceiptAsync("acme", "costs.csv"), StringComparison.Ordinal);
        Assert.All(
            [await bench.ReceiptAsync("acmee", "costs.csv"), await bench.ReceiptAsync("acmee", "letter.csv")],
            static x => Assert.All(
                ["“acmee”", "time zone UTC, currency EUR", "misspelt", "config/acmee.yaml"], y => Assert.Contains(y, x, StringComparison.Ordinal)));
        using var json = JsonDocument.Parse((await bench.Get<ReceiptStore>().ReadJsonAsync("acmee", "costs.csv", Cancellation))!.Content);
        var problem = Assert.Single(json.RootElement.GetProperty("problems").EnumerateArray());
        Assert.Equal(("warning", "brand_not_configured"), (problem.GetProperty("severity").GetString(), problem.GetProperty("code").GetString()));
        Assert.Equal(1, json.RootElement.GetProperty("problemCounts").GetProperty("brand_not_configured").GetInt32());
        Assert.Equal(2, bench.Logged(LogLevel.Warning).Count(static x => x.Contains("acmee", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_broken_configuration_is_answered_without_saying_what_is_in_it_and_the_file_is_read_once_it_is_mended()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.ConfigureAsync("shop", "brand: shop\ncurrency: NOT-ONE\nowner: director@secret.example\n");
        await bench.DropAsync("shop/costs.csv", Costs(100));

        Assert.Equal(DropState.BrokenConfiguration, (await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation)).State);
        var answer = await bench.ReceiptAsync("shop", "costs.csv");
        Assert.Contains("configuration has errors", answer, StringComparison.Ordinal);
        Assert.Contains("в настройках бренда есть ошибки", answer, StringComparison.Ordinal);
        Assert.All(["NOT-ONE", "secret"], x => Assert.DoesNotContain(x, answer + string.Concat(bench.Logged(LogLevel.Trace)), StringComparison.Ordinal));
        Assert.Empty(await bench.Get<ImportLedger>().ListAsync("shop", Cancellation));
        Assert.Empty(bench.Wire.Sent);

        await bench.ConfigureAsync("shop", "brand: shop\n");
        bench.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(1, (await bench.Get<SweepDrops>().RunAsync(Cancellation)).Ingested);
        Assert.DoesNotContain("has errors", await bench.ReceiptAsync("shop", "costs.csv"), StringComparison.Ordinal);

        // Broken again, and an old event once more: what the receipt says of the import stays.
        await bench.ConfigureAsync("shop", "brand: [");
        Assert.Equal(DropState.BrokenConfiguration, (await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation)).State);
        Assert.DoesNotContain("has errors", await bench.ReceiptAsync("shop", "costs.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_stops_at_any_step_loses_nothing_when_the_event_comes_again()
    {
        await using var bench = await CreateAsync(azurite);
        var steps = 0;
        foreach (var isDone in new[] { false, true })
        {
            for (var step = 1; ; step++)
            {
                var brand = $"b{step}-{(isDone ? "after" : "before")}";
                await bench.DropAsync(brand + "/costs.csv", Costs(100));
                bench.Wire.ForgetSent();
                bench.Wire.CrashAt(step, isDone);
                var whole = true;
                try
                {
                    await bench.Get<IngestDrop>().RunAsync(brand + "/costs.csv", Cancellation);
                }
                catch (CrashException)
                {
                    whole = false;
                }

                bench.Wire.Restart();
                bench.Clock.Advance(ImportLedger.DefaultClaim);
                var again = await bench.Get<IngestDrop>().RunAsync(brand + "/costs.csv", Cancellation);

                Assert.True(again.State is DropState.Done or DropState.AlreadyDone, $"step {step}: {again.State}");
                Assert.NotNull(await bench.ReceiptAsync(brand, "costs.csv"));
                Assert.Contains(bench.Wire.Sent, x => WorkMessages.ReadCompute(x.Text)!.Brand == brand);
                await bench.ComputeAsync(brand);
                Assert.Contains("\"numerator\": \"100\"", await bench.KpisAsync(brand), StringComparison.Ordinal);
                if (whole)
                {
                    steps += step - 1;
                    break;
                }
            }
        }

        Assert.True(steps >= 20, $"only {steps} steps were stopped");
    }

    private static class Notices
    {
        public const string Outside = Exports.Receipts.Notice.OutsideOfBrandsCode;
        public const string Unusable = Exports.Receipts.Notice.UnusableNameCode;
    }
}
