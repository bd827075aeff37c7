using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KpiFunctions.Reports;
using KpiFunctions.Reports.Blocks;
using KpiFunctions.Reports.Composition;
using KpiFunctions.Reports.Html;
using KpiFunctions.Reports.Text;
using KpiFunctions.Reports.Words;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed partial class HtmlWriterTests
{
    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void No_name_becomes_markup(string name, string language)
    {
        var report = ReportComposer.Compose(HardCases.Input(name, language));
        foreach (var html in (string[])[HtmlWriter.WriteMail(report).Html, Page(report)])
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u0000', html);
            Assert.DoesNotContain('\u202E', html);

            // Every element that is opened is closed: nothing from a name opened one.
            var open = Tags().Matches(html).Select(static x => x.Groups["name"].Value).Where(static x => x is "table" or "tr" or "td" or "span" or "p" or "div" or "svg").ToList();
            foreach (var element in open.Distinct(StringComparer.Ordinal))
            {
                Assert.Equal(open.Count(x => x == element), Count(html, $"</{element}>"));
            }
        }
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void Nothing_is_loaded_from_elsewhere(string language)
    {
        var report = ReportComposer.Compose(TeaShop.Input(language));
        foreach (var html in (string[])[HtmlWriter.WriteMail(report).Html, Page(report)])
        {
            Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("//", html, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void The_mail_has_a_picture_with_words_for_every_sparkline(string language)
    {
        var mail = HtmlWriter.WriteMail(ReportComposer.Compose(TeaShop.Input(language)));

        Assert.Equal(8, mail.Pictures.Count);
        Assert.All(mail.Pictures, x =>
        {
            Assert.Contains($"src=\"cid:{x.ContentId}\"", mail.Html, StringComparison.Ordinal);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], x.Png.Span[..4].ToArray());
        });
        Assert.Equal(8, AltTexts().Count(mail.Html));
        Assert.DoesNotContain("<svg", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru")]
    [InlineData("en")]
    public void The_mail_is_complete_without_pictures(string language)
    {
        var report = ReportComposer.Compose(TeaShop.Input(language));
        var text = Visible(HtmlWriter.WriteMail(report).Html);

        Assert.All(report.Blocks.OfType<HeadingBlock>().Where(static x => !x.IsExtra), x => Assert.Contains(Plain(x.Text), text, StringComparison.Ordinal));
        Assert.All(report.Blocks.OfType<CardsBlock>().Single().Cards, x =>
        {
            Assert.Contains(Plain(x.Value), text, StringComparison.Ordinal);
            Assert.Contains(Plain(x.Changes[0].Text.Plain), text, StringComparison.Ordinal);
        });
        Assert.Contains($"lang=\"{language}\"", HtmlWriter.WriteMail(report).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_is_small_enough_that_no_provider_clips_it() =>

        // Gmail clips a message's HTML at 102 KB.
        Assert.All(
            (string[])["every channel, all notes", "long names", "hostile names"],
            x => Assert.InRange(Encoding.UTF8.GetByteCount(HtmlWriter.WriteMail(ReportComposer.Compose(HardCases.Input(x, "ru"))).Html), 1, 100_000));

    [Theory]
    [MemberData(nameof(HardCases.All), MemberType = typeof(HardCases))]
    public void Plain_text_has_the_headline_and_every_card(string name, string language)
    {
        var report = ReportComposer.Compose(HardCases.Input(name, language));
        var text = PlainTextWriter.Write(report);

        Assert.DoesNotContain(NumberStyle.Nbsp, text);
        var flowing = text.Replace('\n', ' ');
        Assert.Contains(Plain(report.Blocks.OfType<HeadingBlock>().First().Text), flowing, StringComparison.Ordinal);
        Assert.All(report.Blocks.OfType<CardsBlock>().SelectMany(static x => x.Cards), x => Assert.Contains(Plain(x.Value), flowing, StringComparison.Ordinal));
    }

    private static string Page(ComposedReport report)
    {
        using var stream = new MemoryStream();
        HtmlWriter.WritePage(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Visible(string html) => Plain(WebUtility.HtmlDecode(Markup().Replace(html, string.Empty)));

    private static string Plain(string text) => text.Replace(NumberStyle.Nbsp, ' ');

    private static int Count(string text, string part) => (text.Length - text.Replace(part, string.Empty, StringComparison.Ordinal).Length) / part.Length;

    [GeneratedRegex("<(?<name>[a-z0-9]+)[ >]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tags();

    [GeneratedRegex("alt=\"[^\"]{20,}\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex AltTexts();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Markup();
}
