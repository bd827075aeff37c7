using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using Xunit;

namespace KpiFunctions.App.Tests.Hosting;

/// <summary>host.json, whose values must fit what is in code.</summary>
public sealed class HostJsonTests(AzuriteFixture azurite)
{
    private static readonly JsonNode Host = Repository.Json("host.json");

    private static readonly JsonNode Queues = Host["extensions"]!["queues"]!;

    [Fact]
    public void A_pull_of_three_questions_at_their_longest_is_not_ended_by_the_host() =>
        Assert.True(3 * AnswerKeeper.LongestQuestion + ImportLedger.DefaultClaim < Time(Host["functionTimeout"]));

    [Fact]
    public void The_daily_sweep_has_time_to_read_what_it_may_and_to_tidy_up() =>
        Assert.True(2 * SweepDrops.ReadingTime < Time(Host["functionTimeout"]));

    [Fact]
    public void A_claim_of_a_machine_that_died_ends_while_its_message_is_still_tried_again() =>
        Assert.True(ImportLedger.DefaultClaim < ((int)Queues["maxDequeueCount"]! - 1) * Time(Queues["visibilityTimeout"]));

    [Fact]
    public void A_fault_is_tried_again_until_an_outage_of_a_quarter_of_an_hour_is_over()
    {
        var tries = (int)Queues["maxDequeueCount"]!;

        Assert.True((tries - 1) * Time(Queues["visibilityTimeout"]) >= TimeSpan.FromMinutes(15));
        Assert.Equal(tries, (int)Host["extensions"]!["blobs"]!["poisonBlobThreshold"]!);
    }

    [Fact]
    public async Task The_host_decodes_messages_as_our_clients_encode_them()
    {
        var clients = StorageClients.Open(new StorageOptions { Connection = azurite.ConnectionString, Prefix = azurite.NewPrefix() });
        var queue = clients.Queue(QueueNames.Pulls);
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await queue.SendMessageAsync("ё", TestContext.Current.CancellationToken);

        var raw = new QueueClient(azurite.ConnectionString, queue.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        var message = (await raw.PeekMessageAsync(TestContext.Current.CancellationToken)).Value.MessageText;

        var expected = (string?)Queues["messageEncoding"] switch
        {
            "base64" => Convert.ToBase64String("ё"u8),
            "none" => "ё",
            var other => throw new InvalidOperationException($"{other} is no encoding that the host knows."),
        };
        Assert.Equal(expected, message);
    }

    [Fact]
    public void Every_value_has_its_reason()
    {
        var reasons = Repository.Text("docs/host.md");

        Assert.All(Values(Host, string.Empty), x => Assert.Contains($"| `{x.Path}` | `{x.Value}` |", reasons, StringComparison.Ordinal));
        Assert.Equal(Values(Host, string.Empty).Count(), reasons.Split('\n').Count(static x => x.StartsWith("| `", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Path, string Value)> Values(JsonNode node, string path) => node is JsonObject inner
        ? inner.SelectMany(x => Values(x.Value!, path.Length == 0 ? x.Key : $"{path}.{x.Key}"))
        : [(path, node.ToJsonString().Trim('"'))];

    private static TimeSpan Time(JsonNode? node) => TimeSpan.ParseExact((string)node!, "c", CultureInfo.InvariantCulture);
}
