using System.Globalization;

namespace KpiFunctions.Reports.Words;

/// <summary>Days in words, for languages that write day, month, year in this order.</summary>
/// <param name="months">Twelve names in the case that follows a day's number.</param>
internal sealed class DateWords(string[] months)
{
    /// <summary>"22 November".</summary>
    public string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day}{NumberStyle.Nbsp}{months[day.Month - 1]}");

    /// <summary>"16–22 November 2026", "30 November – 6 December 2026", "28 December 2026 – 3 January 2027".</summary>
    public string Range(DateOnly from, DateOnly to, bool withYear)
    {
        var year = withYear ? NumberStyle.Nbsp + to.Year.ToString(CultureInfo.InvariantCulture) : string.Empty;
        if (from == to)
        {
            return Day(to) + year;
        }

        if (from.Year == to.Year && from.Month == to.Month)
        {
            return from.Day.ToString(CultureInfo.InvariantCulture) + "–" + Day(to) + year;
        }

        var firstYear = withYear && from.Year != to.Year ? NumberStyle.Nbsp + from.Year.ToString(CultureInfo.InvariantCulture) : string.Empty;
        return Day(from) + firstYear + NumberStyle.Nbsp + "– " + Day(to) + year;
    }
}
