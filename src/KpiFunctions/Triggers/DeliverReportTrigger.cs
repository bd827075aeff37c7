using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>Sends a report to those recipients that have not got it.</summary>
public sealed class DeliverReportTrigger(DeliveryWork deliver)
{
    /// <summary>Called at least once for each message, with its decoded text.</summary>
    [Function("DeliverReport")]
    public Task RunAsync(
        [QueueTrigger(QueueNames.Deliveries, Connection = StorageOptions.ConnectionSetting)] string message,
        CancellationToken cancellationToken) => deliver.HandleAsync(message, cancellationToken);
}
