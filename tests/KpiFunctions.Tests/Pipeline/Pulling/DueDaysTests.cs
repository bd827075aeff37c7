using System.Globalization;
using CsCheck;
using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Pulling;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.Pulling;

public sealed class DueDaysTests
{
    private static readonly TimeZoneInfo Moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");

    private static readonly TimeZoneInfo[] AllZones =
    [
        .. new[] { "UTC", "Europe/Moscow", "Asia/Kamchatka", "Pacific/Honolulu", "Europe/Berlin", "America/Santiago", "Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe" }
            .Select(TimeZoneInfo.FindSystemTimeZoneById),
    ];

    private static readonly Gen<TimeZoneInfo> Zones = Gen.Int[0, AllZones.Length - 1].Select(static x => AllZones[x]);

    private static readonly Gen<DateTimeOffset> Moments =
        Gen.Int[0, 700 * 24 * 60].Select(static x => new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(x));

    [Fact]
    public void Everything_that_is_over_and_was_never_had_is_due()
    {
        var due = Due("2026-11-24T06:00:00Z", Moscow, "2026-11-20", restatement: 2, []);

        Assert.Equal(["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"], due);
    }

    [Fact]
    public void What_the_platform_may_still_change_is_due_once_after_each_midnight()
    {
        var had = Days("2026-11-18", "2026-11-23").ToDictionary(static x => x, static _ => Time("2026-11-23T21:30:00Z"));

        // 21:30 is half past midnight in Moscow: nothing more before the morning, and three days tomorrow.
        Assert.Empty(Due("2026-11-24T02:59:59Z", Moscow, "2026-11-18", restatement: 3, had));
        Assert.Equal(["2026-11-22", "2026-11-23", "2026-11-24"], Due("2026-11-24T21:00:00Z", Moscow, "2026-11-18", restatement: 3, had));
    }

    [Theory]
    [InlineData("2026-11-24T02:59:59Z", "2026-11-23T21:17:00Z", false)]
    [InlineData("2026-11-24T03:00:00Z", "2026-11-23T21:17:00Z", true)]
    [InlineData("2026-11-24T20:59:59Z", "2026-11-24T02:59:59Z", true)]
    [InlineData("2026-11-24T20:59:59Z", "2026-11-24T03:00:00Z", false)]
    public void Yesterday_is_due_once_more_from_six_in_the_morning_on(string now, string pulledAt, bool isDue)
    {
        var had = Days("2026-11-18", "2026-11-23").ToDictionary(static x => x, _ => Time(pulledAt));

        Assert.Equal(isDue ? ["2026-11-23"] : [], Due(now, Moscow, "2026-11-18", restatement: 3, had));
    }

    [Fact]
    public void An_answer_from_before_the_day_was_over_is_none()
    {
        var had = new Dictionary<DateOnly, DateTimeOffset> { [new(2026, 11, 10)] = Time("2026-11-10T20:59:59Z"), [new(2026, 11, 11)] = Time("2026-11-11T21:00:00Z") };

        Assert.Equal(["2026-11-10"], Due("2026-11-20T12:00:00Z", Moscow, "2026-11-10", restatement: 1, had).Take(2).Except(["2026-11-12"]));
    }

    [Theory]
    [InlineData("Asia/Kamchatka", "2026-11-24T11:59:59Z", "2026-11-23")]
    [InlineData("Asia/Kamchatka", "2026-11-24T12:00:00Z", "2026-11-24")]
    [InlineData("Pacific/Honolulu", "2026-11-24T09:59:59Z", "2026-11-22")]
    [InlineData("Pacific/Honolulu", "2026-11-24T10:00:00Z", "2026-11-23")]
    [InlineData("UTC", "2026-11-24T00:00:00Z", "2026-11-23")]
    public void Yesterday_is_the_brands(string zone, string now, string last) =>
        Assert.Equal(last, Due(now, TimeZoneInfo.FindSystemTimeZoneById(zone), "2026-11-01", restatement: 1, [])[^1]);

    // Berlin: 23 and 25 hours. Beirut and Santiago skip the hour after midnight, and Santiago has the hour before it twice.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Asia/Beirut", "2026-03-29", 23)]
    [InlineData("America/Santiago", "2026-09-06", 23)]
    [InlineData("America/Santiago", "2026-04-04", 25)]
    [InlineData("America/Havana", "2026-11-01", 25)]
    public void A_day_lasts_as_long_as_its_zone_says(string zone, string day, int hours)
    {
        var where = TimeZoneInfo.FindSystemTimeZoneById(zone);

        Assert.Equal(TimeSpan.FromHours(hours), DueDays.StartOf(Day(day).AddDays(1), where) - DueDays.StartOf(Day(day), where));
    }

    [Fact]
    public void A_day_is_the_one_that_began_last() => Gen.Select(Zones, Moments).Sample(static (zone, now) =>
    {
        var today = DueDays.Today(now, zone);
        return DueDays.StartOf(today, zone) <= now && now < DueDays.StartOf(today.AddDays(1), zone);
    });

    [Fact]
    public void Whatever_was_pulled_today_and_tomorrow_are_never_due_and_every_gap_is() =>
        Gen.Select(Zones, Moments, Gen.Int[1, 90], Gen.Int[0, 60], Gen.Int[0, 60].Array[0, 40]).Sample(static (zone, now, restatement, length, pulled) =>
        {
            var today = DueDays.Today(now, zone);
            var from = today.AddDays(-length);
            var had = pulled.Distinct().ToDictionary(x => today.AddDays(-x), x => now.AddMinutes(-x));

            var due = DueDays.Of(now, zone, from, restatement, had);

            Assert.Equal(due.Order(), due);
            Assert.All(due, x => Assert.True(x >= from && x < today));
            for (var day = from; day < today; day = day.AddDays(1))
            {
                var at = had.TryGetValue(day, out var time) ? time : DateTimeOffset.MinValue;
                var isOver = at >= DueDays.StartOf(day.AddDays(1), zone);
                var isFresh = at >= DueDays.StartOf(today, zone) || day < today.AddDays(-restatement);
                var morning = DueDays.At(today, DueDays.SettledAt, zone);
                var isSettled = at >= morning || now < morning || day < today.AddDays(-1);
                Assert.Equal(!(isOver && isFresh && isSettled), due.Contains(day));
            }
        });

    [Fact]
    public void Having_pulled_what_is_due_leaves_nothing_until_morning_or_midnight() =>
        Gen.Select(Zones, Moments, Gen.Int[1, 90], Gen.Int[0, 60]).Sample(static (zone, now, restatement, length) =>
        {
            var today = DueDays.Today(now, zone);
            var had = DueDays.Of(now, zone, today.AddDays(-length), restatement, new Dictionary<DateOnly, DateTimeOffset>()).ToDictionary(static x => x, _ => now);
            var midnight = DueDays.StartOf(today.AddDays(1), zone);

            var morning = DueDays.At(today, DueDays.SettledAt, zone);
            var isEarly = now < morning && length > 0;

            Assert.Empty(DueDays.Of((isEarly ? morning : midnight).AddTicks(-1), zone, today.AddDays(-length), restatement, had));
            Assert.Equal(isEarly ? [today.AddDays(-1)] : [], DueDays.Of(midnight.AddTicks(-1), zone, today.AddDays(-length), restatement, had));
            Assert.Equal(Math.Min(restatement, length + 1), DueDays.Of(midnight, zone, today.AddDays(-length), restatement, had).Count);
        });

    [Fact]
    public void A_day_belongs_to_exactly_one_slice() => Gen.Select(Gen.Int[-5000, 5000], Gen.Int[1, 100]).Sample(static (offset, length) =>
    {
        var day = new DateOnly(2020, 1, 6).AddDays(offset);

        var slice = DueDays.SliceOf(day, length);

        Assert.True(slice.From <= day && day <= slice.To);
        Assert.Equal(length, slice.To.DayNumber - slice.From.DayNumber + 1);
        Assert.Equal(slice, DueDays.SliceOf(slice.From, length));
        Assert.Equal(slice, DueDays.SliceOf(slice.To, length));
        Assert.NotEqual(slice, DueDays.SliceOf(slice.To.AddDays(1), length));
    });

    [Fact]
    public void Weeks_begin_on_mondays() => Assert.Equal((new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 29)), DueDays.SliceOf(new(2026, 11, 24), 7));

    [Fact]
    public void Days_side_by_side_are_asked_for_at_once() => Gen.Int[0, 40].Array[0, 30].Sample(static offsets =>
    {
        var days = offsets.Select(static x => new DateOnly(2026, 10, 1).AddDays(x)).Distinct().ToList();

        var runs = DueDays.Runs(days).ToList();

        Assert.Equal(days.Order(), runs.SelectMany(static x => Days(x.From, x.To)));
        Assert.All(runs.Zip(runs.Skip(1)), static x => Assert.True(x.Second.From > x.First.To.AddDays(1)));
    });

    [Theory]
    [InlineData("2026-11-24", "2026-10-01")]
    [InlineData("2026-01-31", "2025-12-01")]
    public void Without_a_first_day_the_month_before_is_wanted(string today, string from)
    {
        var rule = new ConnectorRule("yandex-metrica", "1", "metrica", null, null);

        Assert.Equal(Day(from), DueDays.FirstWanted(rule, Day(today)));
        Assert.Equal(new DateOnly(2026, 2, 3), DueDays.FirstWanted(rule with { From = new(2026, 2, 3) }, Day(today)));
    }

    [Fact]
    public void Failures_are_waited_for_longer_and_longer()
    {
        var outage = new PullTrouble(PullCodes.Unavailable, IsTemporary: true, null, null);
        var mistake = new PullTrouble(PullCodes.AccessDenied, IsTemporary: false, null, null);
        var incomplete = new PullTrouble(PullReasons.Incomplete, IsTemporary: true, null, null) { HasAnswer = true };
        var refused = new PullTrouble(PullReasons.AnswerRefused, IsTemporary: false, null, null) { HasAnswer = true };

        Assert.Equal([1, 5, 15, 60, 180, 360, 360, 360, 360], Minutes(outage));
        Assert.Equal([360, 360, 360, 360, 1440, 1440, 1440, 1440, 1440], Minutes(mistake));
        Assert.Equal([1, 5, 15, 60, 180, 360, 720, 1440, 1440], Minutes(incomplete));
        Assert.Equal(Minutes(incomplete), Minutes(refused));

        static IEnumerable<double> Minutes(PullTrouble trouble) => Enumerable.Range(1, 9).Select(x => Backoff.After(x, trouble).TotalMinutes);
    }

    [Theory]
    [InlineData("2026-11-24T02:59:59Z", "2026-11-24T03:00:00Z")]
    [InlineData("2026-11-24T03:00:00Z", "2026-11-25T03:00:00Z")]
    public void The_next_morning_is_later_than_now(string now, string morning) => Assert.Equal(Time(morning), DueDays.NextMorning(Time(now), Moscow));

    private static List<string> Due(string now, TimeZoneInfo zone, string from, int restatement, Dictionary<DateOnly, DateTimeOffset> had) =>
        [.. DueDays.Of(Time(now), zone, Day(from), restatement, had).Select(static x => x.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

    private static IEnumerable<DateOnly> Days(string from, string to) => Days(Day(from), Day(to));

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) =>
        Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
