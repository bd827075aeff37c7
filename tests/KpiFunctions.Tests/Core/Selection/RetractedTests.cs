using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Retracted" of the selection rules.</summary>
public sealed class RetractedTests
{
    [Fact]
    public void A_retracted_file_does_not_count_and_the_older_value_comes_back()
    {
        var files = new Files().Ad("old", At(21), "Brand", 10m).Ad("new", At(22), "Brand", 12m);

        Assert.Equal("Brand 10/", Text(files.Select(new() { Retracted = new HashSet<string> { "new" } }).Ads));
    }

    [Fact]
    public void Once_lifted_it_counts_again()
    {
        var files = new Files().Ad("old", At(21), "Brand", 10m).Ad("new", At(22), "Brand", 12m);
        var before = Text(files.Select().Ads);

        Assert.NotEqual(before, Text(files.Select(new() { Retracted = new HashSet<string> { "new" } }).Ads));
        Assert.Equal(before, Text(files.Select(new()).Ads));
    }
}
