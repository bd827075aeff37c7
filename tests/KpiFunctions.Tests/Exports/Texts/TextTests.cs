using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;
using Xunit;

namespace KpiFunctions.Tests.Exports.Texts;

public sealed class TextTests
{
    [Theory]
    [InlineData("1234567.891", 2, "1,234,567.89", "1\u00a0234\u00a0567,89")]
    [InlineData("-45.5", 2, "\u221245.5", "\u221245,5")]
    [InlineData("-0.001", 2, "0", "0")]
    [InlineData("999", 0, "999", "999")]
    [InlineData("0.000001", 6, "0.000001", "0,000001")]
    public void Numbers_are_written_as_each_language_writes_them(string value, int decimals, string english, string russian)
    {
        var number = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(english, TextFormat.Number(number, decimals, TextLanguage.English));
        Assert.Equal(russian, TextFormat.Number(number, decimals, TextLanguage.Russian));
    }

    [Theory]
    [InlineData("2026-11-16", "2026-11-16", "16 November 2026", "16 ноября 2026")]
    [InlineData("2026-11-16", "2026-11-22", "16–22 November 2026", "16–22 ноября 2026")]
    [InlineData("2026-10-26", "2026-11-01", "26 October – 1 November 2026", "26 октября – 1 ноября 2026")]
    [InlineData("2026-12-28", "2027-01-03", "28 December 2026 – 3 January 2027", "28 декабря 2026 – 3 января 2027")]
    public void Ranges_of_days_say_month_and_year_only_as_often_as_needed(string first, string last, string english, string russian)
    {
        var (from, to) = (DateOnly.ParseExact(first, "yyyy-MM-dd"), DateOnly.ParseExact(last, "yyyy-MM-dd"));

        Assert.Equal(english, TextFormat.Days(from, to, TextLanguage.English));
        Assert.Equal(russian, TextFormat.Days(from, to, TextLanguage.Russian));
    }

    [Theory]
    [InlineData(0, "строк")]
    [InlineData(1, "строка")]
    [InlineData(2, "строки")]
    [InlineData(5, "строк")]
    [InlineData(11, "строк")]
    [InlineData(14, "строк")]
    [InlineData(21, "строка")]
    [InlineData(104, "строки")]
    [InlineData(112, "строк")]
    public void Russian_has_three_plural_forms(long count, string expected) =>
        Assert.Equal(expected, Plural.Russian(count, "строка", "строки", "строк"));

    [Theory]
    [InlineData("anna.k+shop@example.com", "a***@***")]
    [InlineData("Anna <anna@example.com>, Bob", "Anna <***@*** Bob")]
    [InlineData("anna%40example.com", "a***@***")]
    [InlineData("+7 912 345-67-89", "+* *** ***-**-89")]
    [InlineData("8 (912) 345-67-89", "* (***) ***-**-89")]
    [InlineData("89123456789", "*********89")]
    [InlineData("(555) 123-4567", "(***) ***-**67")]
    [InlineData("tel. 0049 151 23456789", "tel. **** *** ******89")]
    public void Addresses_and_telephone_numbers_are_masked(string text, string expected) => Assert.Equal(expected, PersonalData.Mask(text));

    [Theory]
    [InlineData("1.20253E+17")]
    [InlineData("2026-04-05 21:06:21 +0400")]
    [InlineData("30/03/2025 10:15")]
    [InlineData("1,234,567,890.50")]
    [InlineData("1234567890.12")]
    [InlineData("1700000000")]
    [InlineData("#71737")]
    [InlineData("Spring sale – 50 % off @ home")]
    [InlineData("20260405210621")]
    public void Numbers_dates_and_ids_are_shown_as_they_stand(string text) => Assert.Equal(text, PersonalData.Mask(text));

    [Fact]
    public void Masking_twice_is_masking_once() =>
        Gen.String[Gen.Char["ab@.%40 +()-1234567890x"], 0, 60].Sample(text => PersonalData.Mask(PersonalData.Mask(text)) == PersonalData.Mask(text));

    [Theory]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("\u202eevil\u2066\u200b", "evil")]
    [InlineData("\u0000\u0007", null)]
    [InlineData("  ", null)]
    public void Quoted_text_is_one_visible_line(string text, string? expected) => Assert.Equal(expected, QuotedText.Clean(text, maskPhones: true));

    [Fact]
    public void An_account_number_is_not_taken_for_a_telephone_number()
    {
        var problem = new Problem(ProblemSeverity.Error, ProblemCodes.UnexpectedAccount, 4, "Customer ID", "987-654-3210", []);

        Assert.Equal("987-654-3210", QuotedText.Value(problem));
        Assert.Equal("***-***-**10", QuotedText.Value(problem with { Code = ProblemCodes.BadNumber }));
    }

    [Fact]
    public void Every_kind_and_every_source_of_the_domain_has_a_name_in_both_languages()
    {
        Assert.All(FactKinds.All, static x => Assert.False(string.IsNullOrEmpty(DomainNames.Kind(x).Russian)));
        Assert.All(
            [Sources.GoogleAds, Sources.MicrosoftAds, Sources.LinkedInAds, Sources.TikTokAds, Sources.GoogleAnalytics, Sources.YandexMetrica, Sources.Shopify, Sources.Costs, Sources.MetaAds, Sources.VkAds, Sources.YandexDirect],
            static x => Assert.Contains(x, DomainNames.KnownSources, StringComparer.Ordinal));
    }
}
