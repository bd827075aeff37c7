using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Texts;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class MetaAdsReportTests
{
    private const string ByDay = "Campaign name,Day,Amount spent (USD),Impressions,Reporting starts,Reporting ends\n";

    [Fact]
    public async Task A_table_by_day_takes_the_day_and_not_the_range_of_the_whole_report()
    {
        var (reading, facts) = await Fixture("meta-ads-by-day.csv");

        Assert.Equal(("meta-ads/report", "utf-8", ",", "en", "EUR"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 3), false), (reading.FirstDate, reading.LastDate, reading.Undated));
        Assert.Equal("impressions=6420 clicks=118 cost=120.75 conversions=6", Totals(reading));
        Assert.Equal((4, 4, true, true), (reading.Rows, reading.Accepted, reading.Control.Present, reading.Control.Matches));
        Assert.Equal("bad_id@5:Ad ID", Problems(reading));
        Assert.Equal([4m, 2m, null, null], facts.Ads.Select(static x => x.Conversions));
        Assert.All(facts.Ads, static x => Assert.Equal(("meta-ads", AdLevel.AdGroup, Channels.PaidSocial, "ad|ad_group"), (x.Source, x.Level, x.Channel, x.Dimensions.Set)));
        Assert.Equal(new CampaignRef("120200000000000011", "Boots, autumn"), facts.Ads[0].Campaign);
    }

    [Fact]
    public async Task A_table_without_days_is_about_the_range_of_each_row()
    {
        var (reading, facts) = await Fixture("meta-campaigns-spanish.csv");

        Assert.Equal(("meta-ads/report", "windows-1252", ";", "es", "EUR"), (reading.Format, reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 15), true), (reading.FirstDate, reading.LastDate, reading.Undated));
        Assert.Equal("impressions=18100 clicks=222 cost=1265 conversions=32", Totals(reading));
        Assert.Equal(("undated", 3, true), (Problems(reading), reading.Rows, reading.Control.Matches));
        Assert.Equal((new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 15)), (facts.Ads[1].From, facts.Ads[1].To));
        Assert.Equal((AdLevel.Campaign, "Visitas", null, null), (facts.Ads[2].Level, facts.Ads[2].Campaign.Name, facts.Ads[2].Clicks, facts.Ads[2].Conversions));
    }

    [Fact]
    public async Task Rows_whose_range_is_one_day_are_about_that_day()
    {
        var (reading, facts) = await Text("Reporting starts,Reporting ends,Campaign name,Amount spent (USD)\n2026-11-01,2026-11-01,A,1\n2026-11-02,2026-11-02,A,2\n");

        Assert.Equal((false, "", 2), (reading.Undated, Problems(reading), facts.Count));
        Assert.Equal(new DateOnly(2026, 11, 2), facts.Ads[1].To);
    }

    [Fact]
    public async Task A_month_in_one_cell_goes_before_the_range_of_the_whole_report()
    {
        var (reading, facts) = await Text(
            "Account name,Region,Month,Impressions,Currency,Amount spent (UAH),Reporting starts,Reporting ends\n,,,300,,30.5,2026-02-01,2026-03-11\n"
            + "Acc,Kyiv,2026-02-01 - 2026-02-28,100,UAH,10.5,2026-02-01,2026-03-11\nAcc,Lviv,2026-03-01 - 2026-03-11,200,UAH,20,2026-02-01,2026-03-11\n");

        Assert.Equal(("impressions=300 cost=30.5", true, "Acc"), (Totals(reading), reading.Control.Matches, reading.Account));
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 11), "region"), (facts.Ads[1].From, facts.Ads[1].To, facts.Ads[1].Dimensions.Set));
    }

    [Theory]
    [InlineData("Дата начала отчетности,Дата окончания отчетности,Название кампании,Сумма затрат (USD),Показы,Клики по ссылке", "ru")]
    [InlineData("Початок звітності,Завершення звітності,Назва кампанії,Сума витрат (USD),Покази,Кліки на посилання", "uk")]
    [InlineData("Inicio del informe,Fin del informe,Nombre de la campaña,Importe gastado (USD),Impresiones,Clics en el enlace", "es")]
    [InlineData("Início dos relatórios,Término dos relatórios,Nome da campanha,Valor usado (USD),Impressões,Cliques no link", "pt")]
    [InlineData("Berichtsstart,Berichtsende,Name der Kampagne,Ausgegebener Betrag (USD),Impressionen,Link-Klicks", "de")]
    [InlineData("Début des rapports,Fin des rapports,Nom de la campagne,Montant dépensé (USD),Impressions,Clics sur un lien", "fr")]
    [InlineData("REPORTING STARTS,Reporting Ends,Campaign Name,Amount Spent (USD),IMPRESSIONS,Link Clicks", "en")]
    public async Task Headers_are_known_in_each_language(string header, string language)
    {
        var (reading, facts) = await Text(header + "\n2026-11-01,2026-11-01,A,1.250,1000,3\n");

        Assert.Equal((language, "impressions=1000 clicks=3 cost=1.25", "USD"), (reading.Locale, Totals(reading), reading.Currency));
        Assert.Equal("A", facts.Ads[0].Campaign.Name);
    }

    [Fact]
    public async Task The_total_may_stand_at_the_end_and_compares_what_it_has()
    {
        var (reading, _) = await Text("Campaign name,Day,Amount spent (USD),Impressions,Reach\nA,2026-11-01,1,10,9\nB,2026-11-01,2,20,9\n,,4,,11\n");

        Assert.Equal(("impressions=30 cost=3", 2), (Totals(reading), reading.Rows));
        Assert.Equal(("cost", 4m), (Assert.Single(reading.Control.Differences).Measure, reading.Control.Differences[0].File));
    }

    [Fact]
    public async Task A_table_that_names_nothing_has_no_total_and_one_of_days_has_it_where_the_day_is_blank()
    {
        var (nameless, _) = await Text("Reporting starts,Reporting ends,Amount spent (EUR)\n2026-11-01,2026-11-01,5\n2026-11-02,2026-11-02,6\n");
        var (days, _) = await Text("Account name,Day,Amount spent (EUR)\nAcc,,11\nAcc,2026-11-01,5\nAcc,2026-11-02,6\n");

        Assert.Equal(("cost=11", 2, false), (Totals(nameless), nameless.Rows, nameless.Control.Present));
        Assert.Equal(("cost=11", 2, true), (Totals(days), days.Rows, days.Control.Matches));
    }

    [Fact]
    public async Task Where_only_an_age_tells_rows_apart_a_blank_one_further_down_is_data()
    {
        var (reading, _) = await Text("Age,Reporting starts,Reporting ends,Amount spent (EUR)\n18-24,2026-11-01,2026-11-07,5\n,2026-11-01,2026-11-07,6\n");

        Assert.Equal(("cost=11", 2), (Totals(reading), reading.Rows));
    }

    [Fact]
    public async Task Rows_for_the_whole_beside_its_days_are_not_summed()
    {
        var (reading, facts) = await Text(ByDay + "All,All,30,3,2026-11-01,2026-11-02\nA,All,10,1,2026-11-01,2026-11-02\nA,2026-11-01,4,1,2026-11-01,2026-11-02\nA,2026-11-02,6,0,2026-11-01,2026-11-02\nB,All,20,2,2026-11-01,2026-11-02\nB,2026-11-02,20,2,2026-11-01,2026-11-02\n");

        Assert.Equal(("impressions=3 cost=30", 3, true, ""), (Totals(reading), reading.Rows, reading.Control.Matches, Problems(reading)));
        Assert.Equal(3, facts.Count);
    }

    [Fact]
    public async Task Breakdown_rows_of_the_same_ad_are_rows_of_their_own()
    {
        var (reading, facts) = await Text("Campaign name,Ad name,Age,Gender,Day,Amount spent (EUR)\nA,X,18-24,male,2026-11-01,5\nA,X,18-24,female,2026-11-01,6\nA,X,unknown,female,2026-11-01,1\n");

        Assert.Equal(("cost=12", "ad|age|gender"), (Totals(reading), facts.Ads[0].Dimensions.Set));
        Assert.Equal(["male", "female", "female"], facts.Ads.Select(static x => x.Dimensions.Value("gender")));
    }

    [Theory]
    [InlineData("actions:onsite_conversion.lead_grouped", true)]
    [InlineData("actions:offsite_conversion.fb_pixel_purchase", true)]
    [InlineData("actions:offsite_conversion.fb_pixel_complete_registration", true)]
    [InlineData("actions:app_custom_event.fb_mobile_purchase", true)]
    [InlineData("Website Purchases", true)]
    [InlineData("Лиды (форма)", true)]
    [InlineData("Clientes potenciales", true)]
    [InlineData("actions:link_click", false)]
    [InlineData("actions:post_engagement", false)]
    [InlineData("reach", false)]
    [InlineData("Landing page views", false)]
    [InlineData("conversions:offsite_conversion.fb_pixel_custom.Lead", false)]
    [InlineData("action_values:offsite_conversion.fb_pixel_purchase", false)]
    [InlineData("quoteReceived", false)]
    [InlineData("", false)]
    public async Task Results_are_conversions_only_where_they_are_leads_or_purchases(string kind, bool isConversion)
    {
        var (reading, facts) = await Text($"Campaign name,Day,Amount spent (EUR),Results,Result indicator\nA,2026-11-01,5,7,{kind}\n");

        Assert.Equal(isConversion ? "cost=5 conversions=7" : "cost=5", Totals(reading));
        Assert.Equal(isConversion ? 7m : null, facts.Ads[0].Conversions);
    }

    [Fact]
    public async Task Results_without_a_kind_are_no_conversions_and_purchases_are()
    {
        var (results, _) = await Text("Campaign name,Day,Amount spent (EUR),Results\nA,2026-11-01,5,7\n");
        var (purchases, _) = await Text("Campaign name,Day,Amount spent (EUR),Results,Leads,Purchases,Purchases conversion value\nA,2026-11-01,5,7,1,2,30.5\n");
        var (both, facts) = await Text("Campaign name,Day,Amount spent (EUR),Results,Result type,Purchases\nA,2026-11-01,5,7,Leads,1\nB,2026-11-01,5,90,Link clicks,2\n,,10,,,3\n");

        Assert.Equal(("cost=5", "cost=5 conversions=2 conversionValue=30.5", "cost=10 conversions=9"), (Totals(results), Totals(purchases), Totals(both)));
        Assert.True(both.Control.Matches);
        Assert.Equal([7m, 2m], facts.Ads.Select(static x => x.Conversions));
    }

    [Fact]
    public async Task Any_date_column_settles_whether_the_day_comes_first()
    {
        const string Header = "Campaign name,Amount spent (GBP),Reporting starts,Reporting ends,Ends\n";
        var (settled, facts) = await Text(Header + "A,1,01/02/2026,07/02/2026,Ongoing\nB,1,01/02/2026,07/02/2026,28/02/2026\n");
        var (open, _) = await Text(Header + "A,1,01/02/2026,07/02/2026,Ongoing\n");

        Assert.Equal((0, new DateOnly(2026, 2, 1)), (settled.Rejected, facts.Ads[0].From));
        Assert.Equal(("ambiguous_date@2:Reporting starts", 1), (Problems(open), open.Rejected));
    }

    [Fact]
    public async Task A_table_without_costs_is_read_too()
    {
        var (reading, _) = await Text("Campaign name,Campaign delivery,Reporting starts,Reporting ends,Results,Result indicator,Reach,Impressions,Link clicks\nA,active,2026-09-05,2026-10-04,85,Meta leads,300,700,9\n");

        Assert.Equal(("meta-ads/report", "impressions=700 clicks=9 conversions=85", "undated"), (reading.Format, Totals(reading), Problems(reading)));
    }

    [Theory]
    [InlineData("sep=,\n\"Follows\"\n\"Date\",\"Primary\"\n\"2026-11-01T00:00:00\",\"7\"\n")]
    [InlineData("sep=\t\nSeguidores\nFecha\tPrincipal\n2026-11-01T00:00:00\t7\n")]
    [InlineData("Alcance\n\"Date\",\"Primary\"\n")]
    [InlineData("Post ID,Account ID,Account username,Description,Publish time,Permalink,Impressions,Reach\n1,2,shoes,x,11/01/2026 10:00,https://example.com,5,4\n")]
    public async Task Unpaid_figures_of_a_page_are_refused_with_what_to_export_instead(string text)
    {
        var (reading, _) = await Bytes(System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes(text)).ToArray());

        var problem = Assert.Single(reading.Problems);
        var words = ProblemTexts.For(problem, ProblemContext.Of(reading), TextLanguage.English);
        Assert.Equal((false, "unknown_format", "meta-business-suite"), (reading.Recognized, problem.Code, problem.Arguments[0]));
        Assert.Contains("no costs", words.Message, StringComparison.Ordinal);
        Assert.Contains("Ads Manager", words.Fix, StringComparison.Ordinal);
    }
}
