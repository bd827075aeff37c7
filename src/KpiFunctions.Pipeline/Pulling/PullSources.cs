using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>
/// Finds what is due of all brands' accounts and puts one message a slice into the queue. It may run at any time, twice or at once:
/// a slice that is queued, being pulled or told to wait is left alone.
/// </summary>
public sealed partial class PullSources(
    BrandStore brands,
    ConfigStore configs,
    ConnectorCatalogue connectors,
    PullLedger ledger,
    PullSender sender,
    TimeProvider time,
    ILogger<PullSources> logger)
{
    /// <summary>Queues what is due now.</summary>
    /// <returns>What was queued.</returns>
    public async Task<IReadOnlyList<PullMessage>> RunAsync(CancellationToken cancellationToken)
    {
        var queued = new List<PullMessage>();
        foreach (var id in await configs.ListBrandsAsync(cancellationToken))
        {
            try
            {
                await QueueAsync(id, queued, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, the other brands' days are due, too.
                LogFault(logger, e, id);
            }
        }

        LogQueued(logger, queued.Count);
        return queued;
    }

    private async Task QueueAsync(string id, List<PullMessage> queued, CancellationToken cancellationToken)
    {
        if ((await brands.LoadAsync(id, cancellationToken)).Configuration is not { } brand)
        {
            LogBroken(logger, id);
            return;
        }

        foreach (var rule in brand.Connectors)
        {
            queued.AddRange(await QueueAsync(brand, rule, cancellationToken));
        }
    }

    private async Task<IReadOnlyList<PullMessage>> QueueAsync(BrandConfiguration brand, ConnectorRule rule, CancellationToken cancellationToken)
    {
        var connector = connectors.Find(rule.Source);
        if (connector is null || !connector.IsAccount(rule.Account))
        {
            var code = connector is null ? PullReasons.NoConnector : PullReasons.BadAccount;
            LogUnusable(logger, brand.Brand, rule.Source, rule.Account, PullTexts.Sentence(code, TextLanguage.English));
            return [];
        }

        var account = await AccountPulls.ReadAsync(ledger, brand, rule, connector, cancellationToken);
        var now = time.GetUtcNow();
        if (account.Waiting(now, isMended: false) is not null)
        {
            return [];
        }

        var queued = new List<PullMessage>();
        foreach (var (slice, _) in account.BySlice(account.Due(now)))
        {
            var message = new PullMessage(brand.Brand, rule.Source, rule.Account, slice.Key.From, slice.Key.To, now);
            if (!slice.IsWaiting(now) && !slice.IsQueued(now) && !slice.IsClaimed(now)
                && await sender.TrySendAsync(slice, message, now, cancellationToken))
            {
                queued.Add(message);
            }
        }

        return queued;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing is pulled for {Brand}: its configuration has errors. Check it with `kpi config check` and store the mended file as config/{Brand}.yaml")]
    private static partial void LogBroken(ILogger logger, string brand);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing is pulled of {Source} {Account} for {Brand}. {Sentence}")]
    private static partial void LogUnusable(ILogger logger, string brand, string source, string account, string sentence);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "What is due of {Brand} could not be queued; it is tried again with the next round, and other brands are not affected. If it repeats and the exception says that a row of table Pulls cannot be read, delete that row: its days are asked for again")]
    private static partial void LogFault(ILogger logger, Exception exception, string brand);

    [LoggerMessage(Level = LogLevel.Information, Message = "Queued {Count} slices to be pulled")]
    private static partial void LogQueued(ILogger logger, int count);
}
