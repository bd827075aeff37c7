using KpiFunctions.Core.Brands;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class GoogleAnalyticsReportTests
{
    [Fact]
    public async Task A_table_with_nothing_to_keep_still_says_whose_it_is_and_about_which_days()
    {
        var (reading, facts) = await Text("# ----------------------------------------\n# Report CSV Export\n# Account: Tea\n# Property: Shop\n# ----------------------------------------\n# \n# All Users\n# Start date: 20261005\n# End date: 20261018\n\nPage path and screen class,Views\n/,266\n/a,3\n");

        Assert.Equal(("Shop", true, new DateOnly(2026, 10, 5), 2), (reading.Account, reading.Undated, reading.FirstDate, reading.Accepted));
        Assert.Equal(0, facts.Count);
    }

    [Fact]
    public async Task A_table_by_date_and_channel_gives_facts_with_our_channels()
    {
        var (reading, facts) = await Fixture("ga4-by-date-and-channel.csv", Options with { Currency = "EUR" });

        Assert.Equal(("google-analytics/report-csv", "shoes.example - GA4", "en", "EUR"), (reading.Format, reading.Account, reading.Locale, reading.Currency));
        Assert.Equal("sessions=203 newUsers=132 conversions=5.5 orders=5 revenue=510.15", Totals(reading));
        Assert.Equal((3, 3, "currency_unknown"), (reading.Rows, reading.Accepted, Problems(reading)));
        Assert.Equal(["organic_search", "paid_search", "other"], facts.Web.Select(static x => x.Dimensions.Value("channel")));
        Assert.Equal((new DateOnly(2026, 11, 17), 100L, true), (facts.Web[0].From, facts.Web[0].Users, facts.Web[0].IsDay));
        Assert.Equal([11, 12, 13], facts.Web.Select(static x => x.Origin.Row));
    }

    [Fact]
    public async Task A_snapshot_counts_each_measure_once_from_the_best_table()
    {
        var (reading, facts) = await Fixture("ga4-snapshot.csv");

        Assert.Equal("newUsers=18 sessions=31", Totals(reading));
        Assert.Equal((11, false, new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 18)), (reading.Rows, reading.Undated, reading.FirstDate!.Value, reading.LastDate!.Value));
        Assert.Empty(reading.Problems);
        Assert.Equal(3, facts.Web.Count(static x => x.Users is not null && x.IsDay));
        Assert.Equal(new DateOnly(2026, 11, 18), facts.Web.Last(static x => x.Users is not null).From);
        Assert.Equal(["", "channel", "first_user_channel"], facts.Web.Select(static x => x.Dimensions.Set).Distinct());
    }

    [Fact]
    public async Task The_grand_total_of_an_exploration_is_a_control_and_no_fact()
    {
        var (reading, facts) = await Fixture("ga4-exploration.csv");

        Assert.Equal((true, true, true), (reading.Undated, reading.Control.Present, reading.Control.Matches));
        Assert.Equal("sessions=100 users=80 orders=5 revenue=250.5", Totals(reading));
        Assert.Equal(("shoes.example - GA4", 2), (reading.Account, facts.Count));
        Assert.Equal(("google", "cpc", "brand"), (facts.Web[0].Dimensions.Value("source"), facts.Web[0].Dimensions.Value("medium"), facts.Web[0].Dimensions.Value("campaign")));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22)), (facts.Web[0].From, facts.Web[0].To));
    }

    [Fact]
    public async Task A_russian_export_is_read()
    {
        var (reading, facts) = await Fixture("ga4-russian.csv");

        Assert.Equal(("ru", "obuv.example", "sessions=15 newUsers=5"), (reading.Locale, reading.Account, Totals(reading)));
        Assert.Equal(["paid_search", "direct"], facts.Web.Select(static x => x.Dimensions.Value("channel")));
    }

    [Fact]
    public async Task Another_property_is_refused_where_properties_are_listed()
    {
        var (reading, facts) = await Fixture("ga4-russian.csv", Options with { Accounts = [new AccountRule("google-analytics", "Another", null)] });

        Assert.Equal((0, 2, 2), (facts.Count, reading.Rejected, reading.ProblemCounts["unexpected_account"]));
    }

    [Fact]
    public async Task A_table_without_its_preamble_is_still_recognised()
    {
        var (reading, facts) = await Text("Date,Session default channel group,Sessions,Active users\n20261116,Email,5,4\n");

        Assert.Equal(("google-analytics/report-csv", "email"), (reading.Format, facts.Web[0].Dimensions.Value("channel")));
    }

    [Fact]
    public async Task Other_dimensions_keep_their_name_so_that_such_rows_are_not_taken_for_whole_days()
    {
        var (_, facts) = await Text("# ---\n# Report\n# Account: A\n# Property: P\n# ---\n# Start date: 20261116\n# End date: 20261116\nCountry,Date,Sessions,Event count,Something new\nNorway,20261116,5,9,1\n");

        Assert.Equal("country", Assert.Single(facts.Web).Dimensions.Set);
    }

    [Fact]
    public async Task An_exploration_that_a_spreadsheet_saved_with_decimal_commas_is_read_and_its_total_is_a_control()
    {
        var (reading, facts) = await Fixture("ga4-german-resaved.csv");

        Assert.Equal(("de", "windows-1252", ";", "schuhe.example - GA4"), (reading.Locale, reading.Encoding, reading.Delimiter, reading.Account));
        Assert.Equal("sessions=100 users=80 conversions=7.5 revenue=1234.567", Totals(reading));
        Assert.True(reading.Control is { Present: true, Matches: true });
        Assert.Equal((2, false, "currency_unknown"), (reading.Rows, reading.Undated, Problems(reading)));
        Assert.Equal((new DateOnly(2026, 11, 16), "google", "cpc"), (facts.Web[0].From, facts.Web[0].Dimensions.Value("source"), facts.Web[0].Dimensions.Value("medium")));
    }

    [Fact]
    public async Task A_japanese_snapshot_is_read_table_by_table_with_each_one_s_own_range()
    {
        var (reading, facts) = await Fixture("ga4-japanese.csv");

        Assert.Equal(("ja", "kutsu.example - GA4", "sessions=32 conversions=4"), (reading.Locale, reading.Account, Totals(reading)));
        Assert.Equal((7, false, new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 18)), (reading.Rows, reading.Undated, reading.FirstDate!.Value, reading.LastDate!.Value));
        Assert.Equal(["direct", "organic_search", "other"], facts.Web.Where(static x => x.Dimensions.Has("channel")).Select(static x => x.Dimensions.Value("channel")));
        Assert.Equal((new DateOnly(2026, 11, 1), 4m), (facts.Web[^1].From, facts.Web[^1].Conversions));
    }

    [Fact]
    public async Task Rows_of_a_comparison_are_about_the_range_that_they_name()
    {
        var (reading, facts) = await Fixture("ga4-comparison.csv");

        Assert.Equal([16, 17, 9, 10], facts.Web.Select(static x => x.From.Day));
        Assert.Equal(("", false, ""), (facts.Web[0].Dimensions.Set, reading.Undated, Problems(reading)));
    }

    [Fact]
    public async Task Where_two_ranges_are_stated_and_rows_do_not_say_which_is_theirs_they_make_no_fact()
    {
        var (reading, facts) = await Text(Preamble + "# Start date: 20261109\n# End date: 20261110\nSession default channel group,Sessions\nDirect,5\n");

        Assert.Equal((0, 1, true, null), (facts.Count, reading.Accepted, reading.Undated, reading.FirstDate));
    }

    [Theory]
    [InlineData("App-instance ID")]
    [InlineData("Effective user ID")]
    [InlineData("Segment")]
    public async Task Rows_of_single_persons_and_of_overlapping_parts_are_counted_and_not_kept(string column)
    {
        var (reading, facts) = await Text(Preamble + $"{column},Sessions,Purchase revenue\n,5,0,Grand total\n729222800.1684694001,3,0\n1.2,2,0\n", Options with { Currency = "EUR" });

        Assert.Equal((0, 2, "sessions=5 revenue=0", true), (facts.Count, reading.Accepted, Totals(reading), reading.Control.Matches));
    }

    [Theory]
    [InlineData("Page path and screen class")]
    [InlineData("Event name")]
    [InlineData("Nombre del evento")]
    public async Task Pages_and_events_say_nothing_of_visits(string column)
    {
        var (_, facts) = await Text(Preamble + $"{column},Sessions,Total users,Key events\nx,3,2,1\n");

        Assert.Equal((null, null, 1m), (Assert.Single(facts.Web).Sessions, facts.Web[0].Users, facts.Web[0].Conversions));
    }

    [Fact]
    public async Task A_total_in_a_language_that_is_not_known_is_still_none_of_the_rows()
    {
        var (reading, _) = await Text(Preamble + "Date,Sessions\n,7,Kokonaismäärä\n20261116,3\n20261117,4\n");

        Assert.Equal((2, true, "sessions=7"), (reading.Rows, reading.Control.Present, Totals(reading)));
    }

    [Theory]
    [InlineData("Nth week")]
    [InlineData("Nth month")]
    [InlineData("Nth hour")]
    public async Task Only_the_nth_day_is_a_day(string column)
    {
        var (reading, facts) = await Text(Preamble + $"{column},Sessions\n0000,3\n");

        Assert.Equal((true, false), (reading.Undated, Assert.Single(facts.Web).IsDay));
    }

    [Theory]
    [InlineData("fr", "Date,Groupe de canaux par défaut pour la session,Sessions,Utilisateurs actifs", "Recherche organique")]
    [InlineData("pt", "Data,Grupo de canais padrão da sessão,Sessões,Usuários ativos", "Pesquisa orgânica")]
    [InlineData("it", "Data,Gruppo di canali predefinito della sessione,Sessioni,Utenti attivi", "Ricerca organica")]
    [InlineData("es", "Fecha,Grupo de canales predeterminado de la sesión,Sesiones,Usuarios activos", "Organic Search")]
    [InlineData("nl", "Datum,Standaard kanaalgroep voor sessie,Sessies,Actieve gebruikers", "Organisch zoeken")]
    [InlineData("pl", "Data,Domyślna grupa kanałów sesji,Sesje,Aktywni użytkownicy", "Bezpłatne wyniki wyszukiwania")]
    [InlineData("uk", "Дата,Група каналів сеансу за умовчанням,Сеанси,Активні користувачі", "Звичайний пошук")]
    [InlineData("tr", "Tarih,Oturum varsayılan kanal grubu,Oturumlar,Etkin kullanıcılar", "Organik Arama")]
    public async Task Other_languages_are_read(string locale, string header, string channel)
    {
        var (reading, facts) = await Text($"{header}\n20261116,{channel},5,4\n");

        Assert.Equal((locale, "google-analytics/report-csv", "sessions=5"), (reading.Locale, reading.Format, Totals(reading)));
        Assert.Equal(("organic_search", 4L), (Assert.Single(facts.Web).Dimensions.Value("channel"), facts.Web[0].Users));
    }

    [Fact]
    public async Task Lines_that_a_spreadsheet_filled_up_with_delimiters_are_still_no_header()
    {
        var (reading, facts) = await Text("# ---,,\n# Informe,,\n# Cuenta: c,,\n# Propiedad: p,,\n# ---,,\n#,,\n# Fecha de inicio: 20261101,,\n# Fecha de finalización: 20261102,,\nDía N,Usuarios,\n0,5,\n1,6,\n");

        Assert.Equal(("es", "p", 2), (reading.Locale, reading.Account, reading.Rows));
        Assert.Equal([1, 2], facts.Web.Select(static x => x.From.Day));
    }

    private const string Preamble = "# ---\n# Report\n# Account: A\n# Property: P\n# ---\n# Start date: 20261116\n# End date: 20261117\n";
}
