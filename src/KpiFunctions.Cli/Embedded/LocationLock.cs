using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KpiFunctions.Cli.Embedded;

/// <summary>
/// Keeps two Azurites off one folder, where they would start without complaint and damage each other's files. The lock is the
/// operating system's, so that a killed owner leaves none; the file names the child, which may still be writing when its owner is gone.
/// </summary>
internal sealed class LocationLock : IAsyncDisposable
{
    // A child whose parent was killed stops by itself within its own patience of 15 s.
    private static readonly TimeSpan OrphanPatience = TimeSpan.FromSeconds(20);

    private readonly FileStream _file;

    private LocationLock(FileStream file) => _file = file;

    public static async Task<LocationLock> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var taken = new LocationLock(Open(folder));
        try
        {
            await taken.WaitForOrphanAsync(folder, cancellationToken);
            return taken;
        }
        catch
        {
            await taken._file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes down which process uses the folder.</summary>
    public void Name(NodeProcess node)
    {
        _file.SetLength(0);
        _file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{node.Id} {node.StartTime.Ticks}")));
        _file.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        _file.SetLength(0);
        await _file.DisposeAsync();
    }

    private static FileStream Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(Path.Combine(folder, ".kpi-lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw NotWritable(folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            throw InUse(folder);
        }
        catch (IOException)
        {
            throw NotWritable(folder);
        }
    }

    private async Task WaitForOrphanAsync(string folder, CancellationToken cancellationToken)
    {
        using var orphan = ReadOwner();
        if (orphan is null)
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(OrphanPatience);
        try
        {
            await orphan.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw InUse(folder);
        }
    }

    private Process? ReadOwner()
    {
        Span<byte> bytes = stackalloc byte[64];
        var words = Encoding.ASCII.GetString(bytes[.._file.Read(bytes)]).Split(' ');
        if (words.Length != 2
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var started))
        {
            return null;
        }

        try
        {
            var process = Process.GetProcessById(id);

            // Ids are used again: another process with this id has another start time (which Linux derives with some jitter).
            if (Math.Abs(process.StartTime.ToUniversalTime().Ticks - started) < TimeSpan.TicksPerSecond)
            {
                return process;
            }

            process.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone, or somebody else's: not our child.
        }

        return null;
    }

    private static EmbeddedPartException InUse(string folder) => new(
        "storage_in_use",
        $"Another kpi command is using the data in '{folder}': wait until it has ended, or take another folder with --data.",
        $"Данные в «{folder}» уже использует другая команда kpi: дождитесь её завершения или укажите другую папку через --data.");

    private static EmbeddedPartException NotWritable(string folder) => new(
        "part_did_not_start",
        $"The data folder '{folder}' cannot be written: give yourself write access to it, or take another folder with --data.",
        $"В папку данных «{folder}» нельзя писать: разрешите запись или укажите другую папку через --data.");
}
