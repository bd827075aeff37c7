using KpiFunctions.Pipeline.Work;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>Freezes the reports that are due and queues one message each.</summary>
public sealed class PlanDeliveriesTrigger(PlanDueDeliveries deliveries)
{
    /// <summary>Called on schedule, by one instance at a time.</summary>
    [Function("PlanDeliveries")]
    public Task RunAsync([TimerTrigger(Schedules.PlanDeliveries)] TimerInfo timer, CancellationToken cancellationToken) => deliveries.RunAsync(cancellationToken);
}
