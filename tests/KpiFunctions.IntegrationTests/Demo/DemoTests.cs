using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KpiFunctions.Cli.Commands;
using KpiFunctions.IntegrationTests.Fixtures;
using MimeKit;
using UglyToad.PdfPig;
using Xunit;

namespace KpiFunctions.IntegrationTests.Demo;

/// <summary>
/// One run of the demo as a process of its own. <c>KPI_DEMO_OUT</c> names the folder of a run that is over already: the tests then
/// look at what that one left.
/// </summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string Folder { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("KPI_DEMO_OUT") is { Length: > 0 } existing)
        {
            Folder = existing;
            return;
        }

        Folder = _folder.Below("out");
        var run = await KpiProcess.RunAsync(["demo", "--as-of", "2026-11-24", "--out", Folder], TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == ExitCodes.Fine, run.Error + run.Output);
        Assert.Contains("kpis.json", run.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed partial class DemoTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Theory]
    [InlineData("ru", "Новый клиент подорожал на 19", "Расход и результат по каналам")]
    [InlineData("en", "A new customer now costs 19", "Spend and result by channel")]
    public void The_page_opens_and_tells_the_story_in_its_language(string language, string headline, string section)
    {
        using var pdf = PdfDocument.Open(Path.Combine(demo.Folder, $"report.{language}.pdf"));

        var page = Assert.Single(pdf.GetPages());
        var text = string.Join(' ', page.GetWords().Select(static x => x.Text)).Replace('\u00a0', ' ');
        Assert.Contains(headline, text, StringComparison.Ordinal);
        Assert.Contains(section, text, StringComparison.Ordinal);
        Assert.Contains(language == "ru" ? "2 464 500 ₽" : "₽2,464,500", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void The_page_is_A4_and_brings_its_font(string language)
    {
        var file = File.ReadAllBytes(Path.Combine(demo.Folder, $"report.{language}.pdf"));
        using var pdf = PdfDocument.Open(file);

        // 210 × 297 mm in points of 1/72 inch; a TrueType program in the file (PDF 32000-1, 9.9), else a reader's machine shows what it has.
        Assert.Equal(595.3, pdf.GetPage(1).Width, 1.0);
        Assert.Equal(841.9, pdf.GetPage(1).Height, 1.0);
        Assert.True(file.AsSpan().IndexOf("/FontFile2"u8) >= 0);
    }

    [Theory]
    [InlineData("ru", "Новый клиент подорожал на 19")]
    [InlineData("en", "A new customer now costs 19")]
    public void The_archive_page_says_the_same(string language, string headline)
    {
        var html = File.ReadAllText(Path.Combine(demo.Folder, $"report.{language}.html"));

        Assert.Contains($"lang=\"{language}\"", html, StringComparison.Ordinal);
        Assert.Contains(headline, System.Net.WebUtility.HtmlDecode(html).Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotMatch(RemoteAddress(), html);
    }

    [Theory]
    [InlineData("director@northern-leaf-tea.example", "ru")]
    [InlineData("cfo@northern-leaf-tea.example", "en")]
    public void Each_recipient_got_one_mail_with_the_page_attached(string recipient, string language)
    {
        var mail = Assert.Single(
            Directory.EnumerateFiles(Path.Combine(demo.Folder, "mail"), "*.eml").Select(static x => MimeMessage.Load(x, TestContext.Current.CancellationToken)),
            x => x.To.Mailboxes.Any(y => y.Address == recipient));

        var attached = Assert.IsType<MimePart>(Assert.Single(mail.Attachments));
        using var content = new MemoryStream();
        attached.Content!.DecodeTo(content, TestContext.Current.CancellationToken);
        Assert.Equal("application/pdf", attached.ContentType.MimeType);
        Assert.Equal(File.ReadAllBytes(Path.Combine(demo.Folder, $"report.{language}.pdf")), content.ToArray());
        Assert.NotEmpty(mail.TextBody!);
        Assert.Contains($"<html lang=\"{language}\"", mail.HtmlBody!, StringComparison.Ordinal);
        Assert.DoesNotMatch(RemoteAddress(), mail.HtmlBody!);
        Assert.NotEmpty(mail.Subject!);
    }

    [Fact]
    public void Every_export_has_a_receipt_for_people_and_one_for_scripts()
    {
        var exports = Path.Combine(demo.Folder, "exports");
        var files = Directory.EnumerateFiles(exports, "*", SearchOption.AllDirectories).ToList();

        Assert.Equal(6, files.Count);
        foreach (var file in files)
        {
            var receipt = Path.Combine(demo.Folder, "receipts", Path.GetRelativePath(exports, file));
            using var json = JsonDocument.Parse(File.ReadAllBytes(receipt + ".json"));
            Assert.True(json.RootElement.GetProperty("recognized").GetBoolean());
            Assert.Equal(0, json.RootElement.GetProperty("rejected").GetInt32());
            Assert.NotEmpty(File.ReadAllText(receipt + ".md"));
        }
    }

    [Fact]
    public void The_numbers_hold_twenty_weeks_and_no_clock_time_or_person()
    {
        var text = File.ReadAllText(Path.Combine(demo.Folder, "kpis.json"), Encoding.UTF8);
        using var json = JsonDocument.Parse(text);

        var periods = json.RootElement.GetProperty("periods").EnumerateArray().Select(static x => x.GetProperty("period").GetString()!).ToList();
        Assert.Equal(Enumerable.Range(28, 20).Select(static x => $"2026-W{x}"), periods.Where(static x => x.Contains('W', StringComparison.Ordinal)).TakeLast(20));
        Assert.Equal("2026-11-22", periods[^1]);

        // Customers are counted by who they are: some have ordered twice in the week.
        var week = json.RootElement.GetProperty("periods").EnumerateArray().Single(static x => x.GetProperty("period").GetString() == "2026-W47");
        var total = week.GetProperty("scopes")[0].GetProperty("kpis");
        Assert.True(Value("new_customers") < Value("customers") && Value("customers") < Value("orders"));
        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        Assert.DoesNotContain("T09:", text, StringComparison.Ordinal);

        decimal Value(string kpi) => decimal.Parse(total.GetProperty(kpi).GetProperty("value").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Anything that a reader's program would fetch.</summary>
    [GeneratedRegex(@"((src|href|background)\s*=|url\()\s*[""']?\s*(https?:)?//|@import", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex RemoteAddress();
}
