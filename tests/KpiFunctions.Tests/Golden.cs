using System.Text;
using Xunit;

namespace KpiFunctions.Tests;

/// <summary>
/// Compares a result with the file that a person has read and found good. Run the tests with the environment variable
/// <c>KPI_UPDATE_GOLDEN=1</c> to write the files anew, then read the difference in git before committing it.
/// </summary>
internal static class Golden
{
    /// <summary>The root of the clone: the nearest folder above the tests' output that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <param name="folder">Below tests/KpiFunctions.Tests, such as <c>Exports/Receipts</c>; the file lies in its Golden folder.</param>
    /// <param name="name">File name.</param>
    /// <param name="actual">What the code gives.</param>
    public static void Matches(string folder, string name, byte[] actual)
    {
        var path = Path.Combine(Root, "tests", "KpiFunctions.Tests", folder, "Golden", name);
        if (Environment.GetEnvironmentVariable("KPI_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; run once with KPI_UPDATE_GOLDEN=1 and read what it writes.");
        // A clone on Windows may have CRLF.
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), Encoding.UTF8.GetString(actual));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KpiFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside of a clone: no KpiFunctions.sln above " + AppContext.BaseDirectory);
    }
}
