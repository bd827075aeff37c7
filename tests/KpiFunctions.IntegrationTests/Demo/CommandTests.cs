using System.Text.Json;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Demo;

/// <summary>The command as scripts use it: words, exit codes, and what stands on which stream.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_answers_a_good_and_a_bad_file_in_one_document_and_exits_with_2()
    {
        var good = await WriteAsync("good.csv", "Date,UTMSource,Expenses,Currency\n2026-11-17,printer,100.00,RUB\n");
        var bad = await WriteAsync("bad.csv", "Date,UTMSource,Expenses,Currency\n2026-11-17,printer,abc,RUB\n");

        var run = await KpiProcess.RunAsync(["check", good, bad, "--json"], Cancellation);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Empty(run.Error);
        var files = JsonDocument.Parse(run.Output).RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(["costs", "costs"], files.Select(static x => x.GetProperty("source").GetString()));
        Assert.Equal([0, 1], files.Select(static x => x.GetProperty("rejected").GetInt32()));
        Assert.Equal(ExitCodes.Fine, (await KpiProcess.RunAsync(["check", good], Cancellation)).ExitCode);
    }

    [Fact]
    public async Task A_draft_of_a_mapping_reads_the_file_that_nothing_built_in_knew()
    {
        var sheet = await WriteAsync("sheet.csv", "Datum;Kampagne;Views;Klicks;Spend\n16.11.2026;Herbst;1.200;30;1.250,50\n17.11.2026;Herbst;900;25;49,50\n");

        var unknown = await KpiProcess.RunAsync(["check", sheet, "--suggest", "--json"], Cancellation);
        var draft = JsonDocument.Parse(unknown.Output).RootElement.GetProperty("files")[0].GetProperty("suggestion").GetString();
        Assert.Equal(ExitCodes.Input, unknown.ExitCode);
        Assert.Contains(draft!, (await KpiProcess.RunAsync(["check", sheet, "--suggest"], Cancellation)).Output, StringComparison.Ordinal);

        var config = await WriteAsync("brand.yaml", "brand: tea-shop\n" + draft);
        var known = await KpiProcess.RunAsync(["check", sheet, "--brand-config", config, "--suggest", "--json"], Cancellation);
        var file = JsonDocument.Parse(known.Output).RootElement.GetProperty("files")[0];
        Assert.Equal((ExitCodes.Fine, "mapped/sheet", "1300.00"), (known.ExitCode, file.GetProperty("format").GetString(), file.GetProperty("totals").GetProperty("cost").GetString()));
        Assert.False(file.TryGetProperty("suggestion", out _));
    }

    [Theory]
    [InlineData("en", "there is no file")]
    [InlineData("ru", "нет файла")]
    public async Task A_file_that_is_not_there_is_said_in_one_line_of_the_persons_language(string language, string words)
    {
        var run = await KpiProcess.RunAsync(["check", _folder.Below("none.csv")], Cancellation, language);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("kpis", "--brand", "b")]
    [InlineData("kpis", "--brand", "UPPER CASE", "--period", "2026-W47")]
    [InlineData("ingest", "--brand", "b")]
    public async Task Wrong_words_exit_with_2_and_without_a_stack_trace(params string[] words)
    {
        var run = await KpiProcess.RunAsync(words, Cancellation);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task What_one_command_ingests_the_next_ones_show_report_and_send()
    {
        var config = await WriteAsync("tea.yaml", "brand: tea\ncurrency: RUB\nreports:\n  - id: tea-weekly\n    recipients: [boss@tea.example]\n");
        var costs = await WriteAsync("costs.csv", "Date,UTMSource,Expenses,Currency\n2026-11-17,vk,100.00,RUB\n2026-11-18,vk,23.45,RUB\n");
        string[] data = ["--data", _folder.Below("data")];

        var ingest = await KpiProcess.RunAsync(["ingest", costs, "--brand", "tea", "--config", config, "--json", .. data], Cancellation);
        Assert.True(ingest.ExitCode == ExitCodes.Fine, ingest.Error);
        Assert.Equal("done", JsonDocument.Parse(ingest.Output).RootElement.GetProperty("files")[0].GetProperty("state").GetString());

        var kpis = await KpiProcess.RunAsync(["kpis", "--brand", "tea", "--period", "2026-W47", "--kpi", "ad_spend", "--json", .. data], Cancellation);
        var total = JsonDocument.Parse(kpis.Output).RootElement.GetProperty("scopes")[0].GetProperty("kpis").GetProperty("ad_spend");
        Assert.Equal("123.45", total.GetProperty("value").GetString());

        var report = await KpiProcess.RunAsync(
            ["report", "--brand", "tea", "--period", "2026-W47", "--lang", "ru", "--out", _folder.Below("out"), .. data], Cancellation);
        Assert.True(report.ExitCode == ExitCodes.Fine, report.Error);
        Assert.True(File.Exists(_folder.Below("out", "report.ru.pdf")));

        var dry = await KpiProcess.RunAsync(["send", "--report", "tea-weekly", "--period", "2026-W47", "--dry-run", .. data], Cancellation);
        Assert.Equal(ExitCodes.Fine, dry.ExitCode);
        Assert.Empty(await DeliveriesAsync(data));

        Assert.Equal(ExitCodes.Fine, (await KpiProcess.RunAsync(["send", "--report", "tea-weekly", "--period", "2026-W47", .. data], Cancellation)).ExitCode);
        Assert.Equal(ExitCodes.Fine, (await KpiProcess.RunAsync(["send", "--report", "tea-weekly", "--period", "2026-W47", .. data], Cancellation)).ExitCode);
        Assert.Equal(["sent"], await DeliveriesAsync(data));
        Assert.Single(Directory.EnumerateFiles(_folder.Below("data", "mail"), "*.eml"));
    }

    [Fact]
    public async Task A_file_for_a_brand_that_is_not_configured_is_ingested_with_a_warning_in_its_receipt()
    {
        var costs = await WriteAsync("costs.csv", "Date,UTMSource,Expenses,Currency\n2026-11-17,vk,100.00,EUR\n");

        var run = await KpiProcess.RunAsync(["ingest", costs, "--brand", "teaa", "--json", "--data", _folder.Below("data")], Cancellation);

        Assert.True(run.ExitCode == ExitCodes.Fine, run.Error);
        var file = JsonDocument.Parse(run.Output).RootElement.GetProperty("files")[0];
        Assert.Equal("done", file.GetProperty("state").GetString());
        Assert.Equal("brand_not_configured", Assert.Single(file.GetProperty("receipt").GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_changed_time_zone_is_said_to_need_the_files_again_and_then_moves_the_order()
    {
        var orders = await WriteAsync(
            "orders.csv",
            "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id\n"
            + "#1,a@tea.example,paid,RUB,10.00,0.00,0.00,10.00,2026-11-17 23:30:00 +0000,1,Tea,10.00,0.00,1\n");
        var utc = await WriteAsync("utc.yaml", "brand: tea\ncurrency: RUB\n");
        var moscow = await WriteAsync("moscow.yaml", "brand: tea\ncurrency: RUB\ntimeZone: Europe/Moscow\n");
        string[] rest = ["--brand", "tea", "--data", _folder.Below("data")];

        var first = await KpiProcess.RunAsync(["ingest", orders, "--config", utc, .. rest], Cancellation);
        var second = await KpiProcess.RunAsync(["ingest", orders, "--config", moscow, .. rest], Cancellation);
        var day = await KpiProcess.RunAsync(["kpis", "--period", "2026-11-18", "--kpi", "orders", "--json", .. rest], Cancellation);

        Assert.DoesNotContain("ingest them again", first.Error, StringComparison.Ordinal);
        Assert.Contains("ingest them again", second.Error, StringComparison.Ordinal);
        Assert.Contains("\"value\": \"1\"", day.Output, StringComparison.Ordinal);
    }

    private static async Task<List<string?>> DeliveriesAsync(string[] data)
    {
        var run = await KpiProcess.RunAsync(["deliveries", "--brand", "tea", "--json", .. data], Cancellation);
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("deliveries").EnumerateArray().Select(static x => x.GetProperty("state").GetString())];
    }

    private async Task<string> WriteAsync(string name, string content)
    {
        var path = _folder.Below(name);
        await File.WriteAllTextAsync(path, content, Cancellation);
        return path;
    }
}
