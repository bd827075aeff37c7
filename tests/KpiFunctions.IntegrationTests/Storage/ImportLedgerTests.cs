using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Storage.Ledgers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class ImportLedgerTests(TestStorage storage) : IClassFixture<TestStorage>
{
    private const string Path = "Отчёты/ноябрь #1?.csv";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ImportLedger Ledger => new(storage.Clients, _time);

    [Fact]
    public async Task Of_several_triggers_exactly_one_imports()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.ClaimAsync("race", Path, "e1", null, Stop)));

        var claim = Assert.Single(answers, static x => x.Claim is not null).Claim!;
        Assert.Equal(7, answers.Count(x => x.BusyUntil == _time.GetUtcNow() + ImportLedger.DefaultClaim));
        Assert.True(await Ledger.CompleteAsync(claim, Record("race", "e1"), Stop));
        Assert.Equal(ImportState.Done, (await Ledger.ClaimAsync("race", Path, "e1", null, Stop)).Finished?.State);
    }

    [Fact]
    public async Task A_new_version_of_a_file_is_another_import()
    {
        await CompleteAsync("versions", "e1");
        Assert.NotNull((await Ledger.ClaimAsync("versions", Path, "e2", null, Stop)).Claim);
    }

    [Fact]
    public async Task A_version_is_the_same_with_and_without_quotes()
    {
        Assert.NotNull((await Ledger.ClaimAsync("quotes", Path, "0x8D", null, Stop)).Claim);
        Assert.NotNull((await Ledger.ClaimAsync("quotes", Path, "\"0x8D\"", null, Stop)).BusyUntil);
    }

    [Fact]
    public async Task An_expired_claim_is_given_again_and_its_first_holder_records_nothing()
    {
        var first = (await Ledger.ClaimAsync("expired", Path, "e1", TimeSpan.FromMinutes(5), Stop)).Claim!;
        _time.Advance(TimeSpan.FromMinutes(6));
        var second = (await Ledger.ClaimAsync("expired", Path, "e1", null, Stop)).Claim!;

        Assert.False(await Ledger.CompleteAsync(first, Record("expired", "e1"), Stop));
        Assert.True(await Ledger.CompleteAsync(second, Record("expired", "e1") with { Rows = 7 }, Stop));
        Assert.Equal(7, (await Ledger.FindAsync("expired", Path, "e1", Stop))!.Rows);
    }

    [Fact]
    public async Task A_released_claim_is_free_at_once()
    {
        await Ledger.ReleaseAsync((await Ledger.ClaimAsync("released", Path, "e1", null, Stop)).Claim!, Stop);
        Assert.NotNull((await Ledger.ClaimAsync("released", Path, "e1", null, Stop)).Claim);
    }

    [Fact]
    public async Task A_lost_answer_loses_neither_claim_nor_result()
    {
        storage.LoseNextAnswer();
        var claim = (await Ledger.ClaimAsync("lost", Path, "e1", null, Stop)).Claim;
        Assert.NotNull(claim);
        storage.LoseNextAnswer();
        Assert.True(await Ledger.CompleteAsync(claim, Record("lost", "e1"), Stop));
    }

    [Fact]
    public async Task Everything_about_an_import_is_kept()
    {
        var record = await CompleteAsync("kept", "e1");

        var read = Assert.Single(await Ledger.ListAsync("kept", Stop));

        Assert.Equal(record.Problems, read.Problems);
        Assert.Equal(record.ControlDifferences, read.ControlDifferences);
        Assert.Equal(record with { Problems = read.Problems, ControlDifferences = read.ControlDifferences }, read);
        Assert.Empty(await Ledger.ListAsync("kept-2", Stop));
    }

    [Fact]
    public async Task The_same_bytes_have_their_lowest_stamp()
    {
        var first = await CompleteAsync("stamps", "e1");
        await Ledger.RestoreAsync(first with { Path = "again.csv", Stamp = first.Stamp!.Value.AddDays(-2) }, Stop);
        await Ledger.RestoreAsync(first with { Path = "later.csv", Stamp = first.Stamp!.Value.AddDays(2) }, Stop);

        Assert.Equal(first.Stamp!.Value.AddDays(-2), await Ledger.LowestStampAsync("stamps", first.Sha256!, Stop));
        Assert.Null(await Ledger.LowestStampAsync("stamps", new string('0', 64), Stop));
        Assert.Null(await Ledger.LowestStampAsync("others", first.Sha256!, Stop));
    }

    private async Task<ImportRecord> CompleteAsync(string brand, string etag)
    {
        var claim = (await Ledger.ClaimAsync(brand, Path, etag, null, Stop)).Claim!;
        var record = Record(brand, etag);
        Assert.True(await Ledger.CompleteAsync(claim, record, Stop));
        return record;
    }

    private ImportRecord Record(string brand, string etag) => new()
    {
        Brand = brand,
        Path = Path,
        ETag = etag,
        ImportId = ImportLedger.IdOf(Path, etag),
        State = ImportState.Done,
        Sha256 = new string('a', 64),
        Extension = ".csv",
        Stamp = new DateTimeOffset(2026, 11, 23, 8, 0, 0, 123, TimeSpan.Zero),
        ImportedAt = _time.GetUtcNow(),
        Reading = "1-abc",
        Format = "google-ads/report-csv",
        Source = "google-ads",
        Kind = FactKind.Ads,
        Account = "Счёт / 1",
        FirstDate = new(2026, 11, 1),
        LastDate = new(2026, 11, 22),
        Rows = 120,
        Accepted = 119,
        Rejected = 1,
        ControlPresent = true,
        ControlMatches = false,
        ControlDifferences = [new("cost", 100.10m, 99.999999m), new("rows", 120, 119)],
        Complete = new(
            "google-ads", new AccountRef("1", "Счёт"), new FactView(FactKind.Ads, AdLevel.Campaign, "network"), new(2026, 11, 1), new(2026, 11, 22)),
        Problems = new Dictionary<string, int> { ["bad_number"] = 1, ["too_many_cells"] = 12 },
    };
}
