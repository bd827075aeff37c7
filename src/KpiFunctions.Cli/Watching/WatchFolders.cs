using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Texts;

namespace KpiFunctions.Cli.Watching;

/// <summary>The folders of a local host, side by side. Full paths.</summary>
/// <param name="Drop">Where people drop files: one folder a brand.</param>
/// <param name="Receipts">What was made of each file, at the same path.</param>
/// <param name="Config">The brands' configurations, <c>{brand}.yaml</c>.</param>
/// <param name="Reports">Mails that were caught.</param>
internal sealed record WatchFolders(string Drop, string Receipts, string Config, string Reports)
{
    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The folders beside the one that is named.</summary>
    /// <exception cref="CommandInputException">It has no place beside it, or is itself called like one of them.</exception>
    public static WatchFolders Beside(string drop)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(drop));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            throw new CommandInputException(WatchText.NoPlaceBeside(TerminalText.Clean(full)));
        }

        var folders = new WatchFolders(full, Path.Combine(parent, "receipts"), Path.Combine(parent, "config"), Path.Combine(parent, "reports"));
        return new[] { folders.Receipts, folders.Config, folders.Reports }.Any(x => x.Equals(full, PathComparison))
            ? throw new CommandInputException(WatchText.NameIsTaken(TerminalText.Clean(full)))
            : folders;
    }

    /// <summary>Makes them. That for mails is made by whoever writes there.</summary>
    /// <param name="data">Where the embedded storage keeps its data, or null.</param>
    /// <exception cref="CommandInputException">One cannot be made, or the storage's data would be taken for dropped files.</exception>
    public void Create(string? data)
    {
        if (data is not null && IsBelow(data, Drop) && !DropNames.IsIgnored(Path.GetRelativePath(Drop, data)))
        {
            throw new CommandInputException(WatchText.DataIsInside(TerminalText.Clean(data)));
        }

        foreach (var folder in new[] { Drop, Receipts, Config })
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CommandInputException(WatchText.CannotMake(TerminalText.Clean(folder)));
            }
        }
    }

    /// <summary>Whether the path is the folder or lies in it.</summary>
    public static bool IsBelow(string path, string folder)
    {
        var full = Path.GetFullPath(path);
        return full.Equals(folder, PathComparison) || full.StartsWith(folder + Path.DirectorySeparatorChar, PathComparison);
    }
}
