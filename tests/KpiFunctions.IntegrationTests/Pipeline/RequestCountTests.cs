using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Connectors;
using KpiFunctions.IntegrationTests.Connectors;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Mail;
using KpiFunctions.Pipeline;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>What a step costs in requests. docs/operations.md computes what all of this costs from these numbers: change both.</summary>
public sealed class RequestCountTests(AzuriteFixture azurite, SmtpFixture smtp) : IAsyncLifetime
{
    private const string Report = "weekly";
    private const string Week = "2026-W47";
    private const int Weeks = 6;

    // The six weeks up to 22 November 2026 lie in two months; KPIs are published of each day, week and month.
    private const int Months = 2;
    private const int Periods = (Weeks * 7) + Weeks + Months;

    private readonly Wire _wire = new();
    private readonly MetricaStub _metrica = new();
    private readonly SampleBrand _sample = TestBrand.Sample(Weeks);
    private ServiceProvider? _services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new StorageOptions { Connection = azurite.ConnectionString, Prefix = azurite.NewPrefix() };
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new DemoClock(TestBrand.Now.UtcDateTime, TimeZoneInfo.Utc))
            .AddKpiPipeline(options, new IdentityOptions { Secret = TestBrand.Secret }, new ConnectorOptions
            {
                Tokens = new Dictionary<string, KpiFunctions.Connectors.AccessToken>(StringComparer.Ordinal) { ["metrica"] = new(MetricaStub.Token) },
                Addresses = new Dictionary<string, Uri>(StringComparer.Ordinal) { ["yandex-metrica"] = _metrica.Address },
            })
            .AddSingleton(StorageClients.Open(options, _wire))
            .BuildServiceProvider();
        await Get<StorageClients>().EnsureCreatedAsync(Cancellation);
        var brand = SampleBrand.ConfigurationYaml[..SampleBrand.ConfigurationYaml.IndexOf("reports:", StringComparison.Ordinal)];
        var connectors = "connectors: [{ source: yandex-metrica, account: \"1\", token: metrica, from: 2026-11-16 }]\n";
        var configuration = $"{brand}{connectors}reports:\n  - id: {Report}\n    recipients: [{TestMails.Recipient("anna")}, {TestMails.Recipient("boris")}]\n";
        await Get<ConfigStore>().WriteAsync(SampleBrand.Id, new BinaryData(configuration), null, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _metrica.Dispose();
    }

    [Fact]
    public async Task A_file_costs_some_fourteen_requests_and_one_for_each_month_in_it_and_each_segment_stored_of_them()
    {
        for (var i = 0; i < _sample.Files.Count; i++)
        {
            var file = _sample.Files[i];
            await DropAsync(file);

            var requests = await CountAsync(() => IngestAsync(file));

            Assert.InRange(requests.Writes, 4, 4 + Months);
            Assert.InRange(requests.Reads, 1, 4 + (i * Months));
            Assert.InRange(requests.Tables, 1, 4);
            Assert.Equal(1, requests.Lists);
        }
    }

    [Fact]
    public async Task An_event_that_comes_again_costs_three_requests_and_writes_nothing()
    {
        var file = _sample.Files[0];
        await DropAsync(file);
        await IngestAsync(file);

        Assert.Equal(new Requests(Writes: 0, Lists: 0, Reads: 2, Tables: 1), await CountAsync(() => IngestAsync(file)));
    }

    [Fact]
    public async Task A_computation_costs_some_forty_reads_and_a_table_request_for_each_period_that_changed()
    {
        foreach (var file in _sample.Files)
        {
            await DropAsync(file);
            await IngestAsync(file);
        }

        var first = await CountAsync(() => Get<ComputeKpis>().RunAsync(SampleBrand.Id, null, Cancellation));
        var again = await CountAsync(() => Get<ComputeKpis>().RunAsync(SampleBrand.Id, null, Cancellation));

        Assert.InRange(first.Writes, 1, 4 * Months);
        Assert.InRange(first.Tables, Periods, Periods * 3 / 2);
        Assert.InRange(first.Lists, 1, 14);
        Assert.InRange(first.Reads, 1, 40);
        Assert.InRange(again.Lists, 1, 14);
        Assert.InRange(again.Reads, 1, 40);
        Assert.InRange(again.Tables, 1, 6);
        Assert.Equal(0, again.Writes);
    }

    [Fact]
    public async Task A_report_costs_some_fifty_requests_whoever_gets_it_and_three_for_each_mail()
    {
        foreach (var file in _sample.Files)
        {
            await DropAsync(file);
            await IngestAsync(file);
        }

        await Get<ComputeKpis>().RunAsync(SampleBrand.Id, null, Cancellation);

        var planned = await CountAsync(() => Get<PlanDeliveries>().RunAsync(Report, Week, dryRun: false, Cancellation));
        var sent = await CountAsync(() => Get<DeliverReport>().RunAsync(Report, Week, smtp.Catcher.Options(), Cancellation));

        Assert.InRange(planned.Writes + planned.Lists, 1, 12);
        Assert.InRange(planned.Reads, 1, 6);
        Assert.InRange(planned.Tables, 1, 32);
        Assert.Equal(0, sent.Writes);
        Assert.InRange(sent.Reads + sent.Lists, 1, 7);
        Assert.InRange(sent.Tables, 2 * 3, 4 + (2 * 3));
    }

    [Fact]
    public async Task A_slice_pulled_costs_some_thirty_requests_and_an_hour_in_which_nothing_is_due_four()
    {
        var counter = _metrica.Counter("1");
        for (var day = new DateOnly(2026, 11, 16); day < new DateOnly(2026, 11, 24); day = day.AddDays(1))
        {
            counter.Set(day, [new("organic", null, null, null, 100, 80, 20, 3)]);
        }

        IReadOnlyList<PullMessage> due = [];
        var planned = await CountAsync(async () => due = await Get<PullSources>().RunAsync(Cancellation));
        Assert.Equal(2, due.Count);
        foreach (var slice in due)
        {
            var pulled = await CountAsync(() => Get<PullSource>().RunAsync(slice, Cancellation));

            Assert.InRange(pulled.Writes, 1, 12);
            Assert.InRange(pulled.Reads, 1, 9);
            Assert.InRange(pulled.Tables, 1, 10);
            Assert.Equal(0, pulled.Lists);
        }

        var idle = await CountAsync(() => Get<PullSources>().RunAsync(Cancellation));

        Assert.Equal(4, _metrica.Requests.Count);
        Assert.InRange(planned.Tables, 1, 6);
        Assert.Equal(new Requests(Writes: 0, Lists: 1, Reads: 1, Tables: 1), idle);
    }

    private T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    private async Task DropAsync(SampleFile file)
    {
        using var content = new MemoryStream(file.ToArray());
        await Get<DropStore>().PutAsync(SampleBrand.Id, file.Path, content, TestBrand.Now.AddHours(-1), Cancellation);
    }

    private Task<IngestOutcome> IngestAsync(SampleFile file) => Get<IngestFile>().RunAsync(SampleBrand.Id, file.Path, Cancellation);

    private async Task<Requests> CountAsync(Func<Task> step)
    {
        _wire.Take();
        await step();
        return _wire.Take();
    }

    /// <summary>Requests as they are billed.</summary>
    /// <param name="Writes">Of blobs.</param>
    /// <param name="Lists">Of blobs; as dear as writes.</param>
    /// <param name="Reads">Of blobs. Deletions are free and not counted.</param>
    /// <param name="Tables">To tables, of any kind; a transaction is one.</param>
    private sealed record Requests(int Writes, int Lists, int Reads, int Tables);

    private sealed class Wire : HttpPipelineSynchronousPolicy
    {
        private readonly ConcurrentQueue<string> _kinds = new();

        public override void OnSendingRequest(HttpMessage message)
        {
            // Tables speak OData, and the emulator's address does not tell the services apart.
            var method = message.Request.Method;
            _kinds.Enqueue(message.Request.Headers.Contains("DataServiceVersion") ? nameof(Requests.Tables)
                : message.Request.Uri.Query.Contains("comp=list", StringComparison.Ordinal) ? nameof(Requests.Lists)
                : method == RequestMethod.Get || method == RequestMethod.Head ? nameof(Requests.Reads)
                : method == RequestMethod.Delete ? nameof(RequestMethod.Delete)
                : nameof(Requests.Writes));
        }

        public Requests Take()
        {
            var kinds = _kinds.ToArray();
            _kinds.Clear();
            return new(Of(nameof(Requests.Writes)), Of(nameof(Requests.Lists)), Of(nameof(Requests.Reads)), Of(nameof(Requests.Tables)));

            int Of(string kind) => kinds.Count(x => x == kind);
        }
    }
}
