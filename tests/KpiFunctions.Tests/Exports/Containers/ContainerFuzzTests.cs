using System.Text;
using CsCheck;
using Xunit;
using static KpiFunctions.Tests.Exports.Containers.Packing;

namespace KpiFunctions.Tests.Exports.Containers;

/// <summary>With KPI_SOAK=1 each runs for 20,000 files instead of some hundred.</summary>
public sealed class ContainerFuzzTests
{
    private static readonly Lazy<byte[][]> Texts = new(static () => [.. Exporting.FixtureNames().Select(Exporting.FixtureBytes)]);
    private static readonly Lazy<byte[][]> Containers = new(static () => [.. Texts.Value.SelectMany(static (x, i) => (byte[][])
        [Zip(("a.csv", x), ("b/c.xlsx", Book(x))), Gzip(x), Book(x), Zip(("z.zip", Zip(("x.csv", x))), ("y.csv.gz", Gzip(x)))])]);

    [Fact]
    public async Task Mutated_containers_are_always_answered()
    {
        var files = Containers.Value;
        await Gen.Select(Gen.Int[0, files.Length - 1], Mutations.Edits).SampleAsync(
            (file, edits) => IsAnsweredAsync(Mutations.Apply(files[file], edits), "a.bin"), iter: Soak.Files(300), threads: 1);
    }

    [Fact]
    public async Task Mutated_parts_of_workbooks_are_always_answered()
    {
        var texts = Texts.Value;
        await Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Int[0, 6], Mutations.Edits).SampleAsync(
            async (file, part, edits) =>
            {
                var parts = Packing.Parts(
                    new Book("<si><t>Date</t></si><si><r><t>a</t></r></si>", "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"), ("S", Rows(Records(texts[file]))));
                await IsAnsweredAsync(
                    Zip(parts.Select((x, i) => (x.Name, i == part ? Mutations.Apply(Encoding.UTF8.GetBytes(x.Xml), edits) : Encoding.UTF8.GetBytes(x.Xml)))), "a.xlsx");
            },
            iter: Soak.Files(200),
            threads: 1);
    }

    [Fact]
    public async Task A_workbook_of_a_table_says_what_the_table_says()
    {
        var compared = 0;
        foreach (var name in Exporting.FixtureNames().Where(static x => !x.EndsWith(".pull", StringComparison.Ordinal)))
        {
            var (reading, _) = await Exporting.Fixture(name);
            if (reading.Delimiter != "," || reading.Encoding != "utf-8")
            {
                continue;
            }

            var answer = Assert.Single(await Open(Book(Exporting.FixtureBytes(name)), name));

            compared++;
            Assert.Equal(
                (name, reading.Format, reading.Rows, Exporting.Totals(reading), reading.FirstDate, reading.Account),
                (name, answer.Reading.Format, answer.Reading.Rows, Exporting.Totals(answer.Reading), answer.Reading.FirstDate, answer.Reading.Account));
        }

        Assert.InRange(compared, 8, 100);
    }

    private static async Task IsAnsweredAsync(byte[] bytes, string path)
    {
        var answers = await Open(bytes, path);

        Assert.NotEmpty(answers);
        Assert.All(answers, static x =>
        {
            Assert.Equal(x.Reading.Rows, x.Reading.Accepted + x.Reading.Rejected);
            Assert.True(x.Reading.HasErrors || (x.Reading.Recognized && x.Reading.Rejected == 0));
        });
    }

    private static byte[] Book(byte[] text) => WorkbookOf(Records(text));

    private static List<List<string>> Records(byte[] text)
    {
        using var stream = new MemoryStream(text);
        using var csv = new KpiFunctions.Exports.Csv.CsvReader(stream, new() { Delimiter = (byte)',' });
        var records = new List<List<string>>();
        while (csv.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() == KpiFunctions.Exports.Csv.CsvStatus.Record && records.Count < 300)
        {
            var cells = new List<string>();
            for (var i = 0; i < csv.Count; i++)
            {
                cells.Add(string.Concat(Encoding.UTF8.GetString(csv[i]).Where(static x => x is >= ' ' or '\t' or '\n' and not '\uFFFE' and not '\uFFFF')));
            }

            records.Add(cells);
        }

        return records;
    }
}
