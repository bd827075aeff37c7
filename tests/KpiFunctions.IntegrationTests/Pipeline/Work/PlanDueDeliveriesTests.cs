using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>Planning every quarter of an hour plans each report once, whatever happens to others.</summary>
public sealed class PlanDueDeliveriesTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_report_is_planned_when_it_is_due_and_not_again()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example", "b@shop.example");
        bench.Clock.Set(DueBrands.Due.AddMinutes(-15));
        Assert.Equal(new DuePlanning(0, 0, 0), await PlanAsync(bench));

        bench.Clock.Set(DueBrands.Due);
        Assert.Equal(new DuePlanning(1, 0, 0), await PlanAsync(bench));
        Assert.Equal(new DuePlanning(0, 0, 0), await PlanAsync(bench));

        Assert.Equal(2, (await bench.DeliveriesAsync()).Count);
        var sent = Assert.Single(bench.Wire.Sent);
        Assert.Equal((QueueNames.Deliveries, TimeSpan.Zero), (sent.Queue, sent.Delay));
        Assert.Equal(new DeliveryMessage("shop-weekly", DueBrands.Week), WorkMessages.ReadDelivery(sent.Text));
    }

    [Fact]
    public async Task Where_everything_is_planned_only_configurations_and_the_ledger_are_asked()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        await PlanAsync(bench);
        bench.Wire.TakeRequests();

        await PlanAsync(bench);

        var requests = bench.Wire.TakeRequests();
        Assert.All(requests, static x => Assert.True(x.Contains("config", StringComparison.Ordinal) || x.Contains("Deliveries", StringComparison.Ordinal), x));
        Assert.InRange(requests.Count, 4, 6);
    }

    [Fact]
    public async Task After_an_outage_only_the_newest_week_is_planned()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        bench.Clock.Set(DueBrands.Due.AddDays(6));

        await PlanAsync(bench);

        Assert.Single(await bench.DeliveriesAsync());
        Assert.Empty(await bench.DeliveriesAsync(week: "2026-W46"));
    }

    [Fact]
    public async Task A_broken_configuration_and_a_brand_without_numbers_do_not_stop_the_others()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        await bench.ConfigureAsync("a-broken", "brand: [");
        await bench.ReportToAsync("b-empty", "a@empty.example");
        await bench.AddBrandAsync("z-other", "a@other.example");
        bench.Clock.Set(DueBrands.Due);

        Assert.Equal(new DuePlanning(2, 0, 1), await PlanAsync(bench));

        Assert.Single(await bench.DeliveriesAsync());
        Assert.Single(await bench.DeliveriesAsync("z-other"));
        Assert.Empty(await bench.DeliveriesAsync("b-empty"));
        Assert.Contains(bench.Logged(LogLevel.Error), static x => x.Contains("a-broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_one_report_does_not_stop_the_others()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        await bench.AddBrandAsync("z-other", "a@other.example");
        bench.Clock.Set(DueBrands.Due);
        bench.Wire.Before = static (_, path) =>
            path.Contains("shop-weekly", StringComparison.Ordinal) ? throw new InvalidDataException("broken bytes") : Task.CompletedTask;

        Assert.Equal(new DuePlanning(1, 0, 1), await PlanAsync(bench));
        bench.Wire.Before = null;
        Assert.Equal(new DuePlanning(1, 0, 0), await PlanAsync(bench));
    }

    [Fact]
    public async Task Two_rounds_at_once_plan_each_recipient_once()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example", "b@shop.example");

        await Task.WhenAll(PlanAsync(bench), PlanAsync(bench), PlanAsync(bench));

        Assert.Equal(2, (await bench.DeliveriesAsync()).Count);
        Assert.InRange(bench.Wire.Sent.Count, 1, 3);
    }

    [Fact]
    public async Task A_recipient_who_is_added_is_planned_for_the_same_week()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        await PlanAsync(bench);
        await bench.ReportToAsync("shop", "a@shop.example", "new@shop.example");

        Assert.Equal(1, (await PlanAsync(bench)).Planned);
        Assert.Equal(2, (await bench.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task Deliveries_that_nobody_touched_for_two_hours_are_asked_for_again_also_when_the_week_turned_over()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        await PlanAsync(bench);
        bench.Clock.Set(DueBrands.Due.AddMinutes(115));
        Assert.Equal(new DuePlanning(0, 0, 0), await PlanAsync(bench));

        foreach (var later in new[] { TimeSpan.FromMinutes(125), TimeSpan.FromDays(6), TimeSpan.FromDays(6.9), TimeSpan.FromDays(8) })
        {
            bench.Wire.ForgetSent();
            bench.Clock.Set(DueBrands.Due + later);
            Assert.Equal(1, (await PlanAsync(bench)).Resumed);
            Assert.Equal(new DeliveryMessage("shop-weekly", DueBrands.Week), WorkMessages.ReadDelivery(Assert.Single(bench.Wire.Sent).Text));
        }
    }

    [Fact]
    public async Task What_is_sent_failed_or_unknown_is_not_asked_for_again()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example", "b@shop.example", "c@shop.example");
        await PlanAsync(bench);
        var ledger = bench.Get<DeliveryLedger>();
        foreach (var (delivery, state) in (await bench.DeliveriesAsync()).Zip([DeliveryState.Sent, DeliveryState.Failed, DeliveryState.Unknown]))
        {
            var claimed = (await ledger.ClaimAsync(delivery.Plan, TimeSpan.FromMinutes(1), Cancellation)).Delivery!;
            var handing = await ledger.AdvanceAsync(claimed, new(DeliveryState.HandingOver), Cancellation);
            await ledger.AdvanceAsync(handing!, new(state), Cancellation);
        }

        bench.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(new DuePlanning(0, 0, 0), await PlanAsync(bench));
    }

    [Fact]
    public async Task A_machine_that_stops_at_any_step_leaves_nothing_unplanned_or_unasked()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, "a@shop.example");
        var steps = 0;
        for (var step = 1; ; step += 2)
        {
            var brand = $"b{step}";
            await bench.AddBrandAsync(brand, $"a@{brand}.example", $"b@{brand}.example");
            bench.Clock.Set(DueBrands.Due);
            bench.Wire.CrashAt(step, isDone: step % 4 == 1);
            var crash = await Record.ExceptionAsync(() => PlanAsync(bench));
            var hasStopped = bench.Wire.IsDead;
            bench.Wire.Restart();
            Assert.True(crash is null or CrashException, crash?.ToString());

            await PlanAsync(bench);
            bench.Clock.Advance(OpenDeliveries.Forgotten + TimeSpan.FromMinutes(1));
            await PlanAsync(bench);

            Assert.Equal(2, (await bench.DeliveriesAsync(brand)).Count);
            Assert.Contains(bench.Wire.Sent, x => WorkMessages.ReadDelivery(x.Text)!.Report == brand + "-weekly");
            await bench.Get<StorageClients>().Container(StorageNames.Config).DeleteBlobAsync(brand + ".yaml", cancellationToken: Cancellation);
            if (!hasStopped)
            {
                break;
            }

            steps++;
        }

        Assert.True(steps >= 8, $"only {steps} steps were stopped");
    }

    private static Task<DuePlanning> PlanAsync(WorkBench bench) => bench.Get<PlanDueDeliveries>().RunAsync(Cancellation);
}
