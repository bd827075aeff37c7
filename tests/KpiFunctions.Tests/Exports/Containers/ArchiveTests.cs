using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Xunit;
using static KpiFunctions.Tests.Exports.Containers.Packing;

namespace KpiFunctions.Tests.Exports.Containers;

public sealed class ArchiveTests
{
    [Fact]
    public async Task Every_member_is_a_file_of_its_own()
    {
        var book = WorkbookOf([["Date", "Source", "Amount", "Currency"], ["2026-11-02", "x", "7", "EUR"]]);
        var zip = Zip(
            ("costs.csv", CostsBytes), ("folder/", []), ("folder/book.xlsx", book), ("folder/packed.csv.gz", Gzip(CostsBytes)), ("__MACOSX/._costs.csv", [1]),
            (".DS_Store", [1]), ("Thumbs.db", [1]), ("photo.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10]), ("inner.zip", Zip(("deep.csv", CostsBytes))), ("empty.csv", []));

        var answers = await Open(zip, "drops/exports.zip");

        Assert.Equal(
            "drops/exports.zip!/costs.csv: cost=15.5 | drops/exports.zip!/folder/book.xlsx: cost=7 | drops/exports.zip!/folder/packed.csv.gz!/packed.csv: cost=15.5"
            + " | drops/exports.zip!/photo.png: not_text | drops/exports.zip!/inner.zip!/deep.csv: cost=15.5 | drops/exports.zip!/empty.csv: empty_file",
            Line(answers));
        Assert.Equal(["zip", "xlsx", "gz", "zip", "zip", "zip"], answers.Select(static x => x.Reading.Container));
        Assert.All(answers, static x => Assert.False(x.Member.IsWhole));
    }

    [Fact]
    public async Task The_same_file_has_the_same_hash_alone_and_in_any_container()
    {
        var alone = (await Open(CostsBytes, "a.csv"))[0];
        var zipped = (await Open(Zip(("b.csv", CostsBytes)), "b.zip"))[0];
        var gzipped = (await Open(Gzip(CostsBytes), "c.csv.gz"))[0];

        Assert.Equal([alone.Member.Hash, alone.Member.Hash], [zipped.Member.Hash, gzipped.Member.Hash]);
        Assert.Equal((true, true, false), (alone.Member.IsWhole, gzipped.Member.IsWhole, zipped.Member.IsWhole));
        Assert.Equal(("c.csv.gz!/c.csv", ".csv"), (gzipped.Member.Path, gzipped.Member.KeptExtension));
        Assert.Equal([CostsBytes, CostsBytes, CostsBytes], [alone.Kept, zipped.Kept, gzipped.Kept]);
    }

    [Fact]
    public async Task An_archive_of_nothing_is_an_answer()
    {
        Assert.Equal("a.zip: empty_file", Line(await Open(Zip(), "a.zip")));
        Assert.Equal("a.zip: empty_file", Line(await Open(Zip(("folder/", [])), "a.zip")));
    }

    [Theory]
    [InlineData("../../etc/passwd.csv", "etc/passwd.csv")]
    [InlineData("/etc/cron.d/x.csv", "etc/cron.d/x.csv")]
    [InlineData("C:\\Users\\me\\x.csv", "Users/me/x.csv")]
    [InlineData("..\\..\\x.csv", "x.csv")]
    [InlineData("a/./b//x.csv", "a/b/x.csv")]
    [InlineData("bad\nna\u0001me\u202Egpj.csv", "bad_na_me_gpj.csv")]
    [InlineData("..", "file")]
    [InlineData("Отчёт по кампаниям.csv", "Отчёт по кампаниям.csv")]
    public async Task A_member_s_name_leads_nowhere(string name, string expected)
    {
        Assert.Equal($"a.zip!/{expected}: cost=15.5", Line(await Open(Zip((name, CostsBytes)), "a.zip")));
    }

    [Fact]
    public async Task A_very_long_name_is_cut_and_keeps_its_extension()
    {
        var answer = Assert.Single(await Open(Zip((string.Join('/', Enumerable.Repeat(new string('x', 300), 50)) + ".csv", CostsBytes)), "a.zip"));

        Assert.InRange(answer.Member.Path.Length, 10, 320);
        Assert.EndsWith("….csv", answer.Member.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_members_of_one_name_stay_apart()
    {
        var answers = await Open(Zip(("a/x.csv", CostsBytes), ("../a/X.csv", CostsBytes), ("a\\x.csv", CostsBytes)), "a.zip");

        Assert.Equal(["a.zip!/a/x.csv", "a.zip!/a/X (2).csv", "a.zip!/a/x (3).csv"], answers.Select(static x => x.Member.Path));
    }

    [Theory]
    [InlineData(866, "Расходы.csv")]
    [InlineData(437, "Übersicht é.csv")]
    [InlineData(65001, "Расходы.csv")]
    public async Task Names_without_the_flag_of_unicode_are_read_by_their_letters(int codePage, string name)
    {
        var encoded = (codePage == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!).GetBytes(name);
        var placeholder = new string('~', encoded.Length);
        var zip = Zip((placeholder, CostsBytes));
        Replace(zip, Encoding.ASCII.GetBytes(placeholder), encoded);

        Assert.Equal($"a.zip!/{name}: cost=15.5", Line(await Open(zip, "a.zip")));
    }

    [Fact]
    public async Task A_damaged_member_does_not_take_the_others_with_it()
    {
        var zip = Zip(("first.csv", CostsBytes), ("second.csv", CostsBytes), ("third.csv", CostsBytes));
        var at = zip.AsSpan().IndexOf("second.csv"u8) + 10;
        zip.AsSpan(at, 8).Fill(0xFF);

        var answers = await Open(zip, "a.zip");

        Assert.Equal("a.zip!/first.csv: cost=15.5 | a.zip!/second.csv: damaged_container | a.zip!/third.csv: cost=15.5", Line(answers));
    }

    [Fact]
    public async Task A_wrong_checksum_is_noticed()
    {
        var zip = Zip(("first.csv", CostsBytes));
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        zip[directory + 16] ^= 1;

        Assert.Equal("a.zip!/first.csv: damaged_container", Line(await Open(zip, "a.zip")));
    }

    [Fact]
    public async Task A_member_with_a_password_is_answered_for_itself()
    {
        var zip = Zip(("first.csv", CostsBytes), ("second.csv", CostsBytes));
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip[directory + 8] |= 1;

        Assert.Equal("a.zip!/first.csv: protected_file | a.zip!/second.csv: cost=15.5", Line(await Open(zip, "a.zip")));
    }

    [Fact]
    public async Task A_cut_file_is_damaged()
    {
        var big = Encoding.UTF8.GetBytes(Costs + string.Concat(Enumerable.Range(0, 3000).Select(static x => $"2026-11-02,s{x},{x},EUR\n")));
        foreach (var (name, bytes) in new[] { ("a.zip", Zip(("c.csv", big))), ("a.csv.gz", Gzip(big)), ("a.xlsx", WorkbookOf([["Date"], ["x"]])) })
        {
            foreach (var length in new[] { 5, 25, bytes.Length / 2, bytes.Length - 9, bytes.Length - 1 })
            {
                Assert.EndsWith(": damaged_container", Line(await Open(bytes[..length], name)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_gzip_file_with_a_wrong_checksum_is_damaged()
    {
        var gzip = Gzip(CostsBytes);
        gzip[^6] ^= 1;

        Assert.EndsWith(": damaged_container", Line(await Open(gzip, "a.csv.gz")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_file_of_several_parts_is_one_file()
    {
        Assert.Equal("a.csv.gz!/a.csv: cost=16.5", Line(await Open([.. Gzip(CostsBytes), .. Gzip("2026-11-04,x,1,EUR\n"u8.ToArray())], "a.csv.gz")));
    }

    [Fact]
    public async Task Archives_within_each_other_end_at_the_depth_that_is_named()
    {
        var nested = Zip(("2.zip", Zip(("3.zip", Zip(("x.csv", CostsBytes))), ("y.csv", CostsBytes))));

        var answers = await Open(nested, "1.zip");

        Assert.Equal("1.zip!/2.zip!/3.zip: limit_exceeded | 1.zip!/2.zip!/y.csv: cost=15.5", Line(answers));
        Assert.Equal(["containerDepth", "2"], answers[0].Reading.Problems[0].Arguments);
    }

    [Fact]
    public async Task A_bomb_ends_at_the_ratio_before_it_is_unpacked()
    {
        var bomb = Zip(("x.csv", new byte[64 * 1024 * 1024]), ("good.csv", CostsBytes));
        var watch = Stopwatch.StartNew();

        var answers = await Open(bomb, "a.zip");
        var gzip = await Open(Gzip(new byte[64 * 1024 * 1024]), "a.gz");

        Assert.Equal(["compressionRatio", "200"], answers[0].Reading.Problems[0].Arguments);
        Assert.Equal("limit_exceeded", Exporting.Problems(gzip[0].Reading));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Members_over_each_other_are_refused()
    {
        var zip = Zip(("a.csv", CostsBytes), ("b.csv", CostsBytes));
        var first = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var second = first + 4 + zip.AsSpan(first + 4).IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(second + 42), 0);

        Assert.Equal("a.zip!/a.csv: refused_container | a.zip!/b.csv: cost=15.5", Line(await Open(zip, "a.zip")));
    }

    [Fact]
    public async Task Too_many_members_are_counted_before_any_is_listed()
    {
        var zip = Zip(Enumerable.Range(0, 1001).Select(static x => ($"{x}.csv", Array.Empty<byte>())));

        var answer = Assert.Single(await Open(zip, "a.zip"));

        Assert.Equal(("a.zip", "containerEntries 1000"), (answer.Member.Path, string.Join(' ', answer.Reading.Problems[0].Arguments)));
    }

    [Fact]
    public async Task A_directory_that_lists_more_than_it_says_is_damaged()
    {
        var zip = Zip(("a.csv", CostsBytes), ("b.csv", CostsBytes));
        zip[^12] = 1;

        Assert.Equal("a.zip: damaged_container", Line(await Open(zip, "a.zip")));
    }

    [Fact]
    public async Task What_comes_out_has_a_limit_in_all()
    {
        var options = Exporting.Options with { Limits = new() { MaxContainerBytes = 150 } };

        var answers = await Open(Zip(("a.csv", CostsBytes), ("b.csv", CostsBytes)), "a.zip", options);

        Assert.Equal("a.zip!/a.csv: cost=15.5 | a.zip!/b.csv: limit_exceeded", Line(answers));
        Assert.Equal(["containerBytes", "150"], answers[1].Reading.Problems[0].Arguments);
    }

    [Fact]
    public async Task Bytes_before_and_behind_an_archive_do_not_matter()
    {
        var zip = Zip(("a.csv", CostsBytes));

        Assert.Equal("a.zip!/a.csv: cost=15.5", Line(await Open([.. zip, 0, 0, 0], "a.zip")));
    }

    [Fact]
    public async Task Other_office_files_and_protected_workbooks_are_named()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, .. new byte[2000]];
        byte[] locked = [.. ole, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]];
        var word = Zip(("[Content_Types].xml", [1]), ("_rels/.rels", [1]), ("word/document.xml", [1]));
        var open = Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", [1]));
        var tar = new byte[1024];
        "ustar"u8.CopyTo(tar.AsSpan(257));

        Assert.Equal("a.xls: not_text", Line(await Open(ole, "a.xls")));
        Assert.Equal("a.xlsx: protected_file", Line(await Open(locked, "a.xlsx")));
        Assert.Equal("a.docx: refused_container", Line(await Open(word, "a.docx")));
        Assert.Equal("a.ods: refused_container", Line(await Open(open, "a.ods")));
        Assert.Equal("a.tar.gz!/a.tar: refused_container", Line(await Open(Gzip(tar), "a.tar.gz")));
        Assert.Equal("a.rar: refused_container", Line(await Open("Rar!\u001a\u0007"u8.ToArray(), "a.rar")));
    }

    [Fact]
    public async Task A_table_by_day_gives_its_days_to_the_tables_beside_it_and_they_are_part_of_their_hash()
    {
        var queries = "Top queries,Clicks,Impressions,CTR,Position\ntea,2,41,4.88%,4.83\n"u8.ToArray();
        static byte[] Chart(string last) => Encoding.UTF8.GetBytes($"Date,Clicks,Impressions,CTR,Position\n2026-11-02,0,9,0%,22.8\n{last},0,18,0%,3.4\n");
        var alone = (await Open(queries, "Queries.csv"))[0].Member.Hash;
        var chart = (await Open(Chart("2026-11-03"), "Chart.csv"))[0].Member.Hash;

        var first = await Open(Zip(("Queries.csv", queries), ("Chart.csv", Chart("2026-11-03")), ("costs.csv", CostsBytes)), "a.zip");
        var second = await Open(Zip(("Queries.csv", queries), ("Chart.csv", Chart("2026-11-04"))), "b.zip");
        var elsewhere = await Open(Zip(("a/Queries.csv", queries), ("b/Chart.csv", Chart("2026-11-03"))), "c.zip");

        Assert.Equal(3, new[] { alone, first[0].Member.Hash, second[0].Member.Hash }.Distinct().Count());
        Assert.Equal([chart, (await Open(CostsBytes, "costs.csv"))[0].Member.Hash], first.Skip(1).Select(static x => x.Member.Hash));
        Assert.Equal(alone, elsewhere[0].Member.Hash);
    }

    private static void Replace(byte[] bytes, byte[] what, byte[] with)
    {
        for (var at = bytes.AsSpan().IndexOf(what); at >= 0; at = bytes.AsSpan().IndexOf(what))
        {
            with.CopyTo(bytes, at);
        }
    }
}
