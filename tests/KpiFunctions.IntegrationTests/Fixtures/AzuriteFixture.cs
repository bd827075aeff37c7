using System.Globalization;
using KpiFunctions.Cli.Embedded;
using Xunit;

[assembly: AssemblyFixture(typeof(KpiFunctions.IntegrationTests.Fixtures.AzuriteFixture))]

namespace KpiFunctions.IntegrationTests.Fixtures;

/// <summary>One in-memory Azurite for all tests of the assembly. Tests run side by side: each takes names of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;
    private int _prefixes;

    /// <summary>What the storage clients need.</summary>
    public string ConnectionString => _server!.ConnectionString;

    /// <summary>
    /// A prefix that no other test has, such as <c>t001a</c>: letters and digits only, so that it can begin the name of a container,
    /// table, queue or brand.
    /// </summary>
    public string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _prefixes):x4}");

    public async ValueTask InitializeAsync() => _server = await AzuriteServer.StartInMemoryAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
