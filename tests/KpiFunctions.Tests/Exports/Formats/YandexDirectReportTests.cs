using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class YandexDirectReportTests
{
    private const string Header = "Дата;Кампания;№ Кампании;Показы;Клики;Расход (руб.)\n";

    [Fact]
    public async Task A_table_by_day_gives_a_fact_per_row_and_its_total_is_the_control()
    {
        var (reading, facts) = await Fixture("yandex-direct-by-day.csv");

        Assert.Equal(("yandex-direct/report", "windows-1251", ";", "ru", "RUB"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 17), 3, false), (reading.FirstDate, reading.LastDate, reading.Rows, reading.Undated));
        Assert.Equal("impressions=11510 clicks=152 cost=4321.09 conversions=9", Totals(reading));
        Assert.True(reading.Control is { Present: true, Matches: true, Kind: "totals" });
        Assert.Equal("bad_id@9:№ Кампании", Problems(reading));
        Assert.Equal([Channels.PaidSearch, Channels.Display, Channels.PaidSearch], facts.Ads.Select(static x => x.Channel));
        Assert.Equal("Москва", facts.Ads[0].Dimensions.Value("location"));
        Assert.Null(facts.Ads[2].Conversions);
    }

    [Fact]
    public async Task The_account_is_the_login_and_the_client_s_name_is_nowhere()
    {
        var (reading, facts) = await Fixture("yandex-direct-by-day.csv");

        Assert.Equal("obuv-shop", reading.Account);
        Assert.All(facts.Ads, static x => Assert.Equal(new AccountRef(null, "obuv-shop"), x.Account));
    }

    [Fact]
    public async Task Another_login_is_refused_where_logins_are_listed()
    {
        var (reading, facts) = await Fixture("yandex-direct-by-day.csv", Options with { Accounts = [new AccountRule("yandex-direct", "another", null)] });

        Assert.Equal((0, 3, 3), (facts.Count, reading.Rejected, reading.ProblemCounts["unexpected_account"]));
    }

    [Fact]
    public async Task A_workbook_s_table_without_days_is_about_the_period_above_its_header()
    {
        var (reading, facts) = await Fixture("yandex-direct-phrases.csv");

        Assert.Equal((true, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 15), "undated"), (reading.Undated, reading.FirstDate!.Value, reading.LastDate!.Value, Problems(reading)));
        Assert.Equal("impressions=540 clicks=31 cost=410.255 conversions=4", Totals(reading));
        Assert.True(reading.Control.Matches);
        Assert.All(facts.Ads, static x => Assert.Equal((AdLevel.Keyword, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 15)), (x.Level, x.From, x.To)));
        Assert.Equal(["кроссовки +для бега", "", "итого"], facts.Ads.Select(static x => x.Dimensions.Value("keyword")));
    }

    [Fact]
    public async Task An_english_table_with_its_total_at_the_bottom_and_a_column_for_each_goal_is_read()
    {
        var (reading, facts) = await Fixture("yandex-direct-english.csv");

        Assert.Equal(("en", "KZT", "shoes-kz"), (reading.Locale, reading.Currency, reading.Account));
        Assert.Equal("impressions=3000 clicks=30 cost=15801.05 conversionValue=100000 conversions=6", Totals(reading));
        Assert.Equal((2, true, "derived"), (reading.Rows, reading.Control.Matches, Problems(reading)));
        Assert.Equal((new DateOnly(2026, 11, 16), 3m, AdLevel.AdGroup), (facts.Ads[0].From, facts.Ads[0].Conversions, facts.Ads[0].Level));
    }

    [Theory]
    [InlineData("100,00", true)]
    [InlineData("100,01", true)]
    [InlineData("100,02", false)]
    public async Task The_total_may_be_off_by_half_a_kopeck_a_row(string total, bool matches)
    {
        var (reading, _) = await Text(Header + $"Итого;;;3;3;{total}\n16.11.2026;А;1;1;1;50,00\n17.11.2026;А;1;2;2;50,00\n");

        Assert.Equal((matches, 2), (reading.Control.Matches, reading.Rows));
    }

    [Theory]
    [InlineData("Расход, ₽", "RUB")]
    [InlineData("Расход, руб.", "RUB")]
    [InlineData("Расход (руб.)", "RUB")]
    [InlineData("Расход, USD", "USD")]
    [InlineData("Расход, ₸", "KZT")]
    [InlineData("Расход, BYN", "BYN")]
    [InlineData("Расход, у.е.", null)]
    [InlineData("Расход", null)]
    public async Task The_currency_is_the_one_of_the_header(string header, string? currency)
    {
        var (reading, _) = await Text($"Дата;№ Кампании;Показы;Клики;{header}\n16.11.2026;1;1;1;1 234,50\n");

        Assert.Equal((currency, "impressions=1 clicks=1 cost=1234.5"), (reading.Currency, Totals(reading)));
    }

    [Theory]
    [InlineData("Кампания", AdLevel.Campaign)]
    [InlineData("Тип площадки", AdLevel.Campaign)]
    [InlineData("Название группы", AdLevel.AdGroup)]
    [InlineData("№ Объявления", AdLevel.AdGroup)]
    [InlineData("Пол", AdLevel.AdGroup)]
    [InlineData("Тип устройства", AdLevel.AdGroup)]
    [InlineData("Регион таргетинга", AdLevel.AdGroup)]
    [InlineData("Условие показа", AdLevel.Keyword)]
    [InlineData("Название площадки", AdLevel.Keyword)]
    [InlineData("Поисковый запрос", AdLevel.SearchTerm)]
    public async Task The_columns_say_how_fine_rows_are(string column, AdLevel level)
    {
        var (_, facts) = await Text($"Дата;№ Кампании;{column};Показы;Клики;Расход, ₽\n16.11.2026;1;x;1;1;1\n");

        Assert.Equal(level, Assert.Single(facts.Ads).Level);
    }

    [Theory]
    [InlineData("Неделя")]
    [InlineData("Месяц")]
    public async Task Weeks_and_months_are_no_days(string column)
    {
        var (reading, facts) = await Text(
            $"Клиент: А (login)\nОтчет: Мастер отчетов\nПериод: 01.10.2026 - 15.11.2026\n\n{column};№ Кампании;Показы;Клики;Расход, ₽\n01.10.2026;1;1;1;1\n01.11.2026;1;1;1;1\n");

        Assert.True(reading.Undated);
        Assert.All(facts.Ads, static x => Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 15)), (x.From, x.To)));
    }

    [Fact]
    public async Task A_header_without_rows_still_says_account_and_period()
    {
        var (reading, _) = await Text("Клиент: А Б (some-login)\nОтчет: x\nПериод: с 01.03.2026 по 31.03.2026\n\nНазвание кампании,№ Кампании,\"Расход, ₽\",Показы,Клики\n");

        Assert.Equal(("some-login", new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), 0), (reading.Account, reading.FirstDate!.Value, reading.LastDate!.Value, reading.Rows));
        Assert.Contains("header_only", Problems(reading), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_a_login_gives_no_account()
    {
        var (reading, _) = await Text("Клиент: Анна Петрова\nПериод: 16.11.2026 - 16.11.2026\n\nДата;№ Кампании;Показы;Клики\n16.11.2026;1;1;1\n");

        Assert.Equal((true, null, 1), (reading.Recognized, reading.Account, reading.Accepted));
    }

    [Fact]
    public async Task An_answer_of_the_programming_interface_is_read_with_the_first_attribution_model_and_its_count_of_rows()
    {
        var (reading, facts) = await Fixture("yandex-direct-api.csv");

        Assert.Equal(("yandex-direct/api-tsv", "\t", "row-count", true), (reading.Format, reading.Delimiter, reading.Control.Kind, reading.Control.Matches));
        Assert.Equal("impressions=49140 clicks=299 cost=8733.8 conversions=18 conversionValue=12000.5", Totals(reading));
        Assert.Equal([Channels.PaidSearch, Channels.Display], facts.Ads.Select(static x => x.Channel));
        Assert.Equal(new CampaignRef("12345678", "Поиск — Москва"), facts.Ads[0].Campaign);
    }

    [Fact]
    public async Task Costs_that_look_a_million_times_too_large_are_warned_of_and_taken_as_they_stand()
    {
        var (reading, facts) = await Fixture("yandex-direct-api-micros.csv", Options with { Currency = "RUB" });

        Assert.Equal((1, 0), (reading.ProblemCounts["implausible"], facts.Count));
        Assert.Equal("impressions=3919 clicks=15 cost=261630000 conversions=1", Totals(reading));
    }

    [Theory]
    [InlineData("8523.40", 3)]
    [InlineData("20000", 3)]
    [InlineData("0", 0)]
    public async Task Usual_costs_are_not_doubted(string cost, int clicks)
    {
        var (reading, _) = await Text($"Date\tCampaignId\tClicks\tCost\n2026-11-16\t1\t{clicks}\t{cost}\n");

        Assert.Equal("currency_unknown", Problems(reading));
    }

    [Fact]
    public async Task An_answer_with_fewer_rows_than_it_says_does_not_match()
    {
        var (reading, _) = await Text("Date\tCampaignId\tClicks\tCost\n2026-11-16\t1\t1\t1.50\nTotal rows: 2\n", Options with { Currency = "RUB" });

        Assert.Equal("rows", Assert.Single(reading.Control.Differences).Measure);
    }
}
