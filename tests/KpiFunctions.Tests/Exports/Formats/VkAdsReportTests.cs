using KpiFunctions.Core.Facts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class VkAdsReportTests
{
    [Fact]
    public async Task A_table_by_day_gives_a_fact_per_ad_and_day()
    {
        var (reading, facts) = await Fixture("vk-ads-by-day.csv");

        Assert.Equal(("vk-ads/report", "utf-8", ",", "ru", "RUB"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 3), false), (reading.FirstDate, reading.LastDate, reading.Undated));
        Assert.Equal(("impressions=28300 clicks=273 cost=2565.9", ""), (Totals(reading), Problems(reading)));
        Assert.Equal(new CampaignRef("7100001", "Сапоги"), facts.Ads[0].Campaign);
        Assert.All(facts.Ads, static x => Assert.Equal(("vk-ads", AdLevel.AdGroup, Channels.PaidSocial, "ad|ad_group"), (x.Source, x.Level, x.Channel, x.Dimensions.Set)));
    }

    [Fact]
    public async Task A_table_without_days_is_about_the_range_above_it_and_its_total_is_compared()
    {
        var (reading, facts) = await Fixture("vk-ads-1251.csv");

        Assert.Equal(("vk-ads/report", "windows-1251", ";", "RUB", true), (reading.Format, reading.Encoding, reading.Delimiter, reading.Currency, reading.Undated));
        Assert.Equal(("impressions=28300 clicks=273 cost=2565.9 conversions=10", "undated", true), (Totals(reading), Problems(reading), reading.Control.Matches));
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 8)), (facts.Ads[0].From, facts.Ads[0].To));
        Assert.Equal([10m, null], facts.Ads.Select(static x => x.Conversions));
    }

    [Fact]
    public async Task A_table_by_age_and_gender_is_known_by_its_money()
    {
        var (reading, _) = await Text("Возраст;Пол;Показы;Клики;\"Цена за результат, ₽\"\n18-24;Мужской;10;1;5,5\n25-34;Женский;20;2;5,5\n");

        Assert.Equal(("vk-ads/report", "impressions=30 clicks=3", "undated"), (reading.Format, Totals(reading), Problems(reading)));
    }

    [Fact]
    public async Task An_id_that_a_spreadsheet_spoilt_is_said_and_its_row_is_used()
    {
        var (reading, _) = await Text("Дата,ID объявления,Название объявления,Показы,\"Потрачено всего, ₽\"\n02.11.2026,1.8E+08,Осень,10,5.5\n");

        Assert.Equal(("impressions=10 cost=5.5", "bad_id@2:ID объявления"), (Totals(reading), Problems(reading)));
    }
}
