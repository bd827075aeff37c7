using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;
using static KpiFunctions.Tests.Exports.Pulled.Answers;

namespace KpiFunctions.Tests.Exports.Pulled;

public sealed class MetricaAnswerTests
{
    private static readonly string Monday = Day("2026-11-16", "133.0,120.0,40,2.5");
    private static readonly string Tuesday = Day("2026-11-17", "27,20,null,0");

    [Fact]
    public async Task An_answer_by_day_becomes_facts_without_dimensions()
    {
        var (reading, facts) = await Bytes(File(Header(), Page(DateEcho, 2, "160,138,40,2.5", Monday, Tuesday)), AsPulled, "x.pull");

        Assert.Equal(
            (true, "yandex-metrica/api-json", "yandex-metrica", FactKind.Web, "utf-8", null, "ru", "44147844", null),
            (reading.Recognized, reading.Format, reading.Source, reading.Kind, reading.Encoding, reading.Delimiter, reading.Locale, reading.Account, reading.Currency));
        Assert.Equal((new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 17), 2, 2, 0), (reading.FirstDate, reading.LastDate, reading.Rows, reading.Accepted, reading.Rejected));
        Assert.Equal("sessions=160 users=138 newUsers=40 conversions=2.5", Totals(reading));
        Assert.Equal((true, true, "totals"), (reading.Control.Present, reading.Control.Matches, reading.Control.Kind));
        Assert.Empty(reading.Problems);
        Assert.Equal(
            new WebFact
            {
                Source = "yandex-metrica",
                Account = new AccountRef("44147844", null),
                From = new DateOnly(2026, 11, 16),
                To = new DateOnly(2026, 11, 16),
                Currency = "",
                Sessions = 133,
                Users = 120,
                NewUsers = 40,
                Conversions = 2.5m,
                Origin = new FactOrigin("0123", 1, AskedAt, AsPulled.Reading),
            },
            facts.Web[0]);
        Assert.Equal((null, 0m, 2), (facts.Web[1].NewUsers, facts.Web[1].Conversions, facts.Web[1].Origin.Row));
    }

    [Theory]
    [InlineData("Europe/Moscow", "+03:00", null)]
    [InlineData("Europe/Moscow", "+05:00", "+05:00 +03:00")]
    [InlineData("America/New_York", "-05:00", null)]
    [InlineData("America/New_York", "+05:00", "+05:00 -05:00")]
    [InlineData("Asia/Kolkata", "+05:00", "+05:00 +05:30")]
    [InlineData("Europe/Moscow", "Moscow", null)]
    [InlineData("Europe/Moscow", "+25:99", null)]
    [InlineData("Europe/Moscow", "", null)]
    public async Task Days_of_another_zone_are_used_and_said_to_be(string zone, string echo, string? warning)
    {
        var options = AsPulled with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        var said = DateEcho.Replace("\"query\":{", $"\"query\":{{\"timezone\":\"{echo}\",", StringComparison.Ordinal);

        var (reading, facts) = await Bytes(File(Header(), Page(said, 1, "133,120,40,2.5", Monday)), options);

        Assert.Equal(
            warning is null ? [] : [$"{ProblemSeverity.Warning} other_zone {warning}"],
            reading.Problems.Select(static x => $"{x.Severity} {x.Code} {string.Join(' ', x.Arguments)}"));
        Assert.Single(facts.Web);
        Assert.NotNull(reading.Complete);
    }

    [Theory]
    [InlineData("+02:00", true)]
    [InlineData("+01:00", true)]
    [InlineData("+03:00", false)]
    public async Task Where_clocks_change_the_zone_of_any_of_the_days_is_the_brands(string echo, bool isOwn)
    {
        var options = AsPulled with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        var header = Header() with { From = new(2026, 10, 19), To = new(2026, 10, 25) };
        var page = Page($"\"query\":{{\"timezone\":\"{echo}\"}},", 0, "0,0,0,0");

        var (reading, _) = await Bytes(File(header, page), options);

        Assert.Equal(!isOwn, reading.Problems.Any(static x => x.Code == ProblemCodes.OtherZone));
    }

    [Fact]
    public async Task Rows_are_numbered_over_all_pages_and_marks_become_dimensions()
    {
        var first = Page(UtmEcho, 3, "60,50,5,3", Visit("2026-11-16", "organic", null, null, null, "30,25,3,1"), Visit("2026-11-16", "ad", "yandex", "cpc", "Чай", "20,20,1,2"));
        var second = Page(UtmEcho, 3, "60,50,5,3", Visit("2026-11-17", "ad", "vk_ads", "cpc", "Чай", "10,10,1,0"));

        var (reading, facts) = await Bytes(File(Header("utm"), first, second), AsPulled);

        Assert.Empty(reading.Problems);
        Assert.Equal("campaign|channel|medium|source", facts.Web[0].Dimensions.Set);
        Assert.Equal(
            ["1 organic_search   ", "2 paid_search yandex cpc Чай", "3 paid_social vk_ads cpc Чай"],
            facts.Web.Select(static x => $"{x.Origin.Row} {x.Dimensions.Value("channel")} {x.Dimensions.Value("source")} {x.Dimensions.Value("medium")} {x.Dimensions.Value("campaign")}"));
        Assert.Equal(new FactView(FactKind.Web, null, facts.Web[0].Dimensions.Set), reading.Complete!.View);
    }

    [Theory]
    [InlineData("organic", "", "", Channels.OrganicSearch)]
    [InlineData("direct", "", "", Channels.Direct)]
    [InlineData("referral", "", "", Channels.Referral)]
    [InlineData("recommend", "", "", Channels.Referral)]
    [InlineData("social", "vk", "post", Channels.OrganicSocial)]
    [InlineData("messenger", "", "", Channels.OrganicSocial)]
    [InlineData("email", "", "", Channels.Email)]
    [InlineData("saved", "", "", Channels.Direct)]
    [InlineData("internal", "", "", Channels.Other)]
    [InlineData("qrcode", "", "", Channels.Other)]
    [InlineData("undefined", "", "", Channels.Other)]
    [InlineData("of a later year", "", "", Channels.Other)]
    [InlineData("ad", "yandex", "cpc", Channels.PaidSearch)]
    [InlineData("ad", "", "", Channels.PaidSearch)]
    [InlineData("ad", "VK.com", "cpm", Channels.PaidSocial)]
    [InlineData("ad", "telegram-ads", "cpc", Channels.PaidSocial)]
    [InlineData("ad", "yandex", "CPM", Channels.Display)]
    [InlineData("ad", "yandex", "banner_top", Channels.Display)]
    [InlineData("ad", "okko", "cpc", Channels.PaidSearch)]
    public async Task The_channel_comes_from_the_traffic_source_and_the_marks_of_an_ad(string id, string source, string medium, string channel)
    {
        var (_, facts) = await Bytes(File(Header("utm"), Page(UtmEcho, 1, "1,1,1,0", Visit("2026-11-16", id, source, medium, "", "1,1,1,0"))), AsPulled);

        Assert.Equal(channel, facts.Web.Single().Dimensions.Value("channel"));
    }

    [Fact]
    public async Task Measures_are_taken_by_the_names_that_the_answer_repeats()
    {
        const string Turned = """
            "query":{"dimensions":["ym:s:date"],"metrics":["ym:s:sumGoalReachesAny","ym:s:visits","ym:s:newUsers","ym:s:users"]},
            """;
        var (reading, facts) = await Bytes(File(Header(), Page(Turned, 1, "2,100,30,80", Day("2026-11-16", "2,100,30,80"))), AsPulled);

        Assert.Empty(reading.Problems);
        Assert.Equal((100, 80, 30, 2m), (facts.Web[0].Sessions, facts.Web[0].Users, facts.Web[0].NewUsers, facts.Web[0].Conversions));
    }

    [Fact]
    public async Task Without_names_the_order_of_the_question_holds()
    {
        var (reading, facts) = await Bytes(File(Header(), Page("", 1, "100,80,30,2", Day("2026-11-16", "100,80,30,2"))), AsPulled);

        Assert.Equal((100, 2m, true), (facts.Web[0].Sessions, facts.Web[0].Conversions, reading.Complete is not null));
    }

    [Theory]
    [InlineData("\"ym:s:users\"", "\"ym:s:pageviews\"", "metrics")]
    [InlineData(",\"ym:s:sumGoalReachesAny\"", "", "metrics")]
    [InlineData("[\"ym:s:date\"]", "[\"ym:s:date\",\"ym:s:lastsignTrafficSource\"]", "dimensions")]
    [InlineData("[\"ym:s:date\"]", "[\"ym:s:startURL\"]", "dimensions")]
    public async Task An_answer_to_another_question_is_refused_with_what_was_found_and_expected(string old, string now, string what)
    {
        var (reading, facts) = await Bytes(File(Header(), Page(DateEcho.Replace(old, now, StringComparison.Ordinal), 1, "133,120,40,2.5", Monday)), AsPulled);

        var problem = Assert.Single(reading.Problems, static x => x.Code == "unknown_format");
        Assert.Equal((what, true, 0, null), (problem.Arguments[0], reading.HasErrors, facts.Count, reading.Complete));
    }

    [Fact]
    public async Task An_answer_without_rows_is_understood_and_complete()
    {
        var (reading, facts) = await Bytes(File(Header(), Page(DateEcho, 0, "0,0,0,0")), AsPulled);

        Assert.Equal((true, 0, 0, false, 0), (reading.Recognized, reading.Rows, facts.Count, reading.HasErrors, reading.Problems.Count));
        Assert.Equal(
            new CompleteAnswer("yandex-metrica", new AccountRef("44147844", null), new FactView(FactKind.Web, null, ""), Header().From, Header().To),
            reading.Complete);
    }

    [Fact]
    public async Task A_dropped_file_is_never_believed_to_be_complete()
    {
        var bytes = File(Header(), Page(DateEcho, 1, "133,120,40,2.5", Monday));

        Assert.Null((await Bytes(bytes, Options)).Reading.Complete);
        Assert.NotNull((await Bytes(bytes, AsPulled)).Reading.Complete);
        Assert.Null((await Bytes(File(Header() with { Complete = false }, Page(DateEcho, 1, "133,120,40,2.5", Monday)), AsPulled)).Reading.Complete);
    }

    [Fact]
    public async Task The_stamp_is_when_it_was_asked_or_when_it_was_stored_whichever_is_earlier()
    {
        var later = Header() with { AskedAt = Stamp.AddHours(1) };
        var page = Page(DateEcho, 1, "133,120,40,2.5", Monday);

        Assert.Equal(AskedAt, (await Bytes(File(Header(), page), AsPulled)).Facts.Web[0].Origin.Stamp);
        Assert.Equal(Stamp, (await Bytes(File(later, page), AsPulled)).Facts.Web[0].Origin.Stamp);
        Assert.Equal(later.AskedAt, (await Bytes(File(later, page), AsPulled)).Reading.StatedAt);
    }

    [Fact]
    public async Task An_account_that_the_configuration_does_not_list_is_refused()
    {
        var options = AsPulled with { Accounts = [new AccountRule("yandex-metrica", "999", null)] };

        var (reading, facts) = await Bytes(File(Header(), Page(DateEcho, 1, "133,120,40,2.5", Monday)), options);

        Assert.Equal(("unexpected_account", 0, true, null), (Problems(reading), facts.Count, reading.HasErrors, reading.Complete));
        Assert.NotNull((await Bytes(File(Header(), Page(DateEcho, 0, "0,0,0,0")), options with { Accounts = [new AccountRule("yandex-metrica", "44147844", null)] })).Reading.Complete);
    }

    [Theory]
    [InlineData("\"abc\",1,1,1", "bad_number@1:ym:s:visits")]
    [InlineData("1.5,1,1,1", "bad_number@1:ym:s:visits")]
    [InlineData("1,1e999,1,1", "bad_number@1:ym:s:users")]
    [InlineData("1,1,99999999999999,1", "bad_number@1:ym:s:newUsers")]
    [InlineData("1,1,1,[2]", "bad_number@1:ym:s:sumGoalReachesAny")]
    [InlineData("1,1,1", "too_few_cells@1:metrics")]
    [InlineData("1,1,1,1,1", "too_many_cells@1:metrics")]
    public async Task A_row_with_a_bad_metric_says_which(string metrics, string problem)
    {
        var (reading, _) = await Bytes(File(Header(), Page(DateEcho, 1, "null,null,null,null", Day("2026-11-16", metrics))), AsPulled);

        Assert.StartsWith(problem, Problems(reading), StringComparison.Ordinal);
        Assert.Equal(problem.StartsWith("too_many", StringComparison.Ordinal), reading.Complete is not null);
    }

    [Theory]
    [InlineData("2026-11-15", "bad_date")]
    [InlineData("2026-11-23", "bad_date")]
    [InlineData("16.11.2026", "bad_date")]
    [InlineData("", "bad_date")]
    public async Task A_row_about_a_day_that_was_not_asked_for_is_not_used(string day, string code)
    {
        var (reading, facts) = await Bytes(File(Header(), Page(DateEcho, 2, "160,138,40,2.5", Monday, Day(day, "27,20,0,0"))), AsPulled);

        Assert.Contains(reading.Problems, x => x.Code == code && x.Line == 2 && x.Severity == ProblemSeverity.Error);
        Assert.Equal((1, 1, null, false), (facts.Count, reading.Rejected, reading.Complete, reading.Control.Matches));
    }

    [Fact]
    public async Task Rows_that_are_missing_against_the_platform_s_own_totals_are_noticed()
    {
        var (reading, _) = await Bytes(File(Header(), Page(DateEcho, 3, "170,150,40,2.5", Monday, Tuesday)), AsPulled);

        Assert.Equal(["sessions", "rows"], reading.Control.Differences.Select(static x => x.Measure));
        Assert.Equal(new ControlDifference("sessions", 170, 160), reading.Control.Differences[0]);
        Assert.Null(reading.Complete);
    }

    [Fact]
    public async Task Users_overlap_so_that_their_total_is_the_platform_s_and_no_difference()
    {
        var (reading, _) = await Bytes(File(Header(), Page(DateEcho, 2, "160,130,35,2.5", Monday, Tuesday)), AsPulled);

        Assert.Equal("sessions=160 users=130 newUsers=40 conversions=2.5", Totals(reading));
        Assert.True(reading.Control.Matches);
    }

    [Fact]
    public async Task A_sample_is_named_with_its_share()
    {
        var page = Page(DateEcho, 1, "133,120,40,2.5", Monday).Replace("\"sampled\":false,\"sample_share\":1.0", "\"sampled\":true,\"sample_share\":0.125", StringComparison.Ordinal);

        var problem = Assert.Single((await Bytes(File(Header(), page), AsPulled)).Reading.Problems);
        Assert.Equal(("sampled", ProblemSeverity.Warning, "0.125"), (problem.Code, problem.Severity, problem.Arguments[0]));
    }

    [Fact]
    public async Task Withheld_rows_explain_why_sums_fall_short()
    {
        var page = Page(DateEcho, 2, "170,150,40,2.5", Monday, Tuesday).Replace("\"contains_sensitive_data\":false", "\"contains_sensitive_data\":true", StringComparison.Ordinal);

        var (reading, _) = await Bytes(File(Header(), page), AsPulled);

        Assert.Equal(
            [("withheld", ProblemSeverity.Warning), ("control_mismatch", ProblemSeverity.Info)],
            reading.Problems.Select(static x => (x.Code, x.Severity)));
        Assert.Equal((false, true), (reading.Control.Matches, reading.Complete is not null));
    }

    [Fact]
    public async Task Data_that_are_hours_behind_are_mentioned()
    {
        var page = Page(DateEcho, 1, "133,120,40,2.5", Monday).Replace("\"data_lag\":112", "\"data_lag\":7300", StringComparison.Ordinal);

        Assert.Equal([("data_lag", ProblemSeverity.Info)], (await Bytes(File(Header(), page), AsPulled)).Reading.Problems.Select(static x => (x.Code, x.Severity)));
    }

    [Fact]
    public async Task Currency_is_not_asked_for_and_so_not_missed()
    {
        var (reading, facts) = await Bytes(File(Header(), Page(DateEcho, 1, "133,120,40,2.5", Monday)), AsPulled with { Currency = "RUB" });

        Assert.Equal((0, null, "RUB"), (reading.Problems.Count, reading.Currency, facts.Web[0].Currency));
    }

    [Fact]
    public async Task A_campaign_with_spoilt_characters_is_not_taken_for_another()
    {
        var (reading, facts) = await Bytes(File(Header("utm"), Page(UtmEcho, 1, "1,1,1,0", Visit("2026-11-16", "ad", "yandex", "cpc", "\\ud83d", "1,1,1,0"))), AsPulled);

        Assert.StartsWith("bad_encoding@1:ym:s:UTMCampaign", Problems(reading), StringComparison.Ordinal);
        Assert.Equal((0, null), (facts.Count, reading.Complete));
    }
}
