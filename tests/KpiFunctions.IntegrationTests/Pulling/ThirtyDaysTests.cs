using System.Globalization;
using KpiFunctions.IntegrationTests.Connectors;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Storage;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using Xunit;
using static KpiFunctions.IntegrationTests.Pulling.PullLab;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>
/// A month of a counter, hour by hour: the platform counts on while a day lasts, and on each of the two mornings after it changes its
/// mind. What counts in the end is its last word, no more and no less, read back by DuckDB from the open facts.
/// </summary>
public sealed class ThirtyDaysTests(AzuriteFixture azurite)
{
    private const int Length = 30;
    private const int RestatementDays = 3;
    private const int RestatedAt = 5;

    // A Monday in Berlin, so that the month holds the night in which the clocks go back.
    private static readonly DateOnly First = new(2026, 10, 5);
    private static readonly DateTimeOffset Midnight = new(2026, 10, 4, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public async Task A_month_restated_daily_and_pulled_hour_by_hour_ends_in_the_platforms_last_word()
    {
        using var stub = new MetricaStub();
        await using var lab = await CreateAsync(azurite, Midnight, stub);
        await lab.ConfigureAsync($$"""
            brand: {{Brand}}
            timeZone: Europe/Berlin
            connectors: [{ source: yandex-metrica, account: "1", token: metrica, from: 2026-10-05 }]
            """);
        var platform = new Platform(stub.Counter("1"));

        for (var moment = Midnight; Local(moment).Day < First.AddDays(Length + RestatementDays); moment = moment.AddHours(1))
        {
            lab.Time.AdjustTime(moment);
            platform.Count(Local(moment));
            await lab.PlanAsync();
            while (await lab.WorkAsync() > 0)
            {
                // What a message put into the queue for now is handed over too.
            }
        }

        await lab.Get<ComputeKpis>().RunAsync(Brand, null, Stop);
        using var facts = await Lake.DownloadAsync(lab.Get<StorageClients>().Container(StorageNames.Facts), "kind=web/", Stop);
        var words = Enumerable.Range(0, Length).SelectMany(x => platform.LastWord(First.AddDays(x))).Order(StringComparer.Ordinal);
        Assert.Equal(words, facts.Texts(Facts));
        Assert.Equal(Questions(), stub.Requests.Select(static x => $"{x.From} {x.To} {x.View}"));
    }

    /// <summary>
    /// One question a view, slice and day: the three days before, cut where a week begins; in the morning the day before once more;
    /// and nothing else in any hour.
    /// </summary>
    private static IEnumerable<string> Questions()
    {
        for (var today = First.AddDays(1); today < First.AddDays(Length + RestatementDays); today = today.AddDays(1))
        {
            var oldest = today.AddDays(-RestatementDays);
            var days = Enumerable.Range(0, RestatementDays).Select(oldest.AddDays).Where(static x => x >= First).ToList();
            foreach (var week in days.GroupBy(static x => (x.DayNumber - First.DayNumber) / 7).OrderBy(static x => x.Key).Reverse())
            {
                foreach (var view in (string[])["date", "utm"])
                {
                    yield return $"{Text(week.First())} {Text(week.Last())} {view}";
                }
            }

            yield return $"{Text(today.AddDays(-1))} {Text(today.AddDays(-1))} date";
            yield return $"{Text(today.AddDays(-1))} {Text(today.AddDays(-1))} utm";
        }
    }

    private const string Facts =
        """
        SELECT strftime(date, '%Y-%m-%d') || ' ' || coalesce(channel || ' ' || source || ' ' || medium || ' ' || campaign, '-') || ' '
            || sessions || ' ' || users || ' ' || new_users || ' ' || CAST(conversions AS BIGINT)
        FROM lake WHERE date < DATE '2026-11-04'
        """;

    private static (DateOnly Day, int Hour) Local(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Berlin);
        return (DateOnly.FromDateTime(local.DateTime), local.Hour);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A platform that never says the same twice: numbers rise and fall, rows come and go.</summary>
    private sealed class Platform(MetricaCounter counter)
    {
        private static readonly (string Id, string? Source, string? Medium, string? Campaign, string Channel)[] Ways =
        [
            ("organic", null, null, null, "organic_search"),
            ("direct", null, null, null, "direct"),
            ("ad", "yandex", "cpc", "brand", "paid_search"),
            ("ad", "yandex", "cpc", "tea & coffee, «зелёный»", "paid_search"),
            ("ad", "vk", "cpc", "autumn", "paid_social"),
            ("email", "news", "email", "letter 12", "email"),
        ];

        private readonly Random _random = new(47);

        public void Count((DateOnly Day, int Hour) now)
        {
            Recount(now.Day);
            if (now.Hour == RestatedAt)
            {
                Recount(now.Day.AddDays(-1));
                Recount(now.Day.AddDays(-2));
            }
        }

        public IEnumerable<string> LastWord(DateOnly day)
        {
            yield return $"{Text(day)} - {string.Join(' ', counter.Totals(day).Select(static x => (long)x))}";
            foreach (var row in counter.Rows(day))
            {
                var way = Ways.Single(x => (x.Id, x.Source, x.Medium, x.Campaign) == (row.SourceId, row.UtmSource, row.UtmMedium, row.UtmCampaign));
                yield return $"{Text(day)} {way.Channel} {row.UtmSource} {row.UtmMedium} {row.UtmCampaign} {row.Visits} {row.Users} {row.NewUsers} {row.Goals}";
            }
        }

        private void Recount(DateOnly day)
        {
            var rows = new List<MetricaRow>();
            foreach (var (id, source, medium, campaign, _) in Ways.Where(_ => _random.Next(3) > 0).DefaultIfEmpty(Ways[0]))
            {
                var visits = _random.Next(1, 500);
                var users = _random.Next(1, visits + 1);
                rows.Add(new(id, source, medium, campaign, visits, users, _random.Next(0, users + 1), _random.Next(0, 20)));
            }

            counter.Set(day, rows, users: rows.Max(static x => x.Users));
        }
    }
}
