using System.Globalization;
using System.Text.RegularExpressions;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>The questions that are put to the reporting API (https://yandex.com/dev/metrika/en/stat/openapi/data).</summary>
internal static partial class MetricaQuery
{
    /// <summary>How many metrics a row has, in the order visits, users, new users, goals reached.</summary>
    public const int MetricCount = 4;

    /// <summary>Where the platform is.</summary>
    public static readonly Uri Home = new("https://api-metrika.yandex.net/");

    private const string Metrics = "ym:s:visits,ym:s:users,ym:s:newUsers,ym:s:sumGoalReachesAny";
    private const string Date = "ym:s:date";

    // The last significant source, which the platform's own reports show unless told otherwise.
    private const string Utm =
        Date + ",ym:s:lastsignTrafficSource,ym:s:lastsignUTMSource,ym:s:lastsignUTMMedium,ym:s:lastsignUTMCampaign";

    /// <summary>Ids of the views.</summary>
    public static IReadOnlyList<string> Views { get; } = ["date", "utm"];

    /// <summary>A counter's number.</summary>
    public static bool IsAccount(string account) => Counter().IsMatch(account);

    /// <summary>How many dimensions a row of the view has.</summary>
    public static int DimensionCount(string view) => Dimensions(view).Count(static x => x == ',') + 1;

    /// <summary>
    /// The address of one page. It is sorted by all dimensions, so that every row has one place and pages neither repeat nor skip one.
    /// Names come in English whatever the account's language: they are for people, ids are what counts. Days are the counter's own.
    /// </summary>
    public static Uri Page(Uri home, string account, string view, DateOnly from, DateOnly to, int limit, long offset)
    {
        var dimensions = Dimensions(view);
        return new(
            home,
            string.Create(
                CultureInfo.InvariantCulture,
                $"stat/v1/data?ids={account}&date1={from:yyyy-MM-dd}&date2={to:yyyy-MM-dd}&dimensions={dimensions}&metrics={Metrics}"
                + $"&sort={dimensions}&accuracy=full&include_undefined=true&lang=en&limit={limit}&offset={offset}"));
    }

    private static string Dimensions(string view) => view switch
    {
        "date" => Date,
        "utm" => Utm,
        _ => throw new ArgumentException("There is no view " + view + ".", nameof(view)),
    };

    [GeneratedRegex(@"^[1-9][0-9]{0,14}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counter();
}
