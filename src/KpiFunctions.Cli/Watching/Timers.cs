using Cronos;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;

namespace KpiFunctions.Cli.Watching;

/// <summary>Something that is done at set times.</summary>
/// <param name="Name">The function's name in the app.</param>
/// <param name="Schedule">Six fields, seconds first, in UTC.</param>
/// <param name="RunAsync">What is done.</param>
internal sealed record WatchTimer(string Name, string Schedule, Func<CancellationToken, Task> RunAsync);

/// <summary>Fires timers by the clock.</summary>
internal sealed class Timers(TimeProvider time, IWatchView view)
{
    // A machine that slept wakes up with a delay half over and the time long past.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    /// <summary>Fires one timer until it is cancelled. A time that comes while it runs is left out.</summary>
    public async Task RunAsync(WatchTimer timer, CancellationToken cancellationToken)
    {
        var schedule = CronExpression.Parse(timer.Schedule, CronFormat.IncludeSeconds);
        while (true)
        {
            var next = schedule.GetNextOccurrence(time.GetUtcNow(), TimeZoneInfo.Utc)
                ?? throw new InvalidOperationException($"{timer.Name} has no next time.");
            view.Show(new TimerEvent(timer.Name, "waiting") { Next = next });
            for (var now = time.GetUtcNow(); now < next; now = time.GetUtcNow())
            {
                await Task.Delay(next - now < LongestDelay ? next - now : LongestDelay, time, cancellationToken);
            }

            await FireAsync(timer, cancellationToken);
        }
    }

    /// <summary>Fires it once. What it meets is told and goes no further.</summary>
    public async Task FireAsync(WatchTimer timer, CancellationToken cancellationToken)
    {
        view.Show(new TimerEvent(timer.Name, "running"));
        try
        {
            await timer.RunAsync(cancellationToken);
            view.Show(new TimerEvent(timer.Name, "done"));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Faults.Detail(e);
            view.Show(new TimerEvent(timer.Name, "failed"));
            view.Show(new NoteEvent("error", WatchText.TimerFault(timer.Name, e)));
        }
    }
}
