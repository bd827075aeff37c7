using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Pipeline.Work;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>Dropped archives: each file in them is a file as if it were dropped by itself.</summary>
public sealed class ContainerIngestionTests(AzuriteFixture azurite)
{
    private static byte[] Costs => "Date,UTMSource,Expenses,Currency\n2026-11-10,agency,12.50,EUR\n"u8.ToArray();

    [Fact]
    public async Task The_files_of_an_archive_say_what_they_say_by_themselves()
    {
        var sample = Sample(weeks: 3, scale: 0.08);
        await using var alone = await CreateAsync(azurite);
        await alone.IngestAsync(sample.Files);
        await alone.ComputeAsync();
        await using var zipped = await CreateAsync(azurite);

        var outcome = await zipped.IngestAsync("all.zip", Zip(sample.Files.Select(static x => (x.Path, x.ToArray()))));
        await zipped.ComputeAsync();

        Assert.Equal((IngestState.Done, sample.Files.Count), (outcome.State, outcome.Members.Count));
        Assert.All(outcome.Members, static x => Assert.Equal(IngestState.Done, x.State));
        var kpis = await zipped.KpisAsync();
        Assert.Equal(await alone.KpisAsync(), kpis);

        await zipped.IngestAsync(sample.Files);
        await zipped.IngestAsync("again/all.zip", Zip(sample.Files.Select(static x => (x.Path, x.ToArray()))));
        Assert.Equal(0, (await zipped.ComputeAsync()).Published);
        Assert.Equal(kpis, await zipped.KpisAsync());
    }

    [Fact]
    public async Task An_archive_and_each_file_in_it_have_a_record_and_a_receipt()
    {
        await using var brand = await CreateAsync(azurite);
        var zip = Zip([("costs.csv", Costs), ("sub/picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])]);

        var outcome = await brand.IngestAsync("in/ad exports.zip", zip);

        Assert.Equal(IngestState.Done, outcome.State);
        Assert.Equal([IngestState.Done, IngestState.Refused], outcome.Members.Select(static x => x.State));
        var records = (await brand.Get<ImportLedger>().ListAsync(Id, Cancellation)).ToDictionary(static x => x.Path, StringComparer.Ordinal);
        Assert.Equal(3, records.Count);
        Assert.Equal((2, null, ImportState.Done), (records["in/ad exports.zip"].Members, records["in/ad exports.zip"].Sha256, records["in/ad exports.zip"].State));
        Assert.Equal((0, "costs", ImportState.Done), (records["in/ad exports.zip!/costs.csv"].Members, records["in/ad exports.zip!/costs.csv"].Source, records["in/ad exports.zip!/costs.csv"].State));
        Assert.Equal(ImportState.Refused, records["in/ad exports.zip!/sub/picture.png"].State);

        var whole = await ReceiptAsync(brand, "in/ad exports.zip");
        Assert.Equal(["in/ad exports.zip!/costs.csv", "in/ad exports.zip!/sub/picture.png"], whole.GetProperty("members").EnumerateArray().Select(static x => x.GetProperty("file").GetString()));
        Assert.Equal((1, 1), (whole.GetProperty("rows").GetInt32(), whole.GetProperty("accepted").GetInt32()));
        Assert.Equal("zip", (await ReceiptAsync(brand, "in/ad exports.zip!/costs.csv")).GetProperty("container").GetString());
        Assert.False((await ReceiptAsync(brand, "in/ad exports.zip!/sub/picture.png")).GetProperty("recognized").GetBoolean());
        var markdown = await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "in/ad exports.zip", Cancellation);
        Assert.Contains("costs.csv", markdown!.Content.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, (await brand.Get<ArchiveStore>().ListImportsAsync(Id, Cancellation)).Count);
    }

    [Fact]
    public async Task An_archive_is_imported_once_and_the_sweep_leaves_it_alone()
    {
        await using var bench = await WorkBench.CreateAsync(azurite);
        using var zip = new MemoryStream(Zip([("costs.csv", Costs)]));
        await bench.Get<DropStore>().PutAsync("shop", "a.zip", zip, bench.Clock.GetUtcNow().AddHours(-1), Cancellation);
        var first = await bench.Get<IngestDrop>().RunAsync("shop/a.zip", Cancellation);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.Get<IngestFile>().RunAsync("shop", "a.zip", Cancellation)));
        var again = await bench.Get<IngestDrop>().RunAsync("shop/a.zip", Cancellation);
        var swept = await bench.Get<SweepDrops>().RunAsync(Cancellation);

        Assert.Equal(DropState.Done, first.State);
        Assert.All(outcomes, static x => Assert.Equal(IngestState.AlreadyDone, x.State));
        Assert.Equal(DropState.AlreadyDone, again.State);
        Assert.NotNull(again.ChangedAt);
        Assert.Equal((0, 0), (swept.Ingested, swept.Faults));
    }

    [Fact]
    public async Task Who_died_among_the_files_of_an_archive_has_it_done_by_the_next_one()
    {
        await using var brand = await CreateAsync(azurite);
        var zip = Zip([("costs.csv", Costs), ("more.csv", "Date,UTMSource,Expenses,Currency\n2026-11-11,print,3,EUR\n"u8.ToArray())]);
        await brand.IngestAsync("a.zip", zip);
        var ledger = brand.Get<ImportLedger>();
        var whole = (await ledger.ListAsync(Id, Cancellation)).Single(static x => x.Members > 0);

        // As it looks when the first died after its first file: no record of the whole, and a claim that is over.
        var left = await ledger.ClaimAsync(Id, "b.zip", "\"etag\"", TimeSpan.Zero, Cancellation);
        await brand.DropAsync("b.zip", zip);
        var again = await brand.Get<IngestFile>().RunAsync(Id, "b.zip", Cancellation);
        await brand.ComputeAsync();

        Assert.NotNull(left.Claim);
        Assert.Equal((IngestState.Done, 2), (again.State, again.Members.Count));
        Assert.Equal(2, whole.Members);
    }

    [Fact]
    public async Task A_packed_file_and_an_archive_that_is_refused_have_one_record()
    {
        await using var brand = await CreateAsync(azurite);
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Costs);
        }

        var packed = await brand.IngestAsync("costs.csv.gz", stream.ToArray());
        var alone = await brand.IngestAsync("costs.csv", Costs);
        var broken = await brand.IngestAsync("broken.zip", Zip([("a.csv", Costs)])[..40]);

        Assert.Equal((IngestState.Done, 0, IngestState.Done, IngestState.Refused), (packed.State, packed.Members.Count, alone.State, broken.State));
        var records = await brand.Get<ImportLedger>().ListAsync(Id, Cancellation);
        Assert.Equal(["broken.zip", "costs.csv", "costs.csv.gz"], records.Select(static x => x.Path).Order(StringComparer.Ordinal));
        Assert.Single(records.Where(static x => x.State == ImportState.Done).Select(static x => x.Sha256).Distinct(StringComparer.Ordinal));
        Assert.Equal("gz", (await ReceiptAsync(brand, "costs.csv.gz")).GetProperty("container").GetString());
        Assert.Equal("damaged_container", broken.Reading!.Problems[0].Code);
    }

    [Fact]
    public async Task A_member_whose_path_is_too_long_for_storage_is_kept_all_the_same()
    {
        await using var brand = await CreateAsync(azurite);
        var folder = string.Join('/', Enumerable.Repeat(new string('f', 95), 9));

        var outcome = await brand.IngestAsync($"{folder}/a.zip", Zip([(new string('x', 110) + ".csv", Costs)]));

        Assert.Equal(IngestState.Done, outcome.State);
        Assert.StartsWith("long-names/", Assert.Single(outcome.Members).Path, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReceiptAsync(TestBrand brand, string path)
    {
        var receipt = await brand.Get<ReceiptStore>().ReadJsonAsync(Id, path, Cancellation);
        Assert.NotNull(receipt);
        return JsonDocument.Parse(Encoding.UTF8.GetString(receipt.Content.ToMemory().Span)).RootElement;
    }

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
