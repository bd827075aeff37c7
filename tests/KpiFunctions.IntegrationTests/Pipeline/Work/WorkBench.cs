using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>A clock that runs like the real one and can be put forward.</summary>
internal sealed class WorkClock : TimeProvider
{
    private TimeSpan _shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;

    public void Advance(TimeSpan by) => _shift += by;

    public void Set(DateTimeOffset now) => _shift = now - System.GetUtcNow();
}

/// <summary>Keeps what the product logs.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
        // Nothing is held.
    }
}

/// <summary>A storage of a test's own with everything that triggers call.</summary>
internal sealed class WorkBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly KeptLog _log;

    private WorkBench(ServiceProvider services, WorkWire wire, WorkClock clock, KeptLog log)
    {
        _services = services;
        _log = log;
        Wire = wire;
        Clock = clock;
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public WorkWire Wire { get; }

    public WorkClock Clock { get; }

    public static async Task<WorkBench> CreateAsync(AzuriteFixture azurite, SmtpOptions? smtp = null)
    {
        var options = new StorageOptions { Connection = azurite.ConnectionString, Prefix = azurite.NewPrefix() };
        var wire = new WorkWire(options.Prefix);
        var clock = new WorkClock();
        var log = new KeptLog();
        var services = new ServiceCollection()
            .AddLogging(x => x.AddProvider(log))
            .AddSingleton<TimeProvider>(clock)
            .AddKpiPipeline(options, new IdentityOptions { Secret = TestBrand.Secret })
            .AddKpiWork(smtp ?? new SmtpOptions { Host = "127.0.0.1", Port = 1, Security = SmtpSecurity.None, FromAddress = "reports@kpi.example" })
            .AddSingleton(StorageClients.Open(options, wire))
            .BuildServiceProvider();
        await services.GetRequiredService<StorageClients>().EnsureCreatedAsync(Cancellation);
        wire.TakeRequests();
        return new(services, wire, clock, log);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What was logged at that level or above.</summary>
    public IReadOnlyList<string> Logged(LogLevel level) =>
        [.. _log.Entries.Where(x => x.Level >= level).Select(static x => x.Text)];

    /// <summary>Drops bytes under any name, as a person does.</summary>
    public async Task DropAsync(string blobName, string content) =>
        await Get<StorageClients>().Container(StorageNames.Drop).GetBlobClient(blobName).UploadAsync(new BinaryData(content), overwrite: true, Cancellation);

    public async Task ConfigureAsync(string brand, string yaml) =>
        await Get<StorageClients>().Container(StorageNames.Config).GetBlobClient(brand + ".yaml").UploadAsync(new BinaryData(yaml), overwrite: true, Cancellation);

    public Task<Computation> ComputeAsync(string brand) => Get<ComputeKpis>().RunAsync(brand, null, Cancellation);

    /// <summary>Everything that is published of a brand.</summary>
    public async Task<string> KpisAsync(string brand)
    {
        using var stream = new MemoryStream();
        await KpiFile.WriteAsync(Get<KpiTable>(), brand, stream, Cancellation);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public async Task<string?> ReceiptAsync(string brand, string path) =>
        (await Get<ReceiptStore>().ReadMarkdownAsync(brand, path, Cancellation))?.Content.ToString();

    public async Task<IReadOnlyList<string>> BlobsAsync(string container)
    {
        var names = new List<string>();
        await foreach (var blob in Get<StorageClients>().Container(container).GetBlobsAsync(cancellationToken: Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public async Task<string> ReadAsync(string container, string blob) =>
        (await Get<StorageClients>().Container(container).GetBlobClient(blob).DownloadContentAsync(Cancellation)).Value.Content.ToString();

    /// <summary>Costs of one day, as a file.</summary>
    public static string Costs(decimal amount, string day = "2026-11-17", string source = "vk") =>
        string.Create(CultureInfo.InvariantCulture, $"Date,UTMSource,Expenses,Currency\n{day},{source},{amount},EUR\n");

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
