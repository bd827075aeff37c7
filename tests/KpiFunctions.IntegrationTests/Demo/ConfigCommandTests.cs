using System.Text.Json;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using Xunit;

namespace KpiFunctions.IntegrationTests.Demo;

/// <summary><c>kpi config check</c> as a person or a script runs it.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("en", "error", "cannot be used")]
    [InlineData("ru", "ошибка", "нельзя использовать")]
    public async Task Every_error_is_named_by_its_place_and_setting_and_exits_with_2(string language, string severity, string words)
    {
        var file = await WriteAsync("brand: shop\ntimeZone: Mars/Base\nreports: [{ id: weekly, recipients: [nobody] }]\n");

        var run = await KpiProcess.RunAsync(["config", "check", file], Cancellation, language);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains($"shop.yaml:2:11: {severity}: timeZone: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("reports[0].recipients[0]", run.Output, StringComparison.Ordinal);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_file_with_warnings_is_fine_and_the_defaults_it_leaves_are_named()
    {
        var file = await WriteAsync(
            "brand: shop\naccounts: [{ source: yandex-metrica, account: \"2\" }]\nconnectors: [{ source: yandex-metrica, account: \"1\", token: metrica }]\n");

        var run = await KpiProcess.RunAsync(["config", "check", file, "--json"], Cancellation);

        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        var answer = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(answer.GetProperty("usable").GetBoolean());
        Assert.Equal("warning", Assert.Single(answer.GetProperty("problems").EnumerateArray()).GetProperty("severity").GetString());
        Assert.Contains(answer.GetProperty("defaults").EnumerateArray(), static x => x.GetProperty("setting").GetString() == "timeZone");
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task What_is_no_configuration_at_all_and_what_is_not_there_are_input_errors()
    {
        var bytes = _folder.Below("bytes.yaml");
        await File.WriteAllBytesAsync(bytes, [0xFF, 0x00, 0x1B, 0x5B], Cancellation);

        foreach (var file in new[] { bytes, _folder.Below("none.yaml") })
        {
            var run = await KpiProcess.RunAsync(["config", "check", file], Cancellation);

            Assert.Equal(ExitCodes.Input, run.ExitCode);
            Assert.DoesNotContain("\u001b", run.Output + run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    private async Task<string> WriteAsync(string yaml)
    {
        var file = _folder.Below("shop.yaml");
        await File.WriteAllTextAsync(file, yaml, Cancellation);
        return file;
    }
}
