using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KpiFunctions.Core.Periods;

/// <summary>How long a period is.</summary>
public enum Grain
{
    /// <summary>One day.</summary>
    Day,

    /// <summary>Seven days from the brand's first day of the week.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>On which day a brand's weeks start.</summary>
public enum WeekStart
{
    /// <summary>ISO weeks.</summary>
    Monday,

    /// <summary>Weeks from Sunday to Saturday.</summary>
    Sunday,
}

/// <summary>
/// A day, week or month of a brand. The id is stable and sortable: <c>2026-11-20</c>, <c>2026-W47</c>, <c>2026-11</c>.
/// </summary>
/// <param name="Grain">How long it is.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Id">The name in tables, paths and on the command line.</param>
public sealed record Period(Grain Grain, DateOnly From, DateOnly To, string Id)
{
    /// <summary>Number of days.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The day as a period.</summary>
    public static Period Day(DateOnly day) => new(Grain.Day, day, day, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>
    /// The week that holds the day. Its id is that of the ISO week whose Thursday it holds, whatever the first day of the week.
    /// </summary>
    public static Period Week(DateOnly day, WeekStart start)
    {
        var first = start == WeekStart.Monday ? DayOfWeek.Monday : DayOfWeek.Sunday;
        var from = day.AddDays(-(((int)day.DayOfWeek - (int)first + 7) % 7));
        var thursday = from.AddDays(start == WeekStart.Monday ? 3 : 4).ToDateTime(TimeOnly.MinValue);
        var id = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(thursday):0000}-W{ISOWeek.GetWeekOfYear(thursday):00}");
        return new(Grain.Week, from, from.AddDays(6), id);
    }

    /// <summary>The calendar month that holds the day.</summary>
    public static Period Month(DateOnly day)
    {
        var from = new DateOnly(day.Year, day.Month, 1);
        return new(Grain.Month, from, from.AddMonths(1).AddDays(-1), from.ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }

    /// <summary>The period of that grain that holds the day.</summary>
    public static Period Of(Grain grain, DateOnly day, WeekStart start) => grain switch
    {
        Grain.Day => Day(day),
        Grain.Week => Week(day, start),
        Grain.Month => Month(day),
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, null),
    };

    /// <summary>The period of the same grain just before this one.</summary>
    public Period Previous(WeekStart start) => Of(Grain, From.AddDays(-1), start);

    /// <summary>Whether the day lies in the period.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;

    /// <summary>Reads an id such as <c>2026-W47</c>, <c>2026-11</c> or <c>2026-11-20</c>.</summary>
    public static bool TryParse(string? text, WeekStart start, [NotNullWhen(true)] out Period? period)
    {
        period = null;
        if (text is null)
        {
            return false;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            period = Day(day);
        }
        else if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            period = Month(month);
        }
        else if (text.Length == 8 && text[4..6] == "-W"
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var week)
            && year is > 1 and < 9999 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year))
        {
            period = Week(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Thursday)), start);
        }

        return period is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>The stable names of grains.</summary>
public static class Grains
{
    /// <summary>All grains, from short to long.</summary>
    public static IReadOnlyList<Grain> All { get; } = [Grain.Day, Grain.Week, Grain.Month];

    /// <summary>The name in tables and JSON.</summary>
    public static string Id(this Grain grain) => grain switch
    {
        Grain.Day => "day",
        Grain.Week => "week",
        Grain.Month => "month",
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, null),
    };
}
