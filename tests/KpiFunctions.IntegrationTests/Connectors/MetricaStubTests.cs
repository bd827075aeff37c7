using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>The stub itself: it is only worth something if it answers as the platform's documentation says.</summary>
public sealed class MetricaStubTests : IDisposable
{
    private const string Counter = "44147844";
    private static readonly DateOnly Day = new(2026, 11, 2);

    private readonly MetricaStub _stub = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _stub.Dispose();
    }

    [Fact]
    public async Task A_day_is_answered_in_the_documented_shape()
    {
        _stub.Counter(Counter).Set(Day, [new("organic", null, null, null, 10, 8, 5, 1), new("ad", "yandex", "cpc", "весна", 7, 6, 4, 2)], users: 13);

        var dates = await AskAsync(MetricaAnswer.DateDimensions);
        var tags = await AskAsync(MetricaAnswer.UtmDimensions);

        Assert.Equal("""[{"dimensions":[{"name":"2026-11-02"}],"metrics":[17.0,13.0,9.0,3.0]}]""", dates["data"]!.ToJsonString());
        Assert.Equal(2, (int)tags["total_rows"]!);
        Assert.Equal("ad", (string)tags["data"]![0]!["dimensions"]![1]!["id"]!);
        Assert.Equal("весна", (string)tags["data"]![0]!["dimensions"]![4]!["name"]!);
        Assert.Null(tags["data"]![1]!["dimensions"]![2]!["name"]);
        Assert.Equal([17.0, 11.0, 9.0, 3.0], tags["totals"]!.AsArray().Select(static x => (double)x!));
        Assert.Equal(5, tags["query"]!["dimensions"]!.AsArray().Count);
        Assert.Equal(2, _stub.Count(Counter));
    }

    [Fact]
    public async Task A_page_starts_at_its_offset_which_counts_from_one()
    {
        _stub.Counter(Counter).Set(Day, Enumerable.Range(1, 5).Select(static x => new MetricaRow("ad", "s", "m", "c" + x, x, 1, 1, 0)));

        var page = await AskAsync(MetricaAnswer.UtmDimensions, "&limit=2&offset=3");

        Assert.Equal(["c3", "c4"], page["data"]!.AsArray().Select(static x => (string)x!["dimensions"]![4]!["name"]!));
        Assert.Equal(5, (int)page["total_rows"]!);
    }

    [Theory]
    [InlineData(Counter, null, HttpStatusCode.Unauthorized, "unauthorized")]
    [InlineData(Counter, "another", HttpStatusCode.Forbidden, "invalid_token")]
    [InlineData("123", MetricaStub.Token, HttpStatusCode.Forbidden, "access_denied")]
    [InlineData("999", MetricaStub.Token, HttpStatusCode.NotFound, "not_found")]
    public async Task Who_may_not_ask_is_told_so(string counter, string? token, HttpStatusCode status, string type)
    {
        _stub.Counter(Counter);
        _stub.Counter("123").Token = "of somebody else";

        using var answer = await SendAsync(MetricaAnswer.DateDimensions, string.Empty, counter, token);

        Assert.Equal(status, answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal(type, (string)body["errors"]![0]!["error_type"]!);
    }

    private async Task<JsonNode> AskAsync(string dimensions, string more = "")
    {
        using var answer = await SendAsync(dimensions, more, Counter, MetricaStub.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await JsonSerializer.DeserializeAsync<JsonNode>(await answer.Content.ReadAsStreamAsync(Cancellation), JsonSerializerOptions.Default, Cancellation))!;
    }

    private async Task<HttpResponseMessage> SendAsync(string dimensions, string more, string counter, string? token)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_stub.Address, $"stat/v1/data?ids={counter}&date1=2026-11-01&date2=2026-11-07&dimensions={dimensions}&metrics={MetricaAnswer.Metrics}{more}"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("OAuth", token);
        return await _http.SendAsync(request, Cancellation);
    }
}
