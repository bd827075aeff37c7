using System.Text.Json;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Cli.Watching;

/// <summary>The handlers of the queues, with what they do shown.</summary>
internal sealed class WatchWork(CliSession session, ReceiptMirror mirror, KnownFiles known, TimeProvider time, IWatchView view)
{
    /// <summary>Computes a brand's KPIs.</summary>
    public async Task ComputeAsync(string message, CancellationToken cancellationToken)
    {
        var brand = WorkMessages.ReadCompute(message)?.Brand;
        await ShownAsync(
            state => new ComputeEvent(brand, state),
            "computing",
            async () => new ComputeEvent(brand, Id(await session.Get<ComputeWork>().HandleAsync(message, cancellationToken))));
    }

    /// <summary>Pulls a slice of an account, and brings the receipts of what was answered.</summary>
    public async Task PullAsync(string message, CancellationToken cancellationToken)
    {
        var pull = WorkMessages.ReadPull(message);
        await ShownAsync(
            state => Shown(pull, state),
            "pulling",
            async () =>
            {
                var start = time.GetUtcNow();
                await session.Get<PullWork>().HandleAsync(message, cancellationToken);
                if (pull is null || !Ids.IsBrand(pull.Brand) || !Ids.IsSource(pull.Source) || !Ids.IsAccount(pull.Account))
                {
                    return Shown(pull, "set_aside");
                }

                known.Forget(pull.Brand);
                return Shown(pull, "pulled") with
                {
                    Receipts = await mirror.BringPulledAsync(pull.Brand, pull.Source, pull.Account, start, cancellationToken),
                };
            });
    }

    /// <summary>Sends a report.</summary>
    public async Task DeliverAsync(string message, CancellationToken cancellationToken)
    {
        var wish = WorkMessages.ReadDelivery(message);
        await ShownAsync(
            state => new DeliveryEvent(wish?.Report, wish?.Period, state),
            "sending",
            async () =>
            {
                var state = await session.Get<DeliveryWork>().HandleAsync(message, cancellationToken);
                var shown = new DeliveryEvent(wish?.Report, wish?.Period, Id(state));
                if (wish is null || state == DeliveryWorkState.SetAside)
                {
                    return shown;
                }

                var deliveries = await session.Get<DeliveryLedger>().ListAsync(wish.Report, wish.Period, cancellationToken);
                return shown with { Sent = deliveries.Count(static x => x.State == DeliveryState.Sent), Of = deliveries.Count };
            });
    }

    private async Task ShownAsync(Func<string, WatchEvent> at, string doing, Func<Task<WatchEvent>> work)
    {
        view.Show(at(doing));
        try
        {
            view.Show(await work());
        }
        catch
        {
            view.Show(at("failed"));
            throw;
        }
    }

    private static PullEvent Shown(PullMessage? pull, string state) =>
        new(pull?.Brand, pull?.Source, pull?.Account, state) { From = pull?.From, To = pull?.To };

    private static string Id<TState>(TState state)
        where TState : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
}
