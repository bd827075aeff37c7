using KpiFunctions.Core.Facts;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Pipeline.Work;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class BlobStoreTests(TestStorage storage, AzuriteFixture azurite) : IClassFixture<TestStorage>
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly string Sha = new('a', 64);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Containers_that_are_there_are_not_created_again_since_who_may_only_read_one_may_not()
    {
        await using var bench = await WorkBench.CreateAsync(azurite);

        await bench.Get<StorageClients>().EnsureCreatedAsync(Stop);

        var requests = bench.Wire.TakeRequests();
        Assert.All(StorageNames.Containers, name =>
        {
            var asked = requests.Where(x => x.EndsWith(name, StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(asked);
            Assert.DoesNotContain(asked, static x => x.StartsWith("PUT", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_dropped_file_is_opened_in_the_version_that_was_seen()
    {
        var drop = new DropStore(storage.Clients);
        const string Path = "Отчёты/ноябрь 100% #1?.csv";
        var first = await drop.PutAsync("drop", Path, Bytes("one"), null, Stop);
        await drop.PutAsync("drop-2", "other.csv", Bytes("other"), null, Stop);

        var listed = Assert.Single(await drop.ListAsync("drop", Stop));
        await using (var open = await drop.OpenAsync("drop", Path, first, Stop))
        {
            Assert.Equal("one", await TextAsync(open!.Content));
            Assert.Equal(listed, open.File);
        }

        await drop.PutAsync("drop", Path, Bytes("two"), null, Stop);
        Assert.Null(await drop.OpenAsync("drop", Path, first, Stop));
        await using var newest = await drop.OpenAsync("drop", Path, null, Stop);
        Assert.Equal("two", await TextAsync(newest!.Content));
        Assert.Null(await drop.OpenAsync("drop", "missing.csv", null, Stop));
    }

    [Fact]
    public async Task A_folder_that_was_dropped_earlier_says_so_and_one_from_the_future_does_not()
    {
        var drop = new DropStore(storage.Clients);
        var earlier = new DateTimeOffset(2025, 1, 2, 3, 4, 5, 6, TimeSpan.Zero);
        await drop.PutAsync("stamped", "a.csv", Bytes("a"), earlier, Stop);
        await drop.PutAsync("stamped", "b.csv", Bytes("b"), DateTimeOffset.MaxValue, Stop);

        var files = await drop.ListAsync("stamped", Stop);

        Assert.Equal(earlier, files[0].DroppedAt);
        Assert.True(files[1].DroppedAt < DateTimeOffset.MaxValue.AddYears(-1));
    }

    [Theory]
    [InlineData("../other/a.csv")]
    [InlineData("a/../../other/a.csv")]
    public async Task A_path_never_leads_out_of_the_brands_folder(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => new DropStore(storage.Clients).OpenAsync("drop", path, null, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteReceiptAsync("drop", path, "x", new(Nine, Nine)));
    }

    [Fact]
    public async Task A_copy_is_archived_once_and_can_be_read()
    {
        var archive = new ArchiveStore(storage.Clients);
        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => archive.KeepAsync("kept", Sha, ".csv", Bytes("bytes"), Stop)));

        Assert.Single(kept, static x => x);
        await using var open = await archive.OpenAsync("kept", Sha, ".csv", Stop);
        Assert.Equal("bytes", await TextAsync(open!.Content));
        Assert.Null(await archive.OpenAsync("kept", Sha, ".tsv", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => archive.KeepAsync("kept", Sha, ".csv/../x", Bytes("bytes"), Stop));
    }

    [Fact]
    public async Task The_archives_records_are_enough_to_rebuild_the_ledger()
    {
        var archive = new ArchiveStore(storage.Clients);
        var ledger = new ImportLedger(storage.Clients, TimeProvider.System);
        var done = new ImportRecord
        {
            Brand = "records",
            Path = "Отчёт.csv",
            ETag = "\"0x1\"",
            ImportId = ImportLedger.IdOf("Отчёт.csv", "\"0x1\""),
            State = ImportState.Done,
            Sha256 = Sha,
            Extension = ".csv",
            Stamp = Nine.AddMilliseconds(5),
            ImportedAt = Nine,
            Kind = FactKind.Orders,
            Accounts = ["shop 1", "магазин 2"],
            FirstDate = new(2026, 11, 1),
            ControlDifferences = [new("cost", 100.10m, 99.999999m)],
            Problems = new Dictionary<string, int> { ["bad_date"] = 2 },
        };
        var refused = done with { Path = "b.pdf", ImportId = "b", State = ImportState.Refused, Kind = null, ImportedAt = Nine.AddMonths(1), Problems = new Dictionary<string, int>() };
        await archive.RecordAsync(done, Stop);
        await archive.RecordAsync(done, Stop);
        await archive.RecordAsync(refused, Stop);

        var records = await archive.ListImportsAsync("records", Stop);
        foreach (var record in records)
        {
            await ledger.RestoreAsync(record, Stop);
        }

        Assert.Equal([Plain(done), Plain(refused)], records.Select(Plain));
        Assert.Equal([Plain(done), Plain(refused)], (await ledger.ListAsync("records", Stop)).Select(Plain));
        Assert.Equal(done.Problems, records[0].Problems);
        Assert.Equal(done.ControlDifferences, records[0].ControlDifferences);
        Assert.Equal(done.Accounts, records[0].Accounts);
        Assert.Equal(done.Accounts, (await ledger.ListAsync("records", Stop))[0].Accounts);
    }

    [Fact]
    public async Task An_older_import_never_replaces_a_newer_receipt()
    {
        Assert.True(await WriteReceiptAsync("receipts", "a.csv", "second", new(Nine.AddMinutes(5), Nine.AddMinutes(6))));

        Assert.False(await WriteReceiptAsync("receipts", "a.csv", "first, imported late", new(Nine, Nine.AddMinutes(10))));
        Assert.Equal("second", await ReceiptAsync("receipts", "a.csv"));
        Assert.True(await WriteReceiptAsync("receipts", "a.csv", "second, again", new(Nine.AddMinutes(5), Nine.AddMinutes(11))));
        Assert.Equal("second, again", await ReceiptAsync("receipts", "a.csv"));
    }

    [Fact]
    public async Task Whatever_the_order_of_writers_the_newest_receipt_stays()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => WriteReceiptAsync("order", "a.csv", $"{i}", new(Nine.AddMinutes(i), Nine))));
        Assert.Equal("5", await ReceiptAsync("order", "a.csv"));
    }

    [Fact]
    public async Task A_reports_version_is_frozen()
    {
        var reports = new ReportStore(storage.Clients);
        Assert.Equal(0, await reports.NewestVersionAsync("weekly", "2026-W47", "snapshot.json", Stop));
        foreach (var version in (int[])[1, 2, 10])
        {
            Assert.True(await reports.PutIfAbsentAsync("weekly", "2026-W47", version, "snapshot.json", new($"v{version}"), "application/json", Stop));
        }

        await reports.PutIfAbsentAsync("weekly", "2026-W47", 11, "ru.pdf", new("half"), "application/pdf", Stop);
        Assert.False(await reports.PutIfAbsentAsync("weekly", "2026-W47", 2, "snapshot.json", new("other"), "application/json", Stop));
        Assert.Equal("v2", (await reports.ReadAsync("weekly", "2026-W47", 2, "snapshot.json", Stop))!.Content.ToString());
        Assert.Equal(10, await reports.NewestVersionAsync("weekly", "2026-W47", "snapshot.json", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => reports.ReadAsync("weekly", "2026-W47", 1, "../snapshot.json", Stop));
    }

    [Fact]
    public async Task Of_two_administrators_the_second_is_told()
    {
        var config = new ConfigStore(storage.Clients);
        Assert.Null(await config.ReadAsync("shop", Stop));
        var first = await config.WriteAsync("shop", new("brand: shop"), null, Stop);
        Assert.Null(await config.WriteAsync("shop", new("brand: other"), null, Stop));
        Assert.NotNull(await config.WriteAsync("shop", new("brand: shop # 2"), first, Stop));
        Assert.Null(await config.WriteAsync("shop", new("brand: shop # 3"), first, Stop));

        Assert.Equal("brand: shop # 2", (await config.ReadAsync("shop", Stop))!.Content.ToString());
        Assert.Equal(["shop"], await config.ListBrandsAsync(Stop));
    }

    [Fact]
    public void Every_store_can_be_resolved()
    {
        using var services = new ServiceCollection()
            .AddKpiStorage(new() { Connection = "UseDevelopmentStorage=true" })
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.NotNull(services.GetRequiredService<KpiTable>());
        Assert.NotNull(services.GetRequiredService<SegmentStore>());
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKpiStorage(new() { Connection = string.Empty }));
        Assert.Contains(StorageOptions.ConnectionSetting, refused.Message, StringComparison.Ordinal);
    }

    private static ImportRecord Plain(ImportRecord record) => record with { Problems = Empty, ControlDifferences = [], Accounts = [] };

    private static readonly IReadOnlyDictionary<string, int> Empty = new Dictionary<string, int>();

    private Task<bool> WriteReceiptAsync(string brand, string path, string text, ReceiptAge age) =>
        new ReceiptStore(storage.Clients).WriteAsync(brand, path, new(text), new(text), age, Stop);

    private async Task<string> ReceiptAsync(string brand, string path)
    {
        var receipts = new ReceiptStore(storage.Clients);
        var json = (await receipts.ReadJsonAsync(brand, path, Stop))!.Content.ToString();
        Assert.Equal(json, (await receipts.ReadMarkdownAsync(brand, path, Stop))!.Content.ToString());
        return json;
    }

    private static MemoryStream Bytes(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Stop);
    }
}
