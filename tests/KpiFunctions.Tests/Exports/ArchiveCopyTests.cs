using System.Text;
using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports;

public sealed class ArchiveCopyTests
{
    [Theory]
    [InlineData("shopify-orders.csv")]
    [InlineData("shopify-resaved-by-excel.csv")]
    public async Task The_copy_of_orders_reads_like_the_original_and_shows_nobody(string name)
    {
        var (copy, original) = await Copy(FixtureBytes(name));
        var (_, again) = await Bytes(copy);

        Assert.NotEmpty(original.Orders);
        Assert.Equal(original.Orders, again.Orders);
        var text = Encoding.UTF8.GetString(copy);
        Assert.All((string[])["@", "nna", "Petrova", "916", "vip", "second floor", "WELCOME"], x => Assert.DoesNotContain(x, text.Split('\n', 3)[2], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_copy_of_a_copy_is_the_same()
    {
        var (copy, _) = await Copy(FixtureBytes("shopify-orders.csv"));
        var (again, _) = await Copy(copy);

        Assert.Equal(Encoding.UTF8.GetString(copy), Encoding.UTF8.GetString(again));
    }

    [Fact]
    public async Task Broken_lines_keep_their_place_and_addresses_are_replaced_wherever_they_stand()
    {
        const string Text = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem name\n"
            + "#1,no address,paid,EUR,1,1,2026-11-16,\"Gift for max@shoes.example\"\nmax@shoes.example,,paid,EUR,2,2,2026-11-16,A\n#3,\"x@y.example,paid\n#4,x@y.example,paid,EUR,3,3,2026-11-16,A,surplus of Max\n";
        var (copy, original) = await Copy(Encoding.UTF8.GetBytes(Text));
        var (reading, again) = await Bytes(copy);

        Assert.Equal([2, 3, 5], original.Orders.Select(static x => x.Origin.Row));
        Assert.Equal(original.Orders, again.Orders);
        Assert.Equal("too_few_cells@4 too_many_cells@5", Problems(reading));
        Assert.DoesNotContain("@", Encoding.UTF8.GetString(copy), StringComparison.Ordinal);
        Assert.DoesNotContain("Max", Encoding.UTF8.GetString(copy), StringComparison.Ordinal);
        Assert.DoesNotContain("no address", Encoding.UTF8.GetString(copy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_of_a_damaged_file_reads_like_the_damaged_file()
    {
        var file = FixtureBytes("shopify-orders.csv");
        await Mutations.Edits.SampleAsync(async edits =>
        {
            var bytes = Mutations.Apply(file, edits);
            var (reading, _) = await Bytes(bytes);
            if (reading.Format != "shopify/orders-csv")
            {
                return;
            }

            var (copy, original) = await Copy(bytes);
            var (_, again) = await Bytes(copy);
            Assert.Equal(original.Orders, again.Orders);
        }, iter: Soak.Files(300), threads: 1);
    }

    [Theory]
    [InlineData("google-keywords-alltime.csv")]
    [InlineData("ga4-snapshot.csv")]
    [InlineData("costs-russian-1251.csv")]
    public async Task Files_without_customers_are_copied_byte_by_byte(string name)
    {
        var (copy, _) = await Copy(FixtureBytes(name));

        Assert.Equal(FixtureBytes(name), copy);
    }

    private static async Task<(byte[] Copy, FactSet Facts)> Copy(byte[] bytes)
    {
        var (reading, facts) = await Bytes(bytes);
        using var original = new MemoryStream(bytes, writable: false);
        using var output = new MemoryStream();
        await ArchiveCopy.WriteAsync(original, reading, Options.Hasher, output, CancellationToken.None);
        return (output.ToArray(), facts);
    }
}
