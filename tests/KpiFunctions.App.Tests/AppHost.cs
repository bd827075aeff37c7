using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using KpiFunctions.Hosting;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Pulling;
using KpiFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.App.Tests;

/// <summary>
/// The app's real registration on a storage of a test's own. In the host's place it makes trigger classes as the worker does and
/// hands them what the host would.
/// </summary>
internal sealed class AppHost : IAsyncDisposable
{
    /// <summary>A Tuesday morning in Moscow.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;
    private readonly string _connection;
    private readonly string _prefix;

    private AppHost(ServiceProvider services, string connection, string prefix)
    {
        _services = services;
        _connection = connection;
        _prefix = prefix;
    }

    /// <summary>Stands but for a millisecond a look.</summary>
    public required FakeTimeProvider Time { get; init; }

    /// <summary>What was put into queues, and when a host would hand it over by the test's clock.</summary>
    public required QueueTap Queues { get; init; }

    /// <summary>The app with every container, table and queue made.</summary>
    /// <param name="azurite">The storage.</param>
    /// <param name="now">The clock's first moment; <see cref="Now"/> if null.</param>
    /// <param name="settings">Settings beside the usual ones, over them.</param>
    public static async Task<AppHost> StartAsync(
        AzuriteFixture azurite, DateTimeOffset? now = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var prefix = azurite.NewPrefix();
        var storage = new StorageOptions { Connection = azurite.ConnectionString, Prefix = prefix };
        var time = new FakeTimeProvider(now ?? Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var queues = new QueueTap(prefix, time);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddKpiApp(Configuration(azurite.ConnectionString, settings))
            .AddSingleton(StorageClients.Open(storage, queues))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await services.GetRequiredService<StorageClients>().EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return new(services, azurite.ConnectionString, prefix) { Time = time, Queues = queues };
    }

    /// <summary>Settings as an operator gives them, on this storage.</summary>
    public static IConfiguration Configuration(string storage, IReadOnlyDictionary<string, string?>? more = null) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Storage"] = storage,
                ["Identity:Secret"] = "dGVzdHMgaGF2ZSBubyBzZWNyZXRzISE=",
                ["Smtp:Url"] = "smtp://localhost:1025?security=none",
                ["Connectors:Tokens:metrica"] = "y0_not-a-token",
            })
            .AddInMemoryCollection(more ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            .Build();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes a trigger class as the worker does: it is not registered, what it takes is.</summary>
    public object Create(Type trigger) => ActivatorUtilities.CreateInstance(_services, trigger);

    /// <inheritdoc cref="Create(Type)"/>
    public T Create<T>() => (T)Create(typeof(T));

    /// <summary>The client that the host hands to a blob trigger: of the container that it listens to, which has the test's prefix here.</summary>
    public BlobClient Blob(string container, string name) => new(_connection, _prefix + container, name);

    /// <summary>The text of the only message of a queue, as it lies there; an invisible one is waited for by nobody.</summary>
    public async Task<string> RawMessageAsync(string queue)
    {
        var client = new QueueClient(_connection, _prefix + queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        var messages = await client.PeekMessagesAsync(32, TestContext.Current.CancellationToken);
        return Assert.Single(messages.Value).MessageText;
    }

    /// <summary>How many messages a queue holds, visible or not yet.</summary>
    public int MessageCount(string queue) =>
        new QueueClient(_connection, _prefix + queue).GetProperties(TestContext.Current.CancellationToken).Value.ApproximateMessagesCount;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
