using KpiFunctions.Cli.Texts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace KpiFunctions.Cli.Watching;

/// <summary>What comes in and what was made of it, in a terminal: the latest files, and below them what goes on.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time) : IWatchView
{
    private const int LatestFiles = 15;
    private const int LatestNotes = 4;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<FileEvent> _files = [];
    private readonly List<string> _notes = [];
    private readonly SortedSet<string> _computing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset?> _timers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
    private StartedEvent? _started;
    private bool _isChanged = true;

    /// <inheritdoc/>
    public void Show(WatchEvent happened)
    {
        lock (_gate)
        {
            Take(happened with { At = time.GetUtcNow() });
            _isChanged = true;
        }
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => console.Live(Build()).AutoClear(false).StartAsync(async live =>
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (TryBuild() is { } picture)
            {
                live.UpdateTarget(picture);
            }

            await Task.Delay(Refresh, time, CancellationToken.None);
        }

        live.UpdateTarget(Build());
    });

    private void Take(WatchEvent happened)
    {
        switch (happened)
        {
            case StartedEvent started:
                _started = started;
                break;
            case FileEvent file:
                _files.RemoveAll(x => x.Path == file.Path);
                _files.Insert(0, file);
                _files.RemoveRange(Math.Min(LatestFiles, _files.Count), Math.Max(0, _files.Count - LatestFiles));
                break;
            case ComputeEvent { Brand: { } brand, State: "computing" }:
                _computing.Add(brand);
                break;
            case ComputeEvent compute:
                _computing.Remove(compute.Brand ?? string.Empty);
                Note(compute);
                break;
            case TimerEvent { State: "running" or "waiting" } timer:
                _timers[timer.Timer] = timer.Next;
                break;
            case DeliveryEvent { Sent: { } sent } delivery:
                _sent[$"{delivery.Report} {delivery.Period}"] = sent;
                Note(delivery);
                break;
            default:
                Note(happened);
                break;
        }
    }

    private void Note(WatchEvent happened)
    {
        if (EventText.Line(happened) is { } line)
        {
            _notes.Insert(0, line);
            _notes.RemoveRange(Math.Min(LatestNotes, _notes.Count), Math.Max(0, _notes.Count - LatestNotes));
        }
    }

    private Rows? TryBuild()
    {
        lock (_gate)
        {
            if (!_isChanged)
            {
                return null;
            }

            _isChanged = false;
            return Build();
        }
    }

    private Rows Build()
    {
        lock (_gate)
        {
            var lines = new List<IRenderable> { Files() };
            Add(_started is { } started ? WatchText.Started(started.Folder, started.Receipts) : WatchText.Starting);
            Add(_computing.Count > 0 ? WatchText.Computing(_computing) : null);
            Add(_timers.Count > 0
                ? string.Join("   ", _timers.Select(static x => $"{WatchText.Timer(x.Key)} {(x.Value is { } next ? EventText.Clock(next) : WatchText.Now)}"))
                : null);
            Add(_sent.Count > 0 ? WatchText.Mails(_sent.Values.Sum(), _started?.Mails) : null);
            lines.AddRange(_notes.Select(static x => new Markup($"[grey]{Plain(x)}[/]")));
            return new Rows(lines);

            void Add(string? line)
            {
                if (line is not null)
                {
                    lines.Add(new Markup(Plain(line)));
                }
            }
        }
    }

    private Table Files()
    {
        var table = new Table().Border(TableBorder.Simple).Expand();
        table.AddColumns(WatchText.Columns);
        foreach (var file in _files)
        {
            table.AddRow(
                EventText.Clock(file.At),
                Plain(file.Path),
                Plain(EventText.TakenFor(file)),
                Plain(EventText.Rows(file)),
                $"[{Color(file.State)}]{Plain(WatchText.State(file.State))}[/]",
                Plain(file.Remark ?? string.Empty));
        }

        return table;
    }

    private static string Color(string state) => state switch
    {
        FileStates.Done or FileStates.AlreadyDone => "green",
        FileStates.Reading or FileStates.Removed or FileStates.Gone => "grey",
        FileStates.Partly or FileStates.Waiting => "yellow",
        _ => "red",
    };

    private static string Plain(string text) => Markup.Escape(TerminalText.Clean(text));
}
