using KpiFunctions.Cli.Sample;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace KpiFunctions.App.Tests.Triggers;

/// <summary>Every trigger, made as the worker makes it from the real registration, called with what the host would hand it.</summary>
public sealed class TriggerCallTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_trigger_class_is_made_from_the_real_registration()
    {
        await using var app = await AppHost.StartAsync(azurite);

        Assert.All(TriggerCatalogue.All, x => Assert.IsType(x.Type, app.Create(x.Type)));
    }

    [Fact]
    public async Task A_timer_finds_nothing_to_do_where_nothing_is_configured()
    {
        await using var app = await AppHost.StartAsync(azurite);
        var info = new TimerInfo { IsPastDue = true };

        await app.Create<PullSourcesTrigger>().RunAsync(info, Cancellation);
        await app.Create<PlanDeliveriesTrigger>().RunAsync(info, Cancellation);
        await app.Create<SweepDropsTrigger>().RunAsync(info, Cancellation);

        Assert.All(QueueNames.Work, x => Assert.Equal(0, app.MessageCount(x)));
    }

    [Fact]
    public async Task A_dropped_file_in_folders_of_any_depth_gets_its_receipt_and_asks_for_kpis()
    {
        await using var app = await AppHost.StartAsync(azurite);
        await app.Get<ConfigStore>().WriteAsync(SampleBrand.Id, new BinaryData(SampleBrand.ConfigurationYaml), null, Cancellation);
        var file = SampleBrand.Generate(new SampleOptions { AsOf = new(2026, 11, 24), Weeks = 2, Scale = 0.1, Seed = 47 }).Files[0];
        var path = "a/b c/ё/" + file.Path;
        using (var content = new MemoryStream(file.ToArray()))
        {
            await app.Get<DropStore>().PutAsync(SampleBrand.Id, path, content, null, Cancellation);
        }

        await app.Create<IngestDropTrigger>().RunAsync(app.Blob(StorageNames.Drop, $"{SampleBrand.Id}/{path}"), Cancellation);

        Assert.True(await app.Blob(StorageNames.Receipts, $"{SampleBrand.Id}/{path}.json").ExistsAsync(Cancellation));
        Assert.Equal(1, app.MessageCount(QueueNames.Computes));
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_no_fault()
    {
        await using var app = await AppHost.StartAsync(azurite);

        await app.Create<IngestDropTrigger>().RunAsync(app.Blob(StorageNames.Drop, "tea-shop/gone.csv"), Cancellation);

        Assert.Equal(0, app.MessageCount(QueueNames.Computes));
    }

    [Theory]
    [InlineData(QueueNames.Pulls)]
    [InlineData(QueueNames.Computes)]
    [InlineData(QueueNames.Deliveries)]
    public async Task A_message_that_nobody_understands_is_put_aside_at_once_and_not_tried_again(string queue)
    {
        await using var app = await AppHost.StartAsync(azurite);
        const string Text = "<html>not a message</html>";

        await (queue switch
        {
            QueueNames.Pulls => app.Create<PullSourceTrigger>().RunAsync(Text, Cancellation),
            QueueNames.Computes => app.Create<ComputeKpisTrigger>().RunAsync(Text, Cancellation),
            _ => app.Create<DeliverReportTrigger>().RunAsync(Text, Cancellation),
        });

        var aside = Convert.FromBase64String(await app.RawMessageAsync(queue + QueueNames.PoisonSuffix));
        Assert.Equal(Text, System.Text.Encoding.UTF8.GetString(aside));
        Assert.Equal(0, app.MessageCount(queue));
    }
}
