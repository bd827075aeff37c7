using System.Globalization;
using System.Text;

namespace KpiFunctions.IntegrationTests;

/// <summary>
/// Files of a made-up brand with two ad accounts whose people export now by day and now without days: some months whole by day, some not,
/// ranges that overlap, visits of a month by channel, and clicks on search results beside them. Everything follows from the seed. Of one
/// day or range no two files tell different figures of a campaign, but a range need not be the sum of its days.
/// </summary>
internal static class PeriodBrand
{
    private static readonly DateOnly First = new(2026, 10, 1);
    private static readonly DateOnly Last = new(2026, 11, 30);
    private static readonly (string Account, string[] Campaigns)[] Accounts =
        [("111-222-3333", ["Brand", "Чай оптом", "Display"]), ("444-555-6666", ["Outlet", "Cups"])];

    private static readonly string[] Channels = ["Organic Search", "Direct", "Paid Search"];

    /// <summary>The files in the order in which they are dropped.</summary>
    public static IReadOnlyList<(string Path, byte[] Content)> Files(int seed)
    {
        var random = new Random(seed);
        List<string> files = [];
        foreach (var (account, campaigns) in Accounts)
        {
            // One whole month by day or nearly; of the other some days.
            var hole = random.Next(3) == 0 ? First.AddDays(random.Next(31)) : default;
            files.Add(Ads(account, campaigns, random, [.. Days(First, new(2026, 10, 31)).Where(x => x != hole)], null));
            var start = new DateOnly(2026, 11, 1).AddDays(random.Next(20));
            files.Add(Ads(account, campaigns, random, [.. Days(start, Min(start.AddDays(random.Next(12))))], null));
            files.Add(Ads(account, campaigns, random, [], (First, new(2026, 10, 31))));
            files.Add(Ads(account, campaigns[..^1], random, [], (new(2026, 11, 1), Last)));

            // "The last days", exported again and again: ranges of any length, most of which overlap.
            for (var i = 0; i < 4; i++)
            {
                var from = First.AddDays(random.Next(55));
                files.Add(Ads(account, campaigns, random, [], (from, Min(from.AddDays(1 + random.Next(13))))));
            }
        }

        files.Add(Visits(random, [.. Days(First.AddDays(random.Next(3)), new(2026, 11, random.Next(1, 30)))], null, byChannel: true));
        files.Add(Visits(random, [.. Days(First, new(2026, 11, 10))], null, byChannel: false));
        files.Add(Visits(random, [], (First, new(2026, 10, 31)), byChannel: random.Next(2) == 0));
        files.Add(Visits(random, [], (new(2026, 11, 1), Last), byChannel: true));
        files.Add(Visits(random, [], (new(2026, 11, 16), new(2026, 11, 22)), byChannel: false));
        files.Add(SearchResults(random));
        var order = files.ToArray();
        random.Shuffle(order);
        return [.. order.Select(static (x, i) => (string.Create(CultureInfo.InvariantCulture, $"{i:00}.csv"), Encoding.UTF8.GetBytes(x)))];
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    private static DateOnly Min(DateOnly day) => day < Last ? day : Last;

    /// <summary>A campaign report: by day, or over a range and with its total.</summary>
    private static string Ads(string account, string[] campaigns, Random random, DateOnly[] days, (DateOnly From, DateOnly To)? range)
    {
        var (from, to) = range ?? (days[0], days[^1]);
        var text = new StringBuilder("Campaign report\n");
        text.Append(CultureInfo.InvariantCulture, $"{from:d MMMM yyyy} - {to:d MMMM yyyy}\n");
        text.Append(range is null ? "Day," : string.Empty).Append("Customer ID,Campaign,Campaign type,Impr.,Clicks,Currency code,Cost\n");
        foreach (var day in range is null ? days : [from])
        {
            foreach (var campaign in campaigns)
            {
                text.Append(range is null ? day.ToString("yyyy-MM-dd,", CultureInfo.InvariantCulture) : string.Empty);
                text.Append(CultureInfo.InvariantCulture, $"{account},{campaign},{(campaign == "Display" ? "Display" : "Search")},{random.Next(1000, 9999)},{random.Next(1, 999)},RUB,{random.Next(1, 99999) / 100m:0.00}\n");
            }
        }

        return text.ToString();
    }

    private static string Visits(Random random, DateOnly[] days, (DateOnly From, DateOnly To)? range, bool byChannel)
    {
        var (from, to) = range ?? (days[0], days[^1]);
        const string Rule = "# ----------------------------------------\n";
        var text = new StringBuilder(Rule + "# Report CSV Export\n# Account: Tea\n# Property: Tea - GA4\n" + Rule + "# \n# All Users\n");
        text.Append(CultureInfo.InvariantCulture, $"# Start date: {from:yyyyMMdd}\n# End date: {to:yyyyMMdd}\n");
        text.Append(range is null ? "Date," : string.Empty).Append(byChannel ? "Session default channel group," : string.Empty);
        text.Append("Sessions,Total users,Key events,Ecommerce purchases,Total revenue\n");
        foreach (var day in range is null ? days : [from])
        {
            foreach (var channel in byChannel ? Channels : [string.Empty])
            {
                text.Append(range is null ? day.ToString("yyyyMMdd,", CultureInfo.InvariantCulture) : string.Empty).Append(byChannel ? channel + "," : string.Empty);
                text.Append(CultureInfo.InvariantCulture, $"{random.Next(10, 999)},{random.Next(1, 500)},{random.Next(20)},{random.Next(9)},{random.Next(99999) / 100m:0.00}\n");
            }
        }

        return text.ToString();
    }

    private static string SearchResults(Random random) => "Date,Clicks,Impressions,CTR,Position\n" + string.Concat(Days(First, Last).Select(day =>
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{random.Next(1, 99)},{random.Next(100, 999)},5%,7.1\n")));
}
