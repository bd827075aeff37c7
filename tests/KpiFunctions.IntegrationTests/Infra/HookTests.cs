using System.Diagnostics;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Infra;

/// <summary>The hook as azd runs it, with an <c>az</c> that plays Azure: it notes what it is asked and has the key after some looks.</summary>
public sealed class HookTests : IDisposable
{
    private const string Key = "s3cr3t/k+y==";

    private const string Az = """
        #!/bin/sh
        # Asked for the key itself, it gives it: a hook that printed it would be caught.
        echo "$*" >> "$PLAY/calls"
        case "$*" in
          *"account show"*) exit "${PLAY_LOGIN:-0}" ;;
          *"functionapp keys list"*)
            looks=$(cat "$PLAY/looks" 2> /dev/null || echo 0)
            looks=$((looks + 1))
            echo "$looks" > "$PLAY/looks"
            if [ "$looks" -le "${PLAY_KEYLESS:-0}" ]; then there=false; else there=true; fi
            case "$*" in
              *"!= null"*) echo "$there" ;;
              *) [ "$there" = true ] && echo "$PLAY_KEY" ;;
            esac ;;
          *"deployment group create"*)
            refused=$(cat "$PLAY/refused" 2> /dev/null || echo 0)
            if [ "$refused" -lt "${PLAY_REFUSALS:-0}" ]; then
              echo $((refused + 1)) > "$PLAY/refused"
              echo "ERROR: Webhook validation handshake failed" >&2
              exit 1
            fi
            # As Azure does: what has the same name is the same thing.
            name=$(echo "$*" | sed 's/.*--name \([^ ]*\).*/\1/')
            mkdir -p "$PLAY/subscriptions/$name" ;;
          *) echo "unexpected: $*" >&2; exit 64 ;;
        esac
        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task It_is_a_script_that_bash_can_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The hook for Windows is another one.");
            return;
        }

        var run = await Bicep.RunAsync(new ProcessStartInfo("bash", ["-n", Script]), TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(File.GetUnixFileMode(Script).HasFlag(UnixFileMode.UserExecute), "azd starts it as a program.");
    }

    [Fact]
    public async Task It_makes_the_subscription_once_the_key_is_there()
    {
        var run = await RunAsync(("PLAY_KEYLESS", "3"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, Lines(run.Output, "waiting for the app to start"));
        Assert.Equal(4, Calls("functionapp keys list"));
        Assert.Equal(1, Calls("deployment group create"));
        Assert.Contains("Event Grid calls IngestDrop", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_deploys_to_the_group_and_the_subscription_that_azd_names()
    {
        await RunAsync();

        var call = Assert.Single(AllCalls(), static x => x.Contains("deployment group create", StringComparison.Ordinal));
        Assert.Contains("--subscription sub --resource-group rg-shop ", call, StringComparison.Ordinal);
        Assert.Contains("modules/subscription.bicep", call, StringComparison.Ordinal);
        Assert.Contains("appName=func-1 topicName=evgt-1", call, StringComparison.Ordinal);
        var template = call.Split("--template-file ")[1].Split(' ')[0];
        Assert.True(File.Exists(template), template);
    }

    [Fact]
    public async Task Run_again_it_leaves_one_subscription()
    {
        var first = await RunAsync();
        var second = await RunAsync();

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Single(Directory.EnumerateDirectories(_folder.Below("subscriptions")));
    }

    [Fact]
    public async Task Without_a_key_it_gives_up_with_a_sentence_and_makes_nothing()
    {
        var run = await RunAsync(("PLAY_KEYLESS", "1000"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(5, Calls("functionapp keys list"));
        Assert.Equal(0, Calls("deployment group create"));
        Assert.StartsWith("postdeploy: the app func-1 has no blobs_extension key after 5 looks: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("azd hooks run postdeploy", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_came_too_early_is_tried_again()
    {
        var run = await RunAsync(("PLAY_REFUSALS", "2"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, Calls("deployment group create"));
    }

    [Fact]
    public async Task A_subscription_that_stays_refused_is_said_with_its_reason()
    {
        var run = await RunAsync(("PLAY_REFUSALS", "1000"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(3, Calls("deployment group create"));
        Assert.Contains("Webhook validation handshake failed", run.Error, StringComparison.Ordinal);
        Assert.Contains("postdeploy: the event subscription could not be made; ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_not_logged_in_is_told_so()
    {
        var run = await RunAsync(("PLAY_LOGIN", "1"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("az login", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, Calls("functionapp"));
    }

    [Theory]
    [InlineData("AZURE_SUBSCRIPTION_ID")]
    [InlineData("AZURE_RESOURCE_GROUP")]
    [InlineData("KPI_FUNCTION_APP")]
    [InlineData("KPI_EVENT_TOPIC")]
    public async Task A_name_that_is_missing_is_named(string variable)
    {
        var run = await RunAsync((variable, ""));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"postdeploy: {variable} is not set.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_neither_asked_for_nor_shown()
    {
        var run = await RunAsync(("PLAY_REFUSALS", "1"));

        Assert.DoesNotContain("s3cr3t", run.Output + run.Error + string.Concat(AllCalls()), StringComparison.Ordinal);
        var looks = AllCalls().Where(static x => x.Contains("keys list", StringComparison.Ordinal));
        Assert.All(looks, static x => Assert.Contains("!= null", x, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string Script => Path.Combine(Bicep.Folder, "hooks", "postdeploy.sh");

    private async Task<ToolRun> RunAsync(params (string Name, string Value)[] changes)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The hook for Windows is another one.");
            throw new UnreachableException();
        }

        var tools = Directory.CreateDirectory(_folder.Below("tools")).FullName;
        var az = Path.Combine(tools, "az");
        await File.WriteAllTextAsync(az, Az, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo("bash", [Script]) { WorkingDirectory = Bicep.Repository };
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        (string, string)[] usual =
        [
            ("AZURE_SUBSCRIPTION_ID", "sub"), ("AZURE_RESOURCE_GROUP", "rg-shop"), ("KPI_FUNCTION_APP", "func-1"), ("KPI_EVENT_TOPIC", "evgt-1"),
            ("KPI_HOOK_ATTEMPTS", "5"), ("KPI_HOOK_DELAY", "0"), ("PLAY", _folder.Path), ("PLAY_KEY", Key),
        ];
        foreach (var (name, value) in usual.Concat(changes))
        {
            start.Environment[name] = value;
        }

        return await Bicep.RunAsync(start, TestContext.Current.CancellationToken);
    }

    private string[] AllCalls() => File.Exists(_folder.Below("calls")) ? File.ReadAllLines(_folder.Below("calls")) : [];

    private int Calls(string words) => AllCalls().Count(x => x.Contains(words, StringComparison.Ordinal));

    private static int Lines(string text, string words) => text.Split('\n').Count(x => x.Contains(words, StringComparison.Ordinal));
}
