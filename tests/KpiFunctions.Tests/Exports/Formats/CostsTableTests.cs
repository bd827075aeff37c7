using KpiFunctions.Exports.Reading;
using KpiFunctions.Storage.Limits;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports.Formats;

public sealed class CostsTableTests
{
    [Fact]
    public async Task Days_ranges_and_months_are_read_and_amounts_rounded_to_micros()
    {
        var (reading, facts) = await Fixture("costs-ranges.csv");

        Assert.Equal(("costs/table", "EUR", "en", "cost=1849.123456"), (reading.Format, reading.Currency, reading.Locale, Totals(reading)));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (facts.Costs[0].From, facts.Costs[0].To));
        Assert.Equal((new DateOnly(2026, 11, 5), 250.123456m), (facts.Costs[1].To, facts.Costs[1].Amount));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (facts.Costs[2].From, facts.Costs[2].To));
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (reading.FirstDate, reading.LastDate));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public async Task A_russian_table_in_cp1251_is_read_with_its_total_as_control()
    {
        var (reading, facts) = await Fixture("costs-russian-1251.csv");

        Assert.Equal(("windows-1251", ";", "ru", "RUB"), (reading.Encoding, reading.Delimiter, reading.Locale, reading.Currency));
        Assert.Equal(("cost=151234.5", 2, true, true), (Totals(reading), reading.Rows, reading.Control.Present, reading.Control.Matches));
        Assert.Equal("агентство", facts.Costs[0].UtmSource);
    }

    [Theory]
    [InlineData("1,234\n5,678", ',', "6912")]
    [InlineData("\"1,234\"\n\"5,67\"", ';', "6.904")]
    [InlineData("\"1,234\"\n1.50", ';', "1235.5")]
    [InlineData("1.234\n\"5,5\"", ';', "1239.5")]
    [InlineData("1.234\n7", ';', "8.234")]
    public async Task The_style_of_a_column_is_settled_by_all_of_it(string amounts, char delimiter, string expected)
    {
        var rows = amounts.Split('\n').Select(x => $"2026-11-02{delimiter}a{delimiter}{(delimiter == ',' ? $"\"{x}\"" : x)}");
        var (reading, _) = await Text($"Date{delimiter}Source{delimiter}Amount\n{string.Join('\n', rows)}\n");

        Assert.Equal("cost=" + expected, Totals(reading));
    }

    [Fact]
    public async Task The_currency_may_stand_beside_the_amounts_or_in_the_header()
    {
        var (beside, _) = await Text("Date,Source,Amount\n2026-11-02,a,\"12,50 €\"\n2026-11-03,a,€3\n");
        var (above, _) = await Text("Date,Source,Amount (GBP)\n2026-11-02,a,12.50\n");
        var (dollars, _) = await Text("Date,Source,Amount\n2026-11-02,a,$12.50\n");

        Assert.Equal(("EUR", "cost=15.5"), (beside.Currency, Totals(beside)));
        Assert.Equal("GBP", above.Currency);
        Assert.Equal((null, "currency_unknown"), (dollars.Currency, Problems(dollars)));
    }

    [Fact]
    public async Task A_row_that_stands_twice_is_a_warning_that_names_the_first_and_both_count()
    {
        var (reading, _) = await Text("Date,Source,Amount,Currency\n2026-11-02,a,1,EUR\n2026-11-02,b,1,EUR\n2026-11-02,a,1,EUR\n");

        Assert.Equal(("duplicate_row@4", "2", "cost=3"), (Problems(reading), reading.Problems[0].Arguments[0], Totals(reading)));
    }

    [Fact]
    public async Task An_ad_platforms_table_is_not_taken_for_costs()
    {
        var (reading, _) = await Text("Date,Clicks,Impressions,Cost\n\"Thu, 5 Feb 2026\",1,2,US$1.00\n");

        Assert.Equal((false, "unknown_format"), (reading.Recognized, Problems(reading)));
    }

    [Fact]
    public async Task An_unclosed_quote_costs_one_line()
    {
        var (reading, facts) = await Text("Date,Source,Amount,Currency\n2026-11-02,a,1,EUR\n2026-11-03,\"b,2,EUR\n2026-11-04,c,3,EUR\n");

        Assert.Equal(("too_few_cells@3", 3, 2), (Problems(reading), reading.Rows, facts.Count));
    }

    [Fact]
    public async Task A_record_over_the_limit_is_an_answer()
    {
        var limits = new ReadingLimits { MaxColumns = 5, MaxRecordBytes = 100 };
        var (reading, facts) = await Text(
            $"Date,Source,Amount,Currency\n2026-11-02,{new string('x', 200)},1,EUR\n2026-11-03,b,2,EUR,,,\n2026-11-04,c,3,EUR\n", Options with { Limits = limits });

        Assert.Equal(("limit_exceeded@2 limit_exceeded@3", 3, 1), (Problems(reading), reading.Rows, facts.Count));
    }

    [Theory]
    [InlineData("999999999999.999999", true)]
    [InlineData("-999999999999.999999", true)]
    [InlineData("1000000000000", false)]
    [InlineData("999999999999.9999996", false)]
    [InlineData("-1e12", false)]
    [InlineData("1e30", false)]
    public async Task An_amount_that_storage_cannot_keep_is_a_bad_number(string amount, bool isTaken)
    {
        var (reading, facts) = await Text($"Date,Source,Amount,Currency\n2026-11-02,a,{amount},EUR\n");

        Assert.Equal(isTaken ? string.Empty : "bad_number@2:Amount", Problems(reading));
        Assert.Equal(isTaken ? 1 : 0, facts.Costs.Count(static x => AmountLimits.IsStorable(x.Amount)));
    }

    [Theory]
    [InlineData("1990-01-01/2026-11-01", "limit_exceeded@2:Date")]
    [InlineData("2026-01-01/2100-12-31", "limit_exceeded@2:Date")]
    [InlineData("1900-01-01/9999-12-31", "bad_date@2:Date")]
    [InlineData("2024-01-01/2026-11-01", "")]
    public async Task A_range_that_nobody_means_is_refused(string range, string problems)
    {
        var (reading, facts) = await Text($"Date,Source,Amount,Currency\n{range},a,1,EUR\n");

        Assert.Equal((problems, problems.Length == 0 ? 1 : 0), (Problems(reading), facts.Costs.Count));
    }

    [Fact]
    public async Task All_ranges_of_a_file_together_are_bounded_and_single_days_are_not()
    {
        var limits = new ReadingLimits { MaxSpreadDays = 50 };
        var (reading, facts) = await Text(
            "Date,Source,Amount,Currency\n2026-09-01/2026-09-20,a,1,EUR\n2026-10-01/2026-10-31,b,1,EUR\n2026-11-01/2026-11-20,c,1,EUR\n2026-11-05,d,1,EUR\n",
            Options with { Limits = limits });

        Assert.Equal(("limit_exceeded@4:Date", 3), (Problems(reading), facts.Costs.Count));
    }

    [Fact]
    public async Task A_time_with_an_offset_is_converted_to_the_brands_zone()
    {
        var (_, facts) = await Text("Date,Source,Amount,Currency\n2026-11-01 23:30:00 -0500,a,1,EUR\n2026-11-01T00:30:00+03:00,b,1,EUR\n");

        Assert.Equal([new DateOnly(2026, 11, 2), new DateOnly(2026, 10, 31)], facts.Costs.Select(static x => x.From));
    }

    [Theory]
    [InlineData("$5", "USD", "USD")]
    [InlineData("$5", "EUR", "")]
    [InlineData("5", "EUR", "EUR")]
    [InlineData("kr 5", "EUR", "")]
    [InlineData("kr 5", "NOK", "NOK")]
    public async Task A_sign_that_several_currencies_share_never_becomes_a_currency_it_cannot_mean(string amount, string stated, string expected)
    {
        var (_, facts) = await Text($"Date,Source,Amount\n2026-11-02,a,{stated} 1\n2026-11-03,b,{amount}\n");

        Assert.Equal([stated, expected], facts.Costs.Select(static x => x.Currency));
    }

    [Fact]
    public async Task A_currency_that_does_not_exist_is_not_taken_for_that_of_other_rows()
    {
        var (reading, facts) = await Text("Date,Source,Amount,Currency\n2026-11-02,a,1,EUR\n2026-11-03,b,2,QQQ\n2026-11-04,c,3,\n");

        Assert.Equal(["EUR", string.Empty, "EUR"], facts.Costs.Select(static x => x.Currency));
        Assert.Contains("currency_unknown", Problems(reading), StringComparison.Ordinal);
    }
}
