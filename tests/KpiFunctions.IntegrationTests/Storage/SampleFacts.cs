using KpiFunctions.Core.Facts;

namespace KpiFunctions.IntegrationTests.Storage;

/// <summary>Facts with every kind of value in every column: nulls, empties, both signs, several scripts.</summary>
internal static class SampleFacts
{
    private static readonly DateOnly Start = new(2026, 9, 15);
    private static readonly string[] Names = ["Бренд | поиск", "Generic \"shoes\"", "emoji 🧲", "z", string.Empty, "a'b"];

    public static FactSet OfEveryKind(int days)
    {
        var facts = new FactSet();
        facts.Ads.AddRange(Ads(days, campaigns: 6, file: 'a'));
        for (var i = 0; i < days; i++)
        {
            var day = Start.AddDays(i);
            facts.Web.Add(new()
            {
                Source = "google-analytics",
                Account = new(i % 3 == 0 ? null : "p1", i % 4 == 0 ? string.Empty : null),
                From = day,
                To = i % 10 == 0 ? day.AddDays(6) : day,
                Dimensions = i % 2 == 0 ? Dimensions.None : Dimensions.Of((DimensionNames.Channel, Names[i % 6])),
                Currency = "RUB",
                Sessions = i % 7 == 0 ? null : 1000 + i,
                Users = i % 5 == 0 ? null : 900 - i,
                NewUsers = i * 3L,
                Conversions = i % 3 == 0 ? null : i + 0.25m,
                Orders = i % 6 == 0 ? null : i,
                Revenue = i % 4 == 0 ? null : (i * 99.99m) - 1000m,
                Clicks = i % 3 == 1 ? i * 2L : null,
                Impressions = i % 3 == 1 ? i * 50L : null,
                Origin = Origin('b', i),
            });
            facts.Orders.Add(new()
            {
                Source = "shopify",
                Account = new(i % 3 == 0 ? "s1" : null, i % 2 == 0 ? "Shop" : null),
                Id = i % 3 == 0 ? null : $"{5000 + i}",
                Number = $"#{1000 + i}",
                CreatedAt = new(day.ToDateTime(new TimeOnly(23, i % 60, 1, i)), TimeSpan.Zero),
                Date = day,
                ChangedAt = i % 2 == 0 ? null : new(day.AddDays(2).ToDateTime(new TimeOnly(1, 2, 3, 4)), TimeSpan.Zero),
                State = i % 5 == 0 ? "voided" : "paid",
                Currency = "EUR",
                Goods = 10.000001m * i,
                RefundedGoods = i % 8 == 0 ? 5m : 0m,
                Customer = new(i % 2 == 0 ? null : $"kh1-{i % 9}", i % 3 == 0 ? $"kh1-p{i}" : null, i % 5 == 0 ? $"kh1-i{i}" : null),
                Origin = Origin('c', i),
            });
            facts.Costs.Add(new()
            {
                Source = "costs",
                From = day,
                To = day.AddDays(i % 4),
                UtmSource = Names[i % 6],
                UtmMedium = i % 2 == 0 ? string.Empty : "cpc",
                UtmCampaign = Names[(i + 1) % 6],
                Amount = (i * 1_000_000.5m) - 3m,
                Currency = "EUR",
                Origin = Origin('d', i),
            });
        }

        return facts;
    }

    public static IEnumerable<AdFact> Ads(int days, int campaigns, char file)
    {
        for (var i = 0; i < days * campaigns; i++)
        {
            var day = Start.AddDays(i / campaigns);
            var campaign = i % campaigns;
            yield return new()
            {
                Source = "google-ads",
                Account = new(campaign % 4 == 0 ? null : "123-456-7890", campaign % 3 == 0 ? string.Empty : campaign % 3 == 1 ? null : "Счёт"),
                From = day,
                To = day,
                Level = (AdLevel)(campaign % 5),
                Campaign = new(campaign % 2 == 0 ? null : $"{campaign}", $"{Names[campaign % 6]} {campaign / 6}"),
                Dimensions = campaign % 3 == 0 ? Dimensions.None : Dimensions.Of(("network", Names[campaign % 6]), ("device", "mobile")),
                Channel = campaign % 2 == 0 ? Channels.PaidSearch : Channels.Display,
                Currency = "EUR",
                Impressions = i % 11 == 0 ? null : 1000L + (i * 7919L % 5000),
                Clicks = i % 13 == 0 ? null : i * 31L % 300,
                Cost = i % 7 == 0 ? null : (i * 104_729L % 99_999_999) / 1_000_000m,
                Conversions = i % 5 == 0 ? null : (i % 9) + 0.5m,
                ConversionValue = i % 3 == 0 ? null : -1m * (i % 100),
                Origin = Origin(file, i),
            };
        }
    }

    private static FactOrigin Origin(char file, int row) =>
        new(new string(file, 64), row + 2, new DateTimeOffset(2026, 11, 24, 8, 5, 3, 42, TimeSpan.Zero), "1-abc");
}
