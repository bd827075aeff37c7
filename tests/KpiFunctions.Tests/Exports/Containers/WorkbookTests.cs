using KpiFunctions.Exports.Reading;
using Xunit;
using static KpiFunctions.Tests.Exports.Containers.Packing;

namespace KpiFunctions.Tests.Exports.Containers;

public sealed class WorkbookTests
{
    private const string Header = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Date</v></c><c r=\"B1\" t=\"str\"><v>Source</v></c><c r=\"C1\" t=\"str\"><v>Amount</v></c><c r=\"D1\" t=\"str\"><v>Currency</v></c></row>";
    private const string Styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\\ hh:mm\"/><numFmt numFmtId=\"165\" formatCode=\"[$-419]d mmm yyyy;@\"/>"
        + "<numFmt numFmtId=\"166\" formatCode=\"#,##0.00 &quot;days&quot;\"/><numFmt numFmtId=\"167\" formatCode=\"[h]:mm:ss\"/><numFmt numFmtId=\"168\" formatCode=\"mm:ss.0\"/>"
        + "<numFmt numFmtId=\"169\" formatCode=\"0.00E+00\"/><numFmt numFmtId=\"170\" formatCode=\"mmm\\-yy\"/><numFmt numFmtId=\"171\" formatCode=\"[Red]General\"/></numFmts>"
        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
        + "<xf numFmtId=\"167\"/><xf numFmtId=\"168\"/><xf numFmtId=\"169\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"30\"/><xf numFmtId=\"46\"/></cellXfs>";

    [Theory]
    [InlineData("<c r=\"B2\"><v>77818.009999999995</v></c>", "77818.01")]
    [InlineData("<c r=\"B2\"><v>1.234</v></c>", "1.2340")]
    [InlineData("<c r=\"B2\"><v>-1234.5670000000001</v></c>", "-1234.5670")]
    [InlineData("<c r=\"B2\"><v>2.0</v></c>", "2")]
    [InlineData("<c r=\"B2\"><v>1E-3</v></c>", "0.0010")]
    [InlineData("<c r=\"B2\"><v>1.5E6</v></c>", "1500000")]
    [InlineData("<c r=\"B2\"><v>705449910</v></c>", "705449910")]
    [InlineData("<c r=\"B2\"><v>120253000000000000</v></c>", "1.20253E+17")]
    [InlineData("<c r=\"B2\"><v>120253847593847583</v></c>", "1.20253847593848E+17")]
    [InlineData("<c r=\"B2\"><v>1.20253E+17</v></c>", "1.20253E+17")]
    [InlineData("<c r=\"B2\" s=\"8\"><v>1234.5</v></c>", "1234.5")]
    [InlineData("<c r=\"B2\" s=\"5\"><v>46328</v></c>", "46328")]
    [InlineData("<c r=\"B2\" s=\"10\"><v>46328</v></c>", "46328")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>46328</v></c>", "2026-11-02")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>46328.75</v></c>", "2026-11-02 18:00:00")]
    [InlineData("<c r=\"B2\" s=\"2\"><v>46328</v></c>", "2026-11-02 00:00:00")]
    [InlineData("<c r=\"B2\" s=\"3\"><v>46328.999999999</v></c>", "2026-11-03 00:00:00")]
    [InlineData("<c r=\"B2\" s=\"4\"><v>46328</v></c>", "2026-11-02")]
    [InlineData("<c r=\"B2\" s=\"9\"><v>46328</v></c>", "2026-11-02")]
    [InlineData("<c r=\"B2\" s=\"11\"><v>46328</v></c>", "2026-11-02")]
    [InlineData("<c r=\"B2\" s=\"11\"><v>0.5</v></c>", "12:00:00")]
    [InlineData("<c r=\"B2\" s=\"6\"><v>1.5</v></c>", "36:00:00")]
    [InlineData("<c r=\"B2\" s=\"7\"><v>0.001</v></c>", "00:01:26")]
    [InlineData("<c r=\"B2\" s=\"12\"><v>0.5</v></c>", "12:00:00")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>1</v></c>", "1900-01-01")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>59</v></c>", "1900-02-28")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>60</v></c>", "1900-02-29")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>61</v></c>", "1900-03-01")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>2958465</v></c>", "9999-12-31")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>2958466</v></c>", "2958466")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>-1</v></c>", "-1")]
    [InlineData("<c r=\"B2\" s=\"1\" t=\"d\"><v>2026-11-02T00:00:00</v></c>", "2026-11-02")]
    [InlineData("<c r=\"B2\" t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c r=\"B2\" t=\"e\"><v>#DIV/0!</v></c>", "#DIV/0!")]
    [InlineData("<c r=\"B2\" t=\"str\"><f>A1&amp;\"x\"</f><v>a, \"b\"</v></c>", "a, \"b\"")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r><rPh sb=\"0\" eb=\"1\"><t>said</t></rPh></is></c>", "rich text")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>two&#10;lines_x000D_here</t></is></c>", "two lines here")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>1</v></c>", "second one")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>0</v></c>", "first")]
    [InlineData("<c><v>5</v></c>", "5")]
    public async Task A_cell_is_written_as_what_it_means(string cell, string expected)
    {
        var first = cell.StartsWith("<c>", StringComparison.Ordinal) ? "<c r=\"A2\" t=\"str\"><v>2026-11-02</v></c>" : "<c r=\"A2\" s=\"1\"><v>46328</v></c>";
        var rows = $"{Header}<row r=\"2\">{first}{cell}<c r=\"C2\"><v>12.5</v></c><c r=\"D2\" t=\"str\"><v>EUR</v></c></row>";
        var shared = "<si><t>first</t></si><si><r><t xml:space=\"preserve\">second </t></r><r><t>one</t></r><rPh><t>no</t></rPh></si>";

        var answer = Assert.Single(await Open(Workbook(new Book(shared, Styles), ("S", rows)), "costs.xlsx"));

        Assert.Equal("cost=12.5", Exporting.Totals(answer.Reading));
        Assert.Equal(expected, Assert.Single(answer.Facts.Costs).UtmSource, ignoreCase: true);
    }

    [Fact]
    public async Task Days_counted_from_1904_are_the_same_days()
    {
        var rows = $"{Header}<row r=\"2\"><c r=\"A2\" s=\"1\"><v>44866</v></c><c r=\"B2\" t=\"str\"><v>x</v></c><c r=\"C2\"><v>1</v></c><c r=\"D2\" t=\"str\"><v>EUR</v></c></row>";

        var answer = Assert.Single(await Open(Workbook(new Book(Styles: Styles, From1904: true), ("S", rows)), "costs.xlsx"));

        Assert.Equal(new DateOnly(2026, 11, 2), answer.Reading.FirstDate);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Both_generations_of_namespaces_and_both_kinds_of_targets_are_read(bool strict, bool absolute)
    {
        var answer = Assert.Single(await Open(Workbook(new Book(IsStrict: strict, IsAbsolute: absolute), ("S", Rows(CostRows))), "costs.xlsx"));

        Assert.Equal(("costs.xlsx", "xlsx", "cost=15.5"), (answer.Member.Path, answer.Reading.Container, Exporting.Totals(answer.Reading)));
        Assert.Null(answer.Reading.Encoding);
        Assert.Null(answer.Reading.Delimiter);
    }

    [Fact]
    public async Task A_line_is_the_row_of_the_sheet_whatever_rows_are_left_out_or_come_twice()
    {
        var bad = "<c r=\"A9\" t=\"str\"><v>2026-11-02</v></c><c r=\"B9\" t=\"str\"><v>x</v></c><c r=\"C9\" t=\"str\"><v>abc</v></c>";
        var rows = Header.Replace("r=\"1\"", "r=\"4\"", StringComparison.Ordinal) + $"<row r=\"9\">{bad}</row><row r=\"9\">{bad}</row><row r=\"3\">{bad}</row><row>{bad}</row><row r=\"20\">{bad}</row>";

        var answer = Assert.Single(await Open(Workbook(("S", rows)), "costs.xlsx"));

        Assert.Equal([9, 10, 11, 12, 20], answer.Reading.Problems.Where(static x => x.Code == "bad_number").Select(static x => x.Line));
    }

    [Fact]
    public async Task Cells_that_are_left_out_are_empty_and_cells_in_any_order_stand_where_they_say()
    {
        var rows = Header
            + "<row r=\"2\"><c r=\"C2\"><v>7</v></c><c r=\"A2\" t=\"str\"><v>2026-11-02</v></c><c r=\"D2\" t=\"str\"><v>EUR</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>2026-11-03</v></c><c r=\"B3\" t=\"str\"><v>x</v></c><c r=\"C3\"><v>1</v></c></row>";

        var answer = Assert.Single(await Open(Workbook(("S", rows)), "costs.xlsx"));

        Assert.Equal((2, 2, "cost=8"), (answer.Reading.Rows, answer.Reading.Accepted, Exporting.Totals(answer.Reading)));
    }

    [Fact]
    public async Task The_sheet_that_fits_is_read_and_others_that_would_fit_are_named()
    {
        var notes = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Read me first</v></c></row>";
        var book = Workbook(new Book(Hidden: "Old"), ("Old", Rows(CostRows)), ("Notes", notes), ("Empty", ""), ("Costs", Rows(CostRows)), ("More", Rows(CostRows)));

        var answer = Assert.Single(await Open(book, "costs.xlsx"));

        Assert.Equal("cost=15.5", Exporting.Totals(answer.Reading));
        var problem = Assert.Single(answer.Reading.Problems);
        Assert.Equal((ProblemSeverity.Info, "other_sheets"), (problem.Severity, problem.Code));
        Assert.Equal(["More", "Old"], problem.Arguments);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>just</v></c><c r=\"B1\" t=\"str\"><v>words</v></c></row>", "unknown_format")]
    [InlineData("", "empty_file")]
    [InlineData("<row r=\"1048577\"><c><v>1</v></c></row>", "limit_exceeded")]
    [InlineData("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "limit_exceeded")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></row>", "damaged_container")]
    public async Task A_workbook_without_a_known_table_is_answered(string rows, string code)
    {
        var answer = Assert.Single(await Open(Workbook(("S", rows)), "costs.xlsx"));

        Assert.Equal((false, code), (answer.Reading.Recognized, Exporting.Problems(answer.Reading)));
    }

    [Fact]
    public async Task A_row_with_too_many_columns_costs_itself_only()
    {
        var wide = string.Concat(Enumerable.Range(0, 16_000).Select(static _ => "<c><v>1</v></c>"));
        var rows = Rows(CostRows) + $"<row r=\"4\">{wide}</row><row r=\"5\"><c t=\"str\"><v>2026-11-04</v></c><c r=\"C5\"><v>1</v></c></row>";

        var answer = Assert.Single(await Open(Workbook(("S", rows)), "costs.xlsx"));

        Assert.Equal(("limit_exceeded@4", "cost=16.5"), (Exporting.Problems(answer.Reading), Exporting.Totals(answer.Reading)));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>")]
    [InlineData("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">")]
    public async Task A_document_type_is_refused_and_nothing_of_it_resolved(string prolog)
    {
        var answer = Assert.Single(await Open(Workbook(new Book(Prolog: prolog), ("S", Rows(CostRows))), "costs.xlsx"));

        Assert.Equal("refused_container", Exporting.Problems(answer.Reading));
        Assert.Equal(["entities"], answer.Reading.Problems[0].Arguments);
    }

    [Fact]
    public async Task Endless_attributes_and_endless_nesting_end()
    {
        var attribute = $"<row r=\"1\"><c r=\"{new string('A', 9_000_000)}\"/></row>";
        var nesting = string.Concat(Enumerable.Repeat("<a>", 500_000));
        var names = string.Concat(Enumerable.Range(0, 60_000).Select(static x => $"<a{x}/>"));

        Assert.Equal("limit_exceeded", Exporting.Problems((await Open(Workbook(("S", attribute)), "x.xlsx"))[0].Reading));
        Assert.Equal("damaged_container", Exporting.Problems((await Open(Workbook(("S", nesting)), "x.xlsx"))[0].Reading));
        Assert.Equal("damaged_container", Exporting.Problems((await Open(Workbook(("S", names)), "x.xlsx"))[0].Reading));
    }

    [Fact]
    public async Task Shared_texts_have_a_limit_that_is_named()
    {
        var options = Exporting.Options with { Limits = new() { MaxSharedTextBytes = 1000 } };
        var shared = string.Concat(Enumerable.Repeat("<si><t>some text of a cell</t></si>", 100));

        var answer = Assert.Single(await Open(Workbook(new Book(shared), ("S", Rows(CostRows))), "costs.xlsx", options));

        Assert.Equal(["sharedTextBytes", "1000"], answer.Reading.Problems[0].Arguments);
    }

    [Fact]
    public async Task A_kept_workbook_is_the_workbook()
    {
        var bytes = WorkbookOf(CostRows);

        var answer = Assert.Single(await Open(bytes, "costs.xlsx"));

        Assert.Equal(bytes, answer.Kept);
        Assert.Equal((".xlsx", true), (answer.Member.KeptExtension, answer.Member.IsWhole));
    }

    [Fact]
    public async Task A_kept_workbook_with_customers_is_a_masked_text_that_reads_the_same()
    {
        const string Email = "buyer@example.org";
        string[] header = ["Name", "Email", "Financial Status", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Id"];
        string[] order = ["#1001", Email, "paid", "EUR", "10.00", "0.00", "0.00", "10.00", "2026-11-02 10:00:00 +0200", "1", "Tea", "10.00", "5550001"];

        var answer = Assert.Single(await Open(WorkbookOf([header, order]), "orders.xlsx"));
        var again = await Exporting.Bytes(answer.Kept);

        Assert.Equal((1, ".csv"), (answer.Reading.Accepted, answer.Member.KeptExtension));
        Assert.DoesNotContain(Email, System.Text.Encoding.UTF8.GetString(answer.Kept), StringComparison.Ordinal);
        Assert.Equal(answer.Facts.Orders.Select(static x => x with { Origin = x.Origin with { FileHash = "0123" } }), again.Facts.Orders);
    }

    private static readonly string[][] CostRows =
        [["Date", "Source", "Amount", "Currency"], ["2026-11-02", "agency", "12.50", "EUR"], ["2026-11-03", "print", "3", "EUR"]];
}
