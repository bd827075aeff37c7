namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>Where paging is, and whether the pages so far fit together.</summary>
internal sealed class MetricaPaging(MetricaLimits limits)
{
    private readonly HashSet<UInt128> _seen = [];
    private long? _total;
    private int _pages;

    /// <summary>The next page's first row; the platform counts from 1.</summary>
    public long Offset { get; private set; } = 1;

    /// <summary>Whether every row has been read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Rows so far.</summary>
    public long Rows => Offset - 1;

    /// <summary>Whether the platform counted its rows; where it rounds, a short page is the end and nothing proves that it should be.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Takes the page at <see cref="Offset"/>.</summary>
    /// <returns>Why paging ends without an answer; null if it goes on or is at its end.</returns>
    public PullAnswer.Failed? Take(MetricaContent page)
    {
        if (page.Rows.Count > limits.PageRows)
        {
            return new(PullCodes.UnreadableAnswer, IsTemporary: true, "the page holds more rows than were asked for");
        }

        if (page.TotalRows > (long)limits.MaxPages * limits.PageRows || _pages == limits.MaxPages)
        {
            return new(PullCodes.TooMuch, IsTemporary: false, FormattableString.Invariant($"{page.TotalRows} rows"));
        }

        if (!Fits(page))
        {
            return new(PullCodes.Unstable, IsTemporary: true, Detail: null);
        }

        _pages++;
        _total = page.TotalRows;
        IsExact &= !page.IsRounded;
        Offset += page.Rows.Count;
        IsAtEnd = page.IsRounded ? page.Rows.Count < limits.PageRows : Offset > page.TotalRows;
        return null;
    }

    private bool Fits(MetricaContent page)
    {
        if (page.Echo.Offset is { } echo && echo != Offset)
        {
            return false;
        }

        if (!page.IsRounded && (page.Rows.Count != Expected(page.TotalRows) || (_total is { } total && total != page.TotalRows)))
        {
            return false;
        }

        // Only another page can repeat a row: within one, the platform has put it there once or has two of them.
        var isNew = !page.Rows.Any(_seen.Contains);
        _seen.UnionWith(page.Rows);
        return isNew;
    }

    private long Expected(long total) => Math.Clamp(total - Offset + 1, 0, limits.PageRows);
}
