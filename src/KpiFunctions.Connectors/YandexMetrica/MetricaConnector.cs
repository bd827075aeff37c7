using KpiFunctions.Core.Facts;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>
/// Asks Yandex Metrica's reporting API. One question is one request at a time, page after page: the platform allows three at once a user
/// and 30 a second an address (https://yandex.com/dev/metrika/en/intro/quotas), and who pulls several accounts stays within that.
/// </summary>
internal sealed partial class MetricaConnector(
    IHttpClientFactory clients, ConnectorOptions options, TimeProvider clock, ILogger<MetricaConnector> logger) : IConnector
{
    /// <summary>The source that it pulls.</summary>
    public const string SourceId = Sources.YandexMetrica;

    /// <summary>Name of its HTTP client.</summary>
    public const string ClientName = SourceId;

    private readonly Uri _home = Home(options);

    /// <inheritdoc/>
    public string Source => SourceId;

    /// <inheritdoc/>
    public IReadOnlyList<string> Views => MetricaQuery.Views;

    /// <inheritdoc/>
    /// <remarks>A week of campaigns of a busy counter is some thousand rows: a page or two, and no more than a week to ask again for.</remarks>
    public int SliceDays => 7;

    /// <inheritdoc/>
    /// <remarks>
    /// Visits are counted within minutes (<c>data_lag</c>) and settle within one or two days: a visit goes on past midnight, and goals
    /// and sources are joined to it late. The third day is for counters whose day ends hours before or after the brand's.
    /// </remarks>
    public int RestatementDays => 3;

    /// <summary>How much is asked for and taken.</summary>
    internal MetricaLimits Limits { get; init; } = new();

    /// <inheritdoc/>
    public bool IsAccount(string account) => MetricaQuery.IsAccount(account);

    /// <inheritdoc/>
    public IReadOnlyList<string> Preview(string account, DateOnly from, DateOnly to)
    {
        if (!IsAccount(account))
        {
            throw new ArgumentException("That is no counter's number.", nameof(account));
        }

        return [.. Views.Select(x => "GET " + MetricaQuery.Page(_home, account, x, from, to, Limits.PageRows, offset: 1).AbsoluteUri)];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The view is none of <see cref="Views"/>, or the days are none or too many: the caller's fault.</exception>
    public async Task<PullAnswer> AskAsync(PullQuestion question, Stream pages, CancellationToken cancellationToken)
    {
        Check(question, pages);
        cancellationToken.ThrowIfCancellationRequested();
        if (!question.Token.IsSendable)
        {
            var code = question.Token.Reveal().Length == 0 ? PullCodes.TokenMissing : PullCodes.TokenRefused;
            return new PullAnswer.Failed(code, IsTemporary: false, Detail: null);
        }

        if (!IsAccount(question.Account))
        {
            return new PullAnswer.Failed(PullCodes.UnknownAccount, IsTemporary: false, Detail: null);
        }

        using var http = clients.CreateClient(ClientName);
        var pull = new MetricaPull(new(http, question.Token, Limits, clock), Limits, _home, question, pages, clock);
        var answer = await pull.AskAsync(cancellationToken);
        if (pull.Restarts > 0)
        {
            LogTrouble(question.Account, question.View, question.From, question.To, pull.Restarts);
        }

        return answer;
    }

    private static Uri Home(ConnectorOptions options)
    {
        var address = options.Addresses.GetValueOrDefault(SourceId, MetricaQuery.Home);
        return address.AbsoluteUri.EndsWith('/') ? address : new(address.AbsoluteUri + "/");
    }

    private void Check(PullQuestion question, Stream pages)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(pages);
        if (!Views.Contains(question.View, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Metrica has no view {question.View}.", nameof(question));
        }

        if (question.To < question.From || question.To.DayNumber - question.From.DayNumber >= SliceDays)
        {
            throw new ArgumentException($"A question holds 1 to {SliceDays} days.", nameof(question));
        }

        if (!pages.CanSeek || !pages.CanWrite)
        {
            throw new ArgumentException("Pages that do not fit together are taken back: the stream has to seek.", nameof(pages));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Counter {Account}, view {View}, {From} to {To}: asked again from the first page {Restarts} times")]
    private partial void LogTrouble(string account, string view, DateOnly from, DateOnly to, int restarts);
}
