using System.Globalization;
using System.Text;
using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Tests.Exports.Receipts;
using Xunit;

namespace KpiFunctions.Tests.Pipeline.ReceiptMails;

public sealed class ReceiptMailComposerTests
{
    private static readonly BrandConfiguration Brand = new() { Brand = "acme", Name = "Acme", Owner = "owner@acme.example" };

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public void The_mail_reads_as_it_was_found_good(string language)
    {
        var mail = Mail(
            language,
            (ReceiptDrops.Good, "google/Campaign report.csv"),
            (ReceiptDrops.Partly, "google/Кампании, ноябрь.csv"),
            (ReceiptDrops.Refused, "misc/holiday_photos [1].csv"),
            (ReceiptSamples.All["many-problems"], "meta/report.csv"),
            (ReceiptDrops.OwnTotal, "google/june.csv"),
            (ReceiptSamples.All["undated"], "google/totals.csv"));

        Golden.Matches("Pipeline/ReceiptMails", $"several.{language}.txt", Encoding.UTF8.GetBytes($"Subject: {mail.Subject}\n\n{mail.Text}"));
        Golden.Matches("Pipeline/ReceiptMails", $"several.{language}.html", Encoding.UTF8.GetBytes(mail.Html.Html));
        Assert.Empty(mail.Html.Pictures);
        Assert.Empty(mail.Attachments);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public void The_mail_about_one_file_reads_as_it_was_found_good(string language)
    {
        var mail = Mail(language, (ReceiptDrops.Refused, "misc/holiday_photos [1].csv"));

        Golden.Matches("Pipeline/ReceiptMails", $"refused.{language}.txt", Encoding.UTF8.GetBytes($"Subject: {mail.Subject}\n\n{mail.Text}"));
    }

    [Theory]
    [InlineData(1, 0, 0, 0, "a.csv was not understood", "файл a.csv не понят")]
    [InlineData(0, 1, 0, 0, "a.csv was used only in part", "файл a.csv учтён только частично")]
    [InlineData(0, 0, 1, 0, "a.csv does not add up to its own total", "файл a.csv не сходится со своим итогом")]
    [InlineData(0, 0, 0, 1, "a.csv was read, everything in order", "файл a.csv прочитан, всё в порядке")]
    [InlineData(2, 0, 0, 3, "2 of 5 files were not understood", "не поняты 2 файла из 5")]
    [InlineData(1, 0, 0, 4, "1 of 5 files was not understood", "не понят 1 файл из 5")]
    [InlineData(5, 0, 0, 0, "5 files were not understood", "не понято 5 файлов")]
    [InlineData(21, 1, 0, 0, "21 of 22 files were not understood, 1 used only in part", "не понят 21 файл из 22, 1 учтён только частично")]
    [InlineData(2, 3, 5, 7, "2 of 17 files were not understood, 3 used only in part, 5 not adding up to their own totals", "не поняты 2 файла из 17, 3 учтены только частично, 5 не сходятся со своим итогом")]
    [InlineData(0, 2, 0, 0, "2 files were used only in part", "учтены только частично 2 файла")]
    [InlineData(0, 0, 1, 1, "1 of 2 files does not add up to its own total", "не сходится со своим итогом 1 файл из 2")]
    [InlineData(0, 0, 0, 40, "40 files were read, everything in order", "прочитано 40 файлов, всё в порядке")]
    [InlineData(0, 0, 0, 22, "22 files were read, everything in order", "прочитаны 22 файла, всё в порядке")]
    public void The_subject_says_what_matters_with_the_right_plurals(int refused, int partly, int total, int fine, string english, string russian)
    {
        var counts = new FileCounts(refused, partly, total, fine);

        Assert.Equal(english, new ReceiptMailWords(TextLanguage.English).Essence(counts, "a.csv"));
        Assert.Equal(russian, new ReceiptMailWords(TextLanguage.Russian).Essence(counts, "a.csv").Replace('\u00a0', ' '));
    }

    [Fact]
    public void The_subject_names_some_files_and_counts_the_others()
    {
        var mail = Mail("en", [.. Enumerable.Range(1, 5).Select(static x => (ReceiptDrops.Refused, $"folder/f{x.ToString(CultureInfo.InvariantCulture)}.csv"))]);

        Assert.Equal("Acme: 5 files were not understood: f1.csv, f2.csv, f3.csv and 2 more", mail.Subject);
    }

    [Fact]
    public void Names_and_values_that_want_to_be_markup_headers_links_or_addresses_are_text()
    {
        const string Path = "x/<img src=http://evil.example/a onerror=alert(1)>\r\nBcc: all@evil.example \u202Evsc.csv";
        var reading = ReceiptDrops.Partly with
        {
            Problems =
            [
                new(ProblemSeverity.Error, ProblemCodes.BadNumber, 3, "</p><script>", "www.evil.example anna@secret.example", []),
                new(ProblemSeverity.Error, ProblemCodes.BadNumber, 4, "Cost", "https://evil.example/login", []),
            ],
        };

        var mail = Mail("en", (reading, Path));

        Assert.DoesNotContain("<script", mail.Html.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", mail.Html.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;img src=http", mail.Html.Html, StringComparison.Ordinal);
        foreach (var text in new[] { mail.Html.Html, mail.Text })
        {
            Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("www.evil", text, StringComparison.Ordinal);
            Assert.DoesNotContain("anna@secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', text);
        }

        var smtp = new SmtpOptions { Host = "127.0.0.1", Port = 25, Security = SmtpSecurity.None, FromAddress = "reports@kpi.example" };
        using var message = MailComposer.Compose(mail, smtp, DateTimeOffset.UnixEpoch)!;
        Assert.Equal("anna@acme.example", message.To.ToString());
        Assert.Empty(message.Bcc);
        Assert.DoesNotContain(message.Headers, static x => x.Value.Contains('\n', StringComparison.Ordinal) && x.Value.Contains("\nBcc", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("Acme: ", message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_files_and_problems_there_are_the_mail_stays_small_and_counts_the_rest()
    {
        var wide = new string('щ', 5_000);
        var reading = ReceiptSamples.All["many-problems"] with
        {
            Problems = [.. Enumerable.Range(2, 50).Select(x => new Problem(ProblemSeverity.Error, ProblemCodes.BadNumber, x, wide, wide, []))],
        };
        var mail = Mail("ru", [.. Enumerable.Range(1, 160).Select(x => (x % 4 == 0 ? ReceiptDrops.Good : reading, $"{new string('p', 300)}/{x}.csv"))]);

        Assert.InRange(mail.Html.Html.Length, 10_000, 100_000);
        Assert.InRange(mail.Text.Length, 5_000, 60_000);
        Assert.Contains("И ещё 120 файлов: 110 учтено только частично, 10 в порядке.", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_drop_of_a_thousand_files_fits_into_a_row_of_the_ledger_and_every_file_is_counted()
    {
        var wide = new string('ж', 5_000);
        var reading = ReceiptDrops.Partly with
        {
            Problems = [.. Enumerable.Range(2, 50).Select(x => new Problem(ProblemSeverity.Error, ProblemCodes.BadNumber, x, wide, wide, []))],
        };

        var notes = DropNotes.Of([.. Enumerable.Range(0, 1_000).Select(x => ReceiptDrops.Receipt(x % 2 == 0 ? reading : ReceiptDrops.Good, $"all.zip/{wide}{x}.csv"))]);
        var read = DropNotes.Read(notes.ToJson());

        Assert.InRange(notes.ToJson().Length, 1_000, DropNotes.MaxJson);
        Assert.Equal(new FileCounts(0, 500, 0, 500), read.Counts);
        Assert.NotEmpty(read.Notes);
        Assert.Equal(notes.Notes[0].Problems, read.Notes[0].Problems);
    }

    private static ReportMail Mail(string language, params (ExportReading Reading, string Path)[] files)
    {
        var text = TextLanguages.Of(language);
        var drops = files.Select(x => DropNotes.Of([ReceiptDrops.Receipt(x.Reading, x.Path, text)])).ToList();
        return ReceiptMailComposer.Mail(drops, Brand, new("anna@acme.example", text), new(2026, 11, 24), "receipts.1@kpi.example");
    }
}
