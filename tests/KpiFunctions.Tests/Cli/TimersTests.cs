using System.Collections.Concurrent;
using KpiFunctions.Cli.Watching;
using KpiFunctions.Pipeline.Work;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.Tests.Cli;

/// <summary>The local host's timers fire at the times of the app's, whatever the one before has met.</summary>
public sealed class TimersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_timer_fires_at_its_time_and_again_at_the_next_although_it_failed()
    {
        var time = new FakeTimeProvider(new(2026, 11, 24, 2, 40, 50, TimeSpan.Zero));
        var view = new Seen();
        var fired = new ConcurrentQueue<DateTimeOffset>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var timer = new WatchTimer("SweepDrops", Schedules.SweepDrops, _ =>
        {
            fired.Enqueue(time.GetUtcNow());
            throw new InvalidOperationException("told to");
        });

        var running = new Timers(time, view).RunAsync(timer, stopping.Token);
        var first = await view.NextAsync("waiting");
        await AdvanceUntilAsync(() => !fired.IsEmpty, time, TimeSpan.FromSeconds(5));
        var second = await view.NextAsync("waiting");
        await AdvanceUntilAsync(() => fired.Count >= 2, time, TimeSpan.FromHours(1));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 2, 41, 0, TimeSpan.Zero), first.Next);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 2, 41, 0, TimeSpan.Zero), second.Next);
        Assert.All(fired.Zip([first.Next!.Value, second.Next!.Value]), static x => Assert.True(x.First >= x.Second));
        Assert.Contains(view.All, static x => x is NoteEvent { Level: "error" });
    }

    private static async Task AdvanceUntilAsync(Func<bool> isDone, FakeTimeProvider time, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isDone())
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(step);
            await Task.Yield();
        }
    }

    private sealed class Seen : IWatchView
    {
        private readonly System.Threading.Channels.Channel<TimerEvent> _timers = System.Threading.Channels.Channel.CreateUnbounded<TimerEvent>();

        public ConcurrentQueue<WatchEvent> All { get; } = new();

        public void Show(WatchEvent happened)
        {
            All.Enqueue(happened);
            if (happened is TimerEvent timer)
            {
                _timers.Writer.TryWrite(timer);
            }
        }

        public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task<TimerEvent> NextAsync(string state)
        {
            using var patience = new CancellationTokenSource(Patience);
            TimerEvent timer;
            do
            {
                timer = await _timers.Reader.ReadAsync(patience.Token);
            }
            while (timer.State != state);
            return timer;
        }
    }
}
