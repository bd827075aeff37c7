using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;
using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Web: dimension sets" of the selection rules: two tables of the same visits.</summary>
public sealed class DimensionSetTests
{
    [Fact]
    public void A_table_by_date_and_one_by_channel_are_never_added()
    {
        var selected = new Files()
            .Visits("by date", At(21), 100)
            .Visits("by channel", At(21), 60, Channels.PaidSearch).Visits("by channel", At(21), 40, Channels.Direct)
            .Select();

        Assert.Equal(100, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
        Assert.Equal(100, selected.Web.Where(static x => x.ServesChannel).Sum(static x => x.Measures.Sessions));
        Assert.Equal(["", "channel", "channel"], selected.Web.Select(static x => x.Dimensions.Set));
        Assert.DoesNotContain(selected.Notes, static x => x.Code == SelectionNotes.SetsDiffer);
    }

    [Fact]
    public void A_table_by_channel_serves_the_total_where_there_is_no_other()
    {
        var selected = new Files().Visits("by channel", At(21), 60, Channels.PaidSearch).Visits("by channel", At(21), 40, Channels.Direct).Select();

        Assert.Equal(100, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }

    [Fact]
    public void A_set_without_sessions_does_not_serve_them()
    {
        var selected = new Files().Visits("users only", At(21), null).Visits("by channel", At(21), 60, Channels.PaidSearch).Select();

        Assert.Equal(60, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }

    [Fact]
    public void Sets_that_do_not_agree_are_a_note()
    {
        var selected = new Files().Visits("by date", At(21), 100).Visits("by channel", At(21), 60, Channels.PaidSearch).Select();

        Assert.Contains(selected.Notes, static x => x.Code == SelectionNotes.SetsDiffer);
    }

    [Fact]
    public void Each_property_takes_its_own_smallest_table_and_properties_add_up()
    {
        var selected = new Files()
            .Visits("by date", At(21), 100, account: new("7", null)).Visits("by channel", At(21), 90, Channels.Direct, account: new("7", null))
            .Visits("by channel", At(21), 30, Channels.Direct, account: new("8", null)).Visits("by channel", At(21), 20, Channels.Email, account: new("8", null))
            .Select();

        Assert.Equal(150, selected.Web.Where(static x => x.ServesTotal).Sum(static x => x.Measures.Sessions));
    }

    [Fact]
    public void Each_sum_takes_the_smallest_table_that_has_it()
    {
        var files = new Files()
            .Visits("by date", At(21), 100)
            .Visits("by channel", At(21), 60, Channels.OrganicSearch, conversions: 6m).Visits("by channel", At(21), 40, Channels.Direct, conversions: 2m);
        var total = new KpiCalculator(files.Select(), new() { Brand = "b" }).Calculate(Period.Day(Day)).Total!;

        Assert.Equal((100m, 60m, 8m, 100m), (total.Sums[Measures.Sessions], total.Sums[Measures.OrganicSessions], total.Sums[Measures.WebConversions], total.Sums[Measures.ConversionSessions]));
    }

    [Fact]
    public void What_is_said_of_search_results_and_of_another_counter_is_not_said_of_the_traffic()
    {
        var files = new Files().Visits("ga4", At(21), 100).Visits("old", At(21), 90).Visits("new", At(22), 10).Visits("clicks", At(21), null);
        files.Facts.Web[1] = files.Facts.Web[1] with { Source = Sources.YandexMetrica };
        files.Facts.Web[2] = files.Facts.Web[2] with { Source = Sources.YandexMetrica };
        files.Facts.Web[3] = files.Facts.Web[3] with { Source = Sources.GoogleSearchConsole, Clicks = 7 };
        var selected = files.Select();
        var total = new KpiCalculator(selected, new() { Brand = "b" }).Calculate(Period.Day(Day)).Total!;

        Assert.Contains(selected.Notes, static x => x is { Code: SelectionNotes.Implausible, Source: Sources.YandexMetrica });
        Assert.Equal(100m, total.Sums[Measures.Sessions]);
        Assert.False(total.Notes.ContainsKey("traffic"));
        Assert.False(total.Sums.ContainsKey(Measures.Clicks));
    }
}
