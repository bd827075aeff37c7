using System.Text.Json;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection;
using KpiFunctions.Core.Selection.Effects;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using Xunit;

namespace KpiFunctions.Tests.Exports.Receipts;

public sealed class ReceiptEffectTests
{
    private static readonly FileEffect Restated = new(
        40, 12, 60,
        [new(NotUsedReasons.CoarserRows, 1), new(NotUsedReasons.NewerFile, 7)],
        3,
        [new("clicks", null, 5_580, 5_601), new("cost", "EUR", 7_900.40m, 7_890.50m), new("conversions", null, null, 313.17m)]);

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public void What_changed_reads_as_it_was_found_good(string language)
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguages.Of(language)) with { Effect = Restated };

        Golden.Matches("Exports/Receipts", $"effect.{language}.md", ReceiptWriter.ToMarkdown(receipt));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public void A_renamed_campaign_and_days_that_fell_read_as_they_were_found_good(string language)
    {
        var good = ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguages.Of(language));
        var fall = new Problem(ProblemSeverity.Warning, ProblemCodes.Implausible, 0, null, null, "4", "fall", "2026-11-16/2026-11-18", "2026-11-20/2026-11-20");
        var receipt = good with
        {
            Reading = good.Reading with { Problems = [fall], ProblemCounts = new Dictionary<string, int> { [ProblemCodes.Implausible] = 1 } },
            Effect = Restated with { Renames = [Rename("Brand", "Brand 2026"), Rename("Чай | оптом", "Чай – опт")] },
        };

        Golden.Matches("Exports/Receipts", $"renamed-and-fallen.{language}.md", ReceiptWriter.ToMarkdown(receipt));
    }

    [Fact]
    public void Of_very_many_renamed_campaigns_only_the_first_are_named()
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguage.English) with
        {
            Effect = new FileEffect(0, 0, 1, [], 0, []) { Renames = [.. Enumerable.Range(0, 31).Select(static i => Rename("Old " + i, "New " + i))] },
        };
        var reasons = ReceiptSummary.Of(receipt).Changes!.Reasons;

        Assert.Equal((11, "21 more campaigns were renamed in the same way."), (reasons.Count, reasons[^1]));
    }

    [Fact]
    public void The_json_has_the_names_of_a_renamed_campaign()
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguage.English) with { Effect = Restated with { Renames = [Rename("Brand", "Brand 2026")] } };

        using var json = JsonDocument.Parse(ReceiptWriter.ToJson(receipt));
        var renamed = json.RootElement.GetProperty("effect").GetProperty("renamed")[0];
        Assert.Equal(("Brand", "Brand 2026", 3), (renamed.GetProperty("from").GetString(), renamed.GetProperty("to").GetString(), renamed.GetProperty("days").GetInt32()));
    }

    [Fact]
    public void The_json_has_counts_and_sums_before_and_after()
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguage.English) with { Effect = Restated };

        using var json = JsonDocument.Parse(ReceiptWriter.ToJson(receipt));
        var effect = json.RootElement.TryGetProperty("files", out var files) ? files[0].GetProperty("effect") : json.RootElement.GetProperty("effect");
        Assert.Equal((40, 12, 60, 3), (effect.GetProperty("new").GetInt32(), effect.GetProperty("updated").GetInt32(), effect.GetProperty("unchanged").GetInt32(), effect.GetProperty("onlyOlder").GetInt32()));
        Assert.Equal(7, effect.GetProperty("notUsed").GetProperty("newer_file").GetInt32());
        Assert.Equal("7900.40", effect.GetProperty("changes")[1].GetProperty("before").GetString());
        Assert.Equal(JsonValueKind.Null, effect.GetProperty("changes")[2].GetProperty("before").ValueKind);
    }

    [Theory]
    [InlineData("en", "Nothing: everything in the file counted already.")]
    [InlineData("ru", "Ничего: всё, что есть в файле, уже было учтено.")]
    public void A_file_that_says_nothing_new_is_told_so(string language, string sentence)
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguages.Of(language)) with { Effect = new FileEffect(0, 0, 120, [], 0, []) };

        Assert.Equal(sentence, ReceiptSummary.Of(receipt).Changes!.Verdict);
    }

    [Fact]
    public void Every_reason_has_its_own_sentence()
    {
        var reasons = typeof(NotUsedReasons).GetFields().Select(static x => (string)x.GetValue(null)!).ToList();
        var sentences = reasons.ConvertAll(static x => ReceiptSummary.Of(
            ReceiptSamples.Receipt(ReceiptSamples.All["good"], TextLanguage.Russian) with { Effect = new FileEffect(0, 0, 0, [new(x, 2)], 0, []) }).Changes!.Reasons[0]);

        Assert.Equal(reasons.Count, sentences.Distinct().Count());
    }

    private static CampaignRename Rename(string from, string to) =>
        new(Sources.GoogleAds, default, from, to, [new(2026, 11, 13), new(2026, 11, 14), new(2026, 11, 15)]);
}
