using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Storage.Facts;
using KpiFunctions.Storage.Naming;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class FactStoreTests(TestStorage storage) : IClassFixture<TestStorage>
{
    private static readonly DateOnly Month = new(2026, 11, 1);
    private readonly FactStore _facts = new(storage.Clients);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_listed_with_the_input_and_the_days_it_was_made_from()
    {
        Assert.Equal(FactWrite.Written, await _facts.WriteAsync("listed", "google-ads", Month, Ads(1, 20), "h1", null, Stop));
        Assert.Equal(FactWrite.Written, await _facts.WriteAsync("listed", "costs", Month, Costs(), "h2", null, Stop));
        await _facts.WriteAsync("listed-2", "google-ads", Month, Ads(1, 2), "h3", null, Stop);

        var files = await _facts.ListAsync("listed", Stop);

        Assert.Equal(
            [new FactPartition("listed", FactKind.Ads, "google-ads", Month), new FactPartition("listed", FactKind.Costs, "costs", Month)],
            files.Select(static x => x.Partition));
        Assert.Equal(("h1", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 20), 80), (files[0].InputHash, files[0].FirstDate, files[0].LastDate, files[0].Rows));
    }

    [Fact]
    public async Task The_same_input_writes_nothing_and_asks_nothing()
    {
        await _facts.WriteAsync("same", "google-ads", Month, Ads(1, 20), "h1", null, Stop);
        var file = Assert.Single(await _facts.ListAsync("same", Stop));
        storage.TakeRequests();

        Assert.Equal(FactWrite.Unchanged, await _facts.WriteAsync("same", "google-ads", Month, Ads(1, 20), "h1", file, Stop));

        Assert.Equal(0, storage.TakeRequests());
    }

    [Fact]
    public async Task Of_two_writers_that_saw_the_same_file_exactly_one_wins()
    {
        await _facts.WriteAsync("race", "google-ads", Month, Ads(1, 10), "h0", null, Stop);
        var seen = Assert.Single(await _facts.ListAsync("race", Stop));

        var writes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            _facts.WriteAsync("race", "google-ads", Month, Ads(i, 10 + i), $"h{i}", seen, Stop)));

        Assert.Single(writes, FactWrite.Written);
        Assert.Equal(7, writes.Count(static x => x == FactWrite.LostRace));
        var winner = Assert.Single(await _facts.ListAsync("race", Stop));
        Assert.Equal($"h{Array.IndexOf(writes, FactWrite.Written) + 1}", winner.InputHash);
        Assert.Equal(new DateOnly(2026, 11, 11 + Array.IndexOf(writes, FactWrite.Written)), winner.LastDate);
    }

    [Fact]
    public async Task Of_two_writers_that_saw_no_file_exactly_one_wins()
    {
        var writes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            _facts.WriteAsync("first", "google-ads", Month, Ads(i, 10), $"h{i}", null, Stop)));

        Assert.Single(writes, FactWrite.Written);
        Assert.Equal(7, writes.Count(static x => x == FactWrite.LostRace));
    }

    [Fact]
    public async Task A_write_that_finds_its_own_earlier_try_has_not_lost()
    {
        storage.LoseNextAnswer();
        Assert.Equal(FactWrite.Unchanged, await _facts.WriteAsync("retry", "google-ads", Month, Ads(1, 10), "h1", null, Stop));
    }

    [Fact]
    public async Task A_month_without_facts_is_removed_unless_somebody_wrote_it_meanwhile()
    {
        await _facts.WriteAsync("gone", "google-ads", Month, Ads(1, 10), "h1", null, Stop);
        var stale = Assert.Single(await _facts.ListAsync("gone", Stop));
        await _facts.WriteAsync("gone", "google-ads", Month, Ads(1, 11), "h2", stale, Stop);

        Assert.False(await _facts.DeleteAsync(stale, Stop));
        Assert.True(await _facts.DeleteAsync(Assert.Single(await _facts.ListAsync("gone", Stop)), Stop));
        Assert.Empty(await _facts.ListAsync("gone", Stop));
        Assert.Equal(FactWrite.LostRace, await _facts.WriteAsync("gone", "google-ads", Month, Ads(1, 12), "h3", stale, Stop));
    }

    [Fact]
    public async Task A_row_of_another_month_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _facts.WriteAsync("month", "google-ads", new(2026, 10, 1), Ads(1, 1), "h", null, Stop));

    [Fact]
    public async Task An_amount_that_does_not_fit_is_refused_before_anything_is_written()
    {
        var row = Costs()[0] with { Amount = 10_000_000_000_000_000_000_000m };
        await Assert.ThrowsAsync<OverflowException>(() => _facts.WriteAsync("overflow", "costs", Month, (SelectedCostRow[])[row], "h", null, Stop));
        Assert.Empty(await _facts.ListAsync("overflow", Stop));
    }

    [Fact]
    public async Task DuckDB_reads_the_facts_and_finds_values_by_every_column()
    {
        await _facts.WriteAsync("duck", "google-ads", Month, Ads(1, 28), "h", null, Stop);
        await _facts.WriteAsync("duck", "google-ads", new(2026, 12, 1), Array.ConvertAll(Ads(1, 28), static x => x with { Date = x.Date.AddMonths(1) }), "h", null, Stop);
        await _facts.WriteAsync("duck", "google-analytics", Month, Web(), "h", null, Stop);
        await _facts.WriteAsync("duck", "shopify", Month, Orders(), "h", null, Stop);
        await _facts.WriteAsync("duck", "costs", Month, Costs(), "h", null, Stop);
        foreach (var kind in FactKinds.All)
        {
            using var lake = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Facts), $"kind={kind.Id()}/brand_key=duck/", Stop);
            lake.EveryColumnCanBeFiltered();
        }
    }

    [Fact]
    public async Task Facts_about_ranges_of_days_stand_apart_from_those_by_day()
    {
        var exported = new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
        await _facts.WriteAsync("ranges", "google-ads", Month, Ads(1, 28), "h", null, Stop);
        await _facts.WriteAsync("ranges", "google-ads", Month, Array.ConvertAll(Ads(2, 3), x => new AdPeriodRow(Month, Month.AddDays(29), exported, x)), "h", null, Stop);
        await _facts.WriteAsync("ranges", "google-analytics", Month, Array.ConvertAll(Web(), x => new WebPeriodRow(Month, Month.AddDays(29), exported, x.Users % 2 == 0, x)), "h", null, Stop);

        Assert.Equal([false, true, true], (await _facts.ListAsync("ranges", Stop)).Select(static x => x.Partition.OfPeriods));
        using var days = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Facts), "kind=ads/brand_key=ranges/", Stop);
        using var ads = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Facts), "kind=ads_periods/brand_key=ranges/", Stop);
        using var web = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Facts), "kind=web_periods/brand_key=ranges/", Stop);
        Assert.Equal(Ads(1, 28).Length, days.Count("SELECT count(*) FROM lake"));
        Assert.Equal(12, ads.Count("SELECT count(*) FROM lake WHERE first_day = DATE '2026-11-01' AND last_day = DATE '2026-11-30'"));
        Assert.DoesNotContain("date", ads.Columns().Keys);
        ads.EveryColumnCanBeFiltered();
        web.EveryColumnCanBeFiltered();
    }

    [Fact]
    public async Task Money_is_an_exact_decimal_so_that_people_can_add_it()
    {
        var ads = Ads(3, 28);
        await _facts.WriteAsync("money", "google-ads", Month, ads, "h", null, Stop);
        using var lake = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Facts), "kind=ads/brand_key=money/", Stop);

        Assert.Equal(ads.Sum(static x => x.Cost ?? 0), lake.Number("SELECT sum(cost) FROM lake"));
        Assert.Equal(ads.Count(static x => x.Cost is null), lake.Count("SELECT count(*) FROM lake WHERE cost IS NULL"));
        var columns = lake.Columns();
        Assert.Equal("DECIMAL(28,6)", columns["cost"]);
        Assert.Equal("DATE", columns["date"]);
        Assert.Equal("BIGINT", columns["clicks"]);
        Assert.Equal(["brand_key", "kind", "month", "source_key"], columns.Keys.Except(
            ["date", "account", "campaign", "campaign_id", "level", "channel", "currency", "impressions", "clicks", "cost", "conversions", "conversion_value"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task More_than_six_decimals_are_rounded_half_to_even_and_not_cut_off()
    {
        SelectedCostRow[] rows = [Costs()[0] with { Amount = 0.0000019m }, Costs()[0] with { Amount = 2.0000005m }];
        await _facts.WriteAsync("rounded", "costs", Month, rows, "h", null, Stop);
        using var lake = await Lake.DownloadAsync(storage.Clients.Container(StorageNames.Facts), "kind=costs/brand_key=rounded/", Stop);

        Assert.Equal(2.000002m, lake.Number("SELECT sum(amount) FROM lake"));
    }

    private static SelectedAdRow[] Ads(int seed, int days) =>
    [
        .. Enumerable.Range(0, days * 4).Select(i => new SelectedAdRow(
            Month.AddDays(i / 4),
            i % 4 == 0 ? null : "123-456-7890",
            i % 4 == 0 ? null : $"Кампания {i % 4} 'x'",
            i % 3 == 0 ? null : $"{i % 4}",
            i % 4 == 0 ? "account" : "campaign",
            i % 2 == 0 ? Channels.PaidSearch : Channels.Display,
            "EUR",
            i % 5 == 0 ? null : 1000L * i,
            i % 6 == 0 ? null : i - 3,
            i % 7 == 0 ? null : seed + (i * 1234.567891m) - 700m,
            i % 8 == 0 ? null : i / 2m,
            i % 9 == 0 ? null : i * 10m)),
    ];

    private static SelectedWebRow[] Web() =>
    [
        .. Enumerable.Range(0, 60).Select(static i => new SelectedWebRow(
            Month.AddDays(i / 2), i % 3 == 0 ? null : "p1", i % 2 == 0 ? string.Empty : "campaign|channel|medium|source", i % 2 == 0 ? null : Channels.Email,
            i % 2 == 0 ? null : "mail", i % 2 == 0 ? null : "email", i % 2 == 0 ? null : "Осень", "EUR",
            i, i % 4 == 0 ? null : i * 2, i % 5 == 0 ? null : i * 3, i / 4m, i % 6 == 0 ? null : i, i % 7 == 0 ? null : i * 9.99m,
            i % 3 == 0 ? i : null, i % 3 == 0 ? i * 40 : null, i % 2 == 0, i % 2 == 1)),
    ];

    private static SelectedOrderRow[] Orders() =>
    [
        .. Enumerable.Range(0, 60).Select(static i => new SelectedOrderRow(
            i % 3 == 0 ? null : $"{i}", i % 4 == 0 ? null : $"#{i}", new DateTimeOffset(2026, 11, 1 + (i / 2), 23, 59, i, i, TimeSpan.Zero), Month.AddDays(i / 2),
            i % 5 == 0 ? "voided" : "paid", i % 5 != 0, "EUR", i * 10.01m, i, (i * 10.01m) - i, i % 6 == 0 ? null : $"kh1-{i}", i % 7 == 0)),
    ];

    private static SelectedCostRow[] Costs() =>
    [
        .. Enumerable.Range(0, 30).Select(static i => new SelectedCostRow(
            Month.AddDays(i), i % 2 == 0 ? "agency" : string.Empty, "cpc", "Осень", i * 33.333333m, "EUR", (CostCounting)(i % 3))),
    ];
}
