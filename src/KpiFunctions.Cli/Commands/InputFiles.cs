using KpiFunctions.Cli.Texts;

namespace KpiFunctions.Cli.Commands;

/// <summary>Files that a person names on the command line. A folder means all files in it.</summary>
internal static class InputFiles
{
    /// <summary>The files, in the order given; those of a folder by path.</summary>
    /// <exception cref="CommandInputException">One is not there or cannot be opened, or a folder is empty.</exception>
    public static IReadOnlyList<string> Require(IEnumerable<string> named)
    {
        var files = new List<string>();
        foreach (var path in named)
        {
            if (File.Exists(path))
            {
                files.Add(path);
            }
            else if (Directory.Exists(path))
            {
                files.AddRange(FilesIn(path));
            }
            else
            {
                var shown = TerminalText.Clean(path);
                throw new CommandInputException(path.StartsWith('-') ? CliText.NoSuchOption(shown) : CliText.NoSuchFile(shown));
            }
        }

        files.ForEach(RequireReadable);
        return files;
    }

    private static List<string> FilesIn(string folder)
    {
        try
        {
            List<string> files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            return files.Count > 0 ? files : throw new CommandInputException(CliText.NoFilesIn(TerminalText.Clean(folder)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandInputException(CliText.Unreadable(TerminalText.Clean(folder)));
        }
    }

    // Asked of all files before any is taken, so that a command does not stop half-way.
    private static void RequireReadable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandInputException(CliText.Unreadable(TerminalText.Clean(path)));
        }
    }

    /// <summary>
    /// Each file with its path below the folder that all have in common. Two files never get one path: the same file named twice
    /// is taken once.
    /// </summary>
    public static IReadOnlyList<(string File, string DropPath)> BelowCommonFolder(IReadOnlyList<string> files)
    {
        var full = files.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).ToList();
        var folders = full.ConvertAll(static x => Path.GetDirectoryName(x)!.Split(Path.DirectorySeparatorChar));
        var shared = folders.Count == 0 ? 0 : folders.Min(static x => x.Length);
        foreach (var folder in folders)
        {
            var same = 0;
            while (same < shared && folder[same] == folders[0][same])
            {
                same++;
            }

            shared = same;
        }

        return full.ConvertAll(x => (x, string.Join('/', x.Split(Path.DirectorySeparatorChar).Skip(shared))));
    }
}
