using System.Diagnostics;
using System.Globalization;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Embedded;

/// <summary>Whatever happens to the command, nothing of what it started is left running.</summary>
public sealed class StoppedCommandTests : IDisposable
{
    private const int Parts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_command_killed_hard_leaves_no_orphan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var demo = Start();
        await WaitForPartsAsync(Parts);

        // The command alone: its parts must notice by themselves.
        demo.Kill(entireProcessTree: false);

        await WaitForPartsAsync(0);
    }

    [Fact]
    public async Task A_command_interrupted_stops_its_parts_and_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends a signal and reads /proc");
        using var demo = Start();
        await WaitForPartsAsync(Parts);

        using var kill = Process.Start("kill", ["-INT", demo.Id.ToString(CultureInfo.InvariantCulture)]);
        await demo.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);

        Assert.Equal(ExitCodes.Stopped, demo.ExitCode);
        Assert.Equal(0, CountParts());
        Assert.DoesNotContain("Exception", await demo.StandardError.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [KpiProcess.Path, "demo", "--out", _folder.Below("out")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TMPDIR"] = _folder.Path;
        return Process.Start(start)!;
    }

    private async Task WaitForPartsAsync(int count)
    {
        var watch = Stopwatch.StartNew();
        while (CountParts() != count)
        {
            Assert.True(watch.Elapsed < Patience, $"{CountParts()} parts run, not {count}");
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>Node processes whose words or settings name this test's folder.</summary>
    private int CountParts() => Directory.EnumerateDirectories("/proc").Count(x =>
        int.TryParse(Path.GetFileName(x), CultureInfo.InvariantCulture, out _)
        && Read(Path.Combine(x, "cmdline")) is { } words
        && words.StartsWith("node\0", StringComparison.Ordinal)
        && (words.Contains(_folder.Path, StringComparison.Ordinal) || Read(Path.Combine(x, "environ")).Contains(_folder.Path, StringComparison.Ordinal)));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process ended while we looked.
            return string.Empty;
        }
    }
}
