using System.Text;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Mapped;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Sniffing;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>Where the table of an unknown file begins.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Rows">Rows of data below it, as far as they were looked at.</param>
/// <param name="Totals">What the first cells of its total rows say.</param>
internal sealed record TableGuess(HeadRow Header, IReadOnlyList<HeadRow> Rows, IReadOnlyList<string> Totals)
{
    private const int RowsToRead = 250;
    private const int RowsToSearch = 40;
    private const int RowsToCompare = 20;

    /// <summary>The row that reads most like a header above rows of data; null when there is none.</summary>
    /// <param name="text">The start of the file in UTF-8.</param>
    /// <param name="isWhole">Nothing follows it.</param>
    /// <param name="limits">Limits on rows.</param>
    public static TableGuess? Of(ReadOnlyMemory<byte> text, bool isWhole, ReadingLimits limits)
    {
        List<HeadRow>? best = null;
        var at = -1;
        var most = 0.0;
        foreach (var delimiter in HeaderFinder.DelimitersOf(text.Span))
        {
            (string, int)? limit = null;
            var rows = HeaderFinder.Head(text, isWhole, delimiter, limits, RowsToRead, ref limit);
            for (var i = 0; i < rows.Count && i < RowsToSearch; i++)
            {
                var score = Score(rows, i);
                if (score > most)
                {
                    (best, at, most) = (rows, i, score);
                }
            }
        }

        return best is null ? null : Below(best, at);
    }

    private static TableGuess Below(List<HeadRow> rows, int header)
    {
        var data = new List<HeadRow>();
        var totals = new List<string>();
        var words = new TotalWords([]);
        foreach (var row in rows.Skip(header + 1).Where(static x => x.Cells.Any(IsFilled)))
        {
            var first = row.Cells.First(IsFilled);
            if (words.Of(Encoding.UTF8.GetBytes(first)).IsTotal && !totals.Contains(first, StringComparer.Ordinal))
            {
                totals.Add(first);
            }
            else if (Filled(row) > 1)
            {
                data.Add(row);
            }
        }

        return new TableGuess(rows[header], data, totals);
    }

    // Known words, no values, and below it rows of the same width.
    private static double Score(List<HeadRow> rows, int index)
    {
        var cells = rows[index].Cells;
        var filled = Filled(rows[index]);
        if (filled < 2 || cells.Any(IsValue))
        {
            return 0;
        }

        var known = cells.Take(200).Sum(static x => FieldWords.Of(MappingGuess.PlainKey(x)) is { } found ? found.IsExact ? 3 : 2 : 0);
        var below = rows.Skip(index + 1).Take(RowsToCompare).ToList();
        var alike = below.Count(x => x.Cells.Count == cells.Count && x.Cells.Any(IsValue));
        return known == 0 ? 0 : known + (Math.Min(filled, 20) * 0.1) + (below.Count == 0 ? 0 : 4.0 * alike / below.Count);
    }

    private static int Filled(HeadRow row) => row.Cells.Count(IsFilled);

    private static bool IsFilled(string cell) => !string.IsNullOrWhiteSpace(cell);

    private static bool IsValue(string cell)
    {
        if (cell.Length is 0 or > 64 || !cell.Any(char.IsAsciiDigit))
        {
            return false;
        }

        var bytes = Encoding.UTF8.GetBytes(cell);
        var number = NumberText.Of(bytes);
        return DateText.Of(bytes).Shape is not (DateShape.Bad or DateShape.Missing)
            || (number.Shape is not (NumberShape.Bad or NumberShape.Missing) && (number.Affix.IsEmpty || number.Affix.SequenceEqual("%"u8) || Currencies.IsAffix(number.Affix)));
    }
}
