using KpiFunctions.Cli.Embedded;
using Xunit;

[assembly: AssemblyFixture(typeof(KpiFunctions.IntegrationTests.Fixtures.SmtpFixture))]

namespace KpiFunctions.IntegrationTests.Fixtures;

/// <summary>
/// One mail catcher for all tests of the assembly, with faults on (see <see cref="SmtpCatcherOptions.Faults"/>).
/// Tests run side by side: each takes recipients of its own and looks for those only.
/// </summary>
public sealed class SmtpFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SmtpCatcher? _catcher;

    /// <summary>The catcher.</summary>
    public SmtpCatcher Catcher => _catcher!;

    /// <summary>What has been accepted for the recipient.</summary>
    public async Task<IReadOnlyList<CaughtMessage>> MessagesToAsync(string recipient, CancellationToken cancellationToken) =>
        [.. (await Catcher.MessagesAsync(cancellationToken)).Where(x => x.RcptTo.Contains(recipient, StringComparer.Ordinal))];

    public async ValueTask InitializeAsync() =>
        _catcher = await SmtpCatcher.StartAsync(new(_folder.Path) { Faults = true }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_catcher is not null)
        {
            await _catcher.DisposeAsync();
        }

        _folder.Dispose();
    }
}
