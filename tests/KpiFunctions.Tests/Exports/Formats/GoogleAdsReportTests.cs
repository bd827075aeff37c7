using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class GoogleAdsReportTests
{
    [Theory]
    [InlineData("Impr.,Campaign,Currency code,Clicks,Cost", "10,A,EUR,1,1.50", "20,Total: Campaigns,EUR,2,3.00")]
    [InlineData("Currency code,Campaign,Impr.,Clicks,Cost", "EUR,A,10,1,1.50", "EUR,Total: Campaigns,20,2,3.00")]
    [InlineData("Account,Campaign,Currency code,Impr.,Clicks,Cost", "Acme,A,EUR,10,1,1.50", "Acme,Total: Campaigns,EUR,20,2,3.00")]
    public async Task A_total_is_known_wherever_its_label_stands(string header, string row, string total)
    {
        var (reading, _) = await Text($"Campaign report\n\"November 2, 2026 - November 8, 2026\"\n{header}\n{row}\n{row.Replace(",A,", ",B,", StringComparison.Ordinal)}\n{total}\n");

        Assert.Equal((2, "impressions=20 clicks=2 cost=3"), (reading.Rows, Totals(reading)));
        Assert.Equal((true, true), (reading.Control.Present, reading.Control.Matches));
    }

    [Fact]
    public async Task The_currency_is_known_even_where_no_row_could_be_used()
    {
        var (reading, _) = await Text("Campaign report\n\"November 2, 2026 - November 8, 2026\"\nDay,Campaign,Currency code,Impr.,Cost\n4/5/2026,A,EUR,10,1.50\n");

        Assert.Equal((1, "EUR"), (reading.Rejected, reading.Currency));
    }

    [Fact]
    public async Task A_day_that_a_spreadsheet_left_as_its_number_is_read()
    {
        var (reading, _) = await Text("Campaign report\n\"November 2, 2026 - November 8, 2026\"\nDay,Campaign,Currency code,Impr.,Cost\n46329,A,EUR,10,1.50\n12345,A,EUR,10,1.50\n");

        Assert.Equal((new DateOnly(2026, 11, 3), "bad_date@5:Day"), (reading.FirstDate, Problems(reading)));
    }

    private const string Header = "Campaign report\n\"November 16, 2026 - November 17, 2026\"\nCampaign,Day,Campaign ID,Currency code,Impr.,Clicks,Cost\n";

    [Fact]
    public async Task A_report_by_day_gives_a_fact_per_row_and_its_own_total_matches()
    {
        var (reading, facts) = await Fixture("google-campaigns-by-day.csv");

        Assert.Equal(("google-ads/report-csv", "utf-8", ",", "en", "EUR"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 17)), (reading.FirstDate, reading.LastDate));
        Assert.Equal((4, 4, 0, false), (reading.Rows, reading.Accepted, reading.Rejected, reading.Undated));
        Assert.Equal("impressions=12484 clicks=125 cost=94.01 conversions=3.5 conversionValue=430", Totals(reading));
        Assert.Equal((true, true), (reading.Control.Present, reading.Control.Matches));
        Assert.Empty(reading.Problems);
        Assert.Equal(["paid_search", "paid_search", "display", "paid_search"], facts.Ads.Select(static x => x.Channel));
        Assert.Equal("Sale, \"all\" shoes", facts.Ads[3].Campaign.Name);
        Assert.All(facts.Ads, static x => Assert.Equal((AdLevel.Campaign, Dimensions.None), (x.Level, x.Dimensions)));
        Assert.Equal(new FactOrigin("0123", 4, Stamp, ReaderVersion.Current), facts.Ads[0].Origin);
    }

    [Fact]
    public async Task A_report_without_days_is_about_the_range_it_states()
    {
        var (reading, facts) = await Fixture("google-keywords-alltime.csv");

        Assert.Equal(("utf-16le", "\t", true, "USD"), (reading.Encoding, reading.Delimiter, reading.Undated, reading.Currency));
        Assert.Equal("undated", reading.Problems[^1].Code);
        Assert.Equal("bad_id@5:Campaign ID undated", Problems(reading));
        Assert.True(reading.Control is { Present: true, Matches: true });
        Assert.Equal((new DateOnly(2026, 10, 27), new DateOnly(2026, 11, 2)), (facts.Ads[0].From, facts.Ads[0].To));
        Assert.Equal((AdLevel.Keyword, "ad_group|keyword|match_type"), (facts.Ads[0].Level, facts.Ads[0].Dimensions.Set));
        Assert.Equal("\"warm boots\"", facts.Ads[1].Dimensions.Value("keyword"));
        Assert.Equal(new CampaignRef("17000000001", "Boots brand"), facts.Ads[0].Campaign);
        Assert.Equal(new CampaignRef(null, "Boots brand"), facts.Ads[1].Campaign);
        Assert.Equal((62312L, 18257.62m), (facts.Ads[0].Impressions, facts.Ads[0].Cost));
    }

    [Fact]
    public async Task All_time_counts_in_the_totals_but_makes_no_fact()
    {
        var (reading, facts) = await Text("Location report\nAll time\nLocation,Campaign,Impr.,Currency code,Cost\n\"Oslo, Norway\",A,\"1,200\",USD,3.50\nTotal: Locations,,\"1,200\",USD,3.50\n");

        Assert.Equal((true, 1, 0, null), (reading.Undated, reading.Accepted, facts.Count, reading.FirstDate));
        Assert.Equal("impressions=1200 cost=3.5", Totals(reading));
        Assert.True(reading.Control is { Present: true, Matches: true });
    }

    [Theory]
    [InlineData("A,2026-11-16,1,EUR,10,1,abc", "bad_number@4:Cost")]
    [InlineData("A,soon,1,EUR,10,1,2", "bad_date@4:Day")]
    [InlineData("A,,1,EUR,10,1,2", "missing_value@4:Day")]
    [InlineData("A,2026-11-26,1,EUR,10,1,2", "future_date@4:Day")]
    [InlineData("A,2026-11-16,1,EUR,10", "too_few_cells@4")]
    [InlineData(",2026-11-16,,EUR,10,1,2", "missing_value@4:Campaign")]
    [InlineData("A,2026-11-16,1,EUR,1.5,1,2", "bad_number@4:Impr.")]
    public async Task A_bad_row_is_answered_with_line_and_column_and_the_others_are_used(string row, string expected)
    {
        var (reading, facts) = await Text(Header + row + "\nB,2026-11-17,2,EUR,20,2,3\nTotal: Campaigns,,,EUR,30,3,5\n");

        Assert.Equal(expected, string.Join(' ', Problems(reading).Split(' ')[0]));
        Assert.Equal((2, 1, 1, 1), (reading.Rows, reading.Accepted, reading.Rejected, facts.Count));
        Assert.True(reading.HasErrors);
        Assert.False(reading.Control.Matches);
    }

    [Fact]
    public async Task A_rejected_row_of_zeros_still_makes_the_control_not_match()
    {
        var (reading, _) = await Text(Header + "A,bad,1,EUR,0,0,0\nB,2026-11-17,2,EUR,20,2,3\nTotal: Campaigns,,,EUR,20,2,3\n");

        Assert.Equal("rows", Assert.Single(reading.Control.Differences).Measure);
    }

    [Fact]
    public async Task Surplus_cells_are_a_warning_and_the_row_is_used()
    {
        var (reading, _) = await Text(Header + "A,2026-11-16,1,EUR,10,1,2,more\nB,2026-11-17,2,EUR,20,2,3,,\n");

        Assert.Equal(("too_many_cells@4", 2), (Problems(reading), reading.Accepted));
    }

    [Fact]
    public async Task Two_currencies_are_never_added()
    {
        var (reading, _) = await Text(Header + "A,2026-11-16,1,EUR,10,1,2\nB,2026-11-17,2,USD,20,2,3\n");

        Assert.Null(reading.Currency);
        Assert.Equal("impressions=30 clicks=3", Totals(reading));
        Assert.Equal("cost=2", Line(reading.TotalsByCurrency["EUR"]));
        Assert.Equal("cost=3", Line(reading.TotalsByCurrency["USD"]));
        Assert.Equal(["EUR", "USD"], Assert.Single(reading.Problems).Arguments);
    }

    [Fact]
    public async Task Without_a_currency_the_configured_one_is_used_and_said()
    {
        const string Text1 = "Campaign report\n16 November 2026 - 17 November 2026\nCampaign,Day,Impr.,Cost\nA,2026-11-16,10,2\n";
        var (unknown, facts) = await Text(Text1);
        var (known, taken) = await Text(Text1, Options with { Currency = "SEK" });

        Assert.Equal((null, "", "currency_unknown"), (unknown.Currency, facts.Ads[0].Currency, Problems(unknown)));
        Assert.Equal(("SEK", "SEK", "SEK"), (known.Currency, taken.Ads[0].Currency, known.Problems[0].Arguments[0]));
    }

    [Fact]
    public async Task A_listed_source_refuses_other_accounts()
    {
        const string Rows = "Campaign report\nAll time\nCustomer ID,Account,Campaign,Day,Currency code,Impr.,Cost\n123-456-7890,Shoes,A,2026-11-16,EUR,1,2\n999-999-9999,Other,B,2026-11-16,EUR,1,2\n";
        var (reading, facts) = await Text(Rows, Options with { Accounts = [new AccountRule("google-ads", "1234567890", null)] });

        Assert.Equal(new AccountRef("1234567890", "Shoes"), Assert.Single(facts.Ads).Account);
        Assert.Equal(("unexpected_account@5:Customer ID", "1234567890"), (Problems(reading), reading.Account));
    }

    [Theory]
    [InlineData("ads/north/x.csv", "North")]
    [InlineData("ads/south/deep/x.csv", "South")]
    [InlineData("elsewhere/x.csv", null)]
    public async Task A_file_without_an_account_takes_the_one_whose_path_fits(string path, string? expected)
    {
        var rules = new[] { new AccountRule("google-ads", "North", "ads/north/*.csv"), new AccountRule("google-ads", "South", "**/south/**") };
        var (reading, facts) = await Text(Header + "A,2026-11-16,1,EUR,10,1,2\n", Options with { Accounts = rules }, path);

        Assert.Equal((expected, expected), (reading.Account, facts.Ads[0].Account.Name));
    }

    [Fact]
    public async Task A_german_table_is_read_with_its_decimal_comma()
    {
        var (reading, facts) = await Text("Kampagnenbericht\n1. November 2026 – 8. November 2026\nKampagne;Tag;Währungscode;Impr.;Klicks;Kosten\nA;2026-11-02;EUR;1.204;7;1.048,90\nB;2026-11-02;EUR;12;0;3,5\nGesamt: Kampagnen;;EUR;1.216;7;1.052,40\n");

        Assert.Equal(("de", ";"), (reading.Locale, reading.Delimiter));
        Assert.Equal("impressions=1216 clicks=7 cost=1052.4", Totals(reading));
        Assert.True(reading.Control is { Present: true, Matches: true });
        Assert.Equal(2, facts.Count);
    }

    [Theory]
    [InlineData("ru", "27 октября 2026 г. – 2 ноября 2026 г.", "Кампания,Показы,Код валюты,Расходы,Kлики,Конверсии", "Итого: кампании")]
    [InlineData("uk", "27 жовтня 2026 р. – 2 листопада 2026 р.", "Кампанія,Покази,Код валюти,Витрати,Кліки,Конверсії", "Усього: кампанії")]
    [InlineData("de", "27. Oktober 2026 – 2. November 2026", "Kampagne,Impr.,Währungscode,Kosten,Klicks,Conversions", "Gesamt: Kampagnen")]
    [InlineData("es", "27 de octubre de 2026 – 2 de noviembre de 2026", "Campaña,Impr.,Código de moneda,Coste,Clics,Conversiones", "Total: campañas")]
    [InlineData("pt", "27 de out. de 2026 - 2 de nov. de 2026", "Campanha,Impr.,Código da moeda,Custo,Cliques,Conversões", "Total: campanhas")]
    [InlineData("fr", "27 oct. 2026 - 2 nov. 2026", "Campagne,Impr.,Code de la devise,Coût,Clics,Conversions", "Total : campagnes")]
    [InlineData("it", "27 ott 2026 - 2 nov 2026", "Campagna,Impr.,Codice valuta,Costo,Clic,Conversioni", "Totale: campagne")]
    [InlineData("pl", "27 paź 2026 - 2 lis 2026", "Kampania,Wyświetl.,Kod waluty,Koszt,Kliknięcia,Konwersje", "Razem: kampanie")]
    [InlineData("nl", "27 okt. 2026 - 2 nov. 2026", "Campagne,Vert.,Valutacode,Kosten,Klikken,Conversies", "Totaal: campagnes")]
    public async Task Headers_ranges_and_totals_are_known_in_each_language(string language, string range, string header, string total)
    {
        const string Values = "\"1\u00a0234\",EUR,\"20,50\",7,\"2,50\"\n";
        var (reading, _) = await Text($"Report\n{range}\n{header}\nA,{Values}{total},{Values}");

        Assert.Equal((language, "impressions=1234 clicks=7 cost=20.5 conversions=2.5"), (reading.Locale, Totals(reading)));
        Assert.Equal((new DateOnly(2026, 10, 27), new DateOnly(2026, 11, 2)), (reading.FirstDate, reading.LastDate));
        Assert.True(reading.Control is { Present: true, Matches: true });
    }

    [Fact]
    public async Task A_spoilt_name_is_a_warning_and_a_spoilt_number_an_error()
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(Header + "A,2026-11-16,1,EUR,10,1,2\n" + new string('#', 70_000) + ",2026-11-16,1,EUR,10,1,2\nÄ,2026-11-16,1,EUR,10,1,2\nB,2026-11-16,1,EUR,10,1,2ÿ\n");
        var (reading, _) = await Bytes(bytes);

        Assert.Equal("bad_encoding@6:Campaign bad_encoding@7:Cost", Problems(reading));
        Assert.Equal((4, 1), (reading.Rows, reading.Rejected));
    }
}
