using KpiFunctions.Cli.Watching;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.IntegrationTests.Storage;
using KpiFunctions.Storage.Blobs;
using Xunit;

namespace KpiFunctions.IntegrationTests.Watching;

/// <summary>What of the stored receipts lies beside the folder, and what is told of it.</summary>
public sealed class ReceiptMirrorTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Good = """{ "file": "x", "recognized": true, "format": "costs/table", "source": "costs", "rows": 2, "accepted": 2, "rejected": 0, "problems": [] }""";
    private const string Bad = """{ "file": "x", "recognized": false, "rows": 0, "accepted": 0, "rejected": 0, "problems": [{ "severity": "warning", "message": "so so" }, { "severity": "error", "message": "no good" }] }""";

    private readonly TestStorage _storage = new(azurite);
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _storage.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_holds_files_has_the_receipts_of_all_of_them_and_no_others()
    {
        var store = new ReceiptStore(_storage.Clients);
        await WriteAsync(store, "all.zip", Good);
        await WriteAsync(store, "all.zip!/deep/a.csv", Good);
        await WriteAsync(store, "all.zip!/b.csv", Bad);
        await WriteAsync(store, "all.zip2", Good);
        await WriteAsync(store, "all", Good);

        var events = await new ReceiptMirror(store, _folder.Path).BringAsync("tea/all.zip", "tea", "all.zip", Cancellation);

        Assert.Equal(["tea/all.zip", "tea/all.zip!/b.csv", "tea/all.zip!/deep/a.csv"], events.Select(static x => x.Path).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["all.zip!/b.csv.json", "all.zip!/b.csv.md", "all.zip!/deep/a.csv.json", "all.zip!/deep/a.csv.md", "all.zip.json", "all.zip.md"],
            Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
                .Select(x => Path.GetRelativePath(_folder.Below("tea"), x))
                .Order(StringComparer.Ordinal));
        var bad = events.Single(static x => x.Path == "tea/all.zip!/b.csv");
        Assert.Equal((FileStates.Refused, "no good"), (bad.State, bad.Remark));
        Assert.Equal((FileStates.Done, 2), (events[0].State, events[0].Accepted));
    }

    [Fact]
    public async Task What_was_told_of_the_files_in_a_file_is_not_told_again()
    {
        var store = new ReceiptStore(_storage.Clients);
        var mirror = new ReceiptMirror(store, _folder.Path);
        await WriteAsync(store, "all.zip", Good);
        await WriteAsync(store, "all.zip!/a.csv", Good);
        await mirror.BringAsync("tea/all.zip", "tea", "all.zip", Cancellation);

        var again = await mirror.BringAsync("tea/all.zip", "tea", "all.zip", Cancellation);

        Assert.Equal("tea/all.zip", Assert.Single(again).Path);
    }

    private static Task<bool> WriteAsync(ReceiptStore store, string path, string json) => store.WriteAsync(
        "tea", path, new BinaryData(json), new BinaryData("# " + path), new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), Cancellation);
}
