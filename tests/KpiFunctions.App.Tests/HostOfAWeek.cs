using Cronos;
using KpiFunctions.App.Tests.Triggers;
using KpiFunctions.Storage.Naming;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace KpiFunctions.App.Tests;

/// <summary>
/// The host's part, by the app's own attributes: timers fire when their schedules say so, and messages are handed over when they become
/// visible. As the real one does now and then, it hands over every message and every event twice.
/// </summary>
internal sealed class HostOfAWeek(AppHost app)
{
    private static readonly IReadOnlyList<(Trigger Trigger, CronExpression Schedule)> Timers =
    [
        .. TriggerCatalogue.All
            .Where(static x => x.Binding is TimerTriggerAttribute)
            .Select(static x => (x, CronExpression.Parse(((TimerTriggerAttribute)x.Binding).Schedule, CronFormat.IncludeSeconds))),
    ];

    private static readonly IReadOnlyList<(Trigger Trigger, string Queue)> Queues =
    [
        .. TriggerCatalogue.All
            .Where(static x => x.Binding is QueueTriggerAttribute)
            .Select(static x => (x, ((QueueTriggerAttribute)x.Binding).QueueName)),
    ];

    private static readonly Trigger Blobs = TriggerCatalogue.All.Single(static x => x.Binding is BlobTriggerAttribute);
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>How often each function was called, by its name.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Lets time pass. Whatever is due on the way is called at its time.</summary>
    public async Task RunUntilAsync(DateTimeOffset end)
    {
        while (true)
        {
            var now = app.Time.GetUtcNow();
            var timer = Timers.Select(x => (At: Next(x.Schedule, now), x.Trigger)).MinBy(static x => x.At);
            var message = QueueNames.Work.SelectMany(app.Queues.Waiting).Select(static x => x.VisibleAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            var at = timer.At < message ? timer.At : message;
            if (at > end)
            {
                SetClock(end);
                return;
            }

            SetClock(at);
            if (timer.At <= message)
            {
                await CallAsync(timer.Trigger, new TimerInfo());
            }

            await HandOverAsync();
        }
    }

    /// <summary>Event Grid tells of a blob.</summary>
    public async Task AnnounceAsync(string blobName)
    {
        await CallAsync(Blobs, app.Blob(StorageNames.Drop, blobName));
        await CallAsync(Blobs, app.Blob(StorageNames.Drop, blobName));
    }

    private static DateTimeOffset Next(CronExpression schedule, DateTimeOffset now) =>
        schedule.GetNextOccurrence(now, TimeZoneInfo.Utc) ?? DateTimeOffset.MaxValue;

    private async Task HandOverAsync()
    {
        foreach (var (trigger, queue) in Queues)
        {
            foreach (var message in app.Queues.Take(queue, app.Time.GetUtcNow()))
            {
                await CallAsync(trigger, message.Text);
                await CallAsync(trigger, message.Text);
            }
        }
    }

    private void SetClock(DateTimeOffset at)
    {
        // A look at the clock moves it by a millisecond; it never goes back.
        if (at > app.Time.GetUtcNow())
        {
            app.Time.SetUtcNow(at);
        }
    }

    private async Task CallAsync(Trigger trigger, object argument)
    {
        _calls[trigger.Name] = _calls.GetValueOrDefault(trigger.Name) + 1;
        await (Task)trigger.Method.Invoke(app.Create(trigger.Type), [argument, Cancellation])!;
    }
}
