using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KpiFunctions.IntegrationTests.Fixtures;

namespace KpiFunctions.IntegrationTests.Watching;

/// <summary><c>kpi watch --json</c> as a process of its own, with what it said so far.</summary>
internal sealed class WatchProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _error;
    private readonly List<JsonElement> _events = [];
    private TaskCompletionSource _said = New();

    private WatchProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Everything it said so far.</summary>
    public IReadOnlyList<JsonElement> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Starts it in the folder and waits until it says that it watches. Its data lie in <c>data</c>, dropped files in <c>drop</c>.</summary>
    public static async Task<WatchProcess> StartAsync(TempFolder folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [KpiProcess.Path, "watch", folder.Below("drop"), "--data", folder.Below("data"), "--json"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["KPI_LANG"] = "en";
        start.Environment.Remove("KPI_STORAGE");
        start.Environment.Remove("KPI_SMTP");
        var watch = new WatchProcess(Process.Start(start)!);
        try
        {
            await watch.WaitAsync(static x => Is(x, "started"), cancellationToken);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it is an event of that name, with that state if one is given.</summary>
    public static bool Is(JsonElement happened, string name, string? state = null) =>
        happened.GetProperty("event").GetString() == name && (state is null || happened.GetProperty("state").GetString() == state);

    /// <summary>Whether it is the answer to the file of that path, in that state if one is given.</summary>
    public static bool IsAnswer(JsonElement happened, string path, string? state = null) =>
        Is(happened, "file", state) && happened.GetProperty("path").GetString() == path && !Is(happened, "file", "reading");

    /// <summary>Waits for an event, from the given number of events on.</summary>
    public async Task<JsonElement> WaitAsync(Func<JsonElement, bool> wanted, CancellationToken cancellationToken, int after = 0)
    {
        while (true)
        {
            Task said;
            lock (_events)
            {
                if (_events.Skip(after).Where(wanted).Select(static x => (JsonElement?)x).FirstOrDefault() is { } found)
                {
                    return found;
                }

                said = _said.Task;
            }

            if (await Task.WhenAny(said, _reading).WaitAsync(Patience, cancellationToken) == _reading && said.IsCompleted is false)
            {
                throw new InvalidOperationException($"The command ended first: {await _error}");
            }
        }
    }

    /// <summary>Interrupts it as Ctrl-C does, and waits for its end.</summary>
    public async Task<(int ExitCode, string Error)> InterruptAsync(CancellationToken cancellationToken)
    {
        using (Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            await _reading;
            return (_process.ExitCode, await _error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            lock (_events)
            {
                _events.Add(document.RootElement.Clone());
                _said.SetResult();
                _said = New();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
