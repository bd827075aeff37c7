using System.Text;
using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Pipeline.Configuration;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Mapped;

public sealed class MappedFileTests
{
    private const string AgencySheet = """
        Bericht der Agentur;;;;;;
        Stand: 24.11.2026;;;;;;
        Datum;Kampagne;Kunde;Views;Klicks;Spend;Device
        16.11.2026;Herbst;Anna Petrova;1.200;30;1.250,50;Mobil
        17.11.2026;Herbst;Max Maier;900;25;49,50;Desktop
        Summe;;;2.100;55;1.300,00;
        """;

    private const string Agency = """
        - id: agency-sheet
          kind: ads
          columns: { date: Datum, campaign: Kampagne, impressions: Views, clicks: Klicks, cost: Spend, dimension.device: Device }
          constants: { currency: CHF, channel: paid_social, account: Agency }
        """;

    [Fact]
    public async Task A_sheet_of_an_agency_is_read_as_advertising()
    {
        var (reading, facts) = await Text(AgencySheet, Mapped(Agency));

        Assert.Equal(("mapped/agency-sheet", "mapped", FactKind.Ads, "CHF", "Agency", ";"), (reading.Format, reading.Source, reading.Kind!.Value, reading.Currency, reading.Account, reading.Delimiter));
        Assert.Equal("impressions=2100 clicks=55 cost=1300", Totals(reading));
        Assert.Equal((true, true, 2, 0, ""), (reading.Control.Present, reading.Control.Matches, reading.Accepted, reading.Rejected, Problems(reading)));
        var first = facts.Ads[0];
        Assert.Equal((new DateOnly(2026, 11, 16), "Herbst", AdLevel.AdGroup, "paid_social", 4), (first.From, first.Campaign.Name, first.Level, first.Channel, first.Origin.Row));
        Assert.Equal((1200, 30, 1250.5m, "Mobil"), (first.Impressions, first.Clicks, first.Cost, first.Dimensions.Value("device")));
    }

    [Fact]
    public async Task A_column_whose_header_repeats_is_told_by_its_place_and_rows_may_be_a_platforms()
    {
        const string Table = "Период,Кампания,ID кампании,Показы,Показы,Расход\n\"01.11.2026 - 07.11.2026\",Бренд,77,1,1000,\"1 234,56 ₽\"\n2026-10,Бренд,7.7E+17,2,2000,10\nИтого,,,,3000,\"1 244,56 ₽\"\n";
        const string Mapping = """
            - id: vk-export
              kind: ads
              source: vk-ads
              file: vk/**
              columns: { date: Период, campaign: Кампания, campaignId: ID кампании, impressions: 5, cost: Расход }
              level: campaign
            """;

        var (reading, facts) = await Text(Table, Mapped(Mapping), "vk/november.csv");

        Assert.Equal(("vk-ads", "RUB", "impressions=3000 cost=1244.56", "bad_id@3:ID кампании"), (reading.Source, reading.Currency, Totals(reading), Problems(reading)));
        Assert.True(reading.Control is { Present: true, Matches: true });
        Assert.Equal(
            [(new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 7), "paid_social"), (new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), "paid_social")],
            facts.Ads.Select(static x => (x.From, x.To, x.Channel)));
    }

    [Fact]
    public async Task Visits_are_read_with_their_channels_and_users_are_never_added()
    {
        const string Table = "Day;Channel group;Visits;Visitors;Turnover\n2026-11-16;Organic Search;10;8;5,00 €\n2026-11-16;email;5;4;\n";
        const string Mapping = "- { id: counter, kind: web, columns: { date: Day, channel: Channel group, sessions: Visits, users: Visitors, revenue: Turnover } }";

        var (reading, facts) = await Text(Table, Mapped(Mapping));

        Assert.Equal((FactKind.Web, "sessions=15 revenue=5", "EUR"), (reading.Kind!.Value, Totals(reading), reading.Currency));
        Assert.Equal(["organic_search", "email"], facts.Web.Select(static x => x.Dimensions.Value("channel")));
        Assert.Equal((8, 5m, null), (facts.Web[0].Users, facts.Web[0].Revenue, facts.Web[1].Revenue));
    }

    [Fact]
    public async Task Visits_of_a_source_and_medium_that_stand_for_the_whole_file_are_read()
    {
        const string Mapping = "- { id: newsletter, kind: web, columns: { date: Дата, sessions: Переходов }, constants: { source: newsletter, medium: email } }";

        var (reading, facts) = await Text("Дата\tПереходов\n20.11.2026\t7\nВсего\t7\n", Mapped(Mapping));

        Assert.Equal("sessions=7", Totals(reading));
        Assert.Equal(("newsletter", "email"), (facts.Web[0].Dimensions.Value("source"), facts.Web[0].Dimensions.Value("medium")));
    }

    [Fact]
    public async Task Costs_are_read_with_a_format_of_dates_of_their_own()
    {
        const string Mapping = "- { id: ledger, kind: costs, columns: { date: Tag, utmSource: Lieferant, amount: Netto }, dateFormat: ddMMyyyy, constants: { currency: EUR, utmMedium: print } }";

        var (reading, facts) = await Text("Tag;Lieferant;Netto\n16112026;Druckerei;99,90\n2026-11-17;Messe;-10\n161126;Messe;1\n", Mapped(Mapping));

        Assert.Equal(("cost=89.9", "bad_date@4:Tag"), (Totals(reading), Problems(reading)));
        Assert.Equal([("Druckerei", "print", 99.9m), ("Messe", "print", -10m)], facts.Costs.Select(static x => (x.UtmSource, x.UtmMedium, x.Amount)));
    }

    [Fact]
    public async Task Costs_of_a_range_in_two_columns_or_of_the_whole_file_are_read()
    {
        const string Ranges = "- { id: ledger, kind: costs, columns: { from: Von, to: Bis, amount: Netto } }";
        const string Constant = "- { id: ledger, kind: costs, columns: { utmSource: Partner, amount: Netto }, constants: { from: 2026-10-01, to: 2026-10-31 } }";

        var (reading, facts) = await Text("Von,Bis,Netto\n01.10.2026,31.10.2026,31\n01.10.2026,,1\n", Mapped(Ranges));
        Assert.Equal((31, "missing_value@3:Bis currency_unknown"), (facts.Costs[0].To.Day, Problems(reading)));

        (reading, facts) = await Text("Partner,Netto\nBlogger,31\n", Mapped(Constant));
        Assert.Equal((1, 31, false), (facts.Costs[0].From.Day, facts.Costs[0].To.Day, reading.Undated));
    }

    [Theory]
    [InlineData("report.csv", null)]
    [InlineData("agency/report_20261101-20261130.csv", "2026-11-01–2026-11-30")]
    [InlineData("report 2026-11-24.csv", null)]
    public async Task Rows_without_days_are_about_the_range_in_the_files_name_or_about_none(string path, string? range)
    {
        var (reading, facts) = await Text("Partner,Payout\nAcme,10\n", Mapped("- { id: partners, kind: ads, columns: { campaign: Partner, cost: Payout } }"), path);

        Assert.True(reading.Undated);
        Assert.Equal("cost=10", Totals(reading));
        Assert.Equal(range is null ? [] : [range], facts.Ads.Select(static x => $"{x.From:yyyy-MM-dd}–{x.To:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task Dates_that_could_be_read_both_ways_are_read_as_the_mapping_says()
    {
        const string Table = "When,What,Spend\n03/04/2026,A,1\n";
        const string Mapping = "- {{ id: sheet, kind: ads, columns: {{ date: When, campaign: What, cost: Spend }}, {0} }}";

        var (reading, _) = await Text(Table, Mapped("- { id: sheet, kind: ads, columns: { date: When, campaign: What, cost: Spend } }"));
        Assert.Contains("ambiguous_date", Problems(reading), StringComparison.Ordinal);

        Assert.Equal(new DateOnly(2026, 3, 4), (await Text(Table, Mapped(string.Format(null, Mapping, "dateOrder: monthFirst")))).Facts.Ads[0].From);
        Assert.Equal(new DateOnly(2026, 4, 3), (await Text(Table, Mapped(string.Format(null, Mapping, "dateFormat: d/M/yyyy")))).Facts.Ads[0].From);
    }

    [Fact]
    public async Task What_the_file_says_of_its_currency_stands_before_the_mapping()
    {
        const string Mapping = "- { id: sheet, kind: ads, columns: { date: Day, campaign: What, cost: Spend }, constants: { currency: CHF } }";

        Assert.Equal("USD", (await Text("Day,What,Spend (USD)\n2026-11-16,A,1\n", Mapped(Mapping))).Reading.Currency);
        Assert.Equal("EUR", (await Text("Day,What,Spend\n2026-11-16,A,1 €\n", Mapped(Mapping))).Reading.Currency);
        var (reading, _) = await Text("Day,What,Spend\n2026-11-16,A,1\n", Mapped(Mapping));
        Assert.Equal(("CHF", ""), (reading.Currency, Problems(reading)));
    }

    [Fact]
    public async Task A_header_that_stands_in_the_table_again_is_no_row_and_a_campaign_may_be_called_total()
    {
        const string Table = "Offer,Day,Spend\nTotal,2026-11-16,1\nOffer,Day,Spend\nB,2026-11-17,2\nTotal,,3\nEnde: 2 Zeilen,2026-11-17,4\n";
        var (reading, facts) = await Text(Table, Mapped("- { id: sheet, kind: ads, columns: { campaign: Offer, date: Day, cost: Spend, adGroup: 1 }, totals: [Ende] }"));

        Assert.Equal(["Total", "B"], facts.Ads.Select(static x => x.Campaign.Name));
        Assert.Equal((2, true, true), (reading.Rows, reading.Control.Present, reading.Control.Matches));
    }

    [Fact]
    public async Task A_mapping_for_a_folder_stands_before_what_is_built_in_and_others_stand_behind()
    {
        const string Costs = "Date,Source,Amount\n2026-11-16,agency,5\n";
        const string Own = "{ id: own, kind: ads, columns: { date: Date, campaign: Source, cost: Amount }";

        Assert.Equal("costs/table", (await Text(Costs, Mapped($"- {Own} }}"))).Reading.Format);
        Assert.Equal(["mapped/own"], (await Text(Costs, Mapped($"- {Own} }}"))).Reading.Alternatives);
        Assert.Equal("costs/table", (await Text(Costs, Mapped($"- {Own}, file: agency/** }}"))).Reading.Format);
        var (reading, _) = await Text(Costs, Mapped($"- {Own}, file: agency/** }}"), "agency/2026/x.csv");
        Assert.Equal(("mapped/own", "costs/table"), (reading.Format, Assert.Single(reading.Alternatives)));
    }

    [Fact]
    public async Task Of_two_mappings_that_fit_the_one_with_more_columns_is_taken_then_the_first()
    {
        const string Table = "When,What,Spend,Klicks\n2026-11-16,A,1,2\n";
        string[] lines =
        [
            "- { id: small, kind: ads, columns: { date: When, cost: Spend } }",
            "- { id: large, kind: ads, columns: { date: When, cost: Spend, clicks: Klicks } }",
            "- { id: later, kind: ads, columns: { date: When, cost: Spend, clicks: Klicks } }",
        ];

        var (reading, _) = await Text(Table, Mapped(lines));

        Assert.Equal("mapped/large", reading.Format);
        Assert.Equal(["mapped/later", "mapped/small"], reading.Alternatives);
    }

    [Fact]
    public async Task A_file_without_a_required_header_or_without_its_days_is_another_file()
    {
        const string Mapping = "- { id: sheet, kind: ads, header: [Spend, Kampagne], columns: { date: Datum, campaign: Kampagne, cost: Spend, clicks: Klicks } }";

        Assert.True((await Text("Datum,Kampagne,Spend\n2026-11-16,A,1\n", Mapped(Mapping))).Reading.Recognized);
        Assert.False((await Text("Datum,Name,Spend\n2026-11-16,A,1\n", Mapped(Mapping))).Reading.Recognized);
        Assert.False((await Text("Kampagne,Spend\nA,1\n", Mapped(Mapping))).Reading.Recognized);
    }

    [Fact]
    public async Task A_stated_encoding_and_delimiter_are_taken_where_the_file_leaves_them_open()
    {
        var cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        var bytes = cyrillic.GetBytes("Дата^Spend^Я\n2026-11-16^5^№\n");
        const string Mapping = "- {{ id: sheet, kind: costs, columns: {{ date: Дата, amount: Spend }}, delimiter: \"^\"{0} }}";

        var (reading, _) = await Bytes(bytes, Mapped(string.Format(null, Mapping, ", encoding: windows-1251")));
        Assert.Equal(("windows-1251", "cost=5"), (reading.Encoding, Totals(reading)));

        // A file in Unicode is read as what it is.
        (reading, _) = await Text("Дата^Spend\n2026-11-16^5\n", Mapped(string.Format(null, Mapping, ", encoding: windows-1251")));
        Assert.Equal(("utf-8", "cost=5"), (reading.Encoding, Totals(reading)));
    }

    [Fact]
    public async Task The_archive_keeps_mapped_columns_only_and_reads_like_the_original()
    {
        var options = Mapped(Agency);
        var bytes = Encoding.UTF8.GetBytes(AgencySheet);
        var (copy, original) = await Copy(bytes, options);
        var (reading, again) = await Bytes(copy, options);

        var text = Encoding.UTF8.GetString(copy);
        Assert.All((string[])["Anna", "Petrova", "Max", "Bericht", "Stand"], x => Assert.DoesNotContain(x, text, StringComparison.Ordinal));
        Assert.Contains("Herbst", text, StringComparison.Ordinal);
        Assert.Equal(original.Ads, again.Ads);
        Assert.True(reading.Control is { Present: true, Matches: true });
    }

    [Fact]
    public async Task Mutated_files_are_always_answered_and_their_copies_read_alike()
    {
        var files = (string[])[AgencySheet, "Von,Bis,Kunde,Netto\n01.10.2026,31.10.2026,Max Maier,\"1,250.00\"\n03/04/2026,03/05/2026,x@y.example,1\n"];
        var options = Mapped(Agency, "- { id: ledger, kind: costs, columns: { from: Von, to: Bis, amount: 4 }, header: [Netto] }");
        await Gen.Select(Gen.Int[0, files.Length - 1], Mutations.Edits).SampleAsync(async (file, edits) =>
        {
            var bytes = Mutations.Apply(Encoding.UTF8.GetBytes(files[file]), edits);
            var (reading, _) = await Bytes(bytes, options);

            Assert.Equal(reading.Rows, reading.Accepted + reading.Rejected);
            Assert.True(reading.HasErrors || (reading.Recognized && reading.Rejected == 0));
            if (reading.Mapping is not null)
            {
                var (copy, original) = await Copy(bytes, options);
                var (_, again) = await Bytes(copy, options);
                Assert.Equal(original.Costs, again.Costs);
            }
        }, iter: 500, threads: 1);
    }

    [Fact]
    public async Task A_day_of_a_broken_mapping_costs_no_more_than_the_limits_allow()
    {
        const string Mapping = "- { id: sheet, kind: costs, columns: { amount: Spend }, constants: { from: 1990-01-01, to: 2099-12-31 } }";

        var (reading, facts) = await Text("Spend,x\n1,2\n", Mapped(Mapping));

        Assert.Equal(("limit_exceeded@2", 0), (Problems(reading).Split(' ')[0], facts.Count));
    }

    /// <summary>Reading options of a configuration with these mappings, which must be a good one.</summary>
    internal static ReadingOptions Mapped(params string[] mappings)
    {
        var yaml = "brand: shoes\nmappings:\n" + string.Concat(mappings.Select(static x => string.Concat(x.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(static line => $"  {line}\n"))));
        var reading = BrandConfigurationReader.Read(yaml);
        Assert.DoesNotContain(reading.Problems, static x => x.Severity == ConfigurationSeverity.Error);
        return Options with { Mappings = reading.Configuration!.Mappings };
    }

    private static async Task<(byte[] Copy, FactSet Facts)> Copy(byte[] bytes, ReadingOptions options)
    {
        var (reading, facts) = await Bytes(bytes, options);
        using var original = new MemoryStream(bytes, writable: false);
        using var output = new MemoryStream();
        await ArchiveCopy.WriteAsync(original, reading, options.Hasher, output, CancellationToken.None);
        return (output.ToArray(), facts);
    }
}
