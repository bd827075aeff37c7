using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Embedded;

public sealed class AzuriteServerTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_shared_server_serves_blobs_and_tables()
    {
        var prefix = azurite.NewPrefix();
        await WriteAsync(azurite.ConnectionString, prefix, "value");
        Assert.Equal("value", await ReadAsync(azurite.ConnectionString, prefix));
    }

    [Fact]
    public void Prefixes_are_never_the_same() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).AsParallel().Select(_ => azurite.NewPrefix()).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public async Task What_was_written_is_there_after_a_stop_right_behind_it()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var server = await AzuriteServer.StartAsync(_folder.Path, Cancellation);
            await WriteAsync(server.ConnectionString, $"round{round}", $"value {round}");
        }

        await using var again = await AzuriteServer.StartAsync(_folder.Path, Cancellation);
        Assert.Equal("value 0", await ReadAsync(again.ConnectionString, "round0"));
        Assert.Equal("value 1", await ReadAsync(again.ConnectionString, "round1"));
    }

    [Fact]
    public async Task A_location_in_use_is_refused_in_one_sentence_that_names_it()
    {
        await using var first = await AzuriteServer.StartAsync(_folder.Path, Cancellation);
        var refusal = await Assert.ThrowsAsync<EmbeddedPartException>(() => AzuriteServer.StartAsync(_folder.Path, Cancellation));
        Assert.Equal("storage_in_use", refusal.Code);
        Assert.Contains(_folder.Path, refusal.Sentence("en"), StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refusal.Sentence("ru"), StringComparison.Ordinal);
        await WriteAsync(first.ConnectionString, "still", "works");
    }

    [Fact]
    public async Task A_location_that_is_a_file_is_refused_in_one_sentence()
    {
        var file = _folder.Below("file");
        await File.WriteAllTextAsync(file, "x", Cancellation);
        var refusal = await Assert.ThrowsAsync<EmbeddedPartException>(() => AzuriteServer.StartAsync(file, Cancellation));
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_the_location_free()
    {
        using var cancelled = new CancellationTokenSource();
        var start = AzuriteServer.StartAsync(_folder.Path, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        await using var server = await AzuriteServer.StartAsync(_folder.Path, Cancellation);
        await WriteAsync(server.ConnectionString, "after", "works");
    }

    [Fact]
    public async Task A_developers_own_emulator_accounts_do_not_reach_in()
    {
        // Only this variable's removal in the child is under test; nothing else in this process reads it.
        Environment.SetEnvironmentVariable("AZURITE_ACCOUNTS", "other:a2V5");
        await using var server = await AzuriteServer.StartInMemoryAsync(Cancellation);
        await WriteAsync(server.ConnectionString, "own", "works");
    }

    [Fact]
    public async Task Ctrl_C_in_the_terminal_does_not_stop_it_before_its_owner_does()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        await using var server = await AzuriteServer.StartAsync(_folder.Path, Cancellation);
        using var kill = Process.Start("kill", ["-INT", $"{server.ProcessId}"]);
        await kill.WaitForExitAsync(Cancellation);
        await WriteAsync(server.ConnectionString, "after", "works");
        Assert.Equal("works", await ReadAsync(server.ConnectionString, "after"));
    }

    internal static async Task WriteAsync(string connection, string name, string value)
    {
        var container = new BlobContainerClient(connection, $"{name}-c");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await container.UploadBlobAsync("blob", BinaryData.FromString(value), Cancellation);
        var table = new TableClient(connection, $"{name}t");
        await table.CreateIfNotExistsAsync(Cancellation);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value }, Cancellation);
    }

    /// <summary>The value, once it has been found the same in blob and table.</summary>
    internal static async Task<string> ReadAsync(string connection, string name)
    {
        var blob = await new BlobClient(connection, $"{name}-c", "blob").DownloadContentAsync(Cancellation);
        var entity = await new TableClient(connection, $"{name}t").GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation);
        Assert.Equal(blob.Value.Content.ToString(), entity.Value.GetString("Value"));
        return entity.Value.GetString("Value");
    }
}
