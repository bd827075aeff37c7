using System.Globalization;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Core.Periods;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Mail;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.Reporting;
using KpiFunctions.Reports;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>Somebody who receives a test's report.</summary>
public sealed record MailRecipient(string Address, string Language)
{
    public string Hash => RecipientRef.Of(Address).Hash;

    /// <summary>A recipient that no other test has; what the address begins with may be a fault of the catcher.</summary>
    public static MailRecipient New(string beginning, string language) => new(TestMails.Recipient(beginning), language);
}

/// <summary>The sample brand with its numbers published once; every test sends a report of its own from them.</summary>
public sealed class PublishedBrand(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>The last full week.</summary>
    public const string Week = "2026-W47";

    private TestBrand? _brand;
    private int _reports;

    internal TestBrand Brand => _brand!;

    /// <summary>Stands but for a millisecond a look.</summary>
    internal FakeTimeProvider Time { get; } = new(Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public async ValueTask InitializeAsync()
    {
        _brand = await CreateAsync(azurite, Time);
        await PublishAsync(Sample());
    }

    public ValueTask DisposeAsync() => _brand?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task PublishAsync(SampleBrand sample)
    {
        await Brand.IngestAsync(sample.Files);
        await Brand.ComputeAsync();
    }

    /// <summary>A report to these recipients.</summary>
    internal async Task<TestReport> ReportAsync(params MailRecipient[] recipients)
    {
        var report = new TestReport(this, string.Create(CultureInfo.InvariantCulture, $"weekly-{++_reports}"));
        await report.ConfigureAsync(recipients);
        return report;
    }
}

/// <summary>A test's report, and the use cases on it.</summary>
internal sealed class TestReport(PublishedBrand published, string id)
{
    public string Id => id;

    public FakeTimeProvider Time => published.Time;

    public T Get<T>()
        where T : notnull => published.Brand.Get<T>();

    public Task PublishAsync(SampleBrand sample) => published.PublishAsync(sample);

    public async Task ConfigureAsync(params MailRecipient[] recipients)
    {
        var head = SampleBrand.ConfigurationYaml[..SampleBrand.ConfigurationYaml.IndexOf("reports:", StringComparison.Ordinal)];
        var list = string.Concat(recipients.Select(static x => $"      - email: {x.Address}\n        language: {x.Language}\n"));
        var store = Get<ConfigStore>();
        var before = (await store.ReadAsync(TestBrand.Id, Cancellation))?.ETag;
        Assert.NotNull(await store.WriteAsync(TestBrand.Id, new BinaryData($"{head}reports:\n  - id: {id}\n    recipients:\n{list}"), before, Cancellation));
    }

    public async Task<IReadOnlyList<Delivery>> PlanAsync()
    {
        var planning = await Get<PlanDeliveries>().RunAsync(id, PublishedBrand.Week, dryRun: false, Cancellation);
        Assert.Null(planning.Refusal);
        return planning.Deliveries;
    }

    /// <summary>Plans and sends, as <c>kpi send</c> does.</summary>
    public async Task<IReadOnlyList<Delivery>> SendAsync(SmtpOptions smtp)
    {
        await PlanAsync();
        return await Get<DeliverReport>().RunAsync(id, PublishedBrand.Week, smtp, Cancellation);
    }

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync() => Get<DeliveryLedger>().ListAsync(id, PublishedBrand.Week, Cancellation);

    /// <summary>What a report would say of the numbers as they stand now.</summary>
    public Task<ReportInput?> GatherAsync() =>
        Get<ReportInputs>().GatherAsync(TestBrand.Id, id, Period.Week(new DateOnly(2026, 11, 16), WeekStart.Monday), Cancellation);
}
