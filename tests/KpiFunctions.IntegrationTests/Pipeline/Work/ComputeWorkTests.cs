using System.Globalization;
using KpiFunctions.Core.Periods;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.Logging;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>A computation is done when something changed since the last one began, by one machine at a time.</summary>
public sealed class ComputeWorkTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Twenty_files_dropped_at_once_are_one_computation()
    {
        await using var bench = await CreateAsync(azurite);
        string[] names = [.. Enumerable.Range(1, 20).Select(static x => string.Create(CultureInfo.InvariantCulture, $"shop/{x}.csv"))];
        foreach (var (name, i) in names.Select(static (x, i) => (x, i)))
        {
            await bench.DropAsync(name, Costs(10, source: string.Create(CultureInfo.InvariantCulture, $"s{i}")));
        }

        await Task.WhenAll(names.Select(x => bench.Get<IngestDrop>().RunAsync(x, Cancellation)));
        var messages = bench.Wire.Sent;
        Assert.Equal(20, messages.Count);
        bench.Clock.Advance(IngestDrop.BurstDelay);
        var states = new List<ComputeState>(await Task.WhenAll(messages.Select(x => bench.Get<ComputeWork>().HandleAsync(x.Text, Cancellation))));
        foreach (var waiting in bench.Wire.Sent.Skip(20))
        {
            Assert.Equal(ComputeWork.BusyDelay, waiting.Delay);
            states.Add(await bench.Get<ComputeWork>().HandleAsync(waiting.Text, Cancellation));
        }

        Assert.Single(states, static x => x == ComputeState.Computed);
        Assert.Equal(20, states.Count(static x => x is ComputeState.Computed or ComputeState.Seen));
        Assert.Contains("\"numerator\": \"200\"", await bench.KpisAsync("shop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_after_the_computation_began_is_computed_and_one_before_is_not()
    {
        await using var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/a.csv", Costs(10));
        await bench.Get<IngestDrop>().RunAsync("shop/a.csv", Cancellation);
        var first = bench.Clock.GetUtcNow();
        bench.Clock.Advance(IngestDrop.BurstDelay);
        Assert.Equal(ComputeState.Computed, await HandleAsync(bench, "shop", first));
        var began = (await bench.Get<ComputationLedger>().LastBeganAsync("shop", Cancellation))!.Value;

        Assert.Equal(ComputeState.Seen, await HandleAsync(bench, "shop", first));
        Assert.Equal(ComputeState.Seen, await HandleAsync(bench, "shop", began - ComputeWork.ClockSkew));
        Assert.Equal(ComputeState.Computed, await HandleAsync(bench, "shop", began - ComputeWork.ClockSkew + TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task While_one_computes_the_other_comes_back_later_and_not_as_a_further_attempt()
    {
        await using var bench = await ShopAsync();
        var ledger = bench.Get<ComputationLedger>();
        Assert.NotNull((await ledger.ClaimAsync("shop", DateTimeOffset.MaxValue, ComputeWork.Claim, Cancellation)).Claim);

        Assert.Equal(ComputeState.Busy, await HandleAsync(bench, "shop", bench.Clock.GetUtcNow(), attempt: 3));
        var waiting = Assert.Single(bench.Wire.Sent);
        Assert.Equal((QueueNames.Computes, ComputeWork.BusyDelay, 3), (waiting.Queue, waiting.Delay, waiting.Attempt));

        // Whoever had it died.
        bench.Clock.Advance(ComputeWork.Claim);
        Assert.Equal(ComputeState.Computed, await bench.Get<ComputeWork>().HandleAsync(waiting.Text, Cancellation));
    }

    [Fact]
    public async Task A_computation_that_outlasts_its_claim_counts_and_leaves_the_next_one_s_claim_alone()
    {
        await using var bench = await ShopAsync();
        var ledger = bench.Get<ComputationLedger>();
        var slow = (await ledger.ClaimAsync("shop", DateTimeOffset.MaxValue, ComputeWork.Claim, Cancellation)).Claim!;
        bench.Clock.Advance(ComputeWork.Claim);
        var next = (await ledger.ClaimAsync("shop", DateTimeOffset.MaxValue, ComputeWork.Claim, Cancellation)).Claim!;

        await ledger.CompleteAsync(slow, Cancellation);

        Assert.Equal(slow.BeganAt, await ledger.LastBeganAsync("shop", Cancellation));
        Assert.NotNull((await ledger.ClaimAsync("shop", DateTimeOffset.MaxValue, ComputeWork.Claim, Cancellation)).BusyUntil);
        await ledger.CompleteAsync(next, Cancellation);
        await ledger.CompleteAsync(slow, Cancellation);
        Assert.Equal(next.BeganAt, await ledger.LastBeganAsync("shop", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"brand\":\"shop|day\",\"changedAt\":\"2026-11-24T06:00:00Z\"}")]
    [InlineData("{\"brand\":\"../shop\",\"changedAt\":\"2026-11-24T06:00:00Z\"}")]
    [InlineData("not json")]
    public async Task What_nobody_understands_is_put_aside(string text)
    {
        await using var bench = await CreateAsync(azurite);

        Assert.Equal(ComputeState.SetAside, await bench.Get<ComputeWork>().HandleAsync(text, Cancellation));
        Assert.Equal((QueueNames.Computes + QueueNames.PoisonSuffix, text), Assert.Single(bench.Wire.Sent) is var x ? (x.Queue, x.Text) : default);
    }

    [Fact]
    public async Task A_brand_that_nobody_knows_is_dropped_and_leaves_nothing_behind()
    {
        await using var bench = await CreateAsync(azurite);

        Assert.Equal(ComputeState.Dropped, await HandleAsync(bench, "nobody", bench.Clock.GetUtcNow()));
        Assert.Empty(bench.Wire.Sent);
        Assert.Contains("nobody", Assert.Single(bench.Logged(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.Null(await bench.Get<ComputationLedger>().LastBeganAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task A_broken_configuration_is_waited_for_and_then_left_to_the_sweep()
    {
        await using var bench = await ShopAsync();
        await bench.ConfigureAsync("shop", "brand: [");
        var text = Text("shop", bench.Clock.GetUtcNow(), 0);
        var waits = new List<double>();
        while (await bench.Get<ComputeWork>().HandleAsync(text, Cancellation) == ComputeState.Later)
        {
            waits.Add(bench.Wire.Sent[^1].Delay.TotalMinutes);
            Assert.Equal(waits.Count, bench.Wire.Sent[^1].Attempt);
            text = bench.Wire.Sent[^1].Text;
        }

        Assert.Equal([1, 2, 5, 15, 30, 60, 60, 60], waits);
        Assert.Equal(ComputeState.Dropped, await bench.Get<ComputeWork>().HandleAsync(text, Cancellation));
        Assert.Equal(0, (await bench.Get<SweepDrops>().RunAsync(Cancellation)).Faults);
        Assert.Equal(QueueNames.Computes, bench.Wire.Sent[^1].Queue);
        Assert.Equal(0, bench.Wire.Sent[^1].Attempt);
    }

    [Fact]
    public async Task What_others_overtake_again_and_again_is_tried_later_and_at_last_put_aside()
    {
        await using var bench = await ShopAsync();
        bench.Wire.Before = static (method, path) =>
            method == "GET" && path.Contains("segments", StringComparison.Ordinal) ? throw new TimeoutException("overtaken") : Task.CompletedTask;
        await bench.ConfigureAsync("shop", "brand: shop\n");

        Assert.Equal(ComputeState.Later, await HandleAsync(bench, "shop", bench.Clock.GetUtcNow(), attempt: 7));
        Assert.Equal((TimeSpan.FromHours(1), 8), (bench.Wire.Sent[^1].Delay, bench.Wire.Sent[^1].Attempt));
        Assert.Equal(ComputeState.SetAside, await bench.Get<ComputeWork>().HandleAsync(bench.Wire.Sent[^1].Text, Cancellation));
        Assert.Equal(QueueNames.Computes + QueueNames.PoisonSuffix, bench.Wire.Sent[^1].Queue);
        bench.Wire.Before = null;

        // Nobody waits for the claim of what failed.
        Assert.Equal(ComputeState.Computed, await HandleAsync(bench, "shop", bench.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_fault_and_a_stop_are_thrown_and_give_the_claim_back()
    {
        await using var bench = await ShopAsync();
        await bench.ConfigureAsync("shop", "brand: shop\n");
        foreach (var fault in new Exception?[] { new InvalidDataException("broken bytes"), null })
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            bench.Wire.Before = async (method, path) =>
            {
                if (method == "GET" && path.Contains("segments", StringComparison.Ordinal))
                {
                    await stop.CancelAsync();
                    throw fault ?? new OperationCanceledException(stop.Token);
                }
            };
            var thrown = await Record.ExceptionAsync(
                () => bench.Get<ComputeWork>().HandleAsync(Text("shop", bench.Clock.GetUtcNow(), 0), stop.Token));
            bench.Wire.Before = null;

            Assert.True(fault is null ? thrown is OperationCanceledException : thrown == fault, thrown?.ToString());
            Assert.Equal(ComputeState.Computed, await HandleAsync(bench, "shop", bench.Clock.GetUtcNow()));
        }

        Assert.Empty(bench.Wire.Sent);
    }

    [Fact]
    public async Task Neither_readers_nor_the_sweep_stumble_over_the_state()
    {
        await using var bench = await ShopAsync();
        await bench.ComputeAsync("shop");
        var before = await bench.KpisAsync("shop");

        await HandleAsync(bench, "shop", bench.Clock.GetUtcNow());
        bench.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var grain in Grains.All)
        {
            Assert.Equal(0, await bench.Get<KpiTable>().SweepAsync("shop", grain, Cancellation));
        }

        Assert.Equal(before, await bench.KpisAsync("shop"));
        Assert.NotNull(await bench.Get<ComputationLedger>().LastBeganAsync("shop", Cancellation));
    }

    [Fact]
    public async Task A_machine_that_stops_at_any_step_is_made_up_for_by_the_same_message()
    {
        await using var bench = await CreateAsync(azurite);
        var steps = 0;
        for (var step = 1; ; step += 3)
        {
            var brand = string.Create(CultureInfo.InvariantCulture, $"b{step}");
            await bench.DropAsync(brand + "/costs.csv", Costs(1000 + step));
            await bench.Get<IngestDrop>().RunAsync(brand + "/costs.csv", Cancellation);
            var text = bench.Wire.Sent[^1].Text;
            bench.Clock.Advance(IngestDrop.BurstDelay);
            bench.Wire.CrashAt(step, isDone: step % 2 == 0);
            var crash = await Record.ExceptionAsync(() => bench.Get<ComputeWork>().HandleAsync(text, Cancellation));
            bench.Wire.Restart();

            if (crash is null)
            {
                break;
            }

            steps++;
            bench.Clock.Advance(ComputeWork.Claim);
            Assert.True(await bench.Get<ComputeWork>().HandleAsync(text, Cancellation) is ComputeState.Computed or ComputeState.Seen);
            Assert.Contains($"\"numerator\": \"{1000 + step}\"", await bench.KpisAsync(brand), StringComparison.Ordinal);
        }

        Assert.True(steps >= 8, $"only {steps} steps were stopped");
    }

    private async Task<WorkBench> ShopAsync()
    {
        var bench = await CreateAsync(azurite);
        await bench.DropAsync("shop/costs.csv", Costs(100));
        await bench.Get<IngestDrop>().RunAsync("shop/costs.csv", Cancellation);
        bench.Clock.Advance(IngestDrop.BurstDelay);
        bench.Wire.ForgetSent();
        return bench;
    }

    private static Task<ComputeState> HandleAsync(WorkBench bench, string brand, DateTimeOffset changedAt, int attempt = 0) =>
        bench.Get<ComputeWork>().HandleAsync(Text(brand, changedAt, attempt), Cancellation);

    private static string Text(string brand, DateTimeOffset changedAt, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"brand\":\"{brand}\",\"changedAt\":\"{changedAt:O}\",\"attempt\":{attempt}}}");
}
