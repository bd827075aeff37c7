using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Facts;
using KpiFunctions.Storage.Ledgers;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>Kept answers of a platform on their way into numbers.</summary>
public sealed class CompleteAnswerTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_answer_without_rows_is_an_import_like_any_other()
    {
        await using var brand = await CreateAsync(azurite);

        var outcome = await brand.IngestAsync("empty.pull", Answer(Sunday));

        Assert.Equal(IngestState.Done, outcome.State);
        var record = Assert.Single(await brand.Get<ImportLedger>().ListAsync(Id, Cancellation));
        Assert.Equal((ImportState.Done, 0, ".pull", Sunday, null), (record.State, record.Rows, record.Extension, record.Stamp, record.Complete));
        Assert.NotNull(await brand.Get<ArchiveStore>().OpenAsync(Id, record.Sha256!, ".pull", Cancellation));
        Assert.Contains("за эти дни у платформы ничего нет", (await brand.Get<ReceiptStore>().ReadMarkdownAsync(Id, "empty.pull", Cancellation))!.Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_vanished_from_a_complete_answer_is_gone_from_the_facts()
    {
        await using var brand = await CreateAsync(azurite);
        await brand.IngestAsync("first.pull", Answer(Sunday.AddDays(-1), ("2026-11-16", 100), ("2026-11-17", 90)));
        await brand.IngestAsync("second.pull", Answer(Sunday, ("2026-11-16", 110)));
        await brand.ComputeAsync();
        Assert.Equal(2, await RowsAsync(brand));

        await BelieveAsync(brand, "second.pull");
        await brand.ComputeAsync();
        Assert.Equal(1, await RowsAsync(brand));

        await brand.IngestAsync("third.pull", Answer(Sunday.AddHours(1)));
        await BelieveAsync(brand, "third.pull");
        await brand.ComputeAsync();
        Assert.Equal(0, await RowsAsync(brand));
    }

    /// <summary>Takes an answer as the container of pulled ones would: its record says that it is complete.</summary>
    private static async Task BelieveAsync(TestBrand brand, string path)
    {
        var record = (await brand.Get<ImportLedger>().ListAsync(Id, Cancellation)).Single(x => x.Path == path);
        var complete = new CompleteAnswer(
            Sources.YandexMetrica, new AccountRef("44147844", null), new FactView(FactKind.Web, null, ""), new(2026, 11, 16), new(2026, 11, 22));
        await brand.Get<ImportLedger>().RestoreAsync(record with { Complete = complete }, Cancellation);
        await brand.Get<ArchiveStore>().RecordAsync(record with { Complete = complete }, Cancellation);
        Assert.Contains(await brand.Get<ArchiveStore>().ListImportsAsync(Id, Cancellation), x => x.Path == path && x.Complete == complete);
    }

    private static async Task<int> RowsAsync(TestBrand brand) =>
        (await brand.Get<FactStore>().ListAsync(Id, Cancellation)).Where(static x => x.Partition.Source == Sources.YandexMetrica).Sum(static x => x.Rows);

    private static byte[] Answer(DateTimeOffset askedAt, params (string Day, int Visits)[] rows)
    {
        var data = string.Join(',', rows.Select(static x => $$"""{"dimensions":[{"name":"{{x.Day}}"}],"metrics":[{{x.Visits}},1,1,0]}"""));
        var page = Encoding.UTF8.GetBytes($$"""{"data":[{{data}}],"total_rows":{{rows.Length}},"totals":[{{rows.Sum(static x => x.Visits)}},1,1,0]}""");
        var header = new PullHeader
        {
            Source = Sources.YandexMetrica,
            Account = "44147844",
            View = "date",
            From = new(2026, 11, 16),
            To = new(2026, 11, 22),
            AskedAt = askedAt,
            Complete = true,
            Pages = [new("GET /stat/v1/data?lang=ru", 200, page.Length, new Dictionary<string, string>(StringComparer.Ordinal))],
        };
        return [.. header.ToLine(), .. page, (byte)'\n'];
    }
}
