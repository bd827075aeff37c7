using KpiFunctions.Pipeline.Work;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>Looks after what no event announced, and clears away what nothing names any more.</summary>
public sealed class SweepDropsTrigger(SweepDrops sweep)
{
    /// <summary>Called on schedule, by one instance at a time.</summary>
    [Function("SweepDrops")]
    public Task RunAsync([TimerTrigger(Schedules.SweepDrops)] TimerInfo timer, CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);
}
