using KpiFunctions.Cli.Watching;
using Xunit;

namespace KpiFunctions.Tests.Cli;

/// <summary>Which names in a watched folder are files that somebody dropped, and whose.</summary>
public sealed class DropNamesTests
{
    [Theory]
    [InlineData("tea/report.csv", false)]
    [InlineData("tea/~report.csv", false)]
    [InlineData("tea/part.csv", false)]
    [InlineData("tea/report.CRDOWNLOAD", true)]
    [InlineData("tea/report.csv.part", true)]
    [InlineData("tea/report.tmp", true)]
    [InlineData("tea/~$report.xlsx", true)]
    [InlineData("tea/.DS_Store", true)]
    [InlineData(".git/config", true)]
    [InlineData("tea/.cache/report.csv", true)]
    [InlineData("tea/thumbs.db", true)]
    public void What_programs_leave_for_themselves_is_ignored(string name, bool isIgnored) => Assert.Equal(isIgnored, DropNames.IsIgnored(name));

    [Theory]
    [InlineData("tea/a/b.csv", "tea", "a/b.csv")]
    [InlineData("tea/b.csv", "tea", "b.csv")]
    [InlineData("b.csv", null, null)]
    [InlineData("Tea/b.csv", null, null)]
    [InlineData("tea/a\\b.csv", null, null)]
    [InlineData("tea/pulled:b.csv", null, null)]
    [InlineData("tea/a\u0007.csv", null, null)]
    public void The_first_folder_is_the_brand_and_the_rest_a_path_that_can_be_stored(string name, string? brand, string? path)
    {
        Assert.Equal(brand is not null, DropNames.TrySplit(name, out var foundBrand, out var foundPath));
        Assert.Equal((brand, path), (foundBrand, foundPath));
    }
}
