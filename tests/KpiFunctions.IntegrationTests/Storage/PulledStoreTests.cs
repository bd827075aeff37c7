using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KpiFunctions.IntegrationTests.Storage;

public sealed class PulledStoreTests(TestStorage storage) : IClassFixture<TestStorage>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now.AddMinutes(1));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private PulledStore Store => new(storage.Clients, _time);

    [Fact]
    public async Task An_answer_is_kept_as_it_came_and_never_replaced()
    {
        var name = Name("kept", "1", "date");
        Assert.True(await PutAsync(name, "first\n"));
        Assert.False(await PutAsync(name, "second\n"));

        await using var open = (await Store.OpenAsync(name, Stop))!;
        using var reader = new StreamReader(open.Content);
        Assert.Equal("first\n", await reader.ReadToEndAsync(Stop));
        Assert.Equal(Now.AddMinutes(1), open.File.StoredAt);
        Assert.Equal(6, open.File.Length);
        Assert.Equal(open.File, Assert.Single(await Store.ListAsync("kept", Stop)));
    }

    [Fact]
    public async Task An_answer_that_is_gone_is_no_fault() => Assert.Null(await Store.OpenAsync(Name("gone", "1", "date"), Stop));

    [Fact]
    public async Task A_lost_answer_of_storage_keeps_the_platforms_answer()
    {
        var name = Name("lost", "1", "date");
        storage.LoseNextAnswer();
        await PutAsync(name, "first\n");

        Assert.Equal(name, Assert.Single(await Store.ListAsync("lost", Stop)).Name);
    }

    [Fact]
    public async Task Answers_are_listed_by_brand_and_by_account()
    {
        await PutAsync(Name("list", "1", "date"), "a");
        await PutAsync(Name("list", "1", "utm"), "b");
        await PutAsync(Name("list", "11", "date"), "c");
        await PutAsync(Name("list-2", "1", "date"), "d");
        using var stray = new MemoryStream([1]);
        await storage.Clients.Container(StorageNames.Pulled).GetBlobClient("list/yandex-metrica/1/stray.txt").UploadAsync(stray, Stop);

        Assert.Equal(["1 date", "1 utm", "11 date"], (await Store.ListAsync("list", Stop)).Select(static x => $"{x.Name.Account} {x.Name.View}"));
        Assert.Equal(["date", "utm"], (await Store.ListAsync("list", "yandex-metrica", "1", Stop)).Select(static x => x.Name.View));
    }

    private static PulledName Name(string brand, string account, string view) =>
        new(brand, "yandex-metrica", account, view, new(2026, 11, 16), new(2026, 11, 22), Now);

    private async Task<bool> PutAsync(PulledName name, string text)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return await Store.PutAsync(name, content, Stop);
    }
}
