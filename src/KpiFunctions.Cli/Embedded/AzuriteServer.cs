namespace KpiFunctions.Cli.Embedded;

/// <summary>Blob, queue and table storage on this machine: Azurite as a child process on free ports of 127.0.0.1.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // The account that every storage emulator has. Its key is published, and protects nothing.
    // https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string[] CommonOptions =
    [
        "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        "--silent", "--disableTelemetry",

        // The client libraries speak a newer service version than Azurite knows; what we use has not changed.
        "--skipApiVersionCheck",
    ];

    // Azurite takes accounts and a database from these; a developer's own settings must not reach into ours.
    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal)
    {
        ["AZURITE_ACCOUNTS"] = null,
        ["AZURITE_DB"] = null,
    };

    private readonly NodeProcess _node;
    private readonly LocationLock? _lock;

    private AzuriteServer(NodeProcess node, LocationLock? @lock, IReadOnlyDictionary<string, string> addresses)
    {
        _node = node;
        _lock = @lock;
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};"
            + $"BlobEndpoint={addresses["Blob"]}/{Account};"
            + $"QueueEndpoint={addresses["Queue"]}/{Account};"
            + $"TableEndpoint={addresses["Table"]}/{Account};";
    }

    /// <summary>What the storage clients need.</summary>
    public string ConnectionString { get; }

    /// <summary>Process id of the child.</summary>
    public int ProcessId => _node.Id;

    /// <summary>Starts with data on disk. One at a time has a location; a second one would damage it.</summary>
    /// <param name="location">Folder for the data; made if it is not there.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="EmbeddedPartException">It cannot start, or the location is in use.</exception>
    public static async Task<AzuriteServer> StartAsync(string location, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(location);
        var @lock = await LocationLock.TakeAsync(folder, cancellationToken);
        try
        {
            var server = await StartAsync(["--location", folder], @lock, cancellationToken);
            @lock.Name(server._node);
            return server;
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts without a trace on disk; everything is gone when it stops. For tests.</summary>
    /// <exception cref="EmbeddedPartException">It cannot start.</exception>
    public static Task<AzuriteServer> StartInMemoryAsync(CancellationToken cancellationToken) =>
        StartAsync(["--inMemoryPersistence"], null, cancellationToken);

    /// <summary>Stops in order: what was written is on disk afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }
    }

    private static async Task<AzuriteServer> StartAsync(string[] options, LocationLock? @lock, CancellationToken cancellationToken)
    {
        // Port 0 everywhere: the system chooses, and Azurite says what it got.
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        var node = await NodeProcess.StartAsync(
            ("embedded storage", "встроенное хранилище"),
            "azurite.mjs",
            [.. options, .. CommonOptions],
            Environment,
            line =>
            {
                // "Azurite Blob service is successfully listening at http://127.0.0.1:41593"
                if (line.Split(' ') is ["Azurite", var service, "service", "is", "successfully", "listening", "at", var address])
                {
                    addresses[service] = address;
                }

                return addresses.Count == 3;
            },
            cancellationToken);
        return new(node, @lock, addresses);
    }
}
