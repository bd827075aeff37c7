using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;
using WireMock.Util;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>A request that the stub got.</summary>
/// <param name="Counter">Counter id, empty if there was none.</param>
/// <param name="View"><c>date</c>, <c>utm</c>, or empty.</param>
/// <param name="From">The parameter <c>date1</c>.</param>
/// <param name="To">The parameter <c>date2</c>.</param>
/// <param name="Offset">From 1.</param>
/// <param name="Authorization">The header as it came.</param>
/// <param name="Cookie">The header as it came.</param>
/// <param name="PathAndQuery">What was asked.</param>
internal sealed record MetricaRequest(
    string Counter, string View, string From, string To, long Offset, string? Authorization, string? Cookie, string PathAndQuery);

/// <summary>
/// Yandex Metrica's reporting API, as far as its documentation describes it: counters with data by day that a test changes at will,
/// both views, pages, tokens, and any mishap that a test orders. It listens on this machine on a free port.
/// </summary>
internal sealed partial class MetricaStub : IDisposable
{
    /// <summary>Opens every counter that was not given another token.</summary>
    public const string Token = "y0_AgAAAAB1stubDEMO7token-Kz93Q";

    // The documentation's limit of rows a page.
    private const int MaxLimit = 100_000;

    private readonly ConcurrentDictionary<string, MetricaCounter> _counters = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<MetricaReply> _next = new();
    private readonly ConcurrentQueue<MetricaRequest> _requests = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WireMockServer _server = WireMockServer.Start();

    public MetricaStub() =>
        _server.Given(Request.Create().UsingGet().WithPath("/stat/v1/data")).RespondWith(Response.Create().WithCallback(AnswerAsync));

    /// <summary>What to put into <c>ConnectorOptions.Addresses</c> under <c>yandex-metrica</c>.</summary>
    public Uri Address => new(_server.Url! + "/");

    /// <summary>Every request, in the order in which they came; answers that a test ordered count too.</summary>
    public IReadOnlyList<MetricaRequest> Requests => [.. _requests];

    /// <summary>A counter; it exists from the first time it is asked for here.</summary>
    public MetricaCounter Counter(string id) => _counters.GetOrAdd(id, static _ => new(Token));

    /// <summary>How often a counter was asked for.</summary>
    public int Count(string counter) => _requests.Count(x => x.Counter == counter);

    /// <summary>The next requests are answered by these, in this order; those after them as usual.</summary>
    public void Next(params IEnumerable<MetricaReply> replies)
    {
        foreach (var reply in replies)
        {
            _next.Enqueue(reply);
        }
    }

    /// <summary>Forgets ordered answers that nobody has fetched.</summary>
    public void Clear() => _next.Clear();

    public void Dispose()
    {
        _stop.Cancel();
        _server.Dispose();
        _stop.Dispose();
    }

    private async Task<IResponseMessage> AnswerAsync(IRequestMessage message)
    {
        var request = Read(message);
        _requests.Enqueue(request);
        var reply = _next.TryDequeue(out var next) ? next : MetricaReply.Usual;
        await WaitAsync(reply.Delay);
        reply.Before?.Invoke();
        var (status, body) = reply.Body is { } fixedBody ? (reply.Status, fixedBody) : Usual(message, request, reply);
        var response = new ResponseMessage
        {
            StatusCode = status,
            BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = reply.Bytes is { } change ? change(body) : body },
        };
        response.AddHeader("Content-Type", reply.ContentType);
        foreach (var (name, value) in reply.Headers)
        {
            response.AddHeader(name, value);
        }

        return response;
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        if (delay == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await Task.Delay(delay, TimeProvider.System, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The test is over; nobody reads the answer.
        }
    }

    private (int Status, byte[] Body) Usual(IRequestMessage message, MetricaRequest request, MetricaReply reply)
    {
        if (Refusal(message, request) is var (status, type, text))
        {
            return (status, MetricaReply.ErrorBody(status, type, text));
        }

        var counter = _counters[request.Counter];
        var from = Day(request.From)!.Value;
        var to = Day(request.To)!.Value;
        var lines = request.View == "date" ? counter.ByDate(from, to) : counter.ByUtm(from, to);
        if (lines.Count > counter.MostRows)
        {
            return (400, MetricaReply.ErrorBody(400, counter.TooMuch, "Query is too complicated. Please reduce the date interval or sampling."));
        }

        var body = MetricaAnswer.Make(message.Query!, counter, lines);
        reply.Change?.Invoke(body);
        return (reply.Status, JsonBytes(body));
    }

    private static byte[] JsonBytes(JsonObject body) => System.Text.Encoding.UTF8.GetBytes(body.ToJsonString(MetricaAnswer.Json));

    private (int Status, string Type, string Text)? Refusal(IRequestMessage message, MetricaRequest request)
    {
        if (request.Authorization is null)
        {
            return (401, "unauthorized", "Unauthorized");
        }

        if (!_counters.TryGetValue(request.Counter, out var counter))
        {
            return request.Counter.Length == 0
                ? (400, "missing_parameter", "Missing parameter ids")
                : (404, "not_found", $"Entity not found, id: {request.Counter}");
        }

        if (request.Authorization != "OAuth " + counter.Token)
        {
            return _counters.Values.Any(x => request.Authorization == "OAuth " + x.Token)
                ? (403, "access_denied", "Access is denied")
                : (403, "invalid_token", "Invalid oauth_token");
        }

        if (request.View.Length == 0 || Text(message, "metrics") != MetricaAnswer.Metrics)
        {
            return (400, "invalid_parameter", "Wrong parameter: 'dimensions' or 'metrics'");
        }

        if (Day(request.From) is not { } from || Day(request.To) is not { } to || from > to)
        {
            return (400, "invalid_parameter", "Wrong parameter: 'date1'");
        }

        return request.Offset < 1 || Number(message, "limit", 100) is < 1 or > MaxLimit
            ? (400, "invalid_parameter", "Wrong parameter: 'limit' or 'offset'")
            : null;
    }

    private static MetricaRequest Read(IRequestMessage message) => new(
        Text(message, "ids"),
        Text(message, "dimensions") switch { MetricaAnswer.DateDimensions => "date", MetricaAnswer.UtmDimensions => "utm", _ => string.Empty },
        Text(message, "date1"),
        Text(message, "date2"),
        Number(message, "offset", 1),
        Header(message, "Authorization"),
        Header(message, "Cookie"),
        new Uri(message.Url).PathAndQuery);

    private static string? Header(IRequestMessage message, string name) =>
        message.Headers?.TryGetValue(name, out var values) == true ? values.ToString() : null;

    // A parameter with commas may come as one value or as several.
    internal static string Text(IDictionary<string, WireMockList<string>>? query, string name) =>
        query?.TryGetValue(name, out var values) == true ? string.Join(',', values) : string.Empty;

    internal static long Number(IDictionary<string, WireMockList<string>>? query, string name, long usual) =>
        Text(query, name) is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
            : usual;

    private static string Text(IRequestMessage message, string name) => Text(message.Query, name);

    private static long Number(IRequestMessage message, string name, long usual) => Number(message.Query, name, usual);

    private static DateOnly? Day(string text) =>
        DayPattern().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex DayPattern();
}
