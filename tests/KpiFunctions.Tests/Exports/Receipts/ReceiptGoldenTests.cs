using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using Xunit;

namespace KpiFunctions.Tests.Exports.Receipts;

public sealed class ReceiptGoldenTests
{
    public static TheoryData<string, string> Samples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in ReceiptSamples.All.Keys)
            {
                data.Add(name, "en");
                data.Add(name, "ru");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_receipt_reads_as_it_was_found_good(string sample, string language)
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All[sample], TextLanguages.Of(language));

        Golden.Matches("Exports/Receipts", $"{sample}.{language}.md", ReceiptWriter.ToMarkdown(receipt));
    }

    [Theory]
    [InlineData("microsoft-keywords")]
    [InlineData("microsoft-campaigns-by-day")]
    [InlineData("linkedin-ads-by-day")]
    [InlineData("linkedin-campaigns-dutch")]
    [InlineData("tiktok-ads-by-day")]
    [InlineData("tiktok-korean")]
    [InlineData("search-console-chart")]
    [InlineData("search-console-queries-german")]
    [InlineData("meta-ads-by-day")]
    [InlineData("meta-campaigns-spanish")]
    [InlineData("vk-ads-by-day")]
    [InlineData("vk-ads-1251")]
    [InlineData("google-overview-by-day")]
    [InlineData("google-overview-weeks")]
    [InlineData("yandex-direct-by-day")]
    [InlineData("ga4-german-resaved")]
    [InlineData("ga4-japanese")]
    [InlineData("yandex-direct-phrases")]
    [InlineData("yandex-direct-english")]
    [InlineData("yandex-direct-api")]
    [InlineData("yandex-direct-api-micros")]
    [InlineData("metrica-by-day-and-utm")]
    [InlineData("metrica-months-1251")]
    [InlineData("metrica-english-sources")]
    public async Task The_receipt_of_a_read_file_reads_as_it_was_found_good(string fixture)
    {
        var (reading, _) = await Exporting.Fixture(fixture + ".csv");
        foreach (var language in TextLanguages.All)
        {
            var receipt = ReceiptSamples.Receipt(reading, language);
            Golden.Matches("Exports/Receipts", $"{fixture}.{(language == TextLanguage.English ? "en" : "ru")}.md", ReceiptWriter.ToMarkdown(receipt));
        }
    }

    [Theory]
    [InlineData("good")]
    [InlineData("problems")]
    [InlineData("refused")]
    [InlineData("two-currencies")]
    [InlineData("pull")]
    public void The_json_is_as_it_was_found_good(string sample)
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All[sample], TextLanguage.English);

        Golden.Matches("Exports/Receipts", $"{sample}.json", ReceiptWriter.ToJson(receipt));
    }
}
