using System.Xml.Linq;
using Xunit;

namespace KpiFunctions.App.Tests.Hosting;

/// <summary>The one project that a feed without the worker cannot restore stands where it does no harm and is not forgotten.</summary>
public sealed class AppProjectTests
{
    private static readonly XDocument Project = XDocument.Load(Repository.Below("src/KpiFunctions/KpiFunctions.csproj"));

    [Fact]
    public void It_is_built_in_Release_and_left_out_of_Debug()
    {
        var solution = Repository.Text("KpiFunctions.sln");
        var id = solution.Split('\n').Single(static x => x.Contains(@"src\KpiFunctions\KpiFunctions.csproj", StringComparison.Ordinal))
            .Split('"')[^2];

        Assert.Contains($"{id}.Debug|Any CPU.ActiveCfg = Debug|Any CPU", solution, StringComparison.Ordinal);
        Assert.DoesNotContain($"{id}.Debug|Any CPU.Build.0", solution, StringComparison.Ordinal);
        Assert.Contains($"{id}.Release|Any CPU.ActiveCfg = Release|Any CPU", solution, StringComparison.Ordinal);
        Assert.Contains($"{id}.Release|Any CPU.Build.0 = Release|Any CPU", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_no_lock_file_and_every_package_has_a_version()
    {
        Assert.False(File.Exists(Repository.Below("src/KpiFunctions/packages.lock.json")));
        Assert.Equal("false", Project.Descendants("RestorePackagesWithLockFile").Single().Value);
        var pinned = XDocument.Load(Repository.Below("Directory.Packages.props")).Descendants("PackageVersion").Select(Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(Project.Descendants("PackageReference").Select(Name), x => Assert.Contains(x, pinned));
    }

    [Fact]
    public void It_is_published_for_the_machine_that_runs_it_with_host_json_beside_it()
    {
        Assert.Equal("linux-x64", Project.Descendants("RuntimeIdentifier").Single().Value);
        Assert.Equal("false", Project.Descendants("SelfContained").Single().Value);
        var host = Project.Descendants("None").Single(static x => (string?)x.Attribute("Link") == "host.json");
        Assert.Equal("PreserveNewest", (string?)host.Attribute("CopyToPublishDirectory"));
        Assert.True(File.Exists(Path.Combine(Repository.Below("src/KpiFunctions"), (string)host.Attribute("Include")!)));
    }

    [Fact]
    public void The_library_that_needs_a_licence_is_named_in_the_writer_of_pages_only()
    {
        var users = Repository.AppSources.Where(static x => File.ReadAllText(x).Contains("using QuestPDF", StringComparison.Ordinal));

        Assert.All(users, static x => Assert.Equal("Pdf", Path.GetFileName(Path.GetDirectoryName(x))));
        Assert.DoesNotContain("QuestPDF.", Repository.Text("src/KpiFunctions/Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_is_about_ten_lines() => Assert.InRange(File.ReadAllLines(Repository.Below("src/KpiFunctions/Program.cs")).Length, 5, 12);

    private static string Name(XElement package) => (string)package.Attribute("Include")!;
}
