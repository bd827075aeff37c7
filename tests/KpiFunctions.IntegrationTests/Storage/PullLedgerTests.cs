using KpiFunctions.Storage.Ledgers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class PullLedgerTests(TestStorage storage) : IClassFixture<TestStorage>
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PullLedger Ledger => new(storage.Clients, _time);

    [Fact]
    public async Task Of_several_at_once_exactly_one_pulls()
    {
        var key = Key("race");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.ClaimAsync(key, Half, Stop)));

        Assert.Single(answers, static x => x.Slice is not null);
        Assert.Equal(7, answers.Count(x => x.BusyUntil == _time.GetUtcNow() + Half));
    }

    [Fact]
    public async Task Of_several_planners_exactly_one_sends()
    {
        var slice = new PullSlice { Key = Key("planners") };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.TryQueueAsync(slice, "m", _time.GetUtcNow() + Half, Stop)));

        Assert.Single(answers, static x => x);
        var found = (await Ledger.FindAsync(slice.Key, Stop))!;
        Assert.True(found.IsQueued(_time.GetUtcNow()));
        Assert.False(await Ledger.TryQueueAsync(slice, "m", _time.GetUtcNow() + Half, Stop));
        Assert.True(await Ledger.TryQueueAsync(found, "n", _time.GetUtcNow() + Half, Stop));
    }

    [Fact]
    public async Task What_was_had_is_kept_with_all_that_was_known_before()
    {
        var key = Key("kept");
        var first = (await Ledger.ClaimAsync(key, Half, Stop)).Slice!;
        Assert.True(await Ledger.EndAsync(first, new(Had((16, 1), (17, 1)), _time.GetUtcNow() + Half, 2, "unavailable", "timed out"), Stop));
        var waiting = (await Ledger.FindAsync(key, Stop))!;
        Assert.Equal((2, "unavailable", "timed out"), (waiting.Failures, waiting.LastCode, waiting.LastDetail));
        Assert.True(waiting.IsWaiting(_time.GetUtcNow()));
        Assert.False(waiting.IsClaimed(_time.GetUtcNow()));

        var second = (await Ledger.ClaimAsync(key, Half, Stop)).Slice!;
        Assert.True(await Ledger.EndAsync(second, new(Had((17, 5), (18, 5))), Stop));

        var found = Assert.Single(await Ledger.ListAsync(key.Brand, key.Source, key.Account, Stop));
        Assert.Equal(Had((16, 1), (17, 5), (18, 5)), found.Days);
        Assert.Equal((0, null, null, null), (found.Failures, found.LastCode, found.LastDetail, found.NotBefore));
        Assert.Empty(await Ledger.ListAsync(key.Brand, key.Source, "1", Stop));
    }

    [Fact]
    public async Task A_later_answer_is_not_forgotten_for_an_earlier_one()
    {
        var key = Key("order");
        await Ledger.EndAsync((await Ledger.ClaimAsync(key, Half, Stop)).Slice!, new(Had((16, 5))), Stop);
        await Ledger.EndAsync((await Ledger.ClaimAsync(key, Half, Stop)).Slice!, new(Had((16, 1))), Stop);

        Assert.Equal(Had((16, 5)), (await Ledger.FindAsync(key, Stop))!.Days);
    }

    [Fact]
    public async Task An_expired_claim_is_given_again_and_its_first_holder_records_nothing()
    {
        var key = Key("expired");
        var begun = _time.GetUtcNow();
        var first = (await Ledger.ClaimAsync(key, Half, Stop)).Slice!;
        _time.Advance(Half);

        var second = await Ledger.ClaimAsync(key, Half, Stop);

        Assert.Equal(begun, second.UnfinishedSince);
        Assert.False(await Ledger.EndAsync(first, new(Had((16, 1))), Stop));
        Assert.Null(await Ledger.ExtendAsync(first, Half, Stop));
        Assert.True(await Ledger.EndAsync(second.Slice!, new(Had((17, 1))), Stop));
        Assert.Equal(Had((17, 1)), (await Ledger.FindAsync(key, Stop))!.Days);
        Assert.Null((await Ledger.ClaimAsync(key, Half, Stop)).UnfinishedSince);
    }

    [Fact]
    public async Task An_extended_claim_lasts_longer()
    {
        var key = Key("extended");
        var slice = (await Ledger.ClaimAsync(key, Half, Stop)).Slice!;
        _time.Advance(TimeSpan.FromMinutes(20));
        var extended = (await Ledger.ExtendAsync(slice, Half, Stop))!;
        _time.Advance(TimeSpan.FromMinutes(20));

        Assert.NotNull((await Ledger.ClaimAsync(key, Half, Stop)).BusyUntil);
        Assert.True(await Ledger.EndAsync(extended, new(Had((16, 1))), Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_released_claim_is_free_at_once_and_tells_whether_something_is_left_to_repair(bool leftOpen)
    {
        var key = Key("released-" + (leftOpen ? "open" : "shut"));
        await Ledger.ReleaseAsync((await Ledger.ClaimAsync(key, Half, Stop)).Slice!, leftOpen, Stop);

        var next = await Ledger.ClaimAsync(key, Half, Stop);

        Assert.NotNull(next.Slice);
        Assert.Equal(leftOpen, next.UnfinishedSince is not null);
    }

    [Fact]
    public async Task A_lost_answer_loses_neither_note_nor_claim_nor_result()
    {
        var key = Key("lost");
        storage.LoseNextAnswer();
        Assert.True(await Ledger.TryQueueAsync(new PullSlice { Key = key }, "m", _time.GetUtcNow() + Half, Stop));
        storage.LoseNextAnswer();
        var slice = (await Ledger.ClaimAsync(key, Half, Stop)).Slice;
        Assert.NotNull(slice);
        storage.LoseNextAnswer();
        slice = (await Ledger.ExtendAsync(slice, Half, Stop))!;
        storage.LoseNextAnswer();
        Assert.True(await Ledger.EndAsync(slice, new(Had((16, 1))), Stop));
    }

    [Fact]
    public async Task An_account_is_one_question_however_many_slices_it_has()
    {
        for (var i = 0; i < 5; i++)
        {
            var key = Key("many") with { From = new(2026, 11, 1 + i), To = new(2026, 11, 1 + i) };
            Assert.True(await Ledger.TryQueueAsync(new PullSlice { Key = key }, "m", _time.GetUtcNow(), Stop));
        }

        storage.TakeRequests();
        Assert.Equal(5, (await Ledger.ListAsync("many", "yandex-metrica", "44147844", Stop)).Count);
        Assert.Equal(1, storage.TakeRequests());
    }

    [Fact]
    public async Task Days_of_another_slice_are_refused()
    {
        var slice = (await Ledger.ClaimAsync(Key("foreign"), Half, Stop)).Slice!;

        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.EndAsync(slice, new(Had((23, 1))), Stop));
    }

    private static PullSliceKey Key(string brand) => new(brand, "yandex-metrica", "44147844", new(2026, 11, 16), new(2026, 11, 22));

    private static Dictionary<DateOnly, DateTimeOffset> Had(params (int Day, int Hours)[] days)
    {
        var start = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        return days.ToDictionary(static x => new DateOnly(2026, 11, x.Day), x => start.AddHours(x.Hours));
    }
}
