using System.Diagnostics.CodeAnalysis;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Cli.Watching;

/// <summary>Names of files in the folder, relative to it, with <c>/</c> between folders.</summary>
internal static class DropNames
{
    private static readonly string[] Unfinished = [".part", ".partial", ".crdownload", ".download", ".tmp"];
    private static readonly string[] OfTheSystem = ["Thumbs.db", "desktop.ini"];

    /// <summary>What programs leave for themselves: hidden files and folders, locks of office programs, downloads under way.</summary>
    public static bool IsIgnored(string name)
    {
        var parts = name.Split('/', Path.DirectorySeparatorChar);
        return Array.Exists(parts, static x => x.StartsWith('.') || x.StartsWith("~$", StringComparison.Ordinal))
            || Unfinished.Any(x => name.EndsWith(x, StringComparison.OrdinalIgnoreCase))
            || OfTheSystem.Contains(parts[^1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Splits <c>{brand}/{path}</c>; false when it cannot be uploaded to a brand's folder.</summary>
    public static bool TrySplit(string name, [NotNullWhen(true)] out string? brand, [NotNullWhen(true)] out string? path)
    {
        (brand, path) = name.Split('/', 2) is [var folder, var rest] && Ids.IsBrand(folder) && BlobPath.IsSafe(rest) ? (folder, rest) : (null, null);
        return brand is not null;
    }
}
