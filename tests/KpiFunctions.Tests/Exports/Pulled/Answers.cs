using System.Globalization;
using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Tests.Exports.Pulled;

/// <summary>Builds kept answers of Metrica as a connector would keep them.</summary>
internal static class Answers
{
    public static readonly DateTimeOffset AskedAt = new(2026, 11, 23, 6, 30, 0, TimeSpan.Zero);

    public const string DateEcho =
        """
        "query":{"ids":[44147844],"dimensions":["ym:s:date"],"metrics":["ym:s:visits","ym:s:users","ym:s:newUsers","ym:s:sumGoalReachesAny"],"date1":"2026-11-16","date2":"2026-11-22"},
        """;

    public const string UtmEcho =
        """
        "query":{"dimensions":["ym:s:date","ym:s:lastsignTrafficSource","ym:s:lastsignUTMSource","ym:s:lastsignUTMMedium","ym:s:lastsignUTMCampaign"],"metrics":["ym:s:visits","ym:s:users","ym:s:newUsers","ym:s:sumGoalReachesAny"]},
        """;

    public static ReadingOptions AsPulled { get; } = Exporting.Options with { IsPulled = true };

    public static PullHeader Header(string view = "date") => new()
    {
        Source = Sources.YandexMetrica,
        Account = "44147844",
        View = view,
        From = new DateOnly(2026, 11, 16),
        To = new DateOnly(2026, 11, 22),
        AskedAt = AskedAt,
        Complete = true,
        Pages = [],
    };

    /// <summary>The file: a header that tells the truth about the pages, and the pages.</summary>
    public static byte[] File(PullHeader header, params string[] pages)
    {
        var bodies = pages.Select(Encoding.UTF8.GetBytes).ToList();
        var offset = 0;
        var told = header with
        {
            Pages =
            [
                .. bodies.Select(x => new PullPage(
                    string.Create(CultureInfo.InvariantCulture, $"GET /stat/v1/data?ids=44147844&lang=ru&offset={offset++ + 1}"),
                    200,
                    x.Length,
                    new Dictionary<string, string>(StringComparer.Ordinal))),
            ],
        };
        return [.. told.ToLine(), .. bodies.SelectMany(static x => (byte[])[.. x, (byte)'\n'])];
    }

    /// <summary>A page with what Metrica says about the whole answer.</summary>
    public static string Page(string echo, long totalRows, string totals, params string[] rows) =>
        $$"""
        {{{echo.Trim()}}"data":[{{string.Join(',', rows)}}],"total_rows":{{totalRows}},"total_rows_rounded":false,"sampled":false,"sample_share":1.0,"contains_sensitive_data":false,"data_lag":112,"totals":[{{totals}}]}
        """;

    /// <summary>A row of view <c>date</c>.</summary>
    public static string Day(string day, string metrics) => $$"""{"dimensions":[{"name":"{{day}}"}],"metrics":[{{metrics}}]}""";

    /// <summary>A row of view <c>utm</c>; null marks are those that a visit does not have.</summary>
    public static string Visit(string day, string source, string? utmSource, string? utmMedium, string? utmCampaign, string metrics) =>
        $$"""{"dimensions":[{"name":"{{day}}"},{"id":"{{source}}","name":"Переходы"},{{Mark(utmSource)}},{{Mark(utmMedium)}},{{Mark(utmCampaign)}}],"metrics":[{{metrics}}]}""";

    private static string Mark(string? value) => value is null ? """{"name":null}""" : $$"""{"name":"{{value}}"}""";
}
