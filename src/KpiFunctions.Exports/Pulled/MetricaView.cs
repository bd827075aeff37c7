using System.Text.Json;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>A question that is asked of Metrica: which dimensions and metrics its answer has, in the order in which they are asked for.</summary>
/// <param name="Id">The connector's id of the view.</param>
/// <param name="Dimensions">The dimensions, each without <c>ym:s:</c> and without the attribution in front.</param>
internal sealed record MetricaView(string Id, IReadOnlyList<string> Dimensions)
{
    public const string Prefix = "ym:s:";
    public const string Date = "date";

    // Metrica allows any of these in front of a dimension that says where a visit came from; which one does not change what a row is.
    private static readonly string[] Attributions =
        ["lastsign", "last", "first", "last_yandex_direct_click", "automatic", "<attribution>", "cross_device_last_significant", "cross_device_last", "cross_device_first"];

    /// <summary>The metrics of every view, without <c>ym:s:</c>, and the measures that they become.</summary>
    public static IReadOnlyList<(string Metric, Measure Measure)> Metrics { get; } =
    [
        ("visits", new("sessions", IsCount: true, IsMoney: false)),
        ("users", new("users", IsCount: true, IsMoney: false) { IsAdditive = false }),
        // Metrica does not promise that a new user who came twice on a day, by two sources, stands in one row only.
        ("newUsers", new("newUsers", IsCount: true, IsMoney: false) { IsAdditive = false }),
        ("sumGoalReachesAny", new("conversions", IsCount: false, IsMoney: false)),
    ];

    private static readonly MetricaView[] All =
    [
        new("date", [Date]),
        new("utm", [Date, "TrafficSource", "UTMSource", "UTMMedium", "UTMCampaign"]),
    ];

    /// <summary>The dimensions of the view's facts.</summary>
    public string DimensionSet => Facts(string.Empty, string.Empty, string.Empty, string.Empty).Set;

    public FactView FactView => new(FactKind.Web, null, DimensionSet);

    public bool HasSources => Dimensions.Count > 1;

    public static MetricaView? Of(string id) => Array.Find(All, x => x.Id == id);

    public Dimensions Facts(string trafficSource, string source, string medium, string campaign) => HasSources
        ? Core.Facts.Dimensions.Of(
            (DimensionNames.Channel, MetricaChannels.Of(trafficSource, source, medium)),
            (DimensionNames.Source, source),
            (DimensionNames.Medium, medium),
            (DimensionNames.Campaign, campaign))
        : Core.Facts.Dimensions.None;

    /// <summary>
    /// Where the view's names stand in a list that the answer repeats from the question; in the order of asking when it repeats none.
    /// Null when it names others.
    /// </summary>
    public static int[]? Places(JsonElement? echo, IReadOnlyList<string> names)
    {
        if (echo is not { ValueKind: JsonValueKind.Array } list)
        {
            return [.. Enumerable.Range(0, names.Count)];
        }

        var found = list.EnumerateArray().Select(static x => MetricaText.Of(x)).ToList();
        var places = names.Select(name => found.FindIndex(x => x is not null && Is(x, name))).ToArray();
        return found.Count == names.Count && !places.Contains(-1) ? places : null;
    }

    private static bool Is(string found, string name)
    {
        if (!found.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // The same names are written with other capitals here and there: lastsignTrafficSource, lastSignTrafficSource.
        var own = found[Prefix.Length..];
        return own.Equals(name, StringComparison.OrdinalIgnoreCase)
            || (name != Date && Attributions.Any(x => own.Equals(x + name, StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>Texts of an answer.</summary>
internal static class MetricaText
{
    /// <summary>The text, or null when it is none or holds halves of characters, which JSON lets through.</summary>
    public static string? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => element.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
