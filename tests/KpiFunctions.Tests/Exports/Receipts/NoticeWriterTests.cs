using System.Text;
using System.Text.Json;
using KpiFunctions.Exports.Receipts;
using Xunit;

namespace KpiFunctions.Tests.Exports.Receipts;

public sealed class NoticeWriterTests
{
    [Fact]
    public void A_notice_says_in_both_languages_what_is_wrong_and_what_to_do()
    {
        var notice = Notice.OutsideOfBrands("Отчёты/costs.csv");

        Assert.Equal(
            $"# Отчёты/costs.csv\n\n**{notice.Message.English}**\n\n{notice.Fix.English}\n\n**{notice.Message.Russian}**\n\n{notice.Fix.Russian}\n",
            Encoding.UTF8.GetString(NoticeWriter.ToMarkdown(notice)));
        var problem = JsonDocument.Parse(NoticeWriter.ToJson(notice)).RootElement.GetProperty("problems")[0];
        Assert.Equal(notice.Fix.English, problem.GetProperty("fix").GetString());
        Assert.Equal(notice.Fix.Russian, problem.GetProperty("ru").GetProperty("fix").GetString());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>.csv")]
    [InlineData("[click](https://evil.example)")]
    [InlineData("a\n# heading\n")]
    [InlineData("lone \ud800 surrogate")]
    [InlineData("rtl \u202e vsc.exe")]
    [InlineData("")]
    public void A_hostile_name_shows_as_text(string name)
    {
        foreach (var notice in new[] { Notice.OutsideOfBrands(name), Notice.UnusableName(name), Notice.BrokenConfiguration(name) })
        {
            var markdown = Encoding.UTF8.GetString(NoticeWriter.ToMarkdown(notice));
            var title = markdown[..markdown.IndexOf('\n', StringComparison.Ordinal)];
            Assert.Single(markdown.Split('\n'), static x => x.StartsWith('#'));
            Assert.DoesNotContain("<script", title.Replace("\\<script", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("](", title.Replace("\\](", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain('\u202e', markdown);
            Assert.Equal(notice.Code, JsonDocument.Parse(NoticeWriter.ToJson(notice)).RootElement.GetProperty("problems")[0].GetProperty("code").GetString());
        }
    }
}
