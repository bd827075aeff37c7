using KpiFunctions.Exports.Reading;
using Xunit;

namespace KpiFunctions.Tests.Exports.Reading;

public sealed class LimitSettingsTests
{
    [Fact]
    public void Every_limit_can_be_set_by_its_name()
    {
        var settable = typeof(ReadingLimits).GetProperties().Where(static x => x.CanWrite).Select(static x => x.Name);

        Assert.Equal(settable.Order(StringComparer.Ordinal), LimitSettings.Names.Order(StringComparer.Ordinal));
        Assert.All(LimitSettings.Names, static name =>
        {
            var (limits, problems) = LimitSettings.Read(x => x == name ? " 17 " : null);
            Assert.Empty(problems);
            Assert.Equal("17", typeof(ReadingLimits).GetProperty(name)!.GetValue(limits)!.ToString());
            Assert.Equal(new ReadingLimits(), LimitSettings.Read(static _ => string.Empty).Limits);
        });
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("99999999999")]
    public void A_limit_that_cannot_be_used_is_named_with_an_example(string value)
    {
        var (limits, problems) = LimitSettings.Read(x => x == "MaxColumns" ? value : null);

        Assert.Equal(new ReadingLimits(), limits);
        Assert.Equal("MaxColumns", Assert.Single(problems).Name);
        Assert.Contains("2000", problems[0].English, StringComparison.Ordinal);
        Assert.Contains("2000", problems[0].Russian, StringComparison.Ordinal);
    }
}
