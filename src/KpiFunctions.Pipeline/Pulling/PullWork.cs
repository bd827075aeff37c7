using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>
/// What becomes of a message in the queue of pulls. What is to be tried again is put back with a delay; what a person has to mend is
/// logged and found due again later; what nobody understands is put aside. Only faults throw.
/// </summary>
public sealed partial class PullWork(PullSource source, PullSender sender, WorkQueues queues, TimeProvider time, ILogger<PullWork> logger)
{
    /// <summary>Handles one message.</summary>
    /// <param name="message">Its text as it stands in the queue.</param>
    /// <param name="cancellationToken">Stops the pull; the message comes again.</param>
    public async Task HandleAsync(string message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (WorkMessages.ReadPull(message) is not { } pull || !HasDays(pull))
        {
            await queues.SetAsideAsync(QueueNames.Pulls, message, cancellationToken);
            LogUnreadable(logger, QueueNames.Pulls + QueueNames.PoisonSuffix);
            return;
        }

        var outcome = await source.RunAsync(pull, cancellationToken);
        if (outcome.HasImported)
        {
            await queues.SendAsync(new ComputeMessage(pull.Brand, time.GetUtcNow()), IngestDrop.BurstDelay, cancellationToken);
        }

        await GoOnAsync(outcome, cancellationToken);
    }

    /// <summary>Days that the text did not state are the first of the calendar.</summary>
    private static bool HasDays(PullMessage pull) => pull.From > DateOnly.MinValue && pull.To >= pull.From;

    private async Task GoOnAsync(PullOutcome outcome, CancellationToken cancellationToken)
    {
        var pull = outcome.Message;
        switch (outcome)
        {
            case { State: PullState.Busy }:
                await sender.SendAfterAsync(pull, outcome.Until, cancellationToken);
                break;
            case { State: PullState.Later or PullState.Failed, IsTemporary: true }:
                var isQueued = await sender.SendAgainAsync(pull, outcome.Until, cancellationToken);
                LogAgain(logger, pull.Source, pull.Account, pull.Brand, pull.From, pull.To, outcome.Code ?? "-", pull.Attempt, isQueued, outcome.Until);
                break;
            case { State: PullState.Failed or PullState.Later }:
                LogFailed(
                    logger, pull.Source, pull.Account, pull.Brand, pull.From, pull.To, outcome.Code ?? "-",
                    PullTexts.Sentence(outcome.Code, TextLanguage.English), outcome.Detail ?? "-");
                break;
            case { State: PullState.Dropped }:
                LogDropped(logger, pull.Source, pull.Account, pull.Brand, pull.From, pull.To);
                break;
            default:
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A message is no pull and was put aside into {Queue}")]
    private static partial void LogUnreadable(ILogger logger, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source} {Account} of {Brand}, {From} to {To}: {Code} at attempt {Attempt}, queued again: {IsQueued}, not before {Until}")]
    private static partial void LogAgain(
        ILogger logger, string source, string account, string brand, DateOnly from, DateOnly to, string code, int attempt, bool isQueued, DateTimeOffset? until);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Source} {Account} of {Brand}, {From} to {To}, was not pulled ({Code}). {Sentence} Detail: {Detail}")]
    private static partial void LogFailed(
        ILogger logger, string source, string account, string brand, DateOnly from, DateOnly to, string code, string sentence, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A pull of {Source} {Account} of {Brand}, {From} to {To}, was dropped: the account is not among the brand's connectors any more, or the days are no slice")]
    private static partial void LogDropped(ILogger logger, string source, string account, string brand, DateOnly from, DateOnly to);
}
