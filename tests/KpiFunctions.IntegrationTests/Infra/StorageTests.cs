using System.Text.Json;
using KpiFunctions.Storage.Naming;
using Xunit;

namespace KpiFunctions.IntegrationTests.Infra;

public sealed class StorageTests
{
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = Account + "/blobServices/containers";

    /// <summary>Where the host puts the names of blobs that its blob trigger gave up on; the name is the host's.</summary>
    private const string BlobPoison = "webjobs-blobtrigger-poison";

    [Fact]
    public async Task Containers_tables_and_queues_are_those_of_the_code()
    {
        var data = (await Bicep.MainAsync()).Modules["data"];

        Assert.Equal(StorageNames.Containers.Order(StringComparer.Ordinal), data.Words("containers").Order(StringComparer.Ordinal));
        Assert.Equal(StorageNames.Tables.Order(StringComparer.Ordinal), data.Words("tables").Order(StringComparer.Ordinal));
        Assert.Equal(QueueNames.All.Append(BlobPoison).Order(StringComparer.Ordinal), data.Words("queues").Order(StringComparer.Ordinal));
        Assert.Equal("[variables('containers')[copyIndex()]]", Last(Assert.Single(data.Of(Container))));
        Assert.Equal("[variables('tables')[copyIndex()]]", Last(Assert.Single(data.Of(Account + "/tableServices/tables"))));
        Assert.Equal("[variables('queues')[copyIndex()]]", Last(Assert.Single(data.Of(Account + "/queueServices/queues"))));
    }

    [Fact]
    public async Task The_deployed_package_has_a_container_apart_from_the_data()
    {
        var main = await Bicep.MainAsync();

        var package = Assert.Single(main.Modules["host"].Of(Container));
        Assert.Equal("[variables('packageContainerName')]", Last(package));
        var site = Assert.Single(main.Of("Microsoft.Web/sites"));
        Assert.Contains("parameters('hostAccount')", site.At("functionAppConfig.deployment.storage.value").GetString(), StringComparison.Ordinal);
        Assert.Equal("UserAssignedIdentity", site.At("functionAppConfig.deployment.storage.authentication.type").GetString());
    }

    [Fact]
    public async Task No_account_takes_keys_anonymous_readers_or_open_connections()
    {
        var accounts = (await Bicep.MainAsync()).Of(Account).ToList();

        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, static account =>
        {
            Assert.Equal("StorageV2", account.Json.GetProperty("kind").GetString());
            Assert.Equal(JsonValueKind.False, account.At("allowSharedKeyAccess").ValueKind);
            Assert.Equal(JsonValueKind.False, account.At("allowBlobPublicAccess").ValueKind);
            Assert.Equal(JsonValueKind.False, account.At("allowCrossTenantReplication").ValueKind);
            Assert.Equal(JsonValueKind.True, account.At("supportsHttpsTrafficOnly").ValueKind);
            Assert.Equal("TLS1_2", account.At("minimumTlsVersion").GetString());
        });
    }

    [Fact]
    public async Task No_container_is_public()
    {
        var containers = (await Bicep.MainAsync()).Of(Container).ToList();

        Assert.Equal(2, containers.Count);
        Assert.All(containers, static x => Assert.Equal("None", x.At("publicAccess").GetString()));
    }

    [Fact]
    public async Task An_upload_is_one_event_because_the_account_is_flat() => Assert.All(
        (await Bicep.MainAsync()).Of(Account), static x => Assert.Equal(JsonValueKind.False, x.At("isHnsEnabled").ValueKind));

    [Fact]
    public async Task Deleted_blobs_and_containers_can_be_brought_back()
    {
        var blobs = Assert.Single((await Bicep.MainAsync()).Modules["data"].Of(Account + "/blobServices"));

        Assert.Equal(JsonValueKind.True, blobs.At("deleteRetentionPolicy.enabled").ValueKind);
        Assert.Equal(JsonValueKind.True, blobs.At("containerDeleteRetentionPolicy.enabled").ValueKind);
    }

    [Fact]
    public async Task Nothing_but_drops_is_ever_deleted_by_a_rule()
    {
        var deletions = (await RulesAsync()).Where(static x => x.Actions.Any(static y => y.Name == "delete")).ToList();

        var rule = Assert.Single(deletions);
        Assert.Equal([StorageNames.Drop + "/"], rule.Prefixes);
        var days = Assert.Single(Assert.Single(rule.Actions).Value.EnumerateObject());
        Assert.Equal(("daysAfterModificationGreaterThan", 30), (days.Name, days.Value.GetInt32()));
    }

    [Fact]
    public async Task Originals_and_reports_become_cool_with_age()
    {
        var cooled = (await RulesAsync())
            .Where(static x => x.Actions.Any(static y => y.Name == "tierToCool"))
            .SelectMany(static x => x.Prefixes.Select(prefix => (prefix, Days(x.Actions.Single()))));

        Assert.Equal(
            [(StorageNames.Archive + "/", 90), (StorageNames.Pulled + "/", 90), (StorageNames.Reports + "/", 30)],
            cooled.OrderBy(static x => x.prefix, StringComparer.Ordinal));

        static int Days(JsonProperty action) => action.Value.GetProperty("daysAfterModificationGreaterThan").GetInt32();
    }

    [Fact]
    public async Task Every_rule_looks_at_a_container_of_the_code_only() => Assert.All(
        await RulesAsync(),
        static x =>
        {
            Assert.NotEmpty(x.Prefixes);
            Assert.All(x.Prefixes, static y => Assert.Contains(y.TrimEnd('/'), StorageNames.Containers));
            Assert.All(x.Prefixes, static y => Assert.EndsWith("/", y, StringComparison.Ordinal));
        });

    private static async Task<IReadOnlyList<Rule>> RulesAsync()
    {
        var policy = Assert.Single((await Bicep.MainAsync()).Of(Account + "/managementPolicies"));
        return [.. policy.At("policy.rules").EnumerateArray().Select(static x => x.GetProperty("definition")).Select(static x => new Rule(
            [.. x.GetProperty("filters").GetProperty("prefixMatch").EnumerateArray().Select(static y => y.GetString()!)],
            [.. x.GetProperty("actions").EnumerateObject().SelectMany(static y => y.Value.EnumerateObject())]))];
    }

    /// <summary>The last part of a child resource's name, as an expression.</summary>
    private static string Last(ArmResource resource)
    {
        var name = resource.Json.GetProperty("name").GetString()!;
        return $"[{name[(name.LastIndexOf(", ", StringComparison.Ordinal) + 2)..^2]}]";
    }

    private sealed record Rule(IReadOnlyList<string> Prefixes, IReadOnlyList<JsonProperty> Actions);
}
