using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KpiFunctions.Cli.Embedded;

/// <summary>
/// A Node script that lives as long as this object. The script watches its standard input: closing it is the order to stop,
/// and it closes by itself when this process is killed, so that nothing is left running.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private const int KeptErrorLines = 8;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Queue<string> _errors = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _output;
    private readonly Task _errorOutput;
    private int _disposed;

    private NodeProcess(Process process, Func<string, bool> isReady)
    {
        _process = process;
        Id = process.Id;
        StartTime = process.StartTime.ToUniversalTime();

        // Both pipes are read to their end: a full pipe would stop the script at its next word.
        _output = DrainAsync(process.StandardOutput, line =>
        {
            if (!_ready.Task.IsCompleted && isReady(line))
            {
                _ready.TrySetResult();
            }
        });
        _errorOutput = DrainAsync(process.StandardError, KeepError);
    }

    /// <summary>Process id.</summary>
    public int Id { get; }

    /// <summary>When it was started, UTC.</summary>
    internal DateTime StartTime { get; }

    /// <summary>Starts the script and waits until it says that it is ready.</summary>
    /// <param name="name">What it is, for people: English and Russian, such as "embedded storage".</param>
    /// <param name="script">File name beside the command, see <see cref="NodeParts"/>.</param>
    /// <param name="arguments">Arguments after the folder of the parts.</param>
    /// <param name="environment">Variables to set, or to remove where the value is null.</param>
    /// <param name="isReady">Is given every line of standard output; true when that was the last one to wait for.</param>
    /// <param name="cancellationToken">Cancels the start; what was started is stopped.</param>
    /// <exception cref="EmbeddedPartException">Node or the parts are missing, or the script ended or said nothing in time.</exception>
    public static async Task<NodeProcess> StartAsync(
        (string English, string Russian) name,
        string script,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        Func<string, bool> isReady,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        var node = new NodeProcess(Launch([NodeParts.Script(script), NodeParts.Find(), .. arguments], environment), isReady);
        try
        {
            await node.WaitUntilReadyAsync(name, cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Orders the script to stop, waits for it, and kills it with its children when it does not obey in time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        CloseInput();
        using (var patience = new CancellationTokenSource(StopPatience))
        {
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        await Task.WhenAll(_output, _errorOutput);
        _process.Dispose();
    }

    private static Process Launch(IEnumerable<string> words, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("node", words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        try
        {
            return Process.Start(start) ?? throw NodeIsMissing();
        }
        catch (Win32Exception)
        {
            throw NodeIsMissing();
        }
    }

    private static async Task DrainAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            take(line);
        }
    }

    private async Task WaitUntilReadyAsync((string English, string Russian) name, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        var exit = _process.WaitForExitAsync(patience.Token);
        var first = await Task.WhenAny(_ready.Task, exit);
        cancellationToken.ThrowIfCancellationRequested();
        if (first != _ready.Task)
        {
            if (_process.HasExited)
            {
                await _errorOutput;
            }

            throw DidNotStart(name);
        }

        await patience.CancelAsync();
    }

    private void KeepError(string line)
    {
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > KeptErrorLines)
            {
                _errors.Dequeue();
            }
        }
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script is gone already, which is what closing would have asked for.
        }
    }

    private EmbeddedPartException DidNotStart((string English, string Russian) name)
    {
        string detail;
        lock (_errors)
        {
            detail = string.Join('\n', _errors);
        }

        return new(
            "part_did_not_start",
            $"The {name.English} did not start: check that the data folder can be written and that there is memory and disk space left, then try again.",
            $"Не удалось запустить {name.Russian}: проверьте, что в папку данных можно писать и что хватает памяти и места на диске, и повторите.",
            detail.Length == 0 ? null : detail);
    }

    private static EmbeddedPartException NodeIsMissing() => new(
        "node_missing",
        "Node.js 20 or newer is needed for the embedded storage and the mail catcher, and no 'node' is on the PATH: install it (https://nodejs.org), or name a storage with --storage.",
        "Для встроенного хранилища и почтовой ловушки нужен Node.js 20 или новее, а программы «node» нет в PATH: установите её (https://nodejs.org) или назовите хранилище через --storage.");
}
