using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using KpiFunctions.Connectors;
using Xunit;
using static KpiFunctions.IntegrationTests.Connectors.MetricaBench;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>A token goes to the platform and nowhere else; and what happens on the wire below HTTP.</summary>
public sealed class MetricaSecretTests
{
    private static readonly string[] Pieces = [MetricaStub.Token, MetricaStub.Token[..12], MetricaStub.Token[^12..]];

    [Fact]
    public async Task The_token_is_in_nothing_that_comes_out()
    {
        using var bench = new MetricaBench(change: static x => x with
        {
            AnswerTimeout = TimeSpan.FromMilliseconds(500),
            Tokens = new Dictionary<string, AccessToken>(StringComparer.Ordinal) { ["metrica"] = new(MetricaStub.Token) },
        });
        bench.Campaigns(First, 2);
        const string Echo = "No such token " + MetricaStub.Token + ", it began with y0_AgAAAAB1stub";
        var echoed = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Request-Id"] = MetricaStub.Token, ["ETag"] = "\"" + MetricaStub.Token + "\"" };
        MetricaReply[] replies =
        [
            MetricaReply.Usual with { Headers = echoed },
            MetricaReply.Error(400, "invalid_parameter", Echo),
            MetricaReply.Error(401, "unauthorized", Echo),
            MetricaReply.Error(403, "invalid_token", Echo),
            MetricaReply.Error(403, "access_denied", Echo),
            MetricaReply.Error(404, "not_found", Echo),
            MetricaReply.Error(400, "query_error", Echo),
            MetricaReply.Error(500, "backend_error", Echo),
            MetricaReply.Quota("quota_requests_by_uid"),
            MetricaReply.Raw(200, Echo, "text/" + MetricaStub.Token),
            MetricaReply.Raw(500, Echo, "text/" + MetricaStub.Token),
            new MetricaReply { Change = static x => x["query"]!["attr_name"] = MetricaStub.Token },
            MetricaReply.Bare(302, ("Location", "https://elsewhere.example/?token=" + MetricaStub.Token)),
        ];

        var all = new StringBuilder();
        foreach (var reply in replies)
        {
            bench.Stub.Next(Enumerable.Repeat(reply, 1));
            var answer = await bench.AskAsync();
            all.AppendLine(answer.ToString()).AppendLine(JsonSerializer.Serialize<object>(answer)).AppendLine(Encoding.UTF8.GetString(bench.Pages.ToArray()));
        }

        bench.Stub.Next(Enumerable.Repeat(MetricaReply.Silence(), 3));
        all.AppendLine((await bench.AskAsync()).ToString());
        all.AppendJoin('\n', bench.Connector.Preview(Counter, First, Last)).AppendLine(bench.Logs.Text);

        Assert.NotEmpty(bench.Logs.Text);
        Assert.All(bench.Stub.Requests, static x => Assert.Equal("OAuth " + MetricaStub.Token, x.Authorization));
        Assert.All(Pieces, x => Assert.DoesNotContain(x, all.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_answer_that_repeats_the_token_is_not_kept()
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 1);
        bench.Stub.Next(new MetricaReply { Change = static x => x["query"]!["attr_name"] = MetricaStub.Token });

        var failed = await bench.FailedAsync();

        Assert.Equal(PullCodes.UnreadableAnswer, failed.Code);
        Assert.EndsWith("the answer repeats the token", failed.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        using var bench = new MetricaBench();
        using var elsewhere = new MetricaStub();
        bench.Campaigns(First, 1);
        bench.Stub.Next(MetricaReply.Bare(status, ("Location", new Uri(elsewhere.Address, "stat/v1/data").AbsoluteUri)));

        var failed = await bench.FailedAsync();

        Assert.Equal((PullCodes.UnreadableAnswer, true), (failed.Code, failed.IsTemporary));
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(1, bench.Stub.Count(Counter));
    }

    [Fact]
    public async Task A_cookie_is_not_sent_back()
    {
        using var bench = new MetricaBench();
        bench.Campaigns(First, 1);
        bench.Stub.Next(MetricaReply.Usual with { Headers = new Dictionary<string, string> { ["Set-Cookie"] = "session=1; Path=/" } });

        var first = await bench.AnsweredAsync();
        await bench.AnsweredAsync();

        Assert.Null(bench.Stub.Requests[1].Cookie);
        Assert.DoesNotContain("set-cookie", Assert.Single(first.Header.Pages).Headers.Keys);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_platform_that_is_not_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = Address(listener);
        listener.Stop();
        using var bench = new MetricaBench(address);

        var failed = await bench.FailedAsync();

        Assert.Equal(new(PullCodes.Unavailable, IsTemporary: true, "ConnectionError"), failed);
    }

    [Theory]
    [InlineData(false, "the connection broke")]
    [InlineData(true, "timeout")]
    public async Task A_page_that_stops_coming_is_a_platform_that_is_not_reached(bool staysOpen, string detail)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeHalfAsync(listener, staysOpen);
        using var bench = new MetricaBench(Address(listener), new() { PageTimeout = TimeSpan.FromMilliseconds(staysOpen ? 300 : 60_000) });

        var failed = await bench.FailedAsync();

        Assert.Equal(new(PullCodes.Unavailable, IsTemporary: true, detail), failed);
        using var client = await serving;
    }

    private static Uri Address(TcpListener listener) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    // A beginning of a page that promises more than comes.
    private static async Task<TcpClient> ServeHalfAsync(TcpListener listener, bool staysOpen)
    {
        var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var request = new byte[4096];
        Assert.NotEqual(0, await stream.ReadAsync(request, TestContext.Current.CancellationToken));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"data\":["u8.ToArray(), TestContext.Current.CancellationToken);
        if (!staysOpen)
        {
            client.Close();
        }

        return client;
    }
}
