using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>Pulls one slice of an account.</summary>
public sealed class PullSourceTrigger(PullWork pull)
{
    /// <summary>Called at least once for each message, with its decoded text.</summary>
    [Function("PullSource")]
    public Task RunAsync(
        [QueueTrigger(QueueNames.Pulls, Connection = StorageOptions.ConnectionSetting)] string message,
        CancellationToken cancellationToken) => pull.HandleAsync(message, cancellationToken);
}
