using System.Diagnostics.CodeAnalysis;
using KpiFunctions.Storage.Limits;

namespace KpiFunctions.Storage.Naming;

/// <summary>
/// Paths of dropped files. People may use any folder and any name; what is refused is what would be another place once a client
/// has tidied the address up (<c>..</c>), what Azure cannot hold, and what would pass for something that was pulled.
/// </summary>
public static class BlobPath
{
    /// <summary>Whether the path can be stored below a brand's folder.</summary>
    public static bool IsSafe([NotNullWhen(true)] string? path)
    {
        // 60 characters stay free for the brand and for what a receipt adds.
        if (string.IsNullOrEmpty(path) || path.Length > BlobLimits.MaxNameLength - 60 || path.Contains('\\', StringComparison.Ordinal)
            || path.StartsWith(PulledName.RecordPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in path)
        {
            if (char.IsControl(c) || c is '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }

        var segments = path.Split('/');
        return segments.Length <= BlobLimits.MaxPathSegments - 2
            && segments[^1].Length > 0
            && Array.TrueForAll(segments, static x => x.Trim() is not ("." or ".."))
            && !HasLoneSurrogate(path);
    }

    internal static string Of(string brand, string path) =>
        IsSafe(path) ? $"{Ids.Brand(brand)}/{path}" : throw new ArgumentException("The path cannot be a blob's name; ask BlobPath.IsSafe first.", nameof(path));

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
