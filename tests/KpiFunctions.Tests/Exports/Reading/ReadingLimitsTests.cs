using KpiFunctions.Exports.Reading;
using KpiFunctions.Storage.Limits;
using Xunit;

namespace KpiFunctions.Tests.Exports.Reading;

public sealed class ReadingLimitsTests
{
    [Fact]
    public void Readers_take_exactly_the_amounts_that_storage_keeps() => Assert.Equal(AmountLimits.MaxAmount, ReadingLimits.MaxAmount);
}
