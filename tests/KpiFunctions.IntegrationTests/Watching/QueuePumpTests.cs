using System.Collections.Concurrent;
using KpiFunctions.Cli.Watching;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Storage;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Queues;
using Xunit;

namespace KpiFunctions.IntegrationTests.Watching;

/// <summary>What the local host does with a message that fails, that is handled, and that is under way when the host stops.</summary>
public sealed class QueuePumpTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestStorage _storage = new(azurite);
    private readonly TaskCompletionSource _handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<WatchEvent> _events = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _storage.InitializeAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task A_message_that_was_handled_is_gone()
    {
        await SendAsync("tea");

        await PumpAsync((_, _) => Task.CompletedTask, _handled.SetResult);

        Assert.Equal((0, 0), await CountAsync());
        Assert.Empty(_events);
    }

    [Fact]
    public async Task A_message_that_fails_stays_for_later_and_keeps_no_other_from_being_handled()
    {
        await SendAsync("bad");
        await SendAsync("good");

        await PumpAsync(
            (text, _) => text.Contains("bad", StringComparison.Ordinal) ? throw new InvalidOperationException("told to") : Task.CompletedTask,
            () => { },
            async () => await CountAsync() is (1, 0) && !_events.IsEmpty);

        // Neither gone nor there for the next one that asks.
        Assert.Empty((await _storage.Clients.Queue(QueueNames.Computes).PeekMessagesAsync(32, Cancellation)).Value);
        Assert.DoesNotContain("told to", Assert.IsType<NoteEvent>(Assert.Single(_events)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_fails_for_the_fifth_time_is_put_aside()
    {
        await SendAsync("bad");
        await FailAsync(HostRules.MaxDequeueCount - 1);

        await PumpAsync((_, _) => throw new InvalidOperationException("told to"), () => { }, async () => await CountAsync() is (0, 1));

        var aside = (await _storage.Clients.Queue(QueueNames.Computes + QueueNames.PoisonSuffix).PeekMessagesAsync(32, Cancellation)).Value;
        Assert.Equal("bad", WorkMessages.ReadCompute(Assert.Single(aside).MessageText)!.Brand);
    }

    [Fact]
    public async Task A_message_that_its_handlers_died_of_is_put_aside_without_another_try()
    {
        await SendAsync("deadly");
        await FailAsync(HostRules.MaxDequeueCount);
        var tries = 0;

        await PumpAsync((_, _) => Task.FromResult(tries++), () => { }, async () => await CountAsync() is (0, 1));

        Assert.Equal(0, tries);
    }

    [Fact]
    public async Task A_message_under_way_is_there_again_at_once_when_the_host_stops()
    {
        await SendAsync("slow");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Pump(async (_, cancellation) =>
        {
            _handled.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }).RunAsync(stopping.Token);
        await _handled.Task.WaitAsync(Patience, Cancellation);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Single((await _storage.Clients.Queue(QueueNames.Computes).PeekMessagesAsync(32, Cancellation)).Value);
        Assert.Empty(_events);
    }

    /// <summary>Runs the pump until it has handled a message and the queues are as wanted; by default empty.</summary>
    private async Task PumpAsync(Func<string, CancellationToken, Task> handle, Action handled, Func<Task<bool>>? isDone = null)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        stopping.CancelAfter(Patience);
        var running = Pump(async (text, cancellation) =>
        {
            await handle(text, cancellation);
            handled();
        }).RunAsync(stopping.Token);
        while (!await (isDone ?? (async () => await CountAsync() is (0, 0)))())
        {
            Assert.False(running.IsCompleted, "the pump ended first");
        }

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private QueuePump Pump(Func<string, CancellationToken, Task> handle) => new(
        QueueNames.Computes, _storage.Clients.Queue(QueueNames.Computes), new WorkQueues(_storage.Clients), handle, TimeProvider.System, new Seen(_events));

    private Task SendAsync(string brand) =>
        new WorkQueues(_storage.Clients).SendAsync(new ComputeMessage(brand, DateTimeOffset.UnixEpoch), TimeSpan.Zero, Cancellation);

    /// <summary>Takes the message and lets it go, as hosts that died.</summary>
    private async Task FailAsync(int times)
    {
        var queue = _storage.Clients.Queue(QueueNames.Computes);
        for (var i = 0; i < times; i++)
        {
            var message = (await queue.ReceiveMessageAsync(TimeSpan.FromMinutes(1), Cancellation)).Value;
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancellation);
        }
    }

    private async Task<(int Waiting, int Aside)> CountAsync() => (await CountAsync(QueueNames.Computes), await CountAsync(QueueNames.Computes + QueueNames.PoisonSuffix));

    private async Task<int> CountAsync(string queue) => (await _storage.Clients.Queue(queue).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount;

    private sealed class Seen(ConcurrentQueue<WatchEvent> events) : IWatchView
    {
        public void Show(WatchEvent happened) => events.Enqueue(happened);

        public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
