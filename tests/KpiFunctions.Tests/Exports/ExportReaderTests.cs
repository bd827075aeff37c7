using System.Text;
using CsCheck;
using KpiFunctions.Exports.Formats;
using Xunit;
using static KpiFunctions.Tests.Exports.Exporting;

namespace KpiFunctions.Tests.Exports;

public sealed class ExportReaderTests
{
    private const string Costs = "Date,Source,Amount,Currency\n2026-11-02,агентство,12.50,EUR\n2026-11-03,café,3,EUR\n";

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "utf-8" },
        { "utf-8 bom", "utf-8" },
        { "utf-16le", "utf-16le" },
        { "utf-16le bom", "utf-16le" },
        { "utf-16be", "utf-16be" },
        { "utf-16be bom", "utf-16be" },
        { "windows-1251", "windows-1251" },
        { "windows-1252", "windows-1252" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Every_encoding_is_found_and_read(string written, string expected)
    {
        var name = written.Split(' ')[0];
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(true),
            "utf-16le" => new UnicodeEncoding(false, true),
            "utf-16be" => new UnicodeEncoding(true, true),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(name)!,
        };
        var text = name == "windows-1251" ? Costs.Replace("café", "печать", StringComparison.Ordinal) : name == "windows-1252" ? Costs.Replace("агентство", "Münze", StringComparison.Ordinal) : Costs;
        var (reading, facts) = await Bytes([.. written.EndsWith("bom", StringComparison.Ordinal) ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);

        Assert.Equal((expected, "cost=15.5"), (reading.Encoding, Totals(reading)));
        Assert.Contains(text.Split(',')[4], facts.Costs[0].UtmSource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty_file")]
    [InlineData("\uFEFF\r\n  \r\n", "empty_file")]
    [InlineData("%PDF-1.7\n…", "not_text")]
    [InlineData("PK\u0003\u0004rest", "refused_container")]
    [InlineData("a,b\0c\n", "not_text")]
    [InlineData("just,some,table\n1,2,3\n", "unknown_format")]
    public async Task What_cannot_be_read_is_an_answer(string text, string code)
    {
        var (reading, facts) = await Text(text);

        Assert.Equal((false, code, true, 0), (reading.Recognized, Problems(reading), reading.HasErrors, facts.Count));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData('^')]
    public async Task Any_delimiter_is_found_or_taken_from_the_first_line(char delimiter)
    {
        var (reading, _) = await Text((delimiter == '^' ? "sep=^\n" : "\n\nMy costs, all of them\n") + Costs.Replace(',', delimiter));

        Assert.Equal((delimiter.ToString(), "cost=15.5"), (reading.Delimiter, Totals(reading)));
    }

    [Fact]
    public async Task Line_ends_do_not_matter()
    {
        foreach (var lineEnd in (string[])["\r\n", "\r", "\n"])
        {
            var (_, facts) = await Text(Costs.TrimEnd().Replace("\n", lineEnd, StringComparison.Ordinal));
            Assert.Equal([2, 3], facts.Costs.Select(static x => x.Origin.Row));
        }
    }

    [Fact]
    public async Task Every_format_has_its_fixtures_and_all_are_recognised()
    {
        var formats = new List<string?>();
        foreach (var name in FixtureNames())
        {
            var (reading, _) = await Fixture(name);
            Assert.Equal(0, reading.Rejected);
            formats.Add(reading.Format);
        }

        Assert.All(FormatIds.All, id => Assert.True(formats.Count(x => x == id) >= 2, id));
    }

    [Fact]
    public async Task Problems_are_bounded_and_counted()
    {
        var rows = string.Concat(Enumerable.Repeat("x,a,1,EUR\n", 50));
        var (reading, _) = await Text("Date,Source,Amount,Currency\n" + rows, Options with { Limits = new() { MaxProblems = 10 } });

        Assert.Equal((10, 50, 50), (reading.Problems.Count, reading.ProblemCounts["bad_date"], reading.Rejected));
    }

    [Fact]
    public async Task Mutated_files_are_always_answered()
    {
        var files = FixtureNames().Select(FixtureBytes).ToArray();
        await Gen.Select(Gen.Int[0, files.Length - 1], Mutations.Edits).SampleAsync(async (file, edits) =>
        {
            var bytes = Mutations.Apply(files[file], edits);

            var (reading, _) = await Bytes(bytes);

            Assert.Equal(reading.Rows, reading.Accepted + reading.Rejected);
            Assert.True(reading.HasErrors || (reading.Recognized && reading.Rejected == 0));
        }, iter: Soak.Files(500), threads: 1);
    }
}
