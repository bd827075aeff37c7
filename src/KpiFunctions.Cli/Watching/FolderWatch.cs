using System.Collections.Concurrent;
using System.Threading.Channels;

namespace KpiFunctions.Cli.Watching;

/// <summary>Something in a watched folder that has come to rest.</summary>
/// <param name="Name">Path relative to the folder, with <c>/</c> between folders.</param>
/// <param name="FullPath">Where it lies.</param>
/// <param name="State">What it is now.</param>
/// <param name="IsNew">It is not as it was when it was seen last; else something only touched it.</param>
internal sealed record Sighting(string Name, string FullPath, SightingState State, bool IsNew);

/// <summary>What something in a watched folder is.</summary>
internal enum SightingState
{
    /// <summary>A file that has stopped growing and can be opened.</summary>
    File,

    /// <summary>A link to somewhere else.</summary>
    Link,

    /// <summary>A file that nobody lets us open; it is tried again.</summary>
    Locked,

    /// <summary>It was there and is not any more.</summary>
    Removed,
}

/// <summary>
/// Says what comes into a folder, once it has come to rest. It listens to the system and looks for itself now and then: events get
/// lost, and network folders have none. What is reported is not reported again until <see cref="Done"/> says that it was dealt with.
/// </summary>
internal sealed class FolderWatch(string root, Func<string, bool> isIgnored, TimeProvider time)
{
    /// <summary>A file whose size and time stay the same for so long is taken.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(300);

    /// <summary>An empty file is often one that is only begun.</summary>
    public static readonly TimeSpan EmptyCalm = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private readonly Channel<string> _nudges = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<Sighting> _sightings = Channel.CreateUnbounded<Sighting>();
    private readonly ConcurrentDictionary<string, bool> _inHand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Growing> _growing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Form> _taken = new(StringComparer.Ordinal);

    /// <summary>What has come to rest, or is gone.</summary>
    public ChannelReader<Sighting> Sightings => _sightings.Reader;

    /// <summary>It was dealt with: what happened to it since is reported now.</summary>
    public void Done(Sighting sighting)
    {
        _inHand.TryRemove(sighting.Name, out _);
        _nudges.Writer.TryWrite(string.Empty);
    }

    /// <summary>Reports everything below the folder once more, changed or not.</summary>
    /// <param name="name">A folder, relative to the watched one.</param>
    public void LookAgain(string name) => _nudges.Writer.TryWrite(Path.Combine(root, name));

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watcher = Listen();
        Scan(root, isForced: false);
        var nextScan = time.GetUtcNow() + Poll;
        while (true)
        {
            await WaitAsync(_growing.Count > 0 ? Tick : Poll, cancellationToken);
            TakeNudges();
            if (time.GetUtcNow() >= nextScan)
            {
                Scan(root, isForced: false);
                ReportRemoved();
                nextScan = time.GetUtcNow() + Poll;
            }

            ReportCalm();
        }
    }

    private FileSystemWatcher? Listen()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(root)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
                InternalBufferSize = 64 * 1024,
            };
            watcher.Created += (_, x) => _nudges.Writer.TryWrite(x.FullPath);
            watcher.Changed += (_, x) => _nudges.Writer.TryWrite(x.FullPath);
            watcher.Deleted += (_, x) => _nudges.Writer.TryWrite(x.FullPath);
            watcher.Renamed += (_, x) =>
            {
                _nudges.Writer.TryWrite(x.OldFullPath);
                _nudges.Writer.TryWrite(x.FullPath);
            };
            watcher.Error += (_, _) => _nudges.Writer.TryWrite(root);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException or UnauthorizedAccessException)
        {
            // The system has no events to give; looking now and then is enough.
            watcher?.Dispose();
            return null;
        }
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(atMost);
        try
        {
            await _nudges.Reader.WaitToReadAsync(patience.Token);

            // A file that is being written gives thousands of events; a few looks a second are enough.
            await Task.Delay(Tick / 2, time, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time is up.
        }
    }

    private void TakeNudges()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        while (_nudges.Reader.TryRead(out var path))
        {
            if (path.Length > 0)
            {
                paths.Add(path);
            }
        }

        foreach (var path in paths)
        {
            // Of a folder that was moved here nobody announces the files.
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            {
                Scan(path, isForced: path != root);
            }
            else
            {
                See(path, isForced: true);
            }
        }
    }

    private void Scan(string folder, bool isForced)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null })
                {
                    if (!isIgnored(NameOf(entry.FullName)))
                    {
                        Scan(entry.FullName, isForced);
                    }
                }
                else
                {
                    See(entry.FullName, isForced);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or not ours to read, for now.
        }
    }

    private void See(string path, bool isForced)
    {
        var name = NameOf(path);
        if (name.StartsWith("..", StringComparison.Ordinal) || isIgnored(name) || _growing.ContainsKey(name))
        {
            return;
        }

        var form = FormOf(path);
        if (form is null && _taken.Remove(name))
        {
            _sightings.Writer.TryWrite(new(name, path, SightingState.Removed, IsNew: true));
        }
        else if (form is not null && (isForced || !_taken.TryGetValue(name, out var before) || before != form))
        {
            _growing[name] = new(path, form, time.GetUtcNow(), time.GetUtcNow());
        }
    }

    private void ReportRemoved()
    {
        foreach (var name in _taken.Keys.Where(x => !Path.Exists(Path.Combine(root, x))).ToList())
        {
            See(Path.Combine(root, name), isForced: false);
        }
    }

    /// <summary>Reports what has stopped growing: the oldest first, so that a newer export has the last word.</summary>
    private void ReportCalm()
    {
        var now = time.GetUtcNow();
        foreach (var (name, growing) in _growing.OrderBy(static x => x.Value.Form.ModifiedAt).ThenBy(static x => x.Key, StringComparer.Ordinal).ToList())
        {
            var form = FormOf(growing.Path);
            if (form is null)
            {
                _growing.Remove(name);
                See(growing.Path, isForced: false);
            }
            else if (form != growing.Form)
            {
                _growing[name] = growing with { Form = form, Since = now };
            }
            else if (now - growing.Since >= (form is { Length: 0, IsLink: false } ? EmptyCalm : Calm))
            {
                ReportCalm(name, growing, now);
            }
        }
    }

    private void ReportCalm(string name, Growing growing, DateTimeOffset now)
    {
        var canOpen = growing.Form.IsLink || CanOpen(growing.Path);
        if ((!canOpen && (growing.IsSaidLocked || now - growing.SeenAt < LockPatience)) || !_inHand.TryAdd(name, true))
        {
            return;
        }

        if (!canOpen)
        {
            _growing[name] = growing with { IsSaidLocked = true };
            _sightings.Writer.TryWrite(new(name, growing.Path, SightingState.Locked, IsNew: true));
            return;
        }

        _growing.Remove(name);
        var isNew = !_taken.TryGetValue(name, out var before) || before != growing.Form;
        _taken[name] = growing.Form;
        _sightings.Writer.TryWrite(new(name, growing.Path, growing.Form.IsLink ? SightingState.Link : SightingState.File, isNew));
    }

    private string NameOf(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static Form? FormOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
            {
                return new(0, file.LastWriteTimeUtc, IsLink: true);
            }

            return file.Exists ? new(file.Length, file.LastWriteTimeUtc, IsLink: false) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool CanOpen(string path)
    {
        try
        {
            using var file = DropFiles.Open(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed record Form(long Length, DateTime ModifiedAt, bool IsLink);

    private sealed record Growing(string Path, Form Form, DateTimeOffset Since, DateTimeOffset SeenAt, bool IsSaidLocked = false);
}
