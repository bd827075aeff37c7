using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace KpiFunctions.IntegrationTests.Infra;

/// <summary>What a program said.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

/// <summary>The infrastructure as it is compiled: its tests read what Azure would be handed, not the text it was written in.</summary>
internal static class Bicep
{
    private static readonly Lazy<Task<ArmTemplate>> Main = new(static () => CompileAsync("main.bicep"));
    private static readonly Lazy<Task<ArmTemplate>> EventSubscription = new(static () => CompileAsync("modules/subscription.bicep"));

    /// <summary>The clone's root.</summary>
    public static string Repository { get; } = Metadata("Repository");

    /// <summary>The folder <c>infra</c>.</summary>
    public static string Folder { get; } = Path.Combine(Repository, "infra");

    /// <summary>What <c>azd provision</c> deploys.</summary>
    public static Task<ArmTemplate> MainAsync() => OnLinux(Main);

    /// <summary>What the hook deploys after it.</summary>
    public static Task<ArmTemplate> EventSubscriptionAsync() => OnLinux(EventSubscription);

    /// <summary>Compiles a file of <c>infra</c>; a mistyped property is a warning, so a warning is as bad as an error.</summary>
    public static async Task<ToolRun> BuildAsync(string path, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The Bicep compiler that the tests bring runs on Linux.");
        return await RunAsync(new ProcessStartInfo(Metadata("Bicep"), ["build", Path.Combine(Folder, path), "--stdout"]), cancellationToken);
    }

    public static async Task<ToolRun> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    private static Task<ArmTemplate> OnLinux(Lazy<Task<ArmTemplate>> compiled)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The Bicep compiler that the tests bring runs on Linux.");
        return compiled.Value;
    }

    // Compiled once for all tests, so no test's token may stop it.
    private static async Task<ArmTemplate> CompileAsync(string path)
    {
        var run = await BuildAsync(path, CancellationToken.None);
        Assert.True(run.ExitCode == 0, run.Error);
        return new(JsonElement.Parse(run.Output));
    }

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == key).Value!;
}
