using KpiFunctions.Core.Periods;

namespace KpiFunctions.Pipeline.Work;

/// <summary>
/// When reports are due: the newest completed week, from nine o'clock on the first day of the next one, by the clock on the brand's wall. Older
/// weeks are never due, so an outage of any length ends in one report.
/// </summary>
internal static class DueReports
{
    /// <summary>The day of the next week on which the report is due, from 0.</summary>
    public const int Day = 0;

    /// <summary>The hour on that day.</summary>
    public const int Hour = 9;

    /// <summary>The newest week that is over in the zone.</summary>
    public static Period NewestWeek(DateTimeOffset now, TimeZoneInfo zone, WeekStart start) => CurrentWeek(Local(now, zone), start).Previous(start);

    /// <summary>The newest week that is over, when its report is due; null while it is not yet.</summary>
    public static Period? Newest(DateTimeOffset now, TimeZoneInfo zone, WeekStart start)
    {
        var local = Local(now, zone);
        var week = CurrentWeek(local, start);

        // Compared as the wall clock shows it: where the clock is put forward over the hour, it is due right after.
        return local >= week.From.AddDays(Day).ToDateTime(new TimeOnly(Hour, 0)) ? week.Previous(start) : null;
    }

    private static DateTime Local(DateTimeOffset now, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(now, zone).DateTime;

    private static Period CurrentWeek(DateTime local, WeekStart start) => Period.Week(DateOnly.FromDateTime(local), start);
}
