using System.Diagnostics;

namespace KpiFunctions.IntegrationTests.Fixtures;

/// <summary>What a run of the command left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record KpiRun(int ExitCode, string Output, string Error);

/// <summary>The <c>kpi</c> command as a process of its own, as a person or a script runs it.</summary>
internal static class KpiProcess
{
    /// <summary>The built command.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "kpi.dll");

    public static async Task<KpiRun> RunAsync(IEnumerable<string> words, CancellationToken cancellationToken, string language = "en", IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. words]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["KPI_LANG"] = language;
        start.Environment.Remove("KPI_STORAGE");
        start.Environment.Remove("KPI_SMTP");
        foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
