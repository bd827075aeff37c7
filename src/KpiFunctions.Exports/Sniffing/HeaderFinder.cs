using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Sniffing;

/// <summary>What was found at the start of a file.</summary>
/// <param name="Best">The format that fits best, or null.</param>
/// <param name="Alternatives">Other formats that would fit, best first.</param>
/// <param name="Delimiter">The delimiter; also of an unknown table, as far as it can be told.</param>
/// <param name="Limit">A limit that the first rows exceed, if one does and nothing fits: its name and value.</param>
internal sealed record Found(FormatMatch? Best, IReadOnlyList<string> Alternatives, byte Delimiter, (string Name, int Value)? Limit)
{
    /// <summary>An export that is known and not taken, if nothing fits; see <see cref="RefusedExports"/>.</summary>
    public string? Refused { get; init; }
}

/// <summary>
/// Finds header, format and delimiter together: whichever row of the first ones, cut with whichever delimiter, is the best header of a known format.
/// </summary>
internal static class HeaderFinder
{
    private const int RowsToSearch = 40;
    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t', (byte)'|'];

    /// <param name="start">The start of the text in UTF-8.</param>
    /// <param name="isWhole">Nothing follows it.</param>
    /// <param name="limits">Limits on rows.</param>
    /// <param name="formats">The formats to look for.</param>
    public static Found Find(ReadOnlyMemory<byte> start, bool isWhole, ReadingLimits limits, IReadOnlyList<ExportFormat> formats)
    {
        var matches = new List<FormatMatch>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        (string, int)? limit = null;
        string? refused = null;
        var widest = (Delimiter: (byte)',', Cells: 1);
        var stated = StatedDelimiter(start.Span);
        foreach (var delimiter in DelimitersOf(start.Span).Union(formats.Select(static x => x.Delimiter).OfType<byte>()))
        {
            var rows = Head(start, isWhole, delimiter, limits, RowsToSearch, ref limit);
            foreach (var format in formats.Where(x => x.Delimiter is null || x.Delimiter == delimiter))
            {
                known[format.Id] = Math.Max(known.GetValueOrDefault(format.Id), rows.Count == 0 ? 0 : rows.Max(x => format.Catalogue.Bind(x.Cells).Count));
                if (BestRow(format, delimiter, rows) is { } match)
                {
                    matches.Add(match);
                }
            }

            refused ??= RefusedExports.Of(rows);
            var cells = rows.Count == 0 ? 0 : rows.Max(static x => x.Cells.Count);
            widest = cells > widest.Cells ? (delimiter, cells) : widest;
        }

        // Stable: of equals the earlier delimiter wins, so a stated one does.
        var ordered = matches.OrderByDescending(static x => x.Format.Precedence).ThenByDescending(static x => x.Score).ToList();
        var best = ordered.Count > 0 ? ordered[0] : null;
        var alternatives = ordered.Select(static x => x.Format.Id).Distinct(StringComparer.Ordinal).Where(x => x != best?.Format.Id).ToList();
        if (best is null)
        {
            // Nothing fits: name what comes closest, if two columns at least are known.
            alternatives = [.. known.Where(static x => x.Value >= 2).OrderByDescending(static x => x.Value).Select(static x => x.Key)];
        }

        return new Found(best, alternatives, best?.Delimiter ?? stated ?? widest.Delimiter, best is null ? limit : null) { Refused = best is null ? refused : null };
    }

    /// <summary>The delimiters to try, the one that the file states first.</summary>
    public static IReadOnlyList<byte> DelimitersOf(ReadOnlySpan<byte> start) =>
        StatedDelimiter(start) is { } only ? [only, .. Delimiters.Where(x => x != only)] : Delimiters;

    private static FormatMatch? BestRow(ExportFormat format, byte delimiter, List<HeadRow> rows)
    {
        FormatMatch? best = null;
        for (var i = 0; i < rows.Count; i++)
        {
            var before = rows.GetRange(0, i);
            var columns = format.Catalogue.Bind(rows[i].Cells);
            var score = format.Score(rows[i], before, columns);
            if (score > (best?.Score ?? 0))
            {
                best = new FormatMatch(format, delimiter, before, rows[i], columns, score);
            }
        }

        return best;
    }

    /// <summary>The first records of a text, cut with that delimiter.</summary>
    /// <param name="start">The start of the text in UTF-8.</param>
    /// <param name="isWhole">Nothing follows it.</param>
    /// <param name="delimiter">The delimiter.</param>
    /// <param name="limits">Limits on rows.</param>
    /// <param name="most">How many records at most.</param>
    /// <param name="limit">The first limit that a record exceeds.</param>
    public static List<HeadRow> Head(
        ReadOnlyMemory<byte> start, bool isWhole, byte delimiter, ReadingLimits limits, int most, ref (string, int)? limit)
    {
        using var stream = new MemoryStream(start.ToArray(), writable: false);
        using var csv = new CsvReader(stream, new CsvOptions { Delimiter = delimiter, MaxColumns = limits.MaxColumns, MaxRecordBytes = limits.MaxRecordBytes });
        var rows = new List<HeadRow>();
        while (rows.Count < most)
        {
            var status = csv.Read();
            switch (status)
            {
                case CsvStatus.NeedsData:
                    Fill(csv);
                    continue;
                case CsvStatus.Record:
                    rows.Add(Row(csv));
                    continue;
                case CsvStatus.TooManyColumns:
                    limit ??= ("columns", limits.MaxColumns);
                    continue;
                case CsvStatus.RecordTooLong:
                    limit ??= ("recordBytes", limits.MaxRecordBytes);
                    if (csv.SkipBrokenLine())
                    {
                        continue;
                    }

                    return rows;
                case CsvStatus.UnterminatedQuote when isWhole && csv.SkipBrokenLine():
                    continue;
                default:
                    return rows;
            }
        }

        return rows;
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

    private static HeadRow Row(CsvReader csv)
    {
        var raw = CellText.Decode(csv.Raw.Length > 1000 ? csv.Raw[..1000] : csv.Raw);
        var cells = new string[csv.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = CellText.Decode(CellText.Trim(csv[i]));
        }

        return new HeadRow(csv.Line, cells, raw);
    }

    // Excel's "sep=," in the first line.
    private static byte? StatedDelimiter(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8))
        {
            start = start[3..];
        }

        if (start is [(byte)'"', ..])
        {
            start = start[1..];
        }

        return start.Length > 4 && start[..4].SequenceEqual("sep="u8) && start[4] is not (0 or (byte)'"' or (byte)'\r' or (byte)'\n') and < 0x80 ? start[4] : null;
    }
}
