using System.Globalization;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Exports.Pulled;

/// <summary>Where the days of a counter begin, beside where those of the brand do.</summary>
internal static class MetricaZone
{
    /// <summary>The offset that a text such as <c>+03:00</c> means; null when it is none.</summary>
    public static TimeSpan? Offset(string? text) =>
        text is { Length: 6 } && text[0] is '+' or '-' && TimeSpan.TryParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            ? text[0] == '-' ? -offset : offset
            : null;

    /// <summary>
    /// The counter's offset and the brand's, as they are written, where days at the one are not days at the other; else null. Where the
    /// brand's clocks change, one offset cannot say of which day it is: it may be that of any day that was asked for, or of the moment
    /// of asking.
    /// </summary>
    public static string[]? Difference(TimeSpan? counter, TimeZoneInfo brand, PullHeader header)
    {
        // No clock has an offset that it does not have within a year; a header may name more days than there are.
        var days = Enumerable.Range(0, Math.Min(header.To.DayNumber - header.From.DayNumber, 366) + 1).Select(header.From.AddDays);
        return counter is not { } offset || brand.GetUtcOffset(header.AskedAt) == offset || days.Any(x => OffsetOf(brand, x) == offset)
            ? null
            : [Text(offset), Text(OffsetOf(brand, header.To))];
    }

    // In the middle of the day: clocks change at night.
    private static TimeSpan OffsetOf(TimeZoneInfo zone, DateOnly day) => zone.GetUtcOffset(day.ToDateTime(new TimeOnly(12, 0)));

    private static string Text(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
