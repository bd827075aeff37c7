namespace KpiFunctions.Cli.Sample.Model;

/// <summary>Costs that no ad platform's export holds, and one that it does hold, as happens when accounting adds its own list.</summary>
internal static class CostPlan
{
    private const decimal AgencyFeeAMonth = 150000m;
    private const double SocialAWeek = 18000;

    public static IEnumerable<CostRow> Rows(SampleOptions options, IReadOnlyList<AdRow> ads)
    {
        var random = SampleRandom.For(options.Seed, "costs");
        return [.. Agency(options), .. SocialAds(options, random), .. Mailings(options, random), AlreadyInTheAdsReport(options, ads)];
    }

    /// <summary>A fee a calendar month, whole months, also where the sample holds a part of them.</summary>
    private static IEnumerable<CostRow> Agency(SampleOptions options)
    {
        var first = new DateOnly(options.FirstDay.Year, options.FirstDay.Month, 1);
        for (var month = first; month <= options.LastDay; month = month.AddMonths(1))
        {
            yield return new(month, month.AddMonths(1).AddDays(-1), "agency", "fee", string.Empty, AgencyFeeAMonth);
        }
    }

    /// <summary>VK by week: a platform of which the brand has no export, so these rows are its ad spend.</summary>
    private static IEnumerable<CostRow> SocialAds(SampleOptions options, SampleRandom random)
    {
        for (var monday = options.FirstDay; monday <= options.LastDay; monday = monday.AddDays(7))
        {
            var weeksLeft = (options.LastDay.DayNumber - monday.DayNumber) / 7;
            var amount = SocialAWeek * options.Scale * random.Around(0.03) / (1 + (ShopPlan.WeeklyGrowth * weeksLeft));
            yield return new(monday, monday.AddDays(6), "vk", "cpc", "ВК – Подарочные наборы", Math.Round((decimal)amount, 2, MidpointRounding.ToEven));
        }
    }

    private static IEnumerable<CostRow> Mailings(SampleOptions options, SampleRandom random)
    {
        for (var day = options.FirstDay; day <= options.LastDay; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday or DayOfWeek.Saturday)
            {
                yield return new(day, day, "unisender", "email", "digest", Math.Round((decimal)(640 * options.Scale * random.Around(0.1)), 2, MidpointRounding.ToEven));
            }
        }
    }

    private static CostRow AlreadyInTheAdsReport(SampleOptions options, IReadOnlyList<AdRow> ads)
    {
        var monday = options.LastDay.AddDays(-6);
        var cost = ads.Where(x => x.Day >= monday && x.Campaign == ShopPlan.Wholesale).Sum(static x => x.Cost);
        return new(monday, options.LastDay, "google", "cpc", ShopPlan.Wholesale.Name, cost);
    }
}
