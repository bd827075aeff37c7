using KpiFunctions.Core.Periods;

namespace KpiFunctions.Core.Selection.Effects;

/// <summary>Whether the rows of an export without days serve any period that is reported.</summary>
internal static class PeriodUse
{
    /// <summary>A period of exactly these days.</summary>
    public static Period Exactly(DateOnly from, DateOnly to) => new(Grain.Month, from, to, string.Empty);

    /// <summary>Why the rows of a block serve no period; null when they serve one.</summary>
    public static string? ReasonOf<T>(PeriodBlock<T>? block, PeriodFacts<T> facts)
    {
        switch (block?.Standing)
        {
            case PeriodStanding.DaysServe:
                return NotUsedReasons.OtherRange;
            case PeriodStanding.GivesWay:
                return NotUsedReasons.UnknownAccount;
            case PeriodStanding.Serves:
                break;
            default:
                return NotUsedReasons.Other;
        }

        // Which day a week starts with is the brand's to say; one of both that holds the range is enough.
        var periods = Grains.All
            .SelectMany(grain => Enum.GetValues<WeekStart>().Select(start => Period.Of(grain, block.From, start)))
            .Where(x => x.Contains(block.To))
            .ToList();
        if (periods.Count == 0)
        {
            return NotUsedReasons.NoPeriod;
        }

        var rivals = new List<PeriodBlock<T>>();
        foreach (var period in periods)
        {
            var serving = facts.For(period).Serving;
            if (serving.Contains(block))
            {
                return null;
            }

            rivals.AddRange(serving.Where(x => x.Source == block.Source && x.Overlaps(block.From, block.To)));
        }

        return rivals.Exists(x => x.AccountKey != block.AccountKey) ? NotUsedReasons.UnknownAccount
            : rivals.Exists(x => x.Level < block.Level) ? NotUsedReasons.CoarserRows
            : NotUsedReasons.OtherRange;
    }
}
