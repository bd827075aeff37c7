using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.IntegrationTests.Connectors;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Storage.Naming;
using Xunit;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary><c>kpi pull</c> as a process of its own, against the platform's stub.</summary>
public sealed class PullCommandTests : IDisposable
{
    private static readonly string[] Week = ["--from", "2026-11-02", "--to", "2026-11-08"];
    private readonly TempFolder _folder = new();
    private readonly MetricaStub _stub = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_person_looks_what_would_be_asked_then_pulls_then_finds_the_numbers()
    {
        Fill();

        var look = await PullAsync(MetricaStub.Token, "en", [.. Week, "--dry-run"]);

        Assert.Equal(ExitCodes.Fine, look.ExitCode);
        Assert.Contains("date1=2026-11-02&date2=2026-11-08", look.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(MetricaStub.Token, look.Output + look.Error, StringComparison.Ordinal);
        Assert.Empty(_stub.Requests);

        var pulled = await PullAsync(MetricaStub.Token, "en", [.. Week, "--json"]);

        Assert.Equal(ExitCodes.Fine, pulled.ExitCode);
        Assert.Equal(2, _stub.Requests.Count);
        _ = JsonDocument.Parse(pulled.Output);
        var kpis = await RunAsync(["kpis", "--brand", "shop", "--period", "2026-W45", "--kpi", "traffic", "--json"], "en", null);
        var traffic = JsonDocument.Parse(kpis.Output).RootElement.GetProperty("scopes")[0].GetProperty("kpis").GetProperty("traffic");
        Assert.Equal("700", traffic.GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("en", "has expired")]
    [InlineData("ru", "истёк")]
    public async Task A_refused_token_is_said_with_what_to_do_and_never_shown(string language, string words)
    {
        Fill();

        var run = await PullAsync("y0_somebody-elses-token-31415", language, Week);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains(words, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("KPI_TOKEN_", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("31415", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_is_down_is_a_fault_of_the_network_and_not_of_the_words()
    {
        Fill();
        _stub.Next(Enumerable.Repeat(MetricaReply.Html(502), 20));

        var run = await PullAsync(MetricaStub.Token, "en", Week);

        Assert.Equal(ExitCodes.Fault, run.ExitCode);
        Assert.Contains("unavailable", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_pulled_before_computing_broke_off_is_computed_by_the_next_run_although_nothing_is_due()
    {
        await using var storage = await AzuriteServer.StartAsync(_folder.Below("storage"), Cancellation);
        var config = await ConfigAsync(Account("1", DaysAgo(2)));
        _stub.Counter("1").Set(DaysAgo(1), [new("organic", null, null, null, 100, 80, 20, 3)]);
        var facts = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient(StorageNames.Facts);
        _stub.Next(MetricaReply.Usual, MetricaReply.Usual with { Before = () => facts.Delete() });

        var broken = await OnAsync(storage, ["pull", "--brand", "shop", "--config", config]);
        var asked = _stub.Requests.Count;
        var next = await OnAsync(storage, ["pull", "--brand", "shop"]);

        Assert.Equal((ExitCodes.Fault, ExitCodes.Fine), (broken.ExitCode, next.ExitCode));
        Assert.Equal(asked, _stub.Requests.Count);
        Assert.Equal("100", await TrafficAsync(storage, DaysAgo(1)));
    }

    [Fact]
    public async Task A_fault_at_one_account_leaves_the_other_accounts_days_in_the_kpis_and_is_a_fault_all_the_same()
    {
        await using var storage = await AzuriteServer.StartAsync(_folder.Below("storage"), Cancellation);
        var config = await ConfigAsync(Account("1", DaysAgo(1)), Account("2", DaysAgo(1)));
        _stub.Counter("1").Set(DaysAgo(1), [new("organic", null, null, null, 100, 80, 20, 3)]);
        _stub.Counter("2").Set(DaysAgo(1), [new("organic", null, null, null, 50, 40, 10, 1)]);
        var pulled = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient(StorageNames.Pulled);
        _stub.Next(MetricaReply.Usual, MetricaReply.Usual, MetricaReply.Usual with { Before = () => pulled.Delete() });

        var run = await OnAsync(storage, ["pull", "--brand", "shop", "--config", config, "--json"]);

        Assert.Equal(ExitCodes.Fault, run.ExitCode);
        Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("slices").EnumerateArray());
        Assert.Single(run.Error.Split('\n'), static x => x.StartsWith("kpi: ", StringComparison.Ordinal));
        Assert.Equal("100", await TrafficAsync(storage, DaysAgo(1)));
    }

    [Theory]
    [InlineData("en", "OAuth y0_abc", "space")]
    [InlineData("ru", "y0_abc def", "пробел")]
    public async Task A_token_that_cannot_be_one_is_said_in_one_line_before_anything_is_begun(string language, string token, string words)
    {
        var run = await PullAsync(token, language, Week);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains("KPI_TOKEN_METRICA", run.Error, StringComparison.Ordinal);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("y0_abc", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n'), static x => x.StartsWith("kpi: ", StringComparison.Ordinal));
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder.Below("data")));
    }

    [Fact]
    public async Task A_bad_token_that_no_connector_uses_is_a_warning_and_keeps_nobody_from_pulling()
    {
        Fill();

        var run = await PullAsync(MetricaStub.Token, "en", [.. Week, "--json"], ("KPI_TOKEN_OTHER", "OAuth abc"));

        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        Assert.Equal("done", Slice(run).GetProperty("state").GetString());
        Assert.Contains("KPI_TOKEN_OTHER", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_plans_by_the_file_that_is_given_and_stores_nothing()
    {
        var look = await PullAsync(MetricaStub.Token, "en", [.. Week, "--dry-run", "--json"]);
        var stored = await RunAsync(["pull", "--brand", "shop", "--dry-run"], "en", MetricaStub.Token);

        Assert.Equal(ExitCodes.Fine, look.ExitCode);
        Assert.NotEmpty(JsonDocument.Parse(look.Output).RootElement.GetProperty("requests").EnumerateArray());
        Assert.Equal(ExitCodes.Input, stored.ExitCode);
        Assert.Contains("no connectors", stored.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_that_the_token_is_missing()
    {
        var run = await PullAsync(null, "en", [.. Week, "--dry-run"]);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains("token_missing (metrica)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("would ask", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_waits_for_its_quota_is_shown_waiting_and_its_failures_as_past_ones()
    {
        Fill();
        _stub.Next(Enumerable.Repeat(MetricaReply.Error(403, "access_denied", "Access is denied"), 10));
        await PullAsync(MetricaStub.Token, "en", Week);
        var mended = await PullAsync(MetricaStub.Token, "en", [.. Week, "--dry-run"]);
        Assert.Contains("last time: access_denied", mended.Output, StringComparison.Ordinal);
        Assert.Contains("would ask", mended.Output, StringComparison.Ordinal);

        var asked = _stub.Requests.Count;
        _stub.Clear();
        _stub.Next(Enumerable.Repeat(MetricaReply.Quota("quota_requests_by_uid", "7200"), 10));
        var pulled = await PullAsync(MetricaStub.Token, "en", Week);
        var look = await PullAsync(MetricaStub.Token, "en", [.. Week, "--dry-run"]);

        Assert.True(_stub.Requests.Count > asked);
        Assert.Equal(ExitCodes.Fine, look.ExitCode);
        Assert.DoesNotContain("would ask", look.Output, StringComparison.Ordinal);
        Assert.All([pulled, look], static x => Assert.Matches("quota.*Run `kpi pull` again after [-0-9 ]*[0-9]{2}:[0-9]{2} UTC[.]", x.Output));
        Assert.DoesNotContain("by itself", pulled.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "sampled: ")]
    [InlineData("ru", "квитанция: receipts/_pulled/shop/")]
    public async Task A_sampled_answer_is_called_so_and_its_receipt_is_named(string language, string words)
    {
        Fill();
        _stub.Counter("1").Sampled = true;
        _stub.Counter("1").Sensitive = true;

        var read = await PullAsync(MetricaStub.Token, language, Week);
        var scripted = await PullAsync(MetricaStub.Token, language, [.. Week, "--json"]);

        Assert.Contains(words, read.Output, StringComparison.Ordinal);
        var answer = Slice(scripted).GetProperty("answers")[0];
        var problems = answer.GetProperty("problems").EnumerateArray().ToDictionary(static x => x.GetProperty("code").GetString()!);
        Assert.True(decimal.Parse(problems["sampled"].GetProperty("share").GetString()!, CultureInfo.InvariantCulture) is > 0 and < 1);
        Assert.Contains("withheld", problems.Keys);
        Assert.StartsWith("receipts/_pulled/shop/yandex-metrica/1/date/2026-11-02_2026-11-08/", answer.GetProperty("receipt").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Slice(KpiRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("slices")[0];

    /// <summary>So many days before today where the brand is; a test that runs over midnight only finds more days due.</summary>
    private static DateOnly DaysAgo(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);

    private static string Account(string account, DateOnly from) =>
        string.Create(CultureInfo.InvariantCulture, $"{{ source: yandex-metrica, account: \"{account}\", token: metrica, from: {from:yyyy-MM-dd} }}");

    private async Task<string> ConfigAsync(params string[] accounts)
    {
        var config = _folder.Below("brand.yaml");
        await File.WriteAllTextAsync(config, $"brand: shop\nconnectors: [{string.Join(", ", accounts)}]\n", Cancellation);
        return config;
    }

    private async Task<string?> TrafficAsync(AzuriteServer storage, DateOnly day)
    {
        var period = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var kpis = await OnAsync(storage, ["kpis", "--brand", "shop", "--period", period, "--kpi", "traffic", "--json"]);
        return JsonDocument.Parse(kpis.Output).RootElement.GetProperty("scopes")[0].GetProperty("kpis").GetProperty("traffic").GetProperty("value").GetString();
    }

    /// <summary>Runs on a storage that the test can reach too.</summary>
    private Task<KpiRun> OnAsync(AzuriteServer storage, IEnumerable<string> words) => KpiProcess.RunAsync(
        [.. words, "--storage", storage.ConnectionString],
        Cancellation,
        settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["KPI_IDENTITY_SECRET"] = "MDEyMzQ1Njc4OWFiY2RlZg==",
            ["KPI_TOKEN_METRICA"] = MetricaStub.Token,
            ["KPI_ADDRESS_YANDEX_METRICA"] = _stub.Address.ToString(),
        });

    private void Fill()
    {
        for (var day = new DateOnly(2026, 11, 2); day <= new DateOnly(2026, 11, 8); day = day.AddDays(1))
        {
            _stub.Counter("1").Set(day, [new("organic", null, null, null, 100, 80, 20, 3)]);
        }
    }

    private async Task<KpiRun> PullAsync(string? token, string language, IEnumerable<string> words, params (string Name, string Value)[] more)
    {
        var config = _folder.Below("shop.yaml");
        await File.WriteAllTextAsync(
            config,
            "brand: shop\ntimeZone: Europe/Moscow\ncurrency: RUB\nconnectors: [{ source: yandex-metrica, account: \"1\", token: metrica, from: 2026-11-02 }]\n",
            Cancellation);
        return await RunAsync(["pull", "--brand", "shop", "--config", config, .. words], language, token, more);
    }

    private Task<KpiRun> RunAsync(IEnumerable<string> words, string language, string? token, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["KPI_ADDRESS_YANDEX_METRICA"] = _stub.Address.ToString() };
        foreach (var (name, value) in token is null ? more : [.. more, ("KPI_TOKEN_METRICA", token)])
        {
            settings[name] = value;
        }

        return KpiProcess.RunAsync([.. words, "--data", _folder.Below("data")], Cancellation, language, settings);
    }
}
