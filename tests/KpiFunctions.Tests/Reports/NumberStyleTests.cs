using KpiFunctions.Reports.Words;
using Xunit;

namespace KpiFunctions.Tests.Reports;

public sealed class NumberStyleTests
{
    // In the expected texts "_" stands for a space at which no line breaks.
    [Theory]
    [InlineData("0", "0_₽", "₽0")]
    [InlineData("0.004", "0,00_₽", "₽0.00")]
    [InlineData("1.5", "1,50_₽", "₽1.50")]
    [InlineData("47.214", "47,21_₽", "₽47.21")]
    [InlineData("99.996", "100_₽", "₽100")]
    [InlineData("1240.4", "1_240_₽", "₽1,240")]
    [InlineData("-1240.4", "−1_240_₽", "−₽1,240")]
    [InlineData("2418337.12", "2_418_300_₽", "₽2,418,300")]
    [InlineData("24183370", "24,18_млн_₽", "₽24.18M")]
    [InlineData("-123456789012", "−123,5_млрд_₽", "−₽123.5bn")]
    [InlineData("123456789012345678", "123_457_трлн_₽", "₽123,457tn")]
    public void Money_is_short_and_has_its_symbol_where_the_language_puts_it(string value, string ru, string en)
    {
        var amount = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(ru, Visible(NumberStyle.Russian.Money(amount, "RUB")));
        Assert.Equal(en, Visible(NumberStyle.English.Money(amount, "RUB")));
    }

    [Theory]
    [InlineData("CHF", "1_240_CHF", "CHF_1,240")]
    [InlineData("EUR", "1_240_€", "€1,240")]
    public void A_currency_without_a_symbol_is_named_by_its_code(string currency, string ru, string en)
    {
        Assert.Equal(ru, Visible(NumberStyle.Russian.Money(1240m, currency)));
        Assert.Equal(en, Visible(NumberStyle.English.Money(1240m, currency)));
    }

    [Theory]
    [InlineData(0.0231, "2,31_%", "2.31%")]
    [InlineData(0.64, "64,0_%", "64.0%")]
    [InlineData(0, "0,0_%", "0.0%")]
    [InlineData(2.634, "263_%", "263%")]
    [InlineData(-0.05, "−5,00_%", "−5.00%")]
    public void Percentages_have_three_digits(double value, string ru, string en)
    {
        Assert.Equal(ru, Visible(NumberStyle.Russian.Percent((decimal)value)));
        Assert.Equal(en, Visible(NumberStyle.English.Percent((decimal)value)));
    }

    [Theory]
    [InlineData(0.031, "+3,1_%", "+3.1%")]
    [InlineData(-0.094, "−9,4_%", "−9.4%")]
    [InlineData(-1, "−100_%", "−100%")]
    [InlineData(0, "0,0_%", "0.0%")]
    [InlineData(-0.0001, "0,0_%", "0.0%")]
    [InlineData(11, "×12", "×12")]
    public void Relative_changes_have_a_sign_and_never_a_minus_zero(double value, string ru, string en)
    {
        Assert.Equal(ru, Visible(NumberStyle.Russian.Relative((decimal)value)));
        Assert.Equal(en, Visible(NumberStyle.English.Relative((decimal)value)));
    }

    [Theory]
    [InlineData(0.0008, "+0,08_п._п.", "+0.08_pp")]
    [InlineData(-0.0123, "−1,2_п._п.", "−1.2_pp")]
    [InlineData(-0.21, "−21_п._п.", "−21_pp")]
    public void Percentages_change_in_points(double value, string ru, string en)
    {
        Assert.Equal(ru, Visible(NumberStyle.Russian.Points((decimal)value)));
        Assert.Equal(en, Visible(NumberStyle.English.Points((decimal)value)));
    }

    [Theory]
    [InlineData("1234.5", "1 234,50")]
    [InlineData("1234", "1 234")]
    [InlineData("0.040001", "0,040001")]
    public void Control_totals_show_every_digit(string value, string ru) => Assert.Equal(
        ru, NumberStyle.Russian.Exact(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)).Replace(NumberStyle.Nbsp, ' '));

    [Fact]
    public void Counts_are_whole_unless_small_and_fractional()
    {
        Assert.Equal("12,345", NumberStyle.English.Count(12345m));
        Assert.Equal("4.5", NumberStyle.English.Count(4.5m));
        Assert.Equal("235", NumberStyle.English.Count(234.5m));
    }

    private static string Visible(string text) => text.Replace(NumberStyle.Nbsp, '_');
}
