using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Work;
using Xunit;

namespace KpiFunctions.IntegrationTests.Watching;

/// <summary>What a person who copies files into the folder of <c>kpi watch</c> finds beside it.</summary>
public sealed class WatchTests(WatchFixture host) : IClassFixture<WatchFixture>
{
    private const string Header = "Date,UTMSource,Expenses,Currency\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_has_its_receipt_at_the_same_path_long_before_anything_is_computed()
    {
        var watch = Stopwatch.StartNew();
        await DropAsync("prompt/new folder/costs.csv", Header + "2026-11-17,vk,100.00,EUR\n");
        var answer = await AnswerAsync("prompt/new folder/costs.csv");

        // It is far less, but other tests run at the same time. A computation waits 15 seconds for more files.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal("done", answer.GetProperty("state").GetString());
        Assert.Equal("costs", answer.GetProperty("source").GetString());
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        var receipt = Receipt("prompt/new folder/costs.csv");
        Assert.Equal(receipt, answer.GetProperty("receipt").GetString());
        Assert.Equal(1, JsonDocument.Parse(await File.ReadAllBytesAsync(receipt + ".json", Cancellation)).RootElement.GetProperty("rows").GetInt32());
        Assert.StartsWith("# ", await File.ReadAllTextAsync(receipt + ".md", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_answered_and_the_next_one_is_read()
    {
        await DropAsync("broken/picture.csv", "\u0001\u0002\0\0\0nothing that anybody exports");
        await DropAsync("broken/row.csv", Header + "2026-11-17,vk,abc,EUR\n2026-11-18,vk,1.00,EUR\n");
        await DropAsync("broken/empty.csv", string.Empty);
        await DropAsync("broken/good.csv", Header + "2026-11-19,vk,1.00,EUR\n");

        Assert.Equal("refused", (await AnswerAsync("broken/picture.csv")).GetProperty("state").GetString());
        Assert.Equal("refused", (await AnswerAsync("broken/empty.csv")).GetProperty("state").GetString());
        Assert.Equal("done", (await AnswerAsync("broken/good.csv")).GetProperty("state").GetString());
        var partly = await AnswerAsync("broken/row.csv");
        Assert.Equal("partly", partly.GetProperty("state").GetString());
        Assert.Equal(1, partly.GetProperty("rejected").GetInt32());
        Assert.NotEmpty(partly.GetProperty("remark").GetString()!);
    }

    [Fact]
    public async Task A_replaced_file_is_read_again_and_its_receipt_is_the_new_one()
    {
        await DropAsync("again/costs.csv", Header + "2026-11-17,vk,1.00,EUR\n");
        await AnswerAsync("again/costs.csv");

        await DropAsync("again/costs.csv", Header + "2026-11-17,vk,1.00,EUR\n2026-11-18,vk,2.00,EUR\n");
        await host.Process.WaitAsync(
            static x => WatchProcess.IsAnswer(x, "again/costs.csv") && x.GetProperty("rows").GetInt32() == 2, Cancellation);

        Assert.Contains("\"rows\": 2", await File.ReadAllTextAsync(Receipt("again/costs.csv") + ".json", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_one_of_many_files_that_come_at_once_has_its_own_receipt()
    {
        var paths = Enumerable.Range(1, 25).Select(static x => string.Create(CultureInfo.InvariantCulture, $"many/{x}.csv")).ToList();
        foreach (var (path, day) in paths.Select(static (x, i) => (x, i + 1)))
        {
            await DropAsync(path, Header + string.Create(CultureInfo.InvariantCulture, $"2026-10-{day:00},vk,{day}.00,EUR\n"));
        }

        foreach (var (path, day) in paths.Select(static (x, i) => (x, i + 1)))
        {
            var answer = await AnswerAsync(path);
            Assert.Equal("done", answer.GetProperty("state").GetString());
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"2026-10-{day:00}"), answer.GetProperty("firstDate").GetString());
            Assert.True(File.Exists(Receipt(path) + ".md"));
        }
    }

    [Fact]
    public async Task What_is_not_finished_is_left_alone_until_it_has_its_name()
    {
        string[] unfinished = ["temp/costs.csv.part", "temp/costs.csv.crdownload", "temp/~$costs.csv", "temp/.costs.csv", "temp/.hidden/costs.csv", "temp/costs.tmp"];
        foreach (var path in unfinished)
        {
            await DropAsync(path, Header + "2026-11-17,vk,1.00,EUR\n");
        }

        await DropAsync("temp/last.csv", Header + "2026-11-18,vk,1.00,EUR\n");
        await AnswerAsync("temp/last.csv");
        Assert.DoesNotContain(host.Process.Events, x => WatchProcess.Is(x, "file") && unfinished.Contains(x.GetProperty("path").GetString()));

        File.Move(Dropped("temp/costs.csv.part"), Dropped("temp/costs.csv"));
        Assert.Equal("done", (await AnswerAsync("temp/costs.csv")).GetProperty("state").GetString());
        Assert.False(File.Exists(Receipt("temp/costs.csv.part") + ".json"));
    }

    [Fact]
    public async Task A_file_that_somebody_still_writes_is_read_when_they_let_go()
    {
        Directory.CreateDirectory(Dropped("slow"));
        await using (var writing = new FileStream(Dropped("slow/costs.csv"), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await writing.WriteAsync("Date,UTMSource,Expenses,Currency\n2026-11-17,vk,1.00,EUR\n"u8.ToArray(), Cancellation);
            await writing.FlushAsync(Cancellation);
            await DropAsync("slow/other.csv", Header + "2026-11-18,vk,1.00,EUR\n");
            await AnswerAsync("slow/other.csv");
            Assert.DoesNotContain(host.Process.Events, static x => WatchProcess.IsAnswer(x, "slow/costs.csv"));
            await writing.WriteAsync("2026-11-18,vk,2.00,EUR\n"u8.ToArray(), Cancellation);
        }

        Assert.Equal(2, (await AnswerAsync("slow/costs.csv")).GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task A_folder_that_is_moved_in_with_its_files_is_read_whole()
    {
        var outside = host.Folder.Below("outside");
        Directory.CreateDirectory(Path.Combine(outside, "deep"));
        await File.WriteAllTextAsync(Path.Combine(outside, "deep", "a.csv"), Header + "2026-11-17,vk,1.00,EUR\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(outside, "b.csv"), Header + "2026-11-18,vk,1.00,EUR\n", Cancellation);

        Directory.Move(outside, Dropped("moved"));

        Assert.Equal("done", (await AnswerAsync("moved/deep/a.csv")).GetProperty("state").GetString());
        Assert.Equal("done", (await AnswerAsync("moved/b.csv")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("alone.csv")]
    [InlineData("Not A Brand/costs.csv")]
    public async Task A_file_in_no_brands_folder_is_told_where_it_belongs(string path)
    {
        await DropAsync(path, Header + "2026-11-17,vk,1.00,EUR\n");

        Assert.Equal("unplaced", (await AnswerAsync(path)).GetProperty("state").GetString());
        Assert.Contains("outside_of_brands", await File.ReadAllTextAsync(Receipt(path) + ".json", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_another_place_is_not_followed()
    {
        var secret = host.Folder.Below("secret.csv");
        await File.WriteAllTextAsync(secret, Header + "2026-11-17,vk,1.00,EUR\n", Cancellation);
        Directory.CreateDirectory(Dropped("links"));
        File.CreateSymbolicLink(Dropped("links/costs.csv"), secret);
        Directory.CreateSymbolicLink(Dropped("links/folder"), Path.GetDirectoryName(secret)!);

        Assert.Equal("unplaced", (await AnswerAsync("links/costs.csv")).GetProperty("state").GetString());
        Assert.Equal("unplaced", (await AnswerAsync("links/folder")).GetProperty("state").GetString());
        Assert.Contains("\"link\"", await File.ReadAllTextAsync(Receipt("links/costs.csv") + ".json", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Process.Events, static x => WatchProcess.Is(x, "file") && x.GetProperty("path").GetString()!.StartsWith("links/folder/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_come_after_the_files_have_them_read_again_and_broken_ones_change_nothing()
    {
        await DropAsync("later/costs.csv", "Date,UTMSource,Expenses\n2026-11-17,vk,1.00\n");
        await AnswerAsync("later/costs.csv");
        Assert.Contains("brand_not_configured", await File.ReadAllTextAsync(Receipt("later/costs.csv") + ".json", Cancellation), StringComparison.Ordinal);

        var before = host.Process.Events.Count;
        await ConfigureAsync("later", "brand: later\ncurrency: RUB\n");
        await host.Process.WaitAsync(static x => WatchProcess.Is(x, "config", "stored") && x.GetProperty("brand").GetString() == "later", Cancellation);
        await host.Process.WaitAsync(static x => WatchProcess.IsAnswer(x, "later/costs.csv", "done"), Cancellation, before);
        Assert.DoesNotContain("brand_not_configured", await File.ReadAllTextAsync(Receipt("later/costs.csv") + ".json", Cancellation), StringComparison.Ordinal);

        await ConfigureAsync("later", "brand: later\ncurrencie: USD\n");
        var broken = await host.Process.WaitAsync(static x => WatchProcess.Is(x, "config", "broken"), Cancellation);
        Assert.Contains("currencie", broken.GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        await DropAsync("later/more.csv", Header + "2026-11-18,vk,1.00,RUB\n");
        Assert.Equal("done", (await AnswerAsync("later/more.csv")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Every_timer_of_the_app_waits_for_its_next_time()
    {
        var names = typeof(Schedules).GetFields().Select(static x => x.Name).ToList();

        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var waiting = await host.Process.WaitAsync(x => WatchProcess.Is(x, "timer", "waiting") && x.GetProperty("timer").GetString() == name, Cancellation);
            Assert.True(waiting.GetProperty("next").GetDateTimeOffset() > waiting.GetProperty("at").GetDateTimeOffset());
        }

        Assert.All(host.Process.Events.Where(static x => WatchProcess.Is(x, "timer")), x => Assert.Contains(x.GetProperty("timer").GetString(), names));
    }

    [Fact]
    public async Task Removing_a_file_says_that_it_still_counts_and_leaves_its_receipt()
    {
        await DropAsync("gone/costs.csv", Header + "2026-11-17,vk,1.00,EUR\n");
        await AnswerAsync("gone/costs.csv");

        File.Delete(Dropped("gone/costs.csv"));

        var removed = await host.Process.WaitAsync(static x => WatchProcess.IsAnswer(x, "gone/costs.csv", "removed"), Cancellation);
        Assert.Contains("still counts", removed.GetProperty("remark").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Receipt("gone/costs.csv") + ".json"));
    }

    [Fact]
    public async Task A_second_host_on_the_same_data_says_so_and_ends()
    {
        var run = await KpiProcess.RunAsync(["watch", host.Folder.Below("drop"), "--data", host.Folder.Below("data")], Cancellation);

        Assert.Equal(ExitCodes.Fault, run.ExitCode);
        Assert.Contains("Another kpi command", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("receipts")]
    [InlineData("config")]
    public async Task A_folder_that_is_called_like_one_beside_it_is_refused(string name)
    {
        var run = await KpiProcess.RunAsync(["watch", host.Folder.Below("elsewhere", name), "--data", host.Folder.Below("none")], Cancellation);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.False(Directory.Exists(host.Folder.Below("elsewhere")));
    }

    private Task<JsonElement> AnswerAsync(string path) => host.Process.WaitAsync(x => WatchProcess.IsAnswer(x, path), Cancellation);

    private string Dropped(string path) => host.Folder.Below("drop", path);

    private string Receipt(string path) => host.Folder.Below("receipts", path);

    private Task DropAsync(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Dropped(path))!);
        return File.WriteAllTextAsync(Dropped(path), content, Cancellation);
    }

    private Task ConfigureAsync(string brand, string yaml) => File.WriteAllTextAsync(host.Folder.Below("config", brand + ".yaml"), yaml, Cancellation);
}
