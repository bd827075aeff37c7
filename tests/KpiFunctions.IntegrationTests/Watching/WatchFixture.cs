using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Watching;

/// <summary>One local host for all tests of a class; each takes a brand of its own.</summary>
public sealed class WatchFixture : IAsyncLifetime
{
    private WatchProcess? _process;

    internal TempFolder Folder { get; } = new();

    internal WatchProcess Process => _process!;

    public async ValueTask InitializeAsync() => _process = await WatchProcess.StartAsync(Folder, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Folder.Dispose();
    }
}
