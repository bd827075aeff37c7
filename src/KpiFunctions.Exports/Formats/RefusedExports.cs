using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>Exports that are known and not taken, so that a person is told which one to make instead. The words are arguments of the problem.</summary>
internal static class RefusedExports
{
    /// <summary>Meta Business Suite, a figure of a page by day: no costs.</summary>
    public const string BusinessSuite = "meta-business-suite";

    /// <summary>Google Ads, a card of the overview page without costs, clicks and impressions.</summary>
    public const string OverviewCard = "google-ads-card";

    private static readonly string[] CardWords = ["campaign group name", "percent of known total"];

    /// <summary>Which of them a file is that begins so, or null.</summary>
    public static string? Of(IReadOnlyList<HeadRow> rows) => IsFigure(rows) || IsPosts(rows) ? BusinessSuite : IsCard(rows) ? OverviewCard : null;

    // "sep=,", a title, a header of two, then "2026-11-01T00:00:00","7". The words differ by language, the shape does not.
    private static bool IsFigure(IReadOnlyList<HeadRow> rows)
    {
        var lines = rows.Where(static x => x.Cells.Any(static c => c.Length > 0)).Take(4).ToList();
        var hasSeparator = lines is [var first, ..] && first.Raw.TrimStart('\uFEFF', '"').StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
        if (lines.Skip(hasSeparator ? 1 : 0).ToList() is not [var title, var header, .. var data] || title.Cells.Count(static x => x.Length > 0) != 1)
        {
            return false;
        }

        return header.Cells.Select(HeaderText.Key).SequenceEqual(["date", "primary"], StringComparer.Ordinal)
            || (hasSeparator && header.Cells.Count == 2 && data is [{ Cells: [var day, ..] }, ..]
                && day.EndsWith("T00:00:00", StringComparison.Ordinal) && DateText.Of(day).Shape == DateShape.Plain);
    }

    // A list of posts or stories with their reach.
    private static bool IsPosts(IReadOnlyList<HeadRow> rows) => rows is [var first, ..]
        && first.Cells.Select(HeaderText.Key).ToList() is var keys && keys.Contains("permalink") && keys.Any(static x => x is "post id" or "page id" or "publish time");

    private static bool IsCard(IReadOnlyList<HeadRow> rows) =>
        rows is [var first, ..] && first.Cells.Any(static x => CardWords.Contains(HeaderText.Key(x), StringComparer.Ordinal));
}
