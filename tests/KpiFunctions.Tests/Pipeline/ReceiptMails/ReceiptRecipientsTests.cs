using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Tests.Exports.Receipts;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.ReceiptMails;

public sealed class ReceiptRecipientsTests
{
    private static readonly BrandConfiguration Brand = new() { Brand = "acme", Owner = "owner@acme.example", Language = "ru" };

    [Theory]
    [InlineData("good", ReceiptOutcome.Fine)]
    [InlineData("undated", ReceiptOutcome.Fine)]
    [InlineData("two-currencies", ReceiptOutcome.Fine)]
    [InlineData("header-only", ReceiptOutcome.Fine)]
    [InlineData("pull-flagged", ReceiptOutcome.Fine)]
    [InlineData("problems", ReceiptOutcome.Partly)]
    [InlineData("many-problems", ReceiptOutcome.Partly)]
    [InlineData("refused", ReceiptOutcome.NotUnderstood)]
    [InlineData("nothing-used", ReceiptOutcome.NotUnderstood)]
    public void A_file_is_wrong_when_it_was_refused_or_rows_are_missing_and_never_for_remarks(string sample, ReceiptOutcome outcome) =>
        Assert.Equal(outcome, ReceiptNote.OutcomeOf(ReceiptSamples.All[sample]));

    [Fact]
    public void A_file_whose_own_total_says_otherwise_is_wrong_though_every_row_is_used()
    {
        Assert.Equal(ReceiptOutcome.OwnTotal, ReceiptNote.OutcomeOf(ReceiptDrops.OwnTotal));
        var note = ReceiptNote.Of(ReceiptDrops.Receipt(ReceiptDrops.OwnTotal, "a.csv"));
        Assert.Contains("own total says otherwise", note.Verdict, StringComparison.Ordinal);
        Assert.Contains("7,935.50", Assert.Single(note.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_word_the_owner_is_told_of_what_is_wrong_and_of_nothing_else()
    {
        Assert.Equal(["owner@acme.example"], Told(Brand, ReceiptDrops.Refused));
        Assert.Equal(["owner@acme.example"], Told(Brand, ReceiptDrops.Partly));
        Assert.Equal(["owner@acme.example"], Told(Brand, ReceiptDrops.OwnTotal));
        Assert.Empty(Told(Brand, ReceiptDrops.Good));
        Assert.Empty(Told(Brand with { Owner = null }, ReceiptDrops.Refused));
        Assert.Equal(TextLanguage.Russian, Assert.Single(ReceiptRecipients.Of(Brand)).Language);
    }

    [Fact]
    public void An_empty_list_switches_it_off()
    {
        Assert.Empty(Told(Brand with { Receipts = [] }, ReceiptDrops.Refused));
        Assert.Empty(ReceiptRecipients.Of(Brand with { Receipts = [] }));
    }

    [Theory]
    [InlineData("agency/2026/june.csv", true)]
    [InlineData("Agency/june.csv", true)]
    [InlineData("shop/june.csv", false)]
    public void Somebody_may_be_told_of_every_file_of_a_folder(string path, bool isTold)
    {
        var brand = Brand with { Receipts = [new(["anna@acme.example"], ReceiptWhen.Always, null, "agency/**", null)] };

        Assert.Equal(isTold ? ["anna@acme.example"] : [], Told(brand, ReceiptDrops.Good, path));
        Assert.Equal(isTold ? ["anna@acme.example"] : [], Told(brand, ReceiptDrops.Refused, path));
    }

    [Fact]
    public void Somebody_may_be_told_of_one_source_and_a_file_that_was_not_recognised_is_of_none()
    {
        var brand = Brand with { Receipts = [new(["anna@acme.example"], ReceiptWhen.Always, "google-ads", null, null)] };

        Assert.Equal(["anna@acme.example"], Told(brand, ReceiptDrops.Good));
        Assert.Empty(Told(brand, ReceiptSamples.All["two-currencies"]));
        Assert.Empty(Told(brand, ReceiptDrops.Refused));
    }

    [Fact]
    public void Named_twice_somebody_is_told_once_and_in_one_language()
    {
        var brand = Brand with
        {
            Receipts =
            [
                new(["Anna@acme.example", "boris@acme.example"], ReceiptWhen.Rejected, null, null, null),
                new(["anna@ACME.example"], ReceiptWhen.Always, "google-ads", null, "en"),
            ],
        };

        Assert.Equal(["Anna@acme.example", "boris@acme.example"], Told(brand, ReceiptDrops.Refused));
        Assert.Equal(["Anna@acme.example"], Told(brand, ReceiptDrops.Good));
        Assert.Equal([TextLanguage.English, TextLanguage.Russian], ReceiptRecipients.Of(brand).Select(static x => x.Language));
    }

    [Fact]
    public void Of_a_drop_that_holds_several_files_everybody_is_told_of_those_that_concern_them()
    {
        var brand = Brand with
        {
            Receipts = [new(["bad@acme.example"], ReceiptWhen.Rejected, null, null, null), new(["all@acme.example"], ReceiptWhen.Always, null, null, null)],
        };
        var told = ReceiptRecipients.Of(brand, ReceiptDrops.Drop("all.zip", ReceiptDrops.Good, ReceiptDrops.Refused, ReceiptDrops.Good)).ToList();

        Assert.Equal([("bad@acme.example", 1), ("all@acme.example", 3)], told.Select(static x => (x.Recipient.Address, x.Receipts.Count)));
    }

    private static IEnumerable<string> Told(BrandConfiguration brand, ExportReading reading, string path = "june.csv") =>
        ReceiptRecipients.Of(brand, ReceiptDrops.Drop(path, reading)).Select(static x => x.Recipient.Address);
}
