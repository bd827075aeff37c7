namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>How much is asked for and how much is taken.</summary>
internal sealed record MetricaLimits
{
    /// <summary>
    /// Rows a page. The platform allows 100,000 (https://yandex.com/dev/metrika/en/stat/openapi/data); a tenth of it keeps a page at a few
    /// megabytes, so that little is lost when a page has to be asked for again.
    /// </summary>
    public int PageRows { get; init; } = 10_000;

    /// <summary>Pages of one question. More than a million rows of a week are no campaign report: they are too much at once.</summary>
    public int MaxPages { get; init; } = 100;

    /// <summary>Bytes of one page, unpacked: over six thousand a row.</summary>
    public long MaxPageBytes { get; init; } = 64L << 20;

    /// <summary>How often a question is asked again from its first page because the pages did not fit together.</summary>
    public int MaxRestarts { get; init; } = 3;

    /// <summary>How long the body of a page may take to come.</summary>
    public TimeSpan PageTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
