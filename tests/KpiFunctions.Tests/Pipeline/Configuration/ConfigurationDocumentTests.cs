using System.Text.RegularExpressions;
using KpiFunctions.Pipeline.Configuration;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Configuration;

/// <summary>docs/configuration.md is what administrators go by.</summary>
public sealed partial class ConfigurationDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Golden.Root, "docs", "configuration.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Every_key_and_every_source_is_documented()
    {
        var names = ConfigurationKeys.Used.Concat(ConfigurationKeys.WithoutEffect).Concat(ConfigurationKeys.Sources);

        Assert.All(names, static x => Assert.Contains($"`{x}`", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_example_is_a_good_configuration_that_uses_every_key()
    {
        var yaml = Assert.Single(Example().Matches(Document)).Groups["yaml"].Value;

        var reading = BrandConfigurationReader.Read(yaml);

        Assert.Empty(reading.Problems);
        Assert.NotNull(reading.Configuration);
        Assert.Empty(reading.Defaults);
        Assert.All(ConfigurationKeys.Used, x => Assert.Contains($"\n{x}:", "\n" + yaml, StringComparison.Ordinal));
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
