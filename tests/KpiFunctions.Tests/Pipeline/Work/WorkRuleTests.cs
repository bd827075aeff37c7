using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Ledgers;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Work;

public sealed class WorkRuleTests
{
    [Theory]
    [InlineData("shop/costs.csv", "shop", "costs.csv")]
    [InlineData("shop/a/b c/Траты.csv", "shop", "a/b c/Траты.csv")]
    [InlineData("a-1/..csv", "a-1", "..csv")]
    [InlineData("costs.csv", null, null)]
    [InlineData("/costs.csv", null, null)]
    [InlineData("Shop/costs.csv", null, null)]
    [InlineData("shop/", null, null)]
    [InlineData("shop/../other/costs.csv", null, null)]
    [InlineData("shop/.. /costs.csv", null, null)]
    [InlineData("shop\n/costs.csv", null, null)]
    [InlineData("", null, null)]
    public void A_drop_belongs_to_the_brand_whose_folder_it_lies_in(string blob, string? brand, string? path)
    {
        Assert.Equal(brand is not null, DropName.TryRead(blob, out var name));
        Assert.Equal((brand, path), (name?.Brand, name?.Path));
    }

    [Fact]
    public void Waits_grow_to_an_hour_and_end_after_a_day()
    {
        var waits = Enumerable.Range(0, 40).Select(DeliveryWork.Retries.After).TakeWhile(static x => x is not null).Select(static x => x!.Value).ToList();

        Assert.Equal([1, 2, 5, 15, 30, 60, 60], waits.Take(7).Select(static x => (int)x.TotalMinutes));
        Assert.InRange(waits.Aggregate(static (a, b) => a + b), TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.All(waits, static x => Assert.True(x < OpenDeliveries.Forgotten));
    }

    [Theory]
    [InlineData(int.MinValue, 1)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, null)]
    public void An_absurd_count_of_attempts_is_no_fault(int attempt, int? minutes) =>
        Assert.Equal(minutes is { } x ? TimeSpan.FromMinutes(x) : (TimeSpan?)null, DeliveryWork.Retries.After(attempt));

    [Fact]
    public void Only_what_is_open_and_did_not_move_for_two_hours_was_forgotten()
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        DeliveryState[] open = [DeliveryState.Planned, DeliveryState.Connecting, DeliveryState.HandingOver];
        foreach (var state in Enum.GetValues<DeliveryState>())
        {
            Assert.Equal(open.Contains(state), OpenDeliveries.IsForgotten(Delivery(state, now.AddHours(-2)), now));
            Assert.False(OpenDeliveries.IsForgotten(Delivery(state, now.AddHours(-2).AddTicks(1)), now));
        }
    }

    [Fact]
    public void Computations_wait_longer_for_more_files_than_clocks_may_differ() => Assert.True(IngestDrop.BurstDelay > ComputeWork.ClockSkew);

    private static Delivery Delivery(DeliveryState state, DateTimeOffset changedAt) => new(
        new("weekly", Period.Week(new(2026, 11, 16), WeekStart.Monday).Id, 1, RecipientRef.Of("a@shop.example"), "shop", "en"),
        state, 0, null, null, null, null, changedAt, changedAt, null, null, default);
}
