using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Storage.Queues;

namespace KpiFunctions.Cli.Watching;

/// <summary>
/// Gives a queue's messages to their handler, as the host of the Functions app does by <see cref="HostRules"/>: a message that failed
/// comes again later, and is put aside when it has failed too often.
/// </summary>
internal sealed class QueuePump(
    string name, QueueClient queue, WorkQueues queues, Func<string, CancellationToken, Task> handle, TimeProvider time, IWatchView view)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is cancelled; what is under way then is given back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var pause = Pause;
                running.RemoveAll(static x => x.IsCompleted);
                if (running.Count <= HostRules.NewBatchThreshold)
                {
                    try
                    {
                        var messages = await queue.ReceiveMessagesAsync(HostRules.BatchSize, HostRules.Lease, cancellationToken);
                        running.AddRange(messages.Value.Select(x => HandleAsync(x, cancellationToken)));
                    }
                    catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                    {
                        Faults.Detail(e);
                        view.Show(new NoteEvent("error", WatchText.QueueFault(name, e)));
                        pause = PauseAfterFault;
                    }
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>Never throws: what one message meets concerns no other.</summary>
    private async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var receipt = message.PopReceipt;
        using var handling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lease = KeepAsync();
        try
        {
            if (message.DequeueCount > HostRules.MaxDequeueCount)
            {
                // Whoever had it died with it each time.
                await SetAsideAsync();
                return;
            }

            await handle(message.MessageText, cancellationToken);
            await StopLeaseAsync();
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await StopLeaseAsync();
            await TryAsync(() => queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: CancellationToken.None));
        }
        catch (Exception e)
        {
            await StopLeaseAsync();
            Faults.Detail(e);
            view.Show(new NoteEvent("error", WatchText.MessageFault(name, e)));
            await TryAsync(() => message.DequeueCount >= HostRules.MaxDequeueCount
                ? SetAsideAsync()
                : queue.UpdateMessageAsync(
                    message.MessageId, receipt, visibilityTimeout: HostRules.VisibilityTimeout, cancellationToken: CancellationToken.None));
        }
        finally
        {
            await StopLeaseAsync();
        }

        async Task SetAsideAsync()
        {
            await queues.SetAsideAsync(name, message.MessageText, CancellationToken.None);
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }

        async Task StopLeaseAsync()
        {
            await handling.CancelAsync();
            await lease;
        }

        // While it is being handled it must not come to anybody else.
        async Task KeepAsync()
        {
            try
            {
                while (true)
                {
                    await Task.Delay(HostRules.Lease / 2, time, handling.Token);
                    var answer = await queue.UpdateMessageAsync(
                        message.MessageId, receipt, visibilityTimeout: HostRules.Lease, cancellationToken: CancellationToken.None);
                    receipt = answer.Value.PopReceipt;
                }
            }
            catch (Exception)
            {
                // Handled, or out of our hands: handling it twice does no harm.
            }
        }
    }

    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception)
        {
            // It comes again when the time for which it was taken is over.
        }
    }
}
