using System.Text.Json.Nodes;

namespace KpiFunctions.App.Tests;

/// <summary>The clone that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The nearest folder above the tests' output that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The sources of the app.</summary>
    public static IReadOnlyList<string> AppSources { get; } =
        [.. Directory.EnumerateFiles(Below("src/KpiFunctions"), "*.cs", SearchOption.AllDirectories)
            .Where(static x => !x.Contains("/obj/", StringComparison.Ordinal) && !x.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public static string Below(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    public static string Text(string path) => File.ReadAllText(Below(path));

    /// <summary>A file of strict JSON: the host ignores a host.json with comments without a word.</summary>
    public static JsonNode Json(string path) => JsonNode.Parse(Text(path))!;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KpiFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie in a clone.");
    }
}
