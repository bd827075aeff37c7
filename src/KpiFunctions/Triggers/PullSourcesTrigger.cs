using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Pipeline.Work;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>Finds the slices that are due and queues one message each.</summary>
public sealed class PullSourcesTrigger(PullSources sources)
{
    /// <summary>Called on schedule, by one instance at a time.</summary>
    [Function("PullSources")]
    public Task RunAsync([TimerTrigger(Schedules.PullSources)] TimerInfo timer, CancellationToken cancellationToken) => sources.RunAsync(cancellationToken);
}
