using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Embedded;

public sealed class NodePartsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_nearest_folder_above_the_command_is_found()
    {
        Install(_folder.Path);
        Install(_folder.Below("near"));
        var command = Directory.CreateDirectory(_folder.Below("near", "bin", "net10.0")).FullName;
        Assert.Equal(_folder.Below("near"), NodeParts.Find(command, null));
        Assert.Equal(_folder.Below("near"), NodeParts.Find(command, " "));
    }

    [Fact]
    public void The_setting_goes_before_what_lies_above()
    {
        Install(_folder.Below("above"));
        Install(_folder.Below("named"));
        Assert.Equal(_folder.Below("named"), NodeParts.Find(_folder.Below("above"), _folder.Below("named")));
    }

    [Fact]
    public void A_setting_that_leads_nowhere_is_named_and_nothing_else_taken()
    {
        Install(_folder.Path);
        var wrong = _folder.Below("nowhere");
        var refusal = Assert.Throws<EmbeddedPartException>(() => NodeParts.Find(_folder.Path, wrong));
        Assert.Equal("parts_missing", refusal.Code);
        Assert.Contains(NodeParts.Setting, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(wrong, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(wrong, refusal.Russian, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_parts_say_what_to_do()
    {
        var refusal = Assert.Throws<EmbeddedPartException>(() => NodeParts.Find(_folder.Path, null));
        Assert.Contains(NodeParts.Setting, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--storage", refusal.Message, StringComparison.Ordinal);
    }

    private static void Install(string folder)
    {
        var azurite = Directory.CreateDirectory(Path.Combine(folder, "node_modules", "azurite"));
        File.WriteAllText(Path.Combine(azurite.FullName, "package.json"), "{}");
    }
}
