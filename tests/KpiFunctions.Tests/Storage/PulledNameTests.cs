using KpiFunctions.Storage.Naming;
using Xunit;

namespace KpiFunctions.Tests.Storage;

public sealed class PulledNameTests
{
    private static readonly PulledName Name = new(
        "shop", "yandex-metrica", "44147844", "utm", new(2026, 11, 16), new(2026, 11, 22), new(2026, 11, 24, 9, 8, 7, 6, TimeSpan.Zero));

    [Fact]
    public void A_name_says_what_was_asked_and_is_read_back()
    {
        Assert.Equal("yandex-metrica/44147844/utm/2026-11-16_2026-11-22/20261124T090807006Z.pull", Name.Path);
        Assert.Equal("pulled:" + Name.Path, Name.RecordPath);
        Assert.True(PulledName.TryParse("shop", Name.Path, out var read));
        Assert.Equal(Name, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yandex-metrica/44147844/utm/2026-11-16_2026-11-22")]
    [InlineData("yandex-metrica/44147844/utm/2026-11-16_2026-11-22/20261124T090807006Z.csv")]
    [InlineData("yandex-metrica/44147844/utm/2026-11-16_2026-11-22/20261124T090807Z.pull")]
    [InlineData("yandex-metrica/44147844/utm/2026-11-22_2026-11-16/20261124T090807006Z.pull")]
    [InlineData("yandex-metrica/44147844/utm/2026-11-16/20261124T090807006Z.pull")]
    [InlineData("yandex-metrica/../utm/2026-11-16_2026-11-22/20261124T090807006Z.pull")]
    [InlineData("Yandex/44147844/utm/2026-11-16_2026-11-22/20261124T090807006Z.pull")]
    [InlineData("yandex-metrica/44147844/utm/2026-11-16_2026-11-22/x/20261124T090807006Z.pull")]
    public void Other_paths_are_none(string path) => Assert.False(PulledName.TryParse("shop", path, out _));

    [Theory]
    [InlineData("shop/../other")]
    [InlineData("")]
    public void Nor_are_those_of_no_brand(string brand) => Assert.False(PulledName.TryParse(brand, Name.Path, out _));

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("1.5")]
    public void No_part_leads_out_of_its_place(string part)
    {
        Assert.Throws<ArgumentException>(() => (Name with { Brand = part }).BlobName);
        Assert.Throws<ArgumentException>(() => (Name with { Source = part }).BlobName);
        Assert.Throws<ArgumentException>(() => (Name with { Account = part }).BlobName);
        Assert.Throws<ArgumentException>(() => (Name with { View = part }).BlobName);
    }
}
