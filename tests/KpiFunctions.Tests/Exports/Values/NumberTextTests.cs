using System.Globalization;
using System.Text;
using CsCheck;
using KpiFunctions.Exports.Values;
using Xunit;

namespace KpiFunctions.Tests.Exports.Values;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("62,312", NumberStyle.Point, "62312")]
    [InlineData("18257.62", NumberStyle.Point, "18257.62")]
    [InlineData("1,234,567", NumberStyle.Point, "1234567")]
    [InlineData("12,34,567.50", NumberStyle.Point, "1234567.50")]
    [InlineData("1 234,56", NumberStyle.Comma, "1234.56")]
    [InlineData("1\u00a0234,56", NumberStyle.Comma, "1234.56")]
    [InlineData("1\u202f234,56", NumberStyle.Comma, "1234.56")]
    [InlineData("1\u2009234\u2009567", NumberStyle.Comma, "1234567")]
    [InlineData("1.234,56", NumberStyle.Comma, "1234.56")]
    [InlineData("12,50 €", NumberStyle.Comma, "12.50")]
    [InlineData("US$50.00", NumberStyle.Point, "50.00")]
    [InlineData("-US$50.00", NumberStyle.Point, "-50.00")]
    [InlineData("US$-50.00", NumberStyle.Point, "-50.00")]
    [InlineData("NOK267,799.89", NumberStyle.Point, "267799.89")]
    [InlineData("$1,234.56", NumberStyle.Point, "1234.56")]
    [InlineData("1 234,50 руб.", NumberStyle.Comma, "1234.50")]
    [InlineData("14.29%", NumberStyle.Point, "14.29")]
    [InlineData("(12.00)", NumberStyle.Point, "-12.00")]
    [InlineData("−5", NumberStyle.Point, "-5")]
    [InlineData("1’234.50", NumberStyle.Point, "1234.50")]
    [InlineData(".5", NumberStyle.Point, "0.5")]
    [InlineData("4.280105700264251", NumberStyle.Point, "4.280105700264251")]
    [InlineData("1.5E-05", NumberStyle.Point, "0.000015")]
    [InlineData("3.000", NumberStyle.Comma, "3000")]
    [InlineData("3.000", NumberStyle.Point, "3.000")]
    public void Every_way_in_which_platforms_write_numbers_is_read(string text, NumberStyle style, string expected)
    {
        Assert.True(NumberText.Of(Encoding.UTF8.GetBytes(text)).TryRead(style, out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("62,312", NumberShape.Ambiguous)]
    [InlineData("1.234", NumberShape.Ambiguous)]
    [InlineData("0.123", NumberShape.Point)]
    [InlineData("0,123", NumberShape.Comma)]
    [InlineData("1234,567", NumberShape.Comma)]
    [InlineData("12,5", NumberShape.Comma)]
    [InlineData("1.234.567", NumberShape.Comma)]
    [InlineData("1,234.5", NumberShape.Point)]
    [InlineData("1234", NumberShape.Neutral)]
    [InlineData("1 234", NumberShape.Neutral)]
    [InlineData(" --", NumberShape.Missing)]
    [InlineData("--", NumberShape.Missing)]
    [InlineData("-", NumberShape.Missing)]
    [InlineData("—", NumberShape.Missing)]
    [InlineData("", NumberShape.Missing)]
    [InlineData("(not set)", NumberShape.Missing)]
    [InlineData("< 10", NumberShape.Missing)]
    [InlineData("abc", NumberShape.Bad)]
    [InlineData("12abc3", NumberShape.Bad)]
    [InlineData("1,23,4", NumberShape.Bad)]
    [InlineData("1.2.3,4", NumberShape.Bad)]
    [InlineData("12 34", NumberShape.Bad)]
    [InlineData("12:30", NumberShape.Bad)]
    [InlineData("2026-01-02", NumberShape.Bad)]
    public void The_shape_says_what_a_cell_gives_away(string text, NumberShape expected) =>
        Assert.Equal(expected, NumberText.Of(Encoding.UTF8.GetBytes(text)).Shape);

    [Theory]
    [InlineData("12,50", NumberStyle.Point)]
    [InlineData("12.50", NumberStyle.Comma)]
    public void A_number_of_the_other_style_is_not_read(string text, NumberStyle style) =>
        Assert.False(NumberText.Of(Encoding.UTF8.GetBytes(text)).TryRead(style, out _));

    [Theory]
    [InlineData("€", "EUR")]
    [InlineData("US$", "USD")]
    [InlineData("NOK", "NOK")]
    [InlineData("₽", "RUB")]
    [InlineData("руб.", "RUB")]
    [InlineData("usd", "USD")]
    [InlineData("$", null)]
    [InlineData("kr", null)]
    [InlineData("XYZ", null)]
    public void Only_unambiguous_signs_name_a_currency(string text, string? expected) => Assert.Equal(expected, Currencies.Find(text));

    [Fact]
    public void What_a_culture_writes_is_read_back() =>
        Gen.Select(Gen.Decimal[-999_999_999m, 999_999_999m], Of("en-US", "de-DE", "ru-RU", "fr-FR", "en-IN", "de-CH", "es-ES"), Gen.Int[0, 6]).Sample((number, name, digits) =>
        {
            var culture = CultureInfo.GetCultureInfo(name);
            var value = Math.Round(number, digits);
            var text = value.ToString("N" + digits, culture);
            var style = culture.NumberFormat.NumberDecimalSeparator == "." ? NumberStyle.Point : NumberStyle.Comma;
            var read = NumberText.Of(Encoding.UTF8.GetBytes(text));

            Assert.True(read.TryRead(style, out var back), text);
            Assert.Equal(value, back);
        }, iter: 20_000);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Whatever_the_bytes_are_there_is_an_answer() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        var number = NumberText.Of(bytes);
        _ = number.TryRead(NumberStyle.Point, out _);
        _ = number.TryRead(NumberStyle.Comma, out _);
        _ = DateText.Of(bytes).TryRead(KpiFunctions.Core.Brands.DateOrder.DayFirst, out _);
    }, iter: 50_000);
}
