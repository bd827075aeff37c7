using System.Globalization;
using KpiFunctions.App.Tests.Triggers;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.IntegrationTests.Connectors;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using MimeKit;
using Xunit;

namespace KpiFunctions.App.Tests;

/// <summary>
/// A week as it goes: the shop's people drop files on a Tuesday and again on Monday morning, a counter is pulled every hour and refuses
/// now and then, an event is lost, another comes late, every event and message comes twice. Everybody has each week's report once.
/// </summary>
public sealed class RealWeekTests(AzuriteFixture azurite, SmtpFixture smtp)
{
    private const string Counter = "44147844";
    private const string Brand = SampleBrand.Id;

    // Tuesday midnight in Moscow.
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 21, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly FirstPulled = new(2026, 11, 9);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_week_of_drops_pulls_and_mishaps_ends_in_exactly_one_mail_per_recipient_and_report()
    {
        using var stub = new MetricaStub();
        var counter = stub.Counter(Counter);
        string[] recipients = ["director@week.example", "cfo@week.example"];
        await using var app = await AppHost.StartAsync(azurite, Start, Settings(stub));
        await ConfigureAsync(app, recipients);
        var host = new HostOfAWeek(app);
        Fill(counter, FirstPulled, new(2026, 11, 22));

        // Tuesday: the weeks until Sunday. Of the costs nobody is told; the sweep finds them in the night.
        await host.RunUntilAsync(Start.AddHours(10));
        await DropAsync(app, host, Weeks(new(2026, 11, 17)), lost: "costs/costs.csv");
        await host.RunUntilAsync(Start.AddHours(11));
        Assert.True(await HasReceiptAsync(app, "shopify/orders_export.csv"));
        Assert.False(await HasReceiptAsync(app, "costs/costs.csv"));
        await host.RunUntilAsync(Start.AddDays(1).AddHours(8));
        Assert.True(await HasReceiptAsync(app, "costs/costs.csv"));

        // Wednesday: the platform asks for patience; Thursday: the token has expired for some hours, then numbers are restated.
        stub.Next(MetricaReply.Quota("quota_parallel_requests", retryAfter: "600"));
        await host.RunUntilAsync(Start.AddDays(2));
        counter.Token = "y0_another";
        await host.RunUntilAsync(Start.AddDays(2).AddHours(5));
        counter.Token = MetricaStub.Token;
        counter.Set(new(2026, 11, 18), [Row(visits: 777)]);

        // Monday morning: the whole week once more, half an hour before the report is due; an old event comes last.
        await host.RunUntilAsync(Start.AddDays(6).AddHours(8.5));
        await DropAsync(app, host, Weeks(new(2026, 11, 24)), lost: null);
        await host.AnnounceAsync($"{Brand}/costs/costs.csv");
        await host.RunUntilAsync(Start.AddDays(7));

        Assert.Equal(TriggerCatalogue.All.Select(static x => x.Name), host.Calls.Keys.Order(StringComparer.Ordinal));
        Assert.All(QueueNames.Work, x => Assert.Empty(app.Queues.Waiting(x + QueueNames.PoisonSuffix)));
        foreach (var recipient in recipients)
        {
            Assert.Equal(["2026-W46", "2026-W47"], await ReportsAsync(recipient));
        }

        Assert.Equal(Visits(counter), await PublishedVisitsAsync(app));
        Assert.All(await app.Get<ImportLedger>().ListAsync(Brand, Cancellation), static x => Assert.Equal(ImportState.Done, x.State));
    }

    private Dictionary<string, string?> Settings(MetricaStub stub) => new(StringComparer.Ordinal)
    {
        ["Smtp:Url"] = smtp.Catcher.Url,
        ["Connectors:Tokens:metrica"] = MetricaStub.Token,
        ["Connectors:Addresses:yandex-metrica"] = stub.Address.ToString(),
    };

    private static async Task ConfigureAsync(AppHost app, IEnumerable<string> recipients)
    {
        var yaml = $$"""
            brand: {{Brand}}
            name: Northern Leaf Tea
            timeZone: Europe/Moscow
            currency: RUB
            language: ru
            sourcesOfTruth: { traffic: yandex-metrica }
            connectors: [{ source: yandex-metrica, account: "{{Counter}}", token: metrica, from: {{Text(FirstPulled)}} }]
            reports: [{ id: weekly, recipients: [{{string.Join(", ", recipients)}}] }]
            """;
        Assert.NotNull(await app.Get<ConfigStore>().WriteAsync(Brand, new BinaryData(yaml), before: null, Cancellation));
    }

    private static IReadOnlyList<SampleFile> Weeks(DateOnly asOf) =>
        SampleBrand.Generate(new SampleOptions { AsOf = asOf, Weeks = 6, Scale = 0.1, Seed = 47 }).Files;

    private static async Task DropAsync(AppHost app, HostOfAWeek host, IReadOnlyList<SampleFile> files, string? lost)
    {
        foreach (var file in files)
        {
            using var content = new MemoryStream(file.ToArray());
            await app.Get<DropStore>().PutAsync(Brand, file.Path, content, app.Time.GetUtcNow(), Cancellation);
            if (file.Path != lost)
            {
                await host.AnnounceAsync($"{Brand}/{file.Path}");
            }
        }
    }

    private static void Fill(MetricaCounter counter, DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            counter.Set(day, [Row(100 + day.Day), new("ad", "yandex", "cpc", "brand", 40, 30, 20, 2)], users: 120);
        }
    }

    private static MetricaRow Row(long visits) => new("organic", null, null, null, visits, visits - 10, 5, 3);

    private static decimal Visits(MetricaCounter counter) =>
        Enumerable.Range(16, 7).Sum(x => (decimal)counter.Totals(new DateOnly(2026, 11, x))[0]);

    private static async Task<decimal?> PublishedVisitsAsync(AppHost app)
    {
        Assert.True(Period.TryParse("2026-W47", WeekStart.Monday, out var week));
        return (await app.Get<KpiTable>().ReadAsync(Brand, week, Cancellation))?.Total?.Sums.GetValueOrDefault(Measures.Sessions);
    }

    private static async Task<bool> HasReceiptAsync(AppHost app, string path) =>
        await app.Get<ReceiptStore>().ReadMarkdownAsync(Brand, path, Cancellation) is not null;

    private async Task<IReadOnlyList<string>> ReportsAsync(string recipient)
    {
        var weeks = new List<string>();
        foreach (var caught in await smtp.MessagesToAsync(recipient, Cancellation))
        {
            using var mail = await MimeMessage.LoadAsync(caught.Path, Cancellation);
            weeks.Add(mail.MessageId!.Split('.')[1]);
        }

        weeks.Sort(StringComparer.Ordinal);
        return weeks;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
