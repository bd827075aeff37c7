using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage;

/// <summary>The one place where clients are made, so that names, retries and identity cannot drift apart.</summary>
public sealed class StorageClients
{
    private readonly BlobServiceClient _blobs;
    private readonly TableServiceClient _tables;
    private readonly QueueServiceClient _queues;
    private readonly string _prefix;

    private StorageClients(BlobServiceClient blobs, TableServiceClient tables, QueueServiceClient queues, string prefix)
    {
        _blobs = blobs;
        _tables = tables;
        _queues = queues;
        _prefix = prefix;
    }

    /// <summary>Opens the storage that the options name; nothing is asked of it yet.</summary>
    /// <exception cref="ArgumentException">The options have <see cref="StorageOptions.Problems"/>.</exception>
    public static StorageClients Open(StorageOptions options) => Open(options, onEveryCall: null);

    /// <summary>As above, with a policy that sees every request.</summary>
    internal static StorageClients Open(StorageOptions options, HttpPipelinePolicy? onEveryCall)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is [var problem, ..])
        {
            throw new ArgumentException(problem.English, nameof(options));
        }

        var blobOptions = Patient(new BlobClientOptions(), onEveryCall);
        var tableOptions = Patient(new TableClientOptions(), onEveryCall);

        // The queue trigger of the host decodes Base64 unless host.json says otherwise; ours says it in so many words.
        var queueOptions = Patient(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, onEveryCall);
        if (options.IsAccountUrl && AccountUrl.TryRead(options.Connection, out var account))
        {
            TokenCredential identity = options.ClientId is { } clientId
                ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
                : new DefaultAzureCredential();
            return new(
                new BlobServiceClient(account.Blobs, identity, blobOptions),
                new TableServiceClient(account.Tables, identity, tableOptions),
                new QueueServiceClient(account.Queues, identity, queueOptions),
                options.Prefix);
        }

        return new(
            new BlobServiceClient(options.Connection, blobOptions),
            new TableServiceClient(options.Connection, tableOptions),
            new QueueServiceClient(options.Connection, queueOptions),
            options.Prefix);
    }

    /// <summary>A container, by its name in <see cref="StorageNames"/>.</summary>
    public BlobContainerClient Container(string name) => _blobs.GetBlobContainerClient(_prefix + name);

    /// <summary>A table, by its name in <see cref="StorageNames"/>.</summary>
    public TableClient Table(string name) => _tables.GetTableClient(_prefix + name);

    /// <summary>A queue, by its name in <see cref="QueueNames"/>.</summary>
    public QueueClient Queue(string name) => _queues.GetQueueClient(_prefix + name);

    /// <summary>Creates every container, table and queue that is not there yet.</summary>
    public async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        var containers = StorageNames.Containers.Select(x => EnsureContainerAsync(Container(x), cancellationToken));
        var tables = StorageNames.Tables.Select(async x => await Table(x).CreateIfNotExistsAsync(cancellationToken));
        var queues = QueueNames.All.Select(async x => await Queue(x).CreateIfNotExistsAsync(cancellationToken: cancellationToken));
        await Task.WhenAll(containers);
        await Task.WhenAll(queues);
        await Task.WhenAll(tables);
    }

    /// <summary>Administrators may read <c>pulled</c> and not create it, so one that is there is not asked for again.</summary>
    private static async Task EnsureContainerAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        if (!await container.ExistsAsync(cancellationToken))
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    /// <summary>Deletes every container, table and queue with the prefix of these clients.</summary>
    internal async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        foreach (var name in StorageNames.Containers)
        {
            await Container(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }

        foreach (var name in StorageNames.Tables)
        {
            await Table(name).DeleteAsync(cancellationToken);
        }

        foreach (var name in QueueNames.All)
        {
            await Queue(name).DeleteIfExistsAsync(cancellationToken);
        }
    }

    internal static bool CanRead(string connectionString)
    {
        try
        {
            _ = new BlobServiceClient(connectionString);
            _ = new TableServiceClient(connectionString);
            _ = new QueueServiceClient(connectionString);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>A busy or restarting account is waited for: five retries over about ten seconds, with the SDK's jitter.</summary>
    private static TOptions Patient<TOptions>(TOptions options, HttpPipelinePolicy? onEveryCall)
        where TOptions : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromMilliseconds(300);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        options.Diagnostics.IsLoggingContentEnabled = false;
        if (onEveryCall is not null)
        {
            options.AddPolicy(onEveryCall, HttpPipelinePosition.PerRetry);
        }

        return options;
    }
}
