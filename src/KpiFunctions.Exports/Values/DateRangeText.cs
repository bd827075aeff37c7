using System.Diagnostics.CodeAnalysis;
using KpiFunctions.Core.Brands;

namespace KpiFunctions.Exports.Values;

/// <summary>
/// Two days in one text: <c>March 27, 2026 - April 23, 2026</c>, <c>2026-11-01/2026-11-30</c>, <c>01.11.2026 - 30.11.2026</c>,
/// <c>20230515-20230521</c>; or one day that is both.
/// </summary>
/// <param name="From">First day as it is written.</param>
/// <param name="To">Last day as it is written.</param>
public sealed record DateRangeText(DateText From, DateText To)
{
    private static readonly string[] Separators = [" - ", " – ", " — ", "–", "—", "..", " to ", " bis ", " по ", "/", "-"];

    /// <summary>Splits a text into two days; null when that cannot be done.</summary>
    public static DateRangeText? Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 120)
        {
            return null;
        }

        var single = DateText.Of(text);
        if (IsDate(single))
        {
            return new DateRangeText(single, single);
        }

        foreach (var separator in Separators)
        {
            for (var at = text.IndexOf(separator, StringComparison.Ordinal); at > 0; at = text.IndexOf(separator, at + 1, StringComparison.Ordinal))
            {
                var from = DateText.Of(text[..at]);
                var to = DateText.Of(text[(at + separator.Length)..]);
                if (IsDate(from) && IsDate(to))
                {
                    return new DateRangeText(from, to);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the two days settle their order among themselves, and how.</summary>
    public bool TryOwnOrder([NotNullWhen(true)] out DateOrder? order)
    {
        order = (From.Shape, To.Shape) switch
        {
            (DateShape.DayFirst, not DateShape.MonthFirst) or (not DateShape.MonthFirst, DateShape.DayFirst) => DateOrder.DayFirst,
            (DateShape.MonthFirst, not DateShape.DayFirst) or (not DateShape.DayFirst, DateShape.MonthFirst) => DateOrder.MonthFirst,
            _ => null,
        };
        return order is not null;
    }

    /// <summary>The days in that order; without an order only when they need none. Null when they are not a range.</summary>
    public (DateOnly From, DateOnly To)? Read(DateOrder? order)
    {
        if (order is null && !TryOwnOrder(out order) && (From.Shape == DateShape.Ambiguous || To.Shape == DateShape.Ambiguous))
        {
            return null;
        }

        var known = order ?? DateOrder.DayFirst;
        return From.TryRead(known, out var from) && To.TryRead(known, out var to) && from <= to ? (from, to) : null;
    }

    private static bool IsDate(DateText text) => text.Shape is not (DateShape.Bad or DateShape.Missing);
}
