using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Data.Tables;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class KpiTableTests(TestStorage storage, ITestOutputHelper output) : IClassFixture<TestStorage>
{
    private static readonly Period Week = Period.Week(new(2026, 11, 18), WeekStart.Monday);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private KpiTable Table => new(storage.Clients, _time);

    [Fact]
    public async Task What_was_published_comes_back_exactly()
    {
        var kpis = Kpis("exact", Week, members: 30, seed: 1);

        Assert.Equal(KpiPublication.Published, await PublishAsync(kpis, "h1", null));

        AssertSame(kpis, await Table.ReadAsync("exact", Week, Stop));
        var header = Assert.Single(await HeadersAsync("exact"));
        Assert.Equal((30, "h1", "EUR", Week, (string?)null), (header.Entities, header.InputHash, header.Currency, header.Period, header.Previous));
        Assert.Equal(_time.GetUtcNow(), header.ComputedAt);
    }

    [Fact]
    public async Task Sums_that_no_Int64_holds_come_back_exactly_too()
    {
        var total = Total(seed: 1) with
        {
            Sums = new Dictionary<Measure, decimal>
            {
                [Measures.Sales] = 20_000_000_000_000.000001m,
                [Measures.AdSpend] = -9_223_372_036_854.775808m,
                [Measures.Clicks] = 10_000_000_000_000_000_000m,
            },
        };
        var kpis = new PeriodKpis("huge", Week, "IRR", [total]);

        await PublishAsync(kpis, "h1", null);

        AssertSame(kpis, await Table.ReadAsync("huge", Week, Stop));
    }

    [Fact]
    public async Task A_small_period_is_published_by_a_single_request_and_a_large_one_in_transactions()
    {
        storage.TakeRequests();
        await PublishAsync(Kpis("small", Week, members: 99, seed: 1), "h1", null);
        Assert.Equal(1, storage.TakeRequests());

        var large = Kpis("large", Week, members: 450, seed: 1);
        await PublishAsync(large, "h1", null);
        Assert.Equal(5, storage.TakeRequests());
        AssertSame(large, await Table.ReadAsync("large", Week, Stop));
    }

    [Fact]
    public async Task The_same_input_publishes_nothing_and_asks_nothing()
    {
        var kpis = Kpis("same", Week, members: 3, seed: 1);
        await PublishAsync(kpis, "h1", null);
        var header = Assert.Single(await HeadersAsync("same"));
        storage.TakeRequests();

        Assert.Equal(KpiPublication.Unchanged, await PublishAsync(kpis, "h1", header));

        Assert.Equal(0, storage.TakeRequests());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(150)]
    public async Task Of_several_publishers_exactly_one_wins_and_nobody_reads_a_mixture(int members)
    {
        var brand = $"race-{members}";
        await PublishAsync(Kpis(brand, Week, members, seed: 0), "h0", null);
        var published = new ConcurrentDictionary<int, PeriodKpis>();
        published[0] = Kpis(brand, Week, members, seed: 0);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var reader = Task.Run(
            async () =>
            {
                var reads = 0;
                while (!done.IsCancellationRequested)
                {
                    var read = await Table.ReadAsync(brand, Week, Stop);
                    var seed = (int)read!.Total!.Sums[Measures.Orders];
                    AssertSame(published.GetOrAdd(seed, x => Kpis(brand, Week, members, x)), read);
                    reads++;
                }

                return reads;
            },
            Stop);

        for (var round = 0; round < 5; round++)
        {
            var seen = Assert.Single(await HeadersAsync(brand));
            var first = (round * 4) + 1;
            var results = await Task.WhenAll(Enumerable.Range(first, 4).Select(i => PublishAsync(Kpis(brand, Week, members, seed: i), $"h{i}", seen)));
            Assert.Single(results, KpiPublication.Published);
            Assert.Equal(3, results.Count(static x => x == KpiPublication.LostRace));
            var now = Assert.Single(await HeadersAsync(brand));
            Assert.Equal($"h{first + Array.IndexOf(results, KpiPublication.Published)}", now.InputHash);
            Assert.Equal(seen.Generation, now.Previous);
        }

        await done.CancelAsync();
        Assert.True(await reader > 0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(150)]
    public async Task A_publication_that_finds_its_own_earlier_try_has_not_lost(int members)
    {
        var brand = $"retry-{members}";
        for (var i = 1; i <= 3; i++)
        {
            var before = (await HeadersAsync(brand)).SingleOrDefault();
            storage.LoseNextAnswer();
            Assert.Equal(KpiPublication.Published, await PublishAsync(Kpis(brand, Week, members, i), $"h{i}", before));
            AssertSame(Kpis(brand, Week, members, i), await Table.ReadAsync(brand, Week, Stop));
        }
    }

    [Fact]
    public async Task Of_two_first_publishers_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => PublishAsync(Kpis("first", Week, 5, i), $"h{i}", null)));

        Assert.Single(results, KpiPublication.Published);
        Assert.Equal(5, results.Count(static x => x == KpiPublication.LostRace));
    }

    [Fact]
    public async Task The_generation_before_stays_for_its_readers_and_the_one_before_it_goes()
    {
        for (var i = 0; i < 4; i++)
        {
            await PublishAsync(Kpis("generations", Week, 7, i), $"h{i}", (await HeadersAsync("generations")).SingleOrDefault());
        }

        var header = Assert.Single(await HeadersAsync("generations"));
        var keys = await KeysAsync("generations");
        Assert.Equal(1 + 7 + 7, keys.Count);
        Assert.Equal(7, keys.Count(x => x.StartsWith($"{Week.Id}|{header.Previous}|", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_attempt_of_more_than_fifteen_minutes_starts_again()
    {
        var startedAt = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(KpiPublication.LostRace, await Table.PublishAsync(Kpis("slow", Week, 3, 1), "h1", null, startedAt, Stop));
        Assert.Empty(await HeadersAsync("slow"));
    }

    [Fact]
    public async Task The_sweep_takes_what_lost_attempts_left_and_nothing_else()
    {
        await PublishAsync(Kpis("sweep", Week, 150, 1), "h1", null);
        var seen = Assert.Single(await HeadersAsync("sweep"));
        await PublishAsync(Kpis("sweep", Week, 150, 2), "h2", seen);
        Assert.Equal(KpiPublication.LostRace, await PublishAsync(Kpis("sweep", Week, 150, 3), "h3", seen));
        Assert.Equal(401, (await KeysAsync("sweep")).Count);

        Assert.Equal(0, await Table.SweepAsync("sweep", Grain.Week, Stop));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(100, await Table.SweepAsync("sweep", Grain.Week, Stop));
        AssertSame(Kpis("sweep", Week, 150, 2), await Table.ReadAsync("sweep", Week, Stop));
    }

    [Fact]
    public async Task A_period_without_facts_is_removed_unless_somebody_published_it_meanwhile()
    {
        await PublishAsync(Kpis("gone", Week, 5, 1), "h1", null);
        var stale = Assert.Single(await HeadersAsync("gone"));
        await PublishAsync(Kpis("gone", Week, 5, 2), "h2", stale);

        Assert.False(await Table.RemoveAsync(stale, Stop));
        Assert.True(await Table.RemoveAsync(Assert.Single(await HeadersAsync("gone")), Stop));
        Assert.Null(await Table.ReadAsync("gone", Week, Stop));
        Assert.Empty(await KeysAsync("gone"));
        Assert.Equal(KpiPublication.LostRace, await PublishAsync(Kpis("gone", Week, 5, 3), "h3", stale));
    }

    [Fact]
    public async Task Entities_that_are_missing_are_a_fault_and_never_a_smaller_period()
    {
        await PublishAsync(Kpis("damaged", Week, 5, 1), "h1", null);
        var key = (await KeysAsync("damaged")).First(static x => x.Contains("|campaign|", StringComparison.Ordinal));
        await storage.Clients.Table(StorageNames.Kpis).DeleteEntityAsync("damaged|week", key, cancellationToken: Stop);

        await Assert.ThrowsAsync<InvalidDataException>(() => Table.ReadAsync("damaged", Week, Stop));
    }

    [Fact]
    public async Task Hostile_names_of_any_length_are_published()
    {
        var long1 = new string('я', 100_000) + "1";
        var long2 = new string('я', 100_000) + "2";
        string[] names = [long1, long2, "a/b\\c#d?e\u0001", "🧲", " ", "'' or 1 eq 1", "%2F", new string('x', 3_999) + "🧲"];
        var kpis = Kpis("hostile", Week, 1, 1);
        kpis = kpis with { Members = [.. kpis.Members, .. names.Select((x, i) => Member(i, 1) with { Member = x, MemberId = x, Identity = x, Source = x, Channel = null })] };

        Assert.Equal(KpiPublication.Published, await PublishAsync(kpis, "h1", null));

        var read = await Table.ReadAsync("hostile", Week, Stop);
        Assert.Equal(names.Length + 1, read!.Members.Select(static x => x.Identity).Distinct(StringComparer.Ordinal).Count());
        Assert.All(names[2..7], name => Assert.Contains(read.Members, x => x.Member == name && x.Identity == name));
        Assert.Contains(read.Members, static x => x.Member.Length == 4_000 && x.Member.EndsWith('…'));
    }

    [Fact]
    public async Task A_member_that_is_there_twice_is_a_fault()
    {
        var kpis = Kpis("twins", Week, 2, 1);
        await Assert.ThrowsAsync<ArgumentException>(() => PublishAsync(kpis with { Members = [.. kpis.Members, kpis.Members[1]] }, "h", null));
    }

    [Fact]
    public async Task People_who_query_find_values_reasons_and_notes_by_name()
    {
        await PublishAsync(Kpis("columns", Week, 1, 4), "h1", null);
        var key = (await KeysAsync("columns")).Single(static x => x.Contains("|total|", StringComparison.Ordinal));

        var entity = (await storage.Clients.Table(StorageNames.Kpis).GetEntityAsync<TableEntity>("columns|week", key, cancellationToken: Stop)).Value;

        Assert.Equal(12_345_679L, entity.GetInt64("sum_ad_spend"));
        Assert.Equal(4L, entity.GetInt64("sum_orders"));
        Assert.Equal(12.345679, entity.GetDouble("kpi_ad_spend"));
        Assert.Equal("not_measured", entity.GetString("why_traffic"));
        Assert.False(entity.ContainsKey("kpi_traffic"));
        Assert.Equal("no_other_costs,short_history", entity.GetString("note_cac"));
        Assert.Equal("total", entity.GetString("scope"));
    }

    [Fact]
    public async Task A_hundred_and_forty_days_are_published_and_read_in_seconds()
    {
        var days = Enumerable.Range(0, 140).Select(static i => Period.Day(new DateOnly(2026, 7, 6).AddDays(i))).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop };
        for (var generation = 1; generation <= 3; generation++)
        {
            storage.TakeRequests();
            var watch = Stopwatch.StartNew();
            var headers = (await Table.ReadHeadersAsync("days", Grain.Day, days[0], days[^1], Stop)).ToDictionary(static x => x.Period);
            var headerTime = watch.ElapsedMilliseconds;
            var headerRequests = storage.TakeRequests();
            Assert.Equal(generation == 1 ? 0 : 140, headers.Count);
            watch.Restart();
            await Parallel.ForEachAsync(
                days, options, async (day, _) => await PublishAsync(Kpis("days", day, 20, generation), $"h{generation}", headers.GetValueOrDefault(day)));
            output.WriteLine($"Generation {generation}: headers {headerTime} ms ({headerRequests} requests), 140 days of 20 members {watch.ElapsedMilliseconds} ms ({storage.TakeRequests()} requests)");
        }

        var reading = Stopwatch.StartNew();
        var read = await Table.ReadManyAsync("days", days, Stop);
        output.WriteLine($"Read in {reading.ElapsedMilliseconds} ms ({storage.TakeRequests()} requests)");
        Assert.Equal(days, read.Select(static x => x.Period));
        AssertSame(Kpis("days", days[70], 20, 3), read[70]);
        Assert.Equal(days[10..21], (await Table.ReadHeadersAsync("days", Grain.Day, days[10], days[20], Stop)).Select(static x => x.Period));
    }

    private Task<KpiPublication> PublishAsync(PeriodKpis kpis, string inputHash, KpiHeader? before) =>
        Table.PublishAsync(kpis, inputHash, before, _time.GetUtcNow(), Stop);

    private Task<IReadOnlyList<KpiHeader>> HeadersAsync(string brand) => Table.ReadHeadersAsync(brand, Grain.Week, null, null, Stop);

    private async Task<List<string>> KeysAsync(string brand)
    {
        var keys = new List<string>();
        var partition = $"{brand}|week";
        await foreach (var entity in storage.Clients.Table(StorageNames.Kpis).QueryAsync<TableEntity>(x => x.PartitionKey == partition, cancellationToken: Stop))
        {
            keys.Add(entity.RowKey);
        }

        return keys;
    }

    private static PeriodKpis Kpis(string brand, Period period, int members, int seed) =>
        new(brand, period, "EUR", [Total(seed), .. Enumerable.Range(1, members - 1).Select(i => Member(i, seed)).OrderBy(static x => x.Identity, StringComparer.Ordinal)]);

    private static MemberKpis Total(int seed) => new(
        KpiScope.Total,
        string.Empty,
        null,
        string.Empty,
        null,
        null,
        new Dictionary<Measure, decimal>
        {
            [Measures.AdSpend] = 12.345679m,
            [Measures.Clicks] = 1000,
            [Measures.Orders] = seed,
            [Measures.Sales] = -1_234_567.000001m,
            [Measures.MarketingCost] = 0m,
            [Measures.NewCustomers] = 3,
            [Measures.WebConversions] = 2.5m,
            [Measures.ConversionSessions] = 7,
        },
        KpiCatalogue.All.Where(static x => x.Id is "traffic" or "organic_traffic" or "impressions" or "ctr" or "customers" or "aov" or "drr")
            .ToDictionary(static x => x.Id, static x => x.Id == "aov" ? NoValueReason.NoDenominator : NoValueReason.NotMeasured),
        new Dictionary<string, IReadOnlyList<string>> { ["cac"] = [KpiNotes.NoOtherCosts, KpiNotes.ShortHistory] });

    private static MemberKpis Member(int i, int seed) => new(
        KpiScope.Campaign,
        $"Кампания {i}",
        i % 2 == 0 ? $"{i}" : null,
        $"google-ads|123|{i}",
        "google-ads",
        i % 3 == 0 ? null : "paid_search",
        Measures.All.Where((_, m) => (m + i) % 5 != 0).ToDictionary(static x => x, x => x.InMicros ? (seed * 1000m) + (i / 8m) : seed + i + 1m),
        KpiCatalogue.All.Where(x => Missing(x.Numerator, i) || (x.Denominator is { } d && Missing(d, i))).ToDictionary(static x => x.Id, static _ => NoValueReason.NoData),
        new Dictionary<string, IReadOnlyList<string>>());

    private static bool Missing(Measure measure, int i) => (Measures.All.ToList().IndexOf(measure) + i) % 5 == 0;

    private static void AssertSame(PeriodKpis expected, PeriodKpis? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Brand, expected.Period, expected.Currency), (actual.Brand, actual.Period, actual.Currency));
        Assert.Equal(expected.Members.Select(Text), actual.Members.Select(Text));
        Assert.Equal(
            expected.Members.SelectMany(static x => x.Values()).Select(static x => (x.Kpi, x.Value, x.Reason)),
            actual.Members.SelectMany(static x => x.Values()).Select(static x => (x.Kpi, x.Value, x.Reason)));
    }

    private static string Text(MemberKpis x) => FormattableString.Invariant(
        $"{x.Scope} {x.Member} {x.MemberId ?? "null"} {x.Identity} {x.Source ?? "null"} {x.Channel ?? "null"} {string.Join(' ', Measures.All.Select(m => x.Sums.TryGetValue(m, out var v) ? FormattableString.Invariant($"{v:0.000000}") : "-"))} {string.Join(' ', x.Reasons.OrderBy(static y => y.Key, StringComparer.Ordinal))} {string.Join(' ', x.Notes.Select(static y => y.Key + string.Join(',', y.Value)))}");
}
