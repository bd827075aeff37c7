using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Same campaign" of the selection rules: ids and names.</summary>
public sealed class SameCampaignTests
{
    [Fact]
    public void A_campaign_known_by_id_and_one_known_by_name_alone_are_one()
    {
        var selected = new Files()
            .Ad("with ids", At(21), "Brand", 10m, id: "77")
            .Ad("names only", At(22), " brand ", 12m)
            .Select();

        var ad = Assert.Single(selected.Ads);
        Assert.Equal(12m, ad.Measures.Cost);
        Assert.Equal("77", ad.Campaign.Id);
        Assert.Equal("brand", ad.Campaign.Name);
    }

    [Fact]
    public void A_renamed_campaign_with_an_id_is_shown_under_its_newest_name()
    {
        var selected = new Files()
            .Ad("old", At(21), "Brand", 10m, id: "77", day: Day.AddDays(-1))
            .Ad("new", At(22), "Brand 2026", 12m, id: "77")
            .Select();

        Assert.All(selected.Ads, static x => Assert.Equal("Brand 2026", x.Campaign.Name));
        Assert.Single(selected.Ads.Select(static x => x.CampaignKey).Distinct());
    }

    [Fact]
    public void A_name_that_two_ids_share_counts_only_on_days_without_them()
    {
        var selected = new Files()
            .Ad("ids", At(21), "Brand", 10m, id: "1").Ad("ids", At(21), "Brand", 20m, id: "2")
            .Ad("names", At(22), "Brand", 99m).Ad("names", At(22), "Brand", 5m, day: Day.AddDays(1))
            .Select();

        Assert.Equal(30m, selected.Ads.Where(static x => x.Date == Day).Sum(static x => x.Measures.Cost));
        Assert.Equal(5m, selected.Ads.Where(static x => x.Date > Day).Sum(static x => x.Measures.Cost));
    }

    [Theory]
    [InlineData("Café", "cafe\u0301")]
    [InlineData("Чай", " ЧАЙ ")]
    public void Names_are_one_whatever_their_spaces_case_and_composition(string one, string other)
    {
        var selected = new Files().Ad("a", At(21), one, 10m).Ad("b", At(22), other, 12m).Select();

        Assert.Equal(12m, Assert.Single(selected.Ads).Measures.Cost);
    }

    [Fact]
    public void A_name_is_resolved_over_the_whole_account_whichever_day_tells_the_id()
    {
        var selected = new Files()
            .Ad("names, dropped first", At(21), "Brand", 10m, day: Day.AddDays(-1), account: new("7", null))
            .Ad("ids of another day", At(22), "Brand", 12m, id: "77", account: new("7", null))
            .Ad("another account", At(22), "Brand", 5m, id: "88", account: new("9", null))
            .Select();

        Assert.Equal(["id:77", "id:77", "id:88"], selected.Ads.Select(static x => x.CampaignKey).Order(StringComparer.Ordinal));
    }
}
