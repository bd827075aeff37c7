using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// Search Console packs one table by day and others by query, page or country into a folder; what days the others are about, only the
/// one by day says. It is known by its shape, because its names are translated: five columns, of which the last four are the same in
/// all of them, a share among these.
/// </summary>
internal static class SiblingRanges
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxFiles = 20;
    private const int Columns = 5;
    private const int ShareColumn = 3;

    /// <summary>A table by day, and the days that it goes over.</summary>
    /// <param name="Measures">Its other columns.</param>
    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last day.</param>
    public sealed record DayTable(string Measures, DateOnly From, DateOnly To);

    /// <summary>The first table by day among the small texts of a folder; null when there is none.</summary>
    public static DayTable? Find(IReadOnlyList<Func<ContainerBudget, Stream>> texts, ContainerBudget budget)
    {
        if (texts.Count is < 2 or > MaxFiles)
        {
            return null;
        }

        foreach (var open in texts)
        {
            try
            {
                using var text = open(budget);
                var bytes = new byte[MaxBytes];
                var length = text.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                if (length < MaxBytes && Days(bytes.AsMemory(0, length)) is { } table)
                {
                    return table;
                }
            }
            catch (ContainerException)
            {
                // It is answered when its turn comes.
            }
        }

        return null;
    }

    /// <summary>Whether the file is one of the others: the same measures, and no days of its own.</summary>
    public static bool IsAbout(FileStream file, DayTable days)
    {
        var head = new byte[4096];
        file.Position = 0;
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return Records(head.AsMemory(0, length)).Take(2).ToList() is [var header, var first]
            && MeasuresOf(header) == days.Measures && Day(first[0]) is null;
    }

    /// <summary>The hash of a file that another one gave its days: with other days it says something else.</summary>
    public static string Hash(string hash, DayTable days) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{hash} {days.From:yyyy-MM-dd} {days.To:yyyy-MM-dd}"))));

    private static DayTable? Days(ReadOnlyMemory<byte> text)
    {
        string? measures = null;
        DateOnly? from = null, to = null;
        foreach (var record in Records(text))
        {
            if (measures is null)
            {
                measures = MeasuresOf(record);
                if (measures is null)
                {
                    return null;
                }

                continue;
            }

            if (record.Length != Columns || !record[ShareColumn].EndsWith('%') || Day(record[0]) is not { } day)
            {
                return null;
            }

            from = from is { } first && first < day ? first : day;
            to = to is { } last && last > day ? last : day;
        }

        return measures is not null && from is { } start && to is { } end ? new DayTable(measures, start, end) : null;
    }

    private static string? MeasuresOf(string[] header) => header.Length == Columns ? string.Join('\n', header[1..]) : null;

    private static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IEnumerable<string[]> Records(ReadOnlyMemory<byte> text)
    {
        using var stream = new MemoryStream(text.ToArray(), writable: false);
        using var csv = new CsvReader(stream, new CsvOptions { Delimiter = (byte)',' });
        CsvStatus status;
        while ((status = csv.Read()) is CsvStatus.Record or CsvStatus.NeedsData)
        {
            if (status == CsvStatus.NeedsData)
            {
                Fill(csv);
                continue;
            }

            var cells = new string[csv.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = CellText.Decode(CellText.Trim(csv[i]));
            }

            yield return cells;
        }
    }

    // A memory stream answers at once.
    private static void Fill(CsvReader csv)
    {
        var filling = csv.FillAsync(CancellationToken.None);
        if (!filling.IsCompleted)
        {
            throw new InvalidOperationException("A memory stream must not wait.");
        }

        filling.GetAwaiter().GetResult();
    }
}
