using System.Globalization;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Mail;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.Logging;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>A delivery is tried until it is sent or final, and never sent twice.</summary>
public sealed class DeliveryWorkTests(AzuriteFixture azurite, SmtpFixture smtp)
{
    [Fact]
    public async Task A_planned_report_is_sent_once_however_often_it_is_asked_for()
    {
        var recipient = TestMails.Recipient("work");
        await using var bench = await DueBrands.CreateDueAsync(azurite, smtp.Catcher.Options(), recipient);
        await bench.PlanAsync();

        await Task.WhenAll(HandleAsync(bench), HandleAsync(bench));
        Assert.Equal(DeliveryWorkState.Finished, await HandleAsync(bench));

        Assert.Equal(DeliveryState.Sent, Assert.Single(await bench.DeliveriesAsync()).State);
        Assert.Single(await smtp.MessagesToAsync(recipient, Cancellation));
    }

    [Fact]
    public async Task What_the_server_put_off_comes_back_later_and_what_it_refused_or_nobody_knows_does_not()
    {
        string[] final = [TestMails.Recipient("reject550"), TestMails.Recipient("drop-before"), TestMails.Recipient("fine")];
        await using var bench = await DueBrands.CreateDueAsync(azurite, smtp.Catcher.Options(), [.. final, TestMails.Recipient("defer451")]);
        await bench.PlanAsync();

        Assert.Equal(DeliveryWorkState.Later, await HandleAsync(bench));
        var again = Assert.Single(bench.Wire.Sent);
        Assert.Equal((QueueNames.Deliveries, TimeSpan.FromMinutes(1), 1), (again.Queue, again.Delay, again.Attempt));

        await bench.ReportToAsync("shop", final);
        Assert.Equal(DeliveryWorkState.Finished, await bench.Get<DeliveryWork>().HandleAsync(again.Text, Cancellation));
        Assert.Single(await smtp.MessagesToAsync(final[2], Cancellation));
    }

    [Fact]
    public async Task A_server_that_nobody_reaches_is_tried_for_a_day_and_then_left_to_planning()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, null, TestMails.Recipient("unreached"));
        await bench.PlanAsync();

        Assert.Equal(DeliveryWorkState.Later, await HandleAsync(bench, attempt: 4));
        Assert.Equal((TimeSpan.FromMinutes(30), 5), (bench.Wire.Sent[^1].Delay, bench.Wire.Sent[^1].Attempt));
        Assert.Equal(DeliveryWorkState.Later, await HandleAsync(bench, attempt: 27));
        Assert.Empty(bench.Logged(LogLevel.Error));
        Assert.Equal(DeliveryWorkState.Left, await HandleAsync(bench, attempt: 28));

        Assert.Equal(2, bench.Wire.Sent.Count);
        Assert.Contains("kpi send", Assert.Single(bench.Logged(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Planned, Assert.Single(await bench.DeliveriesAsync()).State);
        bench.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(1, (await bench.Get<PlanDueDeliveries>().RunAsync(Cancellation)).Resumed);
    }

    [Fact]
    public async Task A_report_that_is_configured_no_more_keeps_its_deliveries_and_is_no_fault()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, smtp.Catcher.Options(), TestMails.Recipient("gone"));
        await bench.PlanAsync();
        await bench.ConfigureAsync("shop", "brand: shop\n");

        Assert.Equal(DeliveryWorkState.NotConfigured, await HandleAsync(bench));

        Assert.Equal(DeliveryState.Planned, Assert.Single(await bench.DeliveriesAsync()).State);
        Assert.Empty(bench.Wire.Sent);
        Assert.Contains("shop-weekly", Assert.Single(bench.Logged(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_whose_configuration_is_broken_comes_back_later_and_other_broken_ones_are_no_obstacle()
    {
        var recipient = TestMails.Recipient("broken");
        await using var bench = await DueBrands.CreateDueAsync(azurite, smtp.Catcher.Options(), recipient);
        await bench.PlanAsync();
        await bench.ConfigureAsync("shop", "brand: [");
        Assert.Equal(DeliveryWorkState.Later, await HandleAsync(bench));

        await bench.ReportToAsync("shop", recipient);
        await bench.ConfigureAsync("a-broken", "brand: [");

        Assert.Equal(DeliveryWorkState.Finished, await bench.Get<DeliveryWork>().HandleAsync(Assert.Single(bench.Wire.Sent).Text, Cancellation));
        Assert.Single(await smtp.MessagesToAsync(recipient, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"report\":\"a|b\",\"period\":\"2026-W47\"}")]
    [InlineData("{\"report\":\"weekly\",\"period\":\"2026-W99\"}")]
    [InlineData("{\"report\":\"weekly\",\"period\":\"../../x\"}")]
    public async Task What_nobody_understands_is_put_aside(string text)
    {
        await using var bench = await CreateAsync(azurite);

        Assert.Equal(DeliveryWorkState.SetAside, await bench.Get<DeliveryWork>().HandleAsync(text, Cancellation));
        Assert.Equal((QueueNames.Deliveries + QueueNames.PoisonSuffix, text), Assert.Single(bench.Wire.Sent) is var x ? (x.Queue, x.Text) : default);
    }

    [Fact]
    public async Task A_stop_is_thrown_and_leaves_the_rest_to_the_next_message()
    {
        var recipient = TestMails.Recipient("stopped");
        await using var bench = await DueBrands.CreateDueAsync(azurite, smtp.Catcher.Options(), recipient);
        await bench.PlanAsync();
        using var stop = new CancellationTokenSource();
        bench.Wire.Before = async (method, path) =>
        {
            if (method == "PUT" && path.Contains("Deliveries", StringComparison.Ordinal))
            {
                await stop.CancelAsync();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Get<DeliveryWork>().HandleAsync(Text(0), stop.Token));
        bench.Wire.Before = null;

        Assert.Empty(bench.Wire.Sent);
        Assert.Equal(DeliveryWorkState.Finished, await HandleAsync(bench));
        Assert.Single(await smtp.MessagesToAsync(recipient, Cancellation));
    }

    [Fact]
    public async Task A_machine_that_stops_at_any_step_never_sends_twice_and_leaves_none_unnoticed()
    {
        await using var bench = await DueBrands.CreateDueAsync(azurite, smtp.Catcher.Options(), TestMails.Recipient("first"));
        var steps = 0;
        for (var step = 1; ; step++)
        {
            var recipient = TestMails.Recipient("crash");
            await bench.ReportToAsync("shop", recipient);
            await bench.PlanAsync();
            bench.Wire.CrashAt(step, isDone: step % 2 == 0);
            var crash = await Record.ExceptionAsync(() => HandleAsync(bench));
            bench.Wire.Restart();
            bench.Clock.Advance(TimeSpan.FromHours(1));
            await HandleAsync(bench);

            var delivery = Assert.Single(await bench.DeliveriesAsync(), x => x.Plan.Recipient == RecipientRef.Of(recipient));
            var mails = (await smtp.MessagesToAsync(recipient, Cancellation)).Count;
            Assert.True((delivery.State, mails) is (DeliveryState.Sent, 1) or (DeliveryState.Unknown, 0 or 1), $"step {step}: {delivery.State}, {mails} mails");
            if (crash is null)
            {
                break;
            }

            steps++;
        }

        Assert.True(steps >= 8, $"only {steps} steps were stopped");
    }

    private static Task<DeliveryWorkState> HandleAsync(WorkBench bench, int attempt = 0) => bench.Get<DeliveryWork>().HandleAsync(Text(attempt), Cancellation);

    private static string Text(int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"report\":\"shop-weekly\",\"period\":\"{DueBrands.Week}\",\"attempt\":{attempt}}}");
}
