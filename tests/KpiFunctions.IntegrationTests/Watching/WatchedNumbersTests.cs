using System.Globalization;
using System.IO.Compression;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Watching;

/// <summary>From the folder to the numbers, and over the end of the host.</summary>
public sealed class WatchedNumbersTests : IDisposable
{
    private const string Config = "brand: tea\ncurrency: RUB\ntimeZone: Europe/Moscow\n";

    private static readonly (string Path, string Content)[] Files =
    [
        ("costs.csv", "Date,UTMSource,Expenses,Currency\n2026-11-17,vk,100.00,RUB\n2026-11-18,vk,23.45,RUB\n"),
        ("shop/orders.csv",
            "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id\n"
            + "#1,a@tea.example,paid,RUB,10.00,0.00,0.00,10.00,2026-11-17 23:30:00 +0000,1,Tea,10.00,0.00,1\n"
            + "#2,b@tea.example,paid,RUB,70.50,0.00,0.00,70.50,2026-11-19 10:00:00 +0000,1,Tea,70.50,0.00,2\n"),
    ];

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_lies_there_at_start_is_computed_as_ingest_does_and_nothing_is_left_running_or_read_twice()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends a signal and reads /proc");
        await WriteAsync(_folder.Below("config", "tea.yaml"), Config);
        foreach (var (path, content) in Files)
        {
            await WriteAsync(_folder.Below("drop", "tea", path), content);
        }

        WriteArchive(_folder.Below("drop", "tea", "pack.zip"));
        var reference = ReferenceAsync();
        await using (var watch = await WatchProcess.StartAsync(_folder, Cancellation))
        {
            foreach (var (path, _) in Files)
            {
                Assert.Equal("done", (await watch.WaitAsync(x => WatchProcess.IsAnswer(x, "tea/" + path), Cancellation)).GetProperty("state").GetString());
            }

            await watch.WaitAsync(static x => WatchProcess.IsAnswer(x, "tea/pack.zip!/agency.csv", "done"), Cancellation);

            // One that began before the last file was there has not seen it.
            var read = watch.Events.Count;
            await watch.WaitAsync(static x => WatchProcess.Is(x, "compute", "computing"), Cancellation, read);
            var began = watch.Events.Select(static (x, i) => (x, i)).First(x => x.i >= read && WatchProcess.Is(x.x, "compute", "computing")).i;
            await watch.WaitAsync(static x => WatchProcess.Is(x, "compute", "computed"), Cancellation, began);
            Assert.True(CountParts() > 0);
            var (code, error) = await watch.InterruptAsync(Cancellation);

            Assert.Equal(ExitCodes.Fine, code);
            Assert.Empty(error);
            Assert.True(WatchProcess.Is(watch.Events[^1], "stopped"));
            Assert.Equal(0, CountParts());
        }

        Assert.Equal(await reference, await KpisAsync(_folder.Below("data")));

        // Known bytes stay as they are, a receipt that was lost comes again.
        File.Delete(_folder.Below("receipts", "tea", "costs.csv.md"));
        await using var second = await WatchProcess.StartAsync(_folder, Cancellation);
        await second.WaitAsync(static x => WatchProcess.IsAnswer(x, "tea/costs.csv", "already_done"), Cancellation);
        await second.WaitAsync(static x => WatchProcess.IsAnswer(x, "tea/shop/orders.csv", "already_done"), Cancellation);
        await second.WaitAsync(static x => WatchProcess.IsAnswer(x, "tea/pack.zip", "already_done"), Cancellation);
        Assert.True(File.Exists(_folder.Below("receipts", "tea", "costs.csv.md")));
        Assert.DoesNotContain(second.Events, static x => WatchProcess.Is(x, "file", "reading"));
    }

    private async Task<string> ReferenceAsync()
    {
        foreach (var (path, content) in Files)
        {
            await WriteAsync(_folder.Below("reference", path), content);
        }

        WriteArchive(_folder.Below("reference", "pack.zip"));
        var ingest = await KpiProcess.RunAsync(
            ["ingest", _folder.Below("reference"), "--brand", "tea", "--config", _folder.Below("config", "tea.yaml"), "--data", _folder.Below("other")],
            Cancellation);
        Assert.True(ingest.ExitCode == ExitCodes.Fine, ingest.Error);
        return await KpisAsync(_folder.Below("other"));
    }

    private static async Task<string> KpisAsync(string data)
    {
        var run = await KpiProcess.RunAsync(["kpis", "--brand", "tea", "--period", "2026-W47", "--by", "channel", "--json", "--data", data], Cancellation);
        Assert.True(run.ExitCode == ExitCodes.Fine, run.Error);
        Assert.Contains("123.45", run.Output, StringComparison.Ordinal);
        return run.Output;
    }

    /// <summary>Node processes whose words or settings name this test's host.</summary>
    private int CountParts() => Directory.EnumerateDirectories("/proc").Count(x =>
        int.TryParse(Path.GetFileName(x), CultureInfo.InvariantCulture, out _)
        && Read(Path.Combine(x, "cmdline")) is { } words
        && words.StartsWith("node\0", StringComparison.Ordinal)
        && (words + Read(Path.Combine(x, "environ"))) is var all
        && (all.Contains(_folder.Below("data"), StringComparison.Ordinal) || all.Contains(_folder.Below("reports"), StringComparison.Ordinal)));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process ended while we looked.
            return string.Empty;
        }
    }

    private static void WriteArchive(string path)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry("agency.csv").Open());
        writer.Write("Date,UTMSource,Expenses,Currency\n2026-11-19,agency,7.00,RUB\n");
    }

    private static async Task WriteAsync(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content, Cancellation);
    }
}
