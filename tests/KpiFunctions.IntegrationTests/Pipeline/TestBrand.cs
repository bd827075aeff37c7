using System.Text;
using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Sample;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>A brand in a storage of its own, and the use cases over it.</summary>
internal sealed class TestBrand : IAsyncDisposable
{
    /// <summary>A Tuesday morning in Moscow: the week before is over and settled.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Today = new(2026, 11, 24);

    public const string Secret = "dGVzdHMgaGF2ZSBubyBzZWNyZXRzISE=";

    private readonly ServiceProvider _services;
    private DateTimeOffset _stamp = Now.AddHours(-1);

    private TestBrand(ServiceProvider services)
    {
        _services = services;
    }

    public static string Id => SampleBrand.Id;

    public static async Task<TestBrand> CreateAsync(AzuriteFixture azurite, TimeProvider? time = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time ?? new DemoClock(Now.UtcDateTime, TimeZoneInfo.Utc))
            .AddKpiPipeline(
                new StorageOptions { Connection = azurite.ConnectionString, Prefix = azurite.NewPrefix() },
                new IdentityOptions { Secret = Secret })
            .BuildServiceProvider();
        var brand = new TestBrand(services);
        await brand.Get<StorageClients>().EnsureCreatedAsync(Cancellation);
        await brand.Get<ConfigStore>().WriteAsync(Id, new BinaryData(SampleBrand.ConfigurationYaml), null, Cancellation);
        return brand;
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Some weeks of the tea shop, small enough for a test.</summary>
    public static SampleBrand Sample(int weeks = 6, double scale = 0.15, int seed = 47) =>
        SampleBrand.Generate(new SampleOptions { AsOf = Today, Weeks = weeks, Scale = scale, Seed = seed });

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Drops and reads one file, a second after the one before.</summary>
    public async Task<IngestOutcome> IngestAsync(string path, byte[] content)
    {
        await DropAsync(path, content);
        return await Get<IngestFile>().RunAsync(Id, path, Cancellation);
    }

    public async Task DropAsync(string path, byte[] content)
    {
        _stamp = _stamp.AddSeconds(1);
        using var stream = new MemoryStream(content);
        await Get<DropStore>().PutAsync(Id, path, stream, _stamp, Cancellation);
    }

    public async Task IngestAsync(IEnumerable<SampleFile> files)
    {
        foreach (var file in files)
        {
            Assert.Equal(IngestState.Done, (await IngestAsync(file.Path, file.ToArray())).State);
        }
    }

    public Task<Computation> ComputeAsync() => Get<ComputeKpis>().RunAsync(Id, null, Cancellation);

    /// <summary>Everything that is published, as the demo leaves it.</summary>
    public async Task<string> KpisAsync()
    {
        using var stream = new MemoryStream();
        await KpiFile.WriteAsync(Get<KpiTable>(), Id, stream, Cancellation);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
