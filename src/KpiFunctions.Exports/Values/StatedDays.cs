namespace KpiFunctions.Exports.Values;

/// <summary>Days that a sentence states, such as <c>с 01.03.2026 по 31.03.2026</c> or <c>Period: 2026-03-01 - 2026-03-31</c>.</summary>
internal static class StatedDays
{
    private const int MaxLength = 200;

    /// <summary>The range that stands in the text, or its one day; null when there is none.</summary>
    public static DateRangeText? In(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        DateRangeText? day = null;
        for (var at = 0; at < text.Length; at++)
        {
            var isStart = char.IsAsciiDigit(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));
            if (isStart && DateRangeText.Of(text[at..].TrimEnd(' ', '.', ')', '"', ';', ',')) is { } found)
            {
                if (found.From != found.To)
                {
                    return found;
                }

                day ??= found;
            }
        }

        return day;
    }
}
