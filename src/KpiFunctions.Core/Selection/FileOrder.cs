using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>Which of two files is newer, and whether a fact's day was over when it was exported.</summary>
internal static class FileOrder
{
    /// <summary>How long after its end a day still moves on the platforms.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(24);

    /// <summary>Newest first: the higher stamp, then the lower hash.</summary>
    public static int NewestFirst(FactOrigin a, FactOrigin b)
    {
        var byStamp = b.Stamp.CompareTo(a.Stamp);
        return byStamp != 0 ? byStamp : string.CompareOrdinal(a.FileHash, b.FileHash);
    }

    /// <summary>The newest of some files.</summary>
    public static FactOrigin Newest(IEnumerable<FactOrigin> origins) => origins.Aggregate(static (a, b) => NewestFirst(a, b) <= 0 ? a : b);

    /// <summary>Whether the fact was stamped before its day was over for 24 hours.</summary>
    public static bool IsProvisional(DateOnly day, DateTimeOffset stamp, TimeZoneInfo zone) => stamp < SettledAt(day, zone);

    /// <summary>When the day has been over for 24 hours in the zone.</summary>
    private static DateTimeOffset SettledAt(DateOnly day, TimeZoneInfo zone)
    {
        if (day >= DateOnly.MaxValue.AddDays(-2))
        {
            return DateTimeOffset.MaxValue;
        }

        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);

        // A zone may skip midnight when summer time begins; the day then ends with the first moment that exists.
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)) + Settling;
    }
}
