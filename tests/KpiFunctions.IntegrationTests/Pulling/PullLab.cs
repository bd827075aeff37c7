using System.Globalization;
using KpiFunctions.Connectors;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.IntegrationTests.Connectors;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>A deployment with a platform in memory, and a clock and queues that a test drives.</summary>
internal sealed class PullLab : IAsyncDisposable
{
    public const string Brand = "shop";

    /// <summary>A Tuesday, nine in the morning in Moscow.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private PullLab(ServiceProvider services, FakeTimeProvider time, QueueTap queues, LogBook logs)
    {
        Logs = logs;
        _services = services;
        Time = time;
        Queues = queues;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; }

    public LogBook Logs { get; }

    public QueueTap Queues { get; }

    public ScriptedConnector Platform => (ScriptedConnector)Get<IConnector>();

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Opens a lab.</summary>
    /// <param name="azurite">The storage.</param>
    /// <param name="now">The clock's first moment; <see cref="Morning"/> if null.</param>
    /// <param name="metrica">The platform that the real connector asks; a scripted one in memory if null.</param>
    public static async Task<PullLab> CreateAsync(AzuriteFixture azurite, DateTimeOffset? now = null, MetricaStub? metrica = null)
    {
        // A look at the clock takes a millisecond, so that no two answers are of the same moment.
        var time = new FakeTimeProvider(now ?? Morning) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var storage = new StorageOptions { Connection = azurite.ConnectionString, Prefix = azurite.NewPrefix() };
        var queues = new QueueTap(storage.Prefix, time);
        var logs = new LogBook();
        var services = new ServiceCollection()
            .AddLogging(x => x.AddProvider(logs))
            .AddSingleton<TimeProvider>(time)
            .AddKpiPipeline(storage, new IdentityOptions { Secret = Pipeline.TestBrand.Secret }, Options(metrica))
            .AddSingleton(StorageClients.Open(storage, queues))
            .AddSingleton<PullWork>();
        if (metrica is null)
        {
            services.RemoveAll<IConnector>().AddSingleton<IConnector, ScriptedConnector>();
        }

        var lab = new PullLab(services.BuildServiceProvider(), time, queues, logs);
        await lab.Get<StorageClients>().EnsureCreatedAsync(Stop);
        return lab;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Stores a brand's configuration over the one that is there.</summary>
    public async Task ConfigureAsync(string yaml, string brand = Brand)
    {
        var configs = Get<ConfigStore>();
        var before = (await configs.ReadAsync(brand, Stop))?.ETag;
        Assert.NotNull(await configs.WriteAsync(brand, new BinaryData(yaml), before, Stop));
    }

    /// <summary>The usual brand: one counter, days of Moscow.</summary>
    public Task ConfigureAsync(DateOnly from, string more = "") => ConfigureAsync(
        $$"""
        brand: {{Brand}}
        timeZone: Europe/Moscow
        currency: RUB
        connectors: [{ source: yandex-metrica, account: "1", token: metrica, from: {{Day(from)}} }]
        {{more}}
        """);

    public Task<IReadOnlyList<PullMessage>> PlanAsync() => Get<PullSources>().RunAsync(Stop);

    /// <summary>Hands over every message that is visible by now; what they put into the queue waits for its time.</summary>
    public async Task<int> WorkAsync()
    {
        var due = Queues.Take(QueueNames.Pulls, Now);
        foreach (var message in due)
        {
            await Get<PullWork>().HandleAsync(message.Text, Stop);
        }

        return due.Count;
    }

    /// <summary>A slice of the usual account; the week that begins on the given day.</summary>
    public PullMessage Week(DateOnly monday) => new(Brand, "yandex-metrica", "1", monday, monday.AddDays(6), Now);

    public Task<PullOutcome> PullAsync(PullMessage message, PullWish? wish = null) => Get<PullSource>().RunAsync(message, wish ?? PullWish.None, Stop);

    public async Task<PullSlice> SliceAsync(DateOnly monday) =>
        (await Get<PullLedger>().FindAsync(new(Brand, "yandex-metrica", "1", monday, monday.AddDays(6)), Stop))!;

    /// <summary>Visits of a day as they are published.</summary>
    public async Task<decimal?> VisitsAsync(DateOnly day)
    {
        await Get<ComputeKpis>().RunAsync(Brand, null, Stop);
        Assert.True(Period.TryParse(Day(day), WeekStart.Monday, out var period));
        return (await Get<KpiTable>().ReadAsync(Brand, period, Stop))?.Total is { } total && total.Sums.TryGetValue(Measures.Sessions, out var visits)
            ? visits
            : null;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ConnectorOptions Options(MetricaStub? metrica) => new()
    {
        Tokens = new Dictionary<string, AccessToken>(StringComparer.Ordinal) { ["metrica"] = new(metrica is null ? "secret" : MetricaStub.Token) },
        Addresses = metrica is null
            ? new Dictionary<string, Uri>(StringComparer.Ordinal)
            : new Dictionary<string, Uri>(StringComparer.Ordinal) { ["yandex-metrica"] = metrica.Address },
        RetryDelay = TimeSpan.Zero,
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
