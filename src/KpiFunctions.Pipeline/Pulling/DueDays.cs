using KpiFunctions.Core.Brands;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>Which days of an account are to be asked for.</summary>
internal static class DueDays
{
    /// <summary>Monday; slices of whole weeks are weeks.</summary>
    private static readonly DateOnly Epoch = new(2020, 1, 6);

    /// <summary>
    /// When yesterday is asked for once more: platforms count on for hours after midnight, and reports are sent from nine on. What was
    /// answered before is counted halfway.
    /// </summary>
    internal static readonly TimeOnly SettledAt = new(6, 0);

    /// <summary>
    /// Days that are over and were never had; those that the platform may still change, once after each midnight; and yesterday,
    /// once more from <see cref="SettledAt"/> on. A day is had by a complete answer that was asked for after its end: what was asked
    /// before is not all of it.
    /// </summary>
    /// <param name="now">The present.</param>
    /// <param name="zone">Where days begin and end.</param>
    /// <param name="from">First day that is wanted.</param>
    /// <param name="restatementDays">How many days, counted back from yesterday, the platform may still change.</param>
    /// <param name="pulledAt">Per day, when the last complete answer was asked for.</param>
    /// <returns>The days in their order; today and later days are never among them.</returns>
    public static IReadOnlyList<DateOnly> Of(
        DateTimeOffset now, TimeZoneInfo zone, DateOnly from, int restatementDays, IReadOnlyDictionary<DateOnly, DateTimeOffset> pulledAt)
    {
        var today = Today(now, zone);
        var midnight = StartOf(today, zone);
        var morning = At(today, SettledAt, zone);
        var unsettled = today.AddDays(-restatementDays);
        var due = new List<DateOnly>();
        for (var day = from; day < today; day = day.AddDays(1))
        {
            var since = day == today.AddDays(-1) && now >= morning ? morning
                : day >= unsettled ? midnight
                : StartOf(day.AddDays(1), zone);
            if (!pulledAt.TryGetValue(day, out var at) || at < since)
            {
                due.Add(day);
            }
        }

        return due;
    }

    /// <summary>The day that it is in the zone.</summary>
    public static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>The next time that yesterday is asked for once more, later than now.</summary>
    public static DateTimeOffset NextMorning(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = Today(now, zone);
        var morning = At(today, SettledAt, zone);
        return now < morning ? morning : At(today.AddDays(1), SettledAt, zone);
    }

    /// <summary>The first day that is wanted: as configured, else the first of the month before this one.</summary>
    public static DateOnly FirstWanted(ConnectorRule rule, DateOnly today) => rule.From ?? new DateOnly(today.Year, today.Month, 1).AddMonths(-1);

    /// <summary>The slice that a day belongs to: slices of that length lie on a fixed grid.</summary>
    public static (DateOnly From, DateOnly To) SliceOf(DateOnly day, int sliceDays)
    {
        var offset = day.DayNumber - Epoch.DayNumber;
        var first = Epoch.AddDays((int)Math.Floor((double)offset / sliceDays) * sliceDays);
        return (first, first.AddDays(sliceDays - 1));
    }

    /// <summary>Days without a gap between them, asked for at once.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Runs(IEnumerable<DateOnly> days)
    {
        (DateOnly From, DateOnly To)? run = null;
        foreach (var day in days.Order())
        {
            if (run is { } open && day == open.To.AddDays(1))
            {
                run = (open.From, day);
                continue;
            }

            if (run is { } whole)
            {
                yield return whole;
            }

            run = (day, day);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }

    /// <summary>The first moment of a day. A zone may skip midnight, or have it twice, when summer time begins or ends.</summary>
    internal static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => At(day, TimeOnly.MinValue, zone);

    /// <summary>When the clocks of the zone first show that time on that day, or the next one where they skip it.</summary>
    internal static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var moment = day.ToDateTime(time);
        while (zone.IsInvalidTime(moment))
        {
            moment = moment.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(moment) ? zone.GetAmbiguousTimeOffsets(moment).Max() : zone.GetUtcOffset(moment);
        return new DateTimeOffset(moment, offset).ToUniversalTime();
    }
}
