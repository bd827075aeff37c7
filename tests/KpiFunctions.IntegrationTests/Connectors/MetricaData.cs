using System.Globalization;

namespace KpiFunctions.IntegrationTests.Connectors;

/// <summary>One row of a day, as the platform counts it.</summary>
/// <param name="SourceId">Traffic source id such as <c>organic</c>, <c>ad</c>, <c>direct</c>.</param>
/// <param name="UtmSource">Null where a visit has no tag.</param>
/// <param name="UtmMedium">Null where a visit has no tag.</param>
/// <param name="UtmCampaign">Null where a visit has no tag.</param>
/// <param name="Visits">Visits.</param>
/// <param name="Users">Users; not additive.</param>
/// <param name="NewUsers">New users.</param>
/// <param name="Goals">Goals reached.</param>
internal sealed record MetricaRow(
    string? SourceId, string? UtmSource, string? UtmMedium, string? UtmCampaign, long Visits, long Users, long NewUsers, long Goals)
{
    /// <summary>What the platform calls the source in English.</summary>
    public string? SourceName => SourceId switch
    {
        null => null,
        "ad" => "Ad traffic",
        "direct" => "Direct traffic",
        "email" => "Mailing traffic",
        "organic" => "Search engine traffic",
        "referral" => "Link traffic",
        "social" => "Social network traffic",
        _ => SourceId,
    };

    /// <summary>The metrics in the order in which they are asked for.</summary>
    public double[] Metrics => [Visits, Users, NewUsers, Goals];
}

/// <summary>A counter's data and how the platform presents it. Change anything at any moment: the next answer has it.</summary>
internal sealed class MetricaCounter(string token)
{
    private readonly Dictionary<DateOnly, MetricaDay> _days = [];

    /// <summary>The one token that opens the counter.</summary>
    public string Token { get; set; } = token;

    /// <summary>Whether the platform estimates from a sample.</summary>
    public bool Sampled { get; set; }

    /// <summary>Whether the platform withholds rows.</summary>
    public bool Sensitive { get; set; }

    /// <summary>How many rows one question may lead to before it is too complex; null for any number.</summary>
    public int? MostRows { get; set; }

    /// <summary>Which error type <see cref="MostRows"/> leads to: <c>query_error</c> or <c>too_much_rows</c>.</summary>
    public string TooMuch { get; set; } = "query_error";

    /// <summary>Seconds between a visit and its count.</summary>
    public int DataLag { get; set; } = 112;

    /// <summary>Replaces a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="rows">Its rows; none takes the day away.</param>
    /// <param name="users">Users of the whole day, where they are fewer than the rows' sum: somebody came by two ways.</param>
    public void Set(DateOnly day, IEnumerable<MetricaRow> rows, long? users = null)
    {
        lock (_days)
        {
            _days[day] = new([.. rows], users);
        }
    }

    /// <summary>The rows of a day as they are now.</summary>
    public IReadOnlyList<MetricaRow> Rows(DateOnly day) => Day(day).Rows;

    /// <summary>A day's metrics as they are now, in the order in which they are asked for: what the view <c>date</c> answers.</summary>
    public double[] Totals(DateOnly day) => Day(day).Metrics;

    /// <summary>Rows of the view <c>date</c>: a day without visits has none.</summary>
    internal IReadOnlyList<MetricaLine> ByDate(DateOnly from, DateOnly to) =>
        [.. Days(from, to).Where(static x => x.Day.Rows.Count > 0).Select(static x => new MetricaLine([Text(x.Date)], x.Day.Metrics))];

    /// <summary>Rows of the view <c>utm</c>, in the order of its dimensions.</summary>
    internal IReadOnlyList<MetricaLine> ByUtm(DateOnly from, DateOnly to) =>
        [.. Days(from, to).SelectMany(static x => x.Day.Rows
            .OrderBy(static y => y.SourceId, StringComparer.Ordinal)
            .ThenBy(static y => y.UtmSource, StringComparer.Ordinal)
            .ThenBy(static y => y.UtmMedium, StringComparer.Ordinal)
            .ThenBy(static y => y.UtmCampaign, StringComparer.Ordinal)
            .Select(y => new MetricaLine(
                [Text(x.Date), new(y.SourceName, y.SourceId, HasId: true), new(y.UtmSource), new(y.UtmMedium), new(y.UtmCampaign)], y.Metrics)))];

    private static MetricaName Text(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private MetricaDay Day(DateOnly day)
    {
        lock (_days)
        {
            return _days.GetValueOrDefault(day, MetricaDay.None);
        }
    }

    private IEnumerable<(DateOnly Date, MetricaDay Day)> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return (day, Day(day));
        }
    }

    private sealed record MetricaDay(IReadOnlyList<MetricaRow> Rows, long? Users)
    {
        public static MetricaDay None { get; } = new([], null);

        public double[] Metrics =>
            [Rows.Sum(static x => x.Visits), Users ?? Rows.Sum(static x => x.Users), Rows.Sum(static x => x.NewUsers), Rows.Sum(static x => x.Goals)];
    }
}

/// <summary>One value of a dimension.</summary>
internal sealed record MetricaName(string? Name, string? Id = null, bool HasId = false);

/// <summary>One row of an answer.</summary>
internal sealed record MetricaLine(IReadOnlyList<MetricaName> Dimensions, double[] Metrics);
