using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>Computes and publishes the KPIs of a brand.</summary>
public sealed class ComputeKpisTrigger(ComputeWork compute)
{
    /// <summary>Called at least once for each message, with its decoded text.</summary>
    [Function("ComputeKpis")]
    public Task RunAsync(
        [QueueTrigger(QueueNames.Computes, Connection = StorageOptions.ConnectionSetting)] string message,
        CancellationToken cancellationToken) => compute.HandleAsync(message, cancellationToken);
}
