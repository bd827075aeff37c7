using KpiFunctions.Core.Facts;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Xunit;

namespace KpiFunctions.Tests.Storage;

public sealed class NamingTests
{
    [Theory]
    [InlineData("Отчёты/ноябрь 2026/report (1).csv")]
    [InlineData("a.csv")]
    [InlineData("100%/#1?.csv")]
    [InlineData("..hidden/…/a..b.csv")]
    [InlineData("pulled/yandex-metrica/1.csv")]
    public void People_may_use_any_folder_and_name(string path) => Assert.True(BlobPath.IsSafe(path));

    [Theory]
    [InlineData("")]
    [InlineData("folder/")]
    [InlineData("../other/a.csv")]
    [InlineData("a/../../other/a.csv")]
    [InlineData("a/./b.csv")]
    [InlineData("a\\..\\b.csv")]
    [InlineData("a\nb.csv")]
    [InlineData("pulled:yandex-metrica/1/date/2026-11-16_2026-11-22/20261124T090000000Z.pull")]
    [InlineData(null)]
    public void A_path_that_leads_elsewhere_is_refused(string? path) => Assert.False(BlobPath.IsSafe(path));

    [Fact]
    public void A_path_that_is_no_text_is_refused() => Assert.False(BlobPath.IsSafe("a" + (char)0xD800 + ".csv"));

    [Fact]
    public void A_path_leaves_room_for_the_receipts_name() => Assert.False(BlobPath.IsSafe(new string('a', 1000)));

    [Fact]
    public void A_digest_is_the_base32_of_the_hash()
    {
        // SHA-256 of the empty text is e3b0c44298fc1c149afbf4c8996fb92427ae41e4…
        Assert.Equal("4oymiquy7qobjgx36tejs35zeq", Digest.Of(string.Empty));
        Assert.NotEqual(Digest.Of("ab", "c"), Digest.Of("a", "bc"));
    }

    [Fact]
    public void A_segments_name_says_what_it_is_and_is_read_back()
    {
        var name = new SegmentName(
            FactKind.Ads, "shop-1", new(2026, 11, 1), new(2026, 11, 24, 8, 5, 3, 42, TimeSpan.Zero), new string('a', 64), "1-0f.2");

        Assert.Equal($"kind=ads/brand_key=shop-1/month=2026-11/20261124T080503042Z-{new string('a', 64)}-1-0f.2.parquet", name.Path);
        Assert.True(SegmentName.TryParse(FactKind.Ads, "shop-1", name.Path, out var read));
        Assert.Equal(name, read);
        Assert.False(SegmentName.TryParse(FactKind.Ads, "shop", name.Path, out _));
        Assert.False(SegmentName.TryParse(FactKind.Ads, "shop-1", name.Path + ".tmp", out _));
    }

    [Theory]
    [InlineData("Shop")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("shop\n")]
    [InlineData("..")]
    public void A_brand_id_never_becomes_a_path_of_its_own(string brand) => Assert.Throws<ArgumentException>(() => Ids.Brand(brand));

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("https://contoso.blob.core.windows.net")]
    [InlineData("https://contoso.blob.core.chinacloudapi.cn/")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=bm90IGEga2V5;EndpointSuffix=core.windows.net")]
    public void Storage_is_named_by_a_connection_string_or_an_address(string connection) =>
        Assert.Empty(new StorageOptions { Connection = connection }.Problems());

    [Theory]
    [InlineData("", "no_storage")]
    [InlineData("http://contoso.blob.core.windows.net", "bad_storage_address")]
    [InlineData("https://contoso.queue.core.windows.net", "bad_storage_address")]
    [InlineData("https://contoso.blob.core.windows.net/drop", "bad_storage_address")]
    [InlineData("https://.blob.core.windows.net", "bad_storage_address")]
    [InlineData("AccountKey=c2VjcmV0", "bad_storage_connection")]
    [InlineData("hunter2", "bad_storage_connection")]
    public void A_setting_that_cannot_be_used_is_named_with_an_example_and_never_repeated(string connection, string code)
    {
        var problem = Assert.Single(new StorageOptions { Connection = connection }.Problems());

        Assert.Equal(code, problem.Code);
        Assert.All(
            [problem.English, problem.Russian],
            text =>
            {
                Assert.Contains(problem.Setting, text, StringComparison.Ordinal);
                Assert.Contains("contoso", text, StringComparison.Ordinal);
                Assert.DoesNotContain("c2VjcmV0", text, StringComparison.Ordinal);
                Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            });
    }

    [Theory]
    [InlineData("Shop")]
    [InlineData("1a")]
    [InlineData("a-b")]
    public void A_prefix_must_fit_containers_and_tables(string prefix) =>
        Assert.Equal("bad_storage_prefix", Assert.Single(new StorageOptions { Connection = "UseDevelopmentStorage=true", Prefix = prefix }.Problems()).Code);

    [Fact]
    public void Tables_are_found_beside_the_blobs()
    {
        Assert.True(AccountUrl.TryRead("https://contoso.blob.core.windows.net", out var account));
        Assert.Equal(new Uri("https://contoso.table.core.windows.net/"), account.Tables);
    }
}
