using KpiFunctions.Core.Facts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class YandexMetricaReportTests
{
    [Fact]
    public async Task A_table_by_day_and_utm_gives_the_facts_that_a_pulled_answer_gives()
    {
        var (reading, facts) = await Fixture("metrica-by-day-and-utm.csv");

        Assert.Equal(("yandex-metrica/report-csv", FactKind.Web, "ru", "RUB"), (reading.Format, reading.Kind, reading.Locale, reading.Currency));
        Assert.Equal("sessions=160 users=120 newUsers=82 conversions=13 orders=3 revenue=5000.5", Totals(reading));
        Assert.True(reading.Control is { Present: true, Matches: true });
        var (_, pulled) = await Fixture("metrica-utm.pull");
        Assert.All(facts.Web, x => Assert.Equal(pulled.Web[0].Dimensions.Set, x.Dimensions.Set));
        Assert.Equal(Marks(Channels.PaidSearch, "yandex", "cpc", "obuv"), facts.Web[0].Dimensions);
        Assert.Equal(Marks(Channels.OrganicSearch, "", "", ""), facts.Web[1].Dimensions);
        Assert.Equal(Channels.PaidSocial, facts.Web[2].Dimensions.Value("channel"));
        Assert.Equal((new DateOnly(2026, 11, 16), 60L, 6m), (facts.Web[0].From, facts.Web[0].NewUsers, facts.Web[0].Conversions));
        Assert.Equal((null, null), (facts.Web[2].Revenue, facts.Web[2].Orders));
    }

    [Fact]
    public async Task Months_are_kept_as_periods()
    {
        var (reading, facts) = await Fixture("metrica-months-1251.csv");

        Assert.Equal(("windows-1251", true, new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 15)), (reading.Encoding, reading.Undated, reading.FirstDate!.Value, reading.LastDate!.Value));
        Assert.Equal("sessions=1500 users=900 newUsers=400 conversions=20", Totals(reading));
        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), 650L), (facts.Web[0].From, facts.Web[0].To, facts.Web[0].Users));
        Assert.Equal(Dimensions.None, facts.Web[0].Dimensions);
    }

    [Fact]
    public async Task An_english_table_by_source_is_about_the_period_above_it()
    {
        var (reading, facts) = await Fixture("metrica-english-sources.csv");

        Assert.Equal(("en", "sessions=300 users=210 conversions=7", true), (reading.Locale, Totals(reading), reading.Control.Matches));
        Assert.Equal([Channels.OrganicSearch, Channels.Direct, Channels.OrganicSocial], facts.Web.Select(static x => x.Dimensions.Value("channel")));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 15)), (facts.Web[0].From, facts.Web[0].To));
    }

    [Fact]
    public async Task A_table_without_any_date_is_summed_and_makes_no_fact()
    {
        var (reading, facts) = await Text("\"Страна\",\"Визиты\",\"Посетители\",\"Отказы\"\n\"Итого и средние\",\"30\",\"20\",\"0.1\"\n\"Россия\",\"30\",\"20\",\"0.1\"\n");

        Assert.Equal((true, null, 0, "sessions=30 users=20"), (reading.Undated, reading.FirstDate, facts.Count, Totals(reading)));
    }

    [Fact]
    public async Task A_total_that_covers_rows_which_were_not_exported_does_not_match()
    {
        var (reading, _) = await Text("Дата визита,Визиты,Посетители\nИтого и средние,300,200\n2026-11-16,100,90\n");

        Assert.Equal("sessions", Assert.Single(reading.Control.Differences).Measure);
    }

    [Theory]
    [InlineData("Источник трафика", "Прямые заходы", Channels.Direct)]
    [InlineData("Последний источник трафика", "Переходы по ссылкам на сайтах", Channels.Referral)]
    [InlineData("Первый источник трафика", "Переходы с почтовых рассылок", Channels.Email)]
    [InlineData("Последний значимый источник трафика", "Переходы по рекламе", Channels.PaidSearch)]
    [InlineData("Автоматический источник трафика", "Нечто новое", Channels.Other)]
    public async Task Sources_of_any_attribution_become_channels(string header, string value, string channel)
    {
        var (_, facts) = await Text($"Дата визита,{header},Визиты\n16.11.2026,{value},5\n");

        Assert.Equal(("channel", channel), (Assert.Single(facts.Web).Dimensions.Set, facts.Web[0].Dimensions.Value("channel")));
    }

    [Theory]
    [InlineData("Доля новых посетителей", "0.25", 10L)]
    [InlineData("Доля новых посетителей", "25 %", 10L)]
    [InlineData("Доля новых посетителей, %", "25", 10L)]
    [InlineData("Доля новых посетителей", "25", null)]
    [InlineData("Новые посетители", "11", 11L)]
    public async Task New_users_are_a_share_of_the_users_where_they_are_not_counted(string header, string cell, long? expected)
    {
        var (_, facts) = await Text($"Дата визита;Визиты;Посетители;{header}\n16.11.2026;50;40;{cell}\n");

        Assert.Equal(expected, Assert.Single(facts.Web).NewUsers);
    }

    private static Dimensions Marks(string channel, string source, string medium, string campaign) =>
        Dimensions.Of(("channel", channel), ("source", source), ("medium", medium), ("campaign", campaign));
}
