using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WireMock.Types;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>The body of the stub's usual answer, in the shape of the platform's documentation.</summary>
internal static class MetricaAnswer
{
    public const string DateDimensions = "ym:s:date";
    public const string UtmDimensions =
        "ym:s:date,ym:s:lastsignTrafficSource,ym:s:lastsignUTMSource,ym:s:lastsignUTMMedium,ym:s:lastsignUTMCampaign";

    public const string Metrics = "ym:s:visits,ym:s:users,ym:s:newUsers,ym:s:sumGoalReachesAny";

    /// <summary>The platform writes Cyrillic as it is.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Make(IDictionary<string, WireMockList<string>> query, MetricaCounter counter, IReadOnlyList<MetricaLine> lines)
    {
        var offset = MetricaStub.Number(query, "offset", 1);
        var limit = MetricaStub.Number(query, "limit", 100);
        var visits = (long)lines.Sum(static x => x.Metrics[0]);
        return new()
        {
            ["query"] = Echo(query, offset, limit),
            ["data"] = new JsonArray([.. lines.Skip((int)(offset - 1)).Take((int)limit).Select(Row)]),
            ["total_rows"] = lines.Count,
            ["total_rows_rounded"] = false,
            ["sampled"] = counter.Sampled,
            ["contains_sensitive_data"] = counter.Sensitive,
            ["sample_share"] = counter.Sampled ? 0.25 : 1.0,
            ["sample_size"] = counter.Sampled ? visits / 4 : visits,
            ["sample_space"] = visits,
            ["data_lag"] = counter.DataLag,
            ["totals"] = Numbers(lines, Total),
            ["min"] = Numbers(lines, static (_, x) => x.DefaultIfEmpty().Min()),
            ["max"] = Numbers(lines, static (_, x) => x.DefaultIfEmpty().Max()),
        };
    }

    private static JsonObject Echo(IDictionary<string, WireMockList<string>> query, long offset, long limit) => new()
    {
        ["ids"] = new JsonArray(JsonValue.Create(MetricaStub.Number(query, "ids", 0))),
        ["dimensions"] = List(query, "dimensions"),
        ["metrics"] = List(query, "metrics"),
        ["sort"] = List(query, "sort"),
        ["date1"] = MetricaStub.Text(query, "date1"),
        ["date2"] = MetricaStub.Text(query, "date2"),
        ["limit"] = limit,
        ["offset"] = offset,
        ["group"] = "Day",
        ["auto_group_size"] = "1",
        ["attr_name"] = "",
        ["quantile"] = "50",
        ["offline_window"] = "21",
        ["attribution"] = "LastSign",
        ["currency"] = "RUB",
        ["adfox_event_id"] = "0",
        ["timezone"] = "+03:00",
    };

    private static JsonArray List(IDictionary<string, WireMockList<string>> query, string name) =>
        new([.. MetricaStub.Text(query, name).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static x => (JsonNode)JsonValue.Create(x))]);

    private static JsonObject Row(MetricaLine line) => new()
    {
        ["dimensions"] = new JsonArray([.. line.Dimensions.Select(Name)]),
        ["metrics"] = new JsonArray([.. line.Metrics.Select(Number)]),
    };

    private static JsonObject Name(MetricaName name)
    {
        var json = new JsonObject();
        if (name.HasId)
        {
            json["icon_id"] = "2";
            json["icon_type"] = "traffic-source";
            json["id"] = name.Id;
        }

        json["name"] = name.Name;
        return json;
    }

    private static JsonArray Numbers(IReadOnlyList<MetricaLine> lines, Func<int, IEnumerable<double>, double> of) =>
        new([.. Enumerable.Range(0, 4).Select(i => Number(of(i, lines.Select(x => x.Metrics[i]))))]);

    // The platform writes 133.0, not 133.
    private static JsonNode Number(double value) => JsonNode.Parse(value.ToString("0.0##", CultureInfo.InvariantCulture))!;

    // Users of several rows are fewer than their sum: the platform counts each person once.
    private static double Total(int metric, IEnumerable<double> values)
    {
        var all = values.ToArray();
        return metric == 1 && all.Length > 1 ? Math.Ceiling((all.Max() + all.Sum()) / 2) : all.Sum();
    }
}
