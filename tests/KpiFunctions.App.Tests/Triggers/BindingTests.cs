using System.Globalization;
using System.Text;
using Cronos;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace KpiFunctions.App.Tests.Triggers;

/// <summary>What the attributes say is there: containers, queues, settings, and times that somebody meant.</summary>
public sealed class BindingTests(AzuriteFixture azurite)
{
    [Fact]
    public void The_blob_trigger_listens_to_the_whole_path_of_dropped_files()
    {
        var (container, pattern) = Assert.Single(TriggerCatalogue.All.Select(static x => x.Binding).OfType<BlobTriggerAttribute>())
            .BlobPath.Split('/', 2) is [var first, var rest] ? (first, rest) : default;

        Assert.Equal(StorageNames.Drop, container);
        Assert.Contains(container, StorageNames.Containers);
        Assert.Equal("{path}", pattern);
    }

    [Fact]
    public void Every_queue_that_work_is_put_into_has_one_trigger() =>
        Assert.Equal(
            QueueNames.Work.Order(StringComparer.Ordinal),
            TriggerCatalogue.All.Select(static x => x.Binding).OfType<QueueTriggerAttribute>().Select(static x => x.QueueName).Order(StringComparer.Ordinal));

    [Fact]
    public void Triggers_open_the_account_by_the_setting_that_our_clients_read()
    {
        var connections = TriggerCatalogue.All.Select(static x => x.Binding).SelectMany(static x => x switch
        {
            BlobTriggerAttribute blob => (string?[])[blob.Connection],
            QueueTriggerAttribute queue => [queue.Connection],
            _ => [],
        });

        Assert.Equal(Enumerable.Repeat(StorageOptions.ConnectionSetting, 4), connections);
        Assert.StartsWith(StorageOptions.ConnectionSetting + ":", StorageOptions.AccountSetting, StringComparison.Ordinal);
        Assert.StartsWith(StorageOptions.ConnectionSetting + ":", StorageOptions.ClientIdSetting, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PullSources", "00:17 01:17 02:17 03:17 04:17 05:17 06:17 07:17 08:17 09:17 10:17 11:17 12:17 13:17 14:17 15:17 16:17 17:17 18:17 19:17 20:17 21:17 22:17 23:17")]
    [InlineData("SweepDrops", "02:41")]
    public void A_timer_fires_when_its_comment_says(string name, string times) => Assert.Equal(times, string.Join(' ', Day(name)));

    [Fact]
    public void Reports_are_planned_every_quarter_of_an_hour()
    {
        var times = Day("PlanDeliveries").Select(static x => TimeOnly.ParseExact(x, "HH:mm", CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(96, times.Count);
        Assert.Equal(new TimeOnly(0, 4), times[0]);
        Assert.All(times.Zip(times.Skip(1)), static x => Assert.Equal(TimeSpan.FromMinutes(15), x.Second - x.First));
    }

    [Fact]
    public void Every_timer_has_its_own_schedule_and_none_fires_on_the_full_hour()
    {
        var timers = TriggerCatalogue.All.Where(static x => x.Binding is TimerTriggerAttribute).ToList();

        Assert.Equal(["PlanDeliveries", "PullSources", "SweepDrops"], timers.Select(static x => x.Name));
        Assert.Equal(
            typeof(Schedules).GetFields().ToDictionary(static x => x.Name, static x => (string?)x.GetRawConstantValue()),
            timers.ToDictionary(static x => x.Name, static x => (string?)((TimerTriggerAttribute)x.Binding).Schedule));
        Assert.All(timers, static x => Assert.DoesNotContain(Day(x.Name), static y => y.EndsWith(":00", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_arrives_at_its_trigger_as_it_was_sent()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var app = await AppHost.StartAsync(azurite);
        var sent = new PullMessage("tea-shop", "yandex-metrica", "44147844", new(2026, 11, 1), new(2026, 11, 7), AppHost.Now, Attempt: 2);
        await app.Get<WorkQueues>().SendAsync(sent, TimeSpan.Zero, cancellation);

        var raw = await app.RawMessageAsync(QueueNames.Pulls);

        // What the host does with "messageEncoding": "base64".
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(raw));
        Assert.Equal("base64", (string?)Repository.Json("host.json")["extensions"]!["queues"]!["messageEncoding"]);
        Assert.Equal(sent, WorkMessages.ReadPull(text));
        Assert.Null(WorkMessages.ReadPull(raw));
    }

    private static List<string> Day(string name)
    {
        var timer = (TimerTriggerAttribute)TriggerCatalogue.All.Single(x => x.Name == name).Binding;
        Assert.Equal(6, timer.Schedule.Split(' ').Length);
        var start = new DateTime(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc);
        return [.. CronExpression.Parse(timer.Schedule, CronFormat.IncludeSeconds).GetOccurrences(start, start.AddDays(1))
            .Select(static x => x.ToString(x.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture))];
    }
}
