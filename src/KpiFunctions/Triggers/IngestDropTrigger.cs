using Azure.Storage.Blobs;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.Triggers;

/// <summary>
/// Reads a file that somebody dropped. The event comes from Event Grid: it is the only source on Flex Consumption. The whole path is
/// one placeholder, for a brand's folders may have any depth; the brand is split off in code.
/// </summary>
public sealed class IngestDropTrigger(IngestDrop ingest)
{
    /// <summary>Called at least once for each version of a file.</summary>
    [Function("IngestDrop")]
    public Task RunAsync(
        [BlobTrigger(StorageNames.Drop + "/{path}", Source = BlobTriggerSource.EventGrid, Connection = StorageOptions.ConnectionSetting)] BlobClient blob,
        CancellationToken cancellationToken) => ingest.RunAsync(blob.Name, cancellationToken);
}
