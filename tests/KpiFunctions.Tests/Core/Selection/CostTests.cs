using Xunit;
using static KpiFunctions.Tests.Core.Selection.Files;

namespace KpiFunctions.Tests.Core.Selection;

/// <summary>"Costs" of the selection rules.</summary>
public sealed class CostTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void A_range_is_spread_over_its_days_and_adds_up_to_the_micro()
    {
        var selected = new Files().Cost("a", At(21), First, First.AddDays(6), 100m).Select();

        Assert.Equal(7, selected.Costs.Count);
        Assert.Equal(100m, selected.Costs.Sum(static x => x.Amount));
        Assert.True(selected.Costs.Max(static x => x.Amount) - selected.Costs.Min(static x => x.Amount) <= 0.000001m);
    }

    [Fact]
    public void Daily_costs_of_a_newer_file_serve_their_days_of_an_older_monthly_range()
    {
        var selected = new Files()
            .Cost("month", At(21), First, First.AddDays(29), 300m)
            .Cost("day", At(22), First.AddDays(4), First.AddDays(4), 25m)
            .Select();

        Assert.Equal(315m, selected.Costs.Sum(static x => x.Amount));
    }

    [Fact]
    public void Rows_of_one_file_are_added_even_where_they_overlap()
    {
        var selected = new Files().Cost("a", At(21), First, First, 10m).Cost("a", At(21), First, First.AddDays(1), 10m).Select();

        Assert.Equal(20m, selected.Costs.Sum(static x => x.Amount));
    }

    [Fact]
    public void A_negative_amount_is_a_correction_and_adds_up_too()
    {
        var selected = new Files().Cost("a", At(21), First, First.AddDays(2), -10m).Select();

        Assert.Equal(-10m, selected.Costs.Sum(static x => x.Amount));
    }
}
