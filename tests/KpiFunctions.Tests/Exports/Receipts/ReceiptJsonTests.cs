using System.Text.Json;
using CsCheck;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using Xunit;

namespace KpiFunctions.Tests.Exports.Receipts;

public sealed class ReceiptJsonTests
{
    // The fields of files[] in the command-line contract, with the kinds of value that they may have.
    private static readonly Dictionary<string, JsonValueKind[]> Fields = new(StringComparer.Ordinal)
    {
        ["file"] = [JsonValueKind.String],
        ["recognized"] = [JsonValueKind.True, JsonValueKind.False],
        ["format"] = [JsonValueKind.String, JsonValueKind.Null],
        ["source"] = [JsonValueKind.String, JsonValueKind.Null],
        ["kind"] = [JsonValueKind.String, JsonValueKind.Null],
        ["encoding"] = [JsonValueKind.String, JsonValueKind.Null],
        ["delimiter"] = [JsonValueKind.String, JsonValueKind.Null],
        ["locale"] = [JsonValueKind.String, JsonValueKind.Null],
        ["account"] = [JsonValueKind.String, JsonValueKind.Null],
        ["currency"] = [JsonValueKind.String, JsonValueKind.Null],
        ["firstDate"] = [JsonValueKind.String, JsonValueKind.Null],
        ["lastDate"] = [JsonValueKind.String, JsonValueKind.Null],
        ["undated"] = [JsonValueKind.True, JsonValueKind.False],
        ["rows"] = [JsonValueKind.Number],
        ["accepted"] = [JsonValueKind.Number],
        ["rejected"] = [JsonValueKind.Number],
        ["totals"] = [JsonValueKind.Object],
        ["control"] = [JsonValueKind.Object],
        ["problems"] = [JsonValueKind.Array],
        ["problemCounts"] = [JsonValueKind.Object],
        ["alternatives"] = [JsonValueKind.Array],
        ["seconds"] = [JsonValueKind.Number],
    };

    public static TheoryData<string> Samples => [.. ReceiptSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_field_of_the_contract_is_there_with_its_kind_of_value(string sample)
    {
        var entry = Entry(ReceiptSamples.All[sample]);

        Assert.All(Fields, field => Assert.True(field.Value.Contains(entry.GetProperty(field.Key).ValueKind), field.Key));
        var control = entry.GetProperty("control");
        Assert.All(["present", "matches", "kind", "differences"], x => Assert.True(control.TryGetProperty(x, out _)));
        Assert.All(
            entry.GetProperty("problems").EnumerateArray(),
            problem => Assert.Equal(
                ["severity", "line", "column", "value", "code", "message", "fix"],
                problem.EnumerateObject().Select(static x => x.Name),
                StringComparer.Ordinal));
    }

    [Fact]
    public void Counts_are_numbers_and_money_and_fractions_are_decimal_strings()
    {
        var totals = Entry(ReceiptSamples.Good).GetProperty("totals");

        Assert.Equal(1_234_567, totals.GetProperty("impressions").GetInt64());
        Assert.Equal("7890.50", totals.GetProperty("cost").GetString());
        Assert.Equal("313.17", totals.GetProperty("conversions").GetString());
        Assert.Equal("31000.00", totals.GetProperty("conversionValue").GetString());
    }

    [Fact]
    public void A_count_that_was_summed_with_decimals_is_written_as_a_whole_number()
    {
        var reading = ReceiptSamples.Good with { Totals = [new("clicks", 12.000m, IsCount: true, IsMoney: false)] };

        Assert.Equal("12", Entry(reading).GetProperty("totals").GetProperty("clicks").GetRawText());
    }

    [Fact]
    public void Money_of_several_currencies_stands_only_under_its_currency()
    {
        var entry = Entry(ReceiptSamples.All["two-currencies"]);

        Assert.False(entry.GetProperty("totals").TryGetProperty("cost", out _));
        Assert.Equal(10, entry.GetProperty("totals").GetProperty("clicks").GetInt32());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("currency").ValueKind);
        Assert.Equal("-300.00", entry.GetProperty("totalsByCurrency").GetProperty("EUR").GetProperty("cost").GetString());
        Assert.Equal("1200.50", entry.GetProperty("totalsByCurrency").GetProperty("USD").GetProperty("cost").GetString());
    }

    [Fact]
    public void Differences_have_the_same_kind_of_value_as_the_totals()
    {
        var differences = Entry(ReceiptSamples.All["problems"]).GetProperty("control").GetProperty("differences");

        Assert.Equal("7935.50", differences[0].GetProperty("file").GetString());
        Assert.Equal(5_601, differences[1].GetProperty("read").GetInt32());
    }

    [Fact]
    public void A_check_without_storage_has_no_import_time()
    {
        var receipt = ReceiptSamples.Receipt(ReceiptSamples.Good, TextLanguage.English) with { ImportedAt = null };

        using var document = JsonDocument.Parse(ReceiptWriter.ToJson(receipt));
        Assert.False(document.RootElement.TryGetProperty("importedAt", out _));
        Assert.Equal(0.123, document.RootElement.GetProperty("seconds").GetDouble());
    }

    [Fact]
    public void Whatever_stands_in_a_cell_the_document_is_json_and_the_table_keeps_its_shape() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((column, value, argument) =>
        {
            var reading = ReceiptSamples.Good with
            {
                HasErrors = true,
                Problems = [new(ProblemSeverity.Error, ProblemCodes.BadNumber, 3, column, value, argument)],
            };
            Entry(reading);

            using var writer = new StringWriter();
            ReceiptMarkdown.Write(writer, ReceiptSamples.Receipt(reading, TextLanguage.Russian));
            var row = Assert.Single(writer.ToString().Split('\n'), static x => x.StartsWith("| 3 |", StringComparison.Ordinal));
            Assert.Equal(6, UnescapedPipes(row));
        });

    private static int UnescapedPipes(string row)
    {
        var pipes = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '\\') i++;
            else if (row[i] == '|') pipes++;
        }

        return pipes;
    }

    private static JsonElement Entry(ExportReading reading)
    {
        using var document = JsonDocument.Parse(ReceiptWriter.ToJson(ReceiptSamples.Receipt(reading, TextLanguage.English)));
        return document.RootElement.Clone();
    }
}
