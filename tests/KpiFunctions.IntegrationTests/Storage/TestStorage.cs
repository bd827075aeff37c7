using Azure.Core;
using Azure.Core.Pipeline;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Storage;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

/// <summary>Containers and tables of a test's own, in an emulator that all tests share.</summary>
public sealed class TestStorage(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly Wire _wire = new();

    public StorageClients Clients { get; private set; } = null!;

    /// <summary>Requests since the last question, retries included.</summary>
    public int TakeRequests() => _wire.Take();

    /// <summary>The next write is done, but its answer does not arrive: the client tries again.</summary>
    public void LoseNextAnswer() => _wire.LoseNextAnswer();

    public async ValueTask InitializeAsync()
    {
        var options = new StorageOptions
        {
            Connection = azurite.ConnectionString,
            Prefix = azurite.NewPrefix(),
        };
        Clients = StorageClients.Open(options, _wire);
        await Clients.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        _wire.Take();
    }

    public async ValueTask DisposeAsync() => await Clients.DeleteAllAsync(CancellationToken.None);

    /// <summary>Stands between the retries and the network.</summary>
    private sealed class Wire : HttpPipelinePolicy
    {
        private int _count;
        private int _toLose;

        public int Take() => Interlocked.Exchange(ref _count, 0);

        public void LoseNextAnswer() => Volatile.Write(ref _toLose, 1);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref _count);
            ProcessNext(message, pipeline);
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref _count);
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method != RequestMethod.Get
                && message.Request.Method != RequestMethod.Head
                && Interlocked.CompareExchange(ref _toLose, 0, 1) == 1)
            {
                throw new IOException("The answer was lost on its way.");
            }
        }
    }
}
