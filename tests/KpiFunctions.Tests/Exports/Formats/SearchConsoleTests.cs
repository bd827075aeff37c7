using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class SearchConsoleTests
{
    private const string Metrics = "Clicks,Impressions,CTR,Position\n";

    [Fact]
    public async Task The_chart_gives_organic_clicks_and_impressions_by_day_and_no_sessions()
    {
        var (reading, facts) = await Fixture("search-console-chart.csv");

        Assert.Equal(("google-search-console/performance-csv", "google-search-console", FactKind.Web, "en"), (reading.Format, reading.Source, reading.Kind, reading.Locale));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 19), 4, 4), (reading.FirstDate, reading.LastDate, reading.Rows, reading.Accepted));
        Assert.Equal("clicks=36 impressions=1877", Totals(reading));
        Assert.Equal((false, false, "", null), (reading.Control.Present, reading.Undated, Problems(reading), reading.Currency));
        Assert.Equal((15L, 1042L, null, ""), (facts.Web[2].Clicks, facts.Web[2].Impressions, facts.Web[2].Sessions, facts.Web[2].Dimensions.Set));
    }

    [Fact]
    public async Task A_german_table_of_queries_has_no_days_and_groups_its_digits()
    {
        var (reading, facts) = await Fixture("search-console-queries-german.csv");

        Assert.Equal(("google-search-console/performance-csv", "de", true), (reading.Format, reading.Locale, reading.Undated));
        Assert.Equal((null, null, 3, 3), (reading.FirstDate, reading.LastDate, reading.Rows, reading.Accepted));
        Assert.Equal("clicks=1290 impressions=21635", Totals(reading));
        Assert.Equal("undated", Problems(reading));
        Assert.Empty(facts.Web);
    }

    [Fact]
    public async Task Of_a_comparison_the_newer_period_counts_and_dates_of_the_us_are_read()
    {
        var (reading, facts) = await Fixture("search-console-compare.csv");

        Assert.Equal("clicks=21 impressions=798", Totals(reading));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 17)), (reading.FirstDate, reading.LastDate));
        Assert.Equal(2, facts.Web.Count);
    }

    [Theory]
    [InlineData("Top queries", "en")]
    [InlineData("Search Appearance", "en")]
    [InlineData("Something of next year", "en")]
    public async Task Every_table_of_the_archive_is_recognised_even_by_an_unknown_first_column(string first, string locale)
    {
        var (reading, _) = await Text($"{first},{Metrics}a,1,10,10%,3\nb,2,20,10%,4\n");

        Assert.Equal(("google-search-console/performance-csv", locale, 2), (reading.Format, reading.Locale, reading.Accepted));
    }

    [Theory]
    [InlineData("Дата;Клики;Показы;CTR;Позиция", "ru")]
    [InlineData("Fecha,Clics,Impresiones,CTR,Posición", "es")]
    [InlineData("Date,Clics,Impressions,CTR,Position", "fr")]
    [InlineData("Data,Kliknięcia,Wyświetlenia,CTR,Pozycja", "pl")]
    [InlineData("日付,クリック数,表示回数,CTR,掲載順位", "ja")]
    public async Task The_chart_is_read_in_other_languages(string header, string locale)
    {
        var delimiter = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var (reading, facts) = await Text($"{header}\n2026-11-16{delimiter}3{delimiter}40{delimiter}7{delimiter}8\n");

        Assert.Equal(("google-search-console/performance-csv", locale), (reading.Format, reading.Locale));
        Assert.Equal((3L, 40L), (Assert.Single(facts.Web).Clicks, facts.Web[0].Impressions));
    }

    [Fact]
    public async Task Rows_by_day_query_and_page_keep_both_dimensions()
    {
        var (_, facts) = await Text($"date,query,page,{Metrics}2026-11-16,boots,https://example.com/boots,1,10,10%,3\n");

        Assert.Equal("page|query", Assert.Single(facts.Web).Dimensions.Set);
        Assert.Equal("boots", facts.Web[0].Dimensions.Value("query"));
    }

    [Theory]
    [InlineData("Date,Clicks,Impressions,Avg. CPC,Cost\n2026-11-16,1,10,US$1.00,US$1.00\n")]
    [InlineData("Date,Campaign,Clicks,Impressions,CTR,Avg. position\n2026-11-16,A,1,10,10%,3\n")]
    public async Task A_table_with_other_columns_is_not_taken_for_organic_search(string text)
    {
        var (reading, _) = await Text(text);

        Assert.NotEqual("google-search-console", reading.Source);
    }

    [Fact]
    public async Task The_list_of_filters_is_known_and_has_nothing_to_count()
    {
        var (reading, facts) = await Text("Filter,Value\nSearch type,Web\nDate,Last 3 months\n");

        Assert.Equal(("google-search-console/filters-csv", true, 2, 2), (reading.Format, reading.Recognized, reading.Rows, reading.Accepted));
        Assert.Equal(("no_figures", ProblemSeverity.Info, false, ""), (Problems(reading), reading.Problems[0].Severity, reading.HasErrors, Totals(reading)));
        Assert.Equal(0, facts.Count);
    }

    [Fact]
    public async Task Days_that_leave_their_order_open_are_not_guessed()
    {
        var (reading, _) = await Text($"Date,{Metrics}9/8/2026,1,10,10%,3\n9/7/2026,1,10,10%,3\n");

        Assert.Equal((2, 2, "ambiguous_date"), (reading.Rows, reading.Rejected, reading.Problems[0].Code));
    }
}
