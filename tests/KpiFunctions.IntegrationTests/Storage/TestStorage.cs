using Azure.Core;
using Azure.Core.Pipeline;
using KpiFunctions.Storage;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

/// <summary>Containers and tables of a test's own, in an emulator that all tests share.</summary>
public sealed class TestStorage : IAsyncLifetime
{
    private const string ConnectionVariable = "KPI_TEST_STORAGE";
    private readonly RequestCounter _requests = new();

    public StorageClients Clients { get; private set; } = null!;

    /// <summary>Requests since the last question, retries included.</summary>
    public int TakeRequests() => _requests.Take();

    public async ValueTask InitializeAsync()
    {
        var options = new StorageOptions
        {
            Connection = Environment.GetEnvironmentVariable(ConnectionVariable) ?? throw new InvalidOperationException($"Set {ConnectionVariable}."),
            Prefix = "t" + Ulid.NewUlid().ToString(null, null).ToLowerInvariant()[^16..],
        };
        Clients = StorageClients.Open(options, _requests);
        await Clients.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        _requests.Take();
    }

    public async ValueTask DisposeAsync() => await Clients.DeleteAllAsync(CancellationToken.None);

    private sealed class RequestCounter : HttpPipelineSynchronousPolicy
    {
        private int _count;

        public int Take() => Interlocked.Exchange(ref _count, 0);

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }
}
