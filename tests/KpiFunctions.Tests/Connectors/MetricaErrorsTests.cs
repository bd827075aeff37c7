using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using KpiFunctions.Connectors;
using KpiFunctions.Connectors.YandexMetrica;
using Xunit;

namespace KpiFunctions.Tests.Connectors;

public sealed class MetricaErrorsTests
{
    private const string Html = "<html>403 Forbidden</html>";
    private static readonly AccessToken Token = new("y0_AgAAAABplanted5ecret");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 21, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(401, "unauthorized", PullCodes.TokenRefused, false)]
    [InlineData(403, "invalid_token", PullCodes.TokenRefused, false)]
    [InlineData(403, "access_denied", PullCodes.AccessDenied, false)]
    [InlineData(403, "counter_in_connect", PullCodes.AccessDenied, false)]
    [InlineData(404, "not_found", PullCodes.UnknownAccount, false)]
    [InlineData(400, "query_error", PullCodes.TooMuch, false)]
    [InlineData(400, "too_much_rows", PullCodes.TooMuch, false)]
    [InlineData(400, "invalid_parameter", PullCodes.BadQuestion, false)]
    [InlineData(400, "missing_parameter", PullCodes.BadQuestion, false)]
    [InlineData(406, "not_acceptable", PullCodes.BadQuestion, false)]
    [InlineData(409, "conflict", PullCodes.BadQuestion, false)]
    [InlineData(500, "backend_error", PullCodes.Unavailable, true)]
    [InlineData(503, "backend_error", PullCodes.Unavailable, true)]
    [InlineData(504, "timeout", PullCodes.Unavailable, true)]
    [InlineData(302, "not_found", PullCodes.UnreadableAnswer, true)]
    [InlineData(206, "not_found", PullCodes.UnreadableAnswer, true)]
    public void Every_documented_error_has_its_code(int status, string type, string code, bool isTemporary)
    {
        var failed = Assert.IsType<PullAnswer.Failed>(Read(status, Body(type)));

        Assert.Equal((code, isTemporary), (failed.Code, failed.IsTemporary));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(301)]
    public void A_page_of_a_proxy_says_nothing_about_the_account(int status)
    {
        var failed = Assert.IsType<PullAnswer.Failed>(Read(status, Html));

        Assert.Equal((PullCodes.UnreadableAnswer, true), (failed.Code, failed.IsTemporary));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"HTTP {status}, text/html"), failed.Detail);
    }

    [Theory]
    [InlineData("quota_requests_by_uid", 9000)]
    [InlineData("quota_requests_by_counter_id", 9000)]
    [InlineData("quota_parallel_requests", 30)]
    [InlineData("quota_requests_by_ip", 30)]
    [InlineData("quota_of_tomorrow", 3600)]
    public void A_quota_is_waited_for_as_long_as_it_lasts(string type, int seconds)
    {
        foreach (var status in new[] { 429, 420, 403 })
        {
            var later = Assert.IsType<PullAnswer.Later>(Read(status, Body(type)));

            Assert.Equal((Now.AddSeconds(seconds), PullCodes.Quota), (later.Until, later.Code));
        }
    }

    [Fact]
    public void Of_two_quotas_the_longer_one_is_waited_for()
    {
        var later = Assert.IsType<PullAnswer.Later>(Read(429, Body("quota_parallel_requests", "quota_requests_by_uid")));

        Assert.Equal(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), later.Until);
    }

    [Theory]
    [InlineData("45", 45)]
    [InlineData("Tue, 24 Nov 2026 21:35:00 GMT", 300)]
    public void A_platform_that_names_a_time_is_believed_before_its_documentation(string retryAfter, int seconds)
    {
        var quota = Assert.IsType<PullAnswer.Later>(Read(429, Body("quota_requests_by_uid"), retryAfter));
        var down = Assert.IsType<PullAnswer.Later>(Read(503, Html, retryAfter));

        Assert.Equal((Now.AddSeconds(seconds), PullCodes.Quota), (quota.Until, quota.Code));
        Assert.Equal((Now.AddSeconds(seconds), PullCodes.Unavailable), (down.Until, down.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Html)]
    [InlineData("[]")]
    [InlineData("{\"errors\":[1,null,{\"error_type\":7}]}")]
    [InlineData("{\"errors\":[{\"error_type\":\"\\ud800\"}]}")]
    public void A_quota_without_words_is_waited_for_an_hour(string body) =>
        Assert.Equal(Now.AddHours(1), Assert.IsType<PullAnswer.Later>(Read(429, body)).Until);

    [Fact]
    public void The_platforms_own_words_come_along_without_the_token()
    {
        var body = JsonSerializer.Serialize(new { errors = new[] { new { error_type = "invalid_parameter" } }, message = "Wrong y0_AgAAAABplanted5ecret for a@b.c" });

        var failed = Assert.IsType<PullAnswer.Failed>(Read(400, '\uFEFF' + body));

        Assert.Equal("Wrong … for …", failed.Detail);
    }

    private static string Body(params string[] types) =>
        JsonSerializer.Serialize(new { errors = types.Select(static x => new { error_type = x, message = "no", location = "" }), code = 0, message = "no" });

    private static PullAnswer Read(int status, string body, string? retryAfter = null) => MetricaErrors.Read(
        (HttpStatusCode)status,
        Encoding.UTF8.GetBytes(body),
        retryAfter is null ? null : RetryConditionHeaderValue.Parse(retryAfter),
        Token,
        Now,
        "text/html");
}
