using Azure.Data.Tables;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class DeliveryLedgerTests(TestStorage storage) : IClassFixture<TestStorage>
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DeliveryLedger Ledger => new(storage.Clients, _time);

    [Fact]
    public async Task Planning_again_changes_nothing()
    {
        var plan = Plan("planned");
        await Ledger.PlanAsync(plan, Stop);
        await SendAsync(plan);

        var again = await Ledger.PlanAsync(plan, Stop);

        Assert.Equal(DeliveryState.Sent, again.State);
        Assert.Equal(again, Assert.Single(await Ledger.ListAsync("planned", "2026-W47", Stop)));
    }

    [Fact]
    public async Task Of_several_senders_exactly_one_sends_and_nothing_is_sent_twice()
    {
        var plan = Plan("race");
        await Ledger.PlanAsync(plan, Stop);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.ClaimAsync(plan, Claim, Stop)));

        var delivery = Assert.Single(claims, static x => x.Claimed).Delivery!;
        Assert.Equal((DeliveryState.Connecting, 1), (delivery.State, delivery.Attempts));
        await FinishAsync(delivery);
        Assert.False((await Ledger.ClaimAsync(plan, Claim, Stop)).Claimed);
    }

    [Fact]
    public async Task One_recipient_never_affects_another()
    {
        var (anna, bob) = (Plan("two", "anna@example.com"), Plan("two", "bob@example.com"));
        await Ledger.PlanAsync(anna, Stop);
        await Ledger.PlanAsync(bob, Stop);

        await SendAsync(anna);

        Assert.True((await Ledger.ClaimAsync(bob, Claim, Stop)).Claimed);
        Assert.Equal(2, (await Ledger.ListByBrandAsync("two-brand", Stop)).Count);
    }

    [Fact]
    public async Task A_claim_that_expired_while_connecting_is_given_again()
    {
        var plan = Plan("connecting");
        await Ledger.PlanAsync(plan, Stop);
        var first = (await Ledger.ClaimAsync(plan, Claim, Stop)).Delivery!;
        Assert.False((await Ledger.ClaimAsync(plan, Claim, Stop)).Claimed);
        _time.Advance(Claim);

        var second = await Ledger.ClaimAsync(plan, Claim, Stop);

        Assert.True(second.Claimed);
        Assert.Equal(2, second.Delivery!.Attempts);
        Assert.Null(await Ledger.AdvanceAsync(first, new(DeliveryState.HandingOver), Stop));
    }

    [Fact]
    public async Task A_claim_that_expired_while_handing_over_is_unknown_and_a_person_decides()
    {
        var plan = Plan("handing-over");
        await Ledger.PlanAsync(plan, Stop);
        var first = (await Ledger.ClaimAsync(plan, Claim, Stop)).Delivery!;
        var handing = (await Ledger.AdvanceAsync(first, new(DeliveryState.HandingOver, MessageId: "<m1@kpi>"), Stop))!;
        _time.Advance(Claim);

        var claim = await Ledger.ClaimAsync(plan, Claim, Stop);

        Assert.False(claim.Claimed);
        Assert.Equal((DeliveryState.Unknown, "handing_over_expired", "<m1@kpi>"), (claim.Delivery!.State, claim.Delivery.LastCode, claim.Delivery.MessageId));
        Assert.Null(await Ledger.AdvanceAsync(handing, new(DeliveryState.Sent), Stop));
        Assert.False((await Ledger.ClaimAsync(plan, Claim, Stop)).Claimed);
        var decided = await Ledger.AdvanceAsync(claim.Delivery, new(DeliveryState.Planned, Code: "sent_again_by_person"), Stop);
        Assert.Equal(DeliveryState.Planned, decided!.State);
        Assert.True((await Ledger.ClaimAsync(plan, Claim, Stop)).Claimed);
    }

    [Fact]
    public async Task A_lost_answer_loses_neither_claim_nor_step()
    {
        var plan = Plan("lost");
        storage.LoseNextAnswer();
        await Ledger.PlanAsync(plan, Stop);
        storage.LoseNextAnswer();
        var claim = await Ledger.ClaimAsync(plan, Claim, Stop);
        Assert.True(claim.Claimed);
        storage.LoseNextAnswer();
        Assert.NotNull(await Ledger.AdvanceAsync(claim.Delivery!, new(DeliveryState.HandingOver), Stop));
    }

    [Fact]
    public async Task Steps_that_make_no_sense_are_refused()
    {
        var planned = await Ledger.PlanAsync(Plan("steps"), Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ledger.AdvanceAsync(planned, new(DeliveryState.Sent), Stop));
        await SendAsync(planned.Plan);
        var sent = (await Ledger.FindAsync(planned.Plan, Stop))!;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ledger.AdvanceAsync(sent, new(DeliveryState.HandingOver), Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ledger.AdvanceAsync(sent, new(DeliveryState.Failed), Stop));
    }

    [Fact]
    public async Task What_was_sent_is_sent_again_only_when_a_person_asks_for_it()
    {
        var plan = Plan("again");
        await Ledger.PlanAsync(plan, Stop);
        await SendAsync(plan);
        Assert.False((await Ledger.ClaimAsync(plan, Claim, Stop)).Claimed);
        var sent = (await Ledger.FindAsync(plan, Stop))!;

        var asked = await Ledger.AdvanceAsync(sent, new(DeliveryState.Planned, "<m1.again1@kpi>", "asked_again"), Stop);

        Assert.Equal((DeliveryState.Planned, "<m1.again1@kpi>", "asked_again"), (asked!.State, asked.MessageId, asked.LastCode));
        var claim = await Ledger.ClaimAsync(plan, Claim, Stop);
        Assert.True(claim.Claimed);
        Assert.Equal(2, claim.Delivery!.Attempts);
    }

    [Fact]
    public async Task What_was_never_planned_cannot_be_claimed() => Assert.Null((await Ledger.ClaimAsync(Plan("never"), Claim, Stop)).Delivery);

    [Fact]
    public async Task No_address_is_stored_not_even_in_what_the_server_said()
    {
        var plan = Plan("private", "Anna.Secret@example.com");
        await Ledger.PlanAsync(plan, Stop);
        var claimed = (await Ledger.ClaimAsync(plan, Claim, Stop)).Delivery!;
        await Ledger.AdvanceAsync(claimed, new(DeliveryState.Failed, Code: "550", Text: "550 <anna.secret@example.com> unknown"), Stop);

        var partition = "private|2026-W47";
        await foreach (var entity in storage.Clients.Table(StorageNames.Deliveries).QueryAsync<TableEntity>(x => x.PartitionKey == partition, cancellationToken: Stop))
        {
            Assert.StartsWith("0001|", entity.RowKey, StringComparison.Ordinal);
            Assert.Equal("a…@example.com", entity.GetString("recipient"));
            Assert.Equal("550 <a…@example.com> unknown", entity.GetString("last_text"));
            Assert.DoesNotContain(entity, static x => x.Value?.ToString()?.Contains("secret", StringComparison.OrdinalIgnoreCase) == true);
        }
    }

    private static DeliveryPlan Plan(string report, string address = "anna@example.com") =>
        new(report, "2026-W47", 1, RecipientRef.Of(address), report + "-brand", "ru");

    private async Task SendAsync(DeliveryPlan plan) => await FinishAsync((await Ledger.ClaimAsync(plan, Claim, Stop)).Delivery!);

    private async Task FinishAsync(Delivery delivery)
    {
        var handing = await Ledger.AdvanceAsync(delivery, new(DeliveryState.HandingOver, MessageId: "<m1@kpi>"), Stop);
        var sent = await Ledger.AdvanceAsync(handing!, new(DeliveryState.Sent, Code: "250", Text: "queued"), Stop);
        Assert.Equal(_time.GetUtcNow(), sent!.SentAt);
    }
}
