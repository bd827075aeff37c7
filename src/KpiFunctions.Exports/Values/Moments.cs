namespace KpiFunctions.Exports.Values;

/// <summary>Turns a written day and time into a point in time and a day in the brand's zone.</summary>
public static class Moments
{
    /// <summary>
    /// A time with an offset is converted to the zone, a time without one is taken as the zone's.
    /// The point in time has whole milliseconds, in UTC.
    /// </summary>
    public static (DateOnly Day, DateTimeOffset Utc) Of(DateOnly day, in DateText text, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = day.ToDateTime(TimeOnly.MinValue) + (text.Time ?? TimeSpan.Zero);
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMillisecond));
        if (text.Offset is not { } offset)
        {
            // Unlike conversions this answers also for times that a change to summer time skips.
            return (day, new DateTimeOffset(local - zone.GetUtcOffset(local), TimeSpan.Zero));
        }

        var utc = new DateTimeOffset(local - offset, TimeSpan.Zero);
        return (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(utc, zone).DateTime), utc);
    }
}
