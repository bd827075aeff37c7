using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Stored as read" of the selection rules: which stamp a file has, and which of its readings counts.</summary>
public sealed class StoredAsReadTests
{
    [Fact]
    public void The_same_bytes_dropped_again_later_do_not_become_newer()
    {
        var selected = new Files()
            .Ad("first", At(21), "Brand", 10m, row: 3)
            .Ad("correction", At(22), "Brand", 12m)
            .Ad("first", At(23), "Brand", 10m, row: 3)
            .Select();

        Assert.Equal("Brand 12/", Text(selected.Ads));
    }

    [Fact]
    public void Bytes_that_were_refused_at_first_carry_the_stamp_of_that_drop()
    {
        var files = new Files().Ad("refused on the 21st", At(25), "Brand", 100m).Ad("corrected", At(22), "Brand", 90m);
        var options = new SelectionOptions { FirstDrops = new Dictionary<string, DateTimeOffset> { ["refused on the 21st"] = At(21) } };

        Assert.Equal("Brand 100/", Text(files.Select().Ads));
        Assert.Equal("Brand 90/", Text(files.Select(options).Ads));
    }

    [Fact]
    public void Only_the_current_reading_of_a_file_counts()
    {
        var files = new Files().Ad("a", At(21), "Brand", 10m, row: 3, reading: "2").Ad("a", At(21), "Brand", 11m, row: 3, reading: "1");

        Assert.Equal("Brand 10/", Text(files.Select().Ads));
        Assert.Equal("Brand 11/", Text(files.Select(new() { CurrentReadings = new Dictionary<string, string> { ["a"] = "1" } }).Ads));
    }

    [Fact]
    public void A_current_reading_without_facts_leaves_those_of_the_older_one_out()
    {
        var files = new Files().Ad("a", At(21), "Brand", 100m, reading: "1");

        Assert.Empty(files.Select(new() { CurrentReadings = new Dictionary<string, string> { ["a"] = "2" } }).Ads);
    }
}
