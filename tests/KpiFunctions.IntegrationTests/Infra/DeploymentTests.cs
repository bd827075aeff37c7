using System.Text.Json;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace KpiFunctions.IntegrationTests.Infra;

public sealed class DeploymentTests
{
    [Theory]
    [InlineData("main.bicep")]
    [InlineData("modules/subscription.bicep")]
    public async Task It_compiles_without_a_warning(string path)
    {
        var run = await Bicep.BuildAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Every_module_is_part_of_what_is_compiled()
    {
        var main = File.ReadAllText(Path.Combine(Bicep.Folder, "main.bicep"));
        var modules = Directory.EnumerateFiles(Path.Combine(Bicep.Folder, "modules"), "*.bicep").Select(Path.GetFileName);

        Assert.Equal(["subscription.bicep"], modules.Where(x => !main.Contains($"'modules/{x}'", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Events_are_those_of_files_that_are_dropped_and_call_the_trigger_that_reads_them()
    {
        var subscription = Assert.Single((await Bicep.EventSubscriptionAsync()).Of("Microsoft.EventGrid/systemTopics/eventSubscriptions"));

        var types = subscription.At("filter.includedEventTypes").EnumerateArray().Select(static x => x.GetString());
        Assert.Equal(["Microsoft.Storage.BlobCreated"], types);
        Assert.Equal("/blobServices/default/containers/drop/", subscription.At("filter.subjectBeginsWith").GetString());
        Assert.Equal("WebHook", subscription.At("destination.endpointType").GetString());
        Assert.StartsWith(
            "[format('https://{0}/runtime/webhooks/blobs?functionName=Host.Functions.IngestDrop&code={1}', ",
            subscription.At("destination.properties.endpointUrl").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_come_from_the_account_that_files_are_dropped_in()
    {
        var main = await Bicep.MainAsync();
        var topic = Assert.Single(main.Of("Microsoft.EventGrid/systemTopics"));

        Assert.Equal("Microsoft.Storage.StorageAccounts", topic.At("topicType").GetString());
        Assert.Equal("[resourceId('Microsoft.Storage/storageAccounts', parameters('accountName'))]", topic.At("source").GetString());
        Assert.Contains("reference('data')", Given(main, "events", "accountName"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_comes_after_its_roles_and_secrets()
    {
        var app = (await Bicep.MainAsync()).Json.GetProperty("resources").GetProperty("app");

        var before = app.GetProperty("dependsOn").EnumerateArray().Select(static x => x.GetString()).ToList();

        Assert.Contains("roles", before);
        Assert.Contains("vault", before);
    }

    [Fact]
    public void Azd_deploys_the_app_and_connects_it_with_a_hook_for_every_system()
    {
        var root = Yaml("azure.yaml");
        var service = (YamlMappingNode)root["services"]["app"];
        var hook = (YamlMappingNode)root["hooks"]["postdeploy"];

        Assert.Equal("src/KpiFunctions", Text(service["project"]));
        Assert.Equal("dotnet", Text(service["language"]));
        Assert.Equal("function", Text(service["host"]));
        Assert.Equal(("sh", "infra/hooks/postdeploy.sh"), (Text(hook["posix"]["shell"]), Text(hook["posix"]["run"])));
        Assert.Equal(("pwsh", "infra/hooks/postdeploy.ps1"), (Text(hook["windows"]["shell"]), Text(hook["windows"]["run"])));
        Assert.True(File.Exists(Path.Combine(Bicep.Repository, Text(hook["posix"]["run"]))));
        Assert.True(File.Exists(Path.Combine(Bicep.Repository, Text(hook["windows"]["run"]))));
        Assert.True(File.Exists(Path.Combine(Bicep.Repository, Text(root["infra"]["path"]), Text(root["infra"]["module"]) + ".bicep")));
    }

    [Fact]
    public async Task The_app_carries_the_tag_that_azd_finds_it_by() => Assert.Contains(
        "createObject('azd-service-name', 'app')", Given(await Bicep.MainAsync(), "app", "tags"), StringComparison.Ordinal);

    [Fact]
    public async Task The_parameters_file_names_every_parameter_once_and_no_other()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "main.parameters.json")));
        var given = file.RootElement.GetProperty("parameters").EnumerateObject().ToList();
        var known = (await Bicep.MainAsync()).Parameters.Select(static x => x.Name);

        Assert.Equal(known.Order(StringComparer.Ordinal), given.Select(static x => x.Name).Order(StringComparer.Ordinal));
        // From azd's environment, never a value that is in the repository.
        Assert.All(given, static x => Assert.Matches(@"^\$\{[A-Z_]+(=[A-Za-z0-9_]+)?\}$", x.Value.GetProperty("value").GetString()));
    }

    [Fact]
    public void Both_hooks_deploy_the_same_template_with_the_same_names()
    {
        string[] words =
        [
            "modules/subscription.bicep", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP", "KPI_FUNCTION_APP", "KPI_EVENT_TOPIC",
            "systemKeys.blobs_extension != null", "KPI_HOOK_ATTEMPTS", "KPI_HOOK_DELAY", "--name kpi-drops", "appName=", "topicName=",
        ];
        var hooks = Directory.EnumerateFiles(Path.Combine(Bicep.Folder, "hooks")).Select(File.ReadAllText).ToList();

        Assert.Equal(2, hooks.Count);
        Assert.All(words, x => Assert.All(hooks, y => Assert.Contains(x, y, StringComparison.Ordinal)));
        // Which events count is said in the template alone.
        Assert.All(hooks, static x => Assert.DoesNotContain("containers/", x, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_hooks_ask_for_is_what_the_template_says()
    {
        var main = await Bicep.MainAsync();

        Assert.Superset(
            new HashSet<string>(["AZURE_RESOURCE_GROUP", "KPI_FUNCTION_APP", "KPI_EVENT_TOPIC"], StringComparer.Ordinal),
            main.Outputs.Select(static x => x.Name).ToHashSet(StringComparer.Ordinal));
        var parameters = (await Bicep.EventSubscriptionAsync()).Parameters.Select(static x => x.Name);
        Assert.Equal(["appName", "topicName"], parameters.Order(StringComparer.Ordinal));
    }

    /// <summary>What a module of the main template is given for a parameter.</summary>
    private static string Given(ArmTemplate main, string module, string parameter) => main.Json
        .GetProperty("resources").GetProperty(module)
        .GetProperty("properties").GetProperty("parameters").GetProperty(parameter)
        .GetProperty("value").GetString()!;

    private static YamlMappingNode Yaml(string name)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Bicep.Repository, name));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
