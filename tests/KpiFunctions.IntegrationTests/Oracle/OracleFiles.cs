using System.Globalization;
using System.Text;

namespace KpiFunctions.IntegrationTests;

/// <summary>One export, ready for DuckDB: UTF-8, its first line is the header.</summary>
/// <param name="Order">Place among the files of the folder by path; a later file counts as dropped later.</param>
/// <param name="Kind">ads, web, orders or costs.</param>
/// <param name="Path">The rewritten file.</param>
/// <param name="Delimiter">Comma or tab.</param>
/// <param name="Columns">Column names of the header.</param>
/// <param name="Range">First and last day that the lines above the header state; null where none is stated.</param>
internal sealed record OracleFile(int Order, string Kind, string Path, char Delimiter, IReadOnlyList<string> Columns, (DateOnly First, DateOnly Last)? Range)
{
    /// <summary>First and last day of a row, as two SQL expressions: the row's own day, else the file's range.</summary>
    public string Days(string column, string day) => Columns.Contains(column)
        ? $"{day}, {day}"
        : string.Create(CultureInfo.InvariantCulture, $"DATE '{Range!.Value.First:yyyy-MM-dd}', DATE '{Range.Value.Last:yyyy-MM-dd}'");

    /// <summary>The column as an SQL expression; NULL if the file does not have it.</summary>
    public string Column(string name) => Columns.Contains(name) ? $"\"{name}\"" : "CAST(NULL AS VARCHAR)";
}

/// <summary>Recodes exports to UTF-8 and takes their preambles off; everything else is left to SQL.</summary>
internal static class OracleFiles
{
    private static readonly (string Kind, string[] Needs)[] Kinds =
    [
        ("ads", ["Impr.", "Currency code", "Cost"]),
        ("orders", ["Financial Status", "Created at"]),
        ("costs", ["UTMSource", "Expenses"]),
        ("web", ["Sessions", "Total users"]),
        ("search", ["Clicks", "Impressions", "CTR", "Position"]),
    ];

    public static IReadOnlyList<OracleFile> Prepare(string directory, string workDirectory) =>
    [
        .. Directory.EnumerateFiles(directory, "*.csv", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select((path, order) => Prepare(path, order, workDirectory)),
    ];

    private static OracleFile Prepare(string path, int order, string workDirectory)
    {
        // A byte order mark tells UTF-16; without one these platforms write UTF-8.
        var text = File.ReadAllText(path, Encoding.UTF8);
        var start = 0;
        List<DateOnly> stated = [];
        for (var line = 0; line < 15 && start < text.Length; line++)
        {
            var end = text.IndexOf('\n', start);
            var header = text[start..(end < 0 ? text.Length : end)].TrimEnd('\r');
            var delimiter = header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
            stated.AddRange(DaysIn(header));
            string[] columns = [.. header.Split(delimiter).Select(static x => x.Trim('"'))];
            foreach (var (kind, needs) in Kinds)
            {
                if (needs.All(columns.Contains))
                {
                    var target = Path.Combine(workDirectory, string.Create(CultureInfo.InvariantCulture, $"{order:000}.csv"));
                    File.WriteAllText(target, text[start..], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                    return new(order, kind, target, delimiter, columns, stated.Count == 2 ? (stated[0], stated[1]) : null);
                }
            }

            start = end < 0 ? text.Length : end + 1;
        }

        throw new InvalidDataException($"The oracle does not know what {path} is.");
    }

    /// <summary>The days that a line above the header names: <c>1 November 2026 - 30 November 2026</c>, <c># Start date: 20261101</c>.</summary>
    private static IEnumerable<DateOnly> DaysIn(string line)
    {
        string[] formats = ["d MMMM yyyy", "MMMM d, yyyy", "yyyyMMdd"];
        foreach (var part in line.Trim('"').Split(" - ").Select(static x => x[(x.LastIndexOf(": ", StringComparison.Ordinal) is var colon and >= 0 ? colon + 2 : 0)..]))
        {
            if (DateOnly.TryParseExact(part.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                yield return day;
            }
        }
    }
}
