using System.Text;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Mapped;

/// <summary>What the first cell of a total row says: the usual words, and those that the mapping names.</summary>
internal sealed class TotalWords
{
    private const int MaxBytes = 160;

    /// <summary>Words that nearly always stand for a total, in the languages in which tables come.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "total", "totals", "grand total", "sum", "итого", "всего", "итог", "общий итог", "summe", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt",
        "total general", "suma", "suma total", "total général", "totale", "totaal",
    ];

    private readonly HashSet<string> _named;
    private readonly HashSet<Rune> _starts = [];

    public TotalWords(IReadOnlyList<string> named)
    {
        _named = [.. named.Select(Plain)];
        foreach (var word in _named.Concat(Usual).Where(static x => x.Length > 0))
        {
            var first = word.EnumerateRunes().First();
            _ = _starts.Add(first);
            _ = _starts.Add(Rune.ToUpperInvariant(first));
        }
    }

    /// <summary>Whether the cell is such a word, and whether the mapping named it. Called for every row, so it makes a string of few.</summary>
    /// <param name="cell">A cell, trimmed.</param>
    public (bool IsTotal, bool IsNamed) Of(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > MaxBytes || Rune.DecodeFromUtf8(cell, out var first, out _) != System.Buffers.OperationStatus.Done || !_starts.Contains(first))
        {
            return default;
        }

        var text = HeaderText.Key(CellText.Decode(cell));
        var plain = Plain(text);
        var isNamed = _named.Contains(plain) || _named.Any(x => x.Length > 0 && text.StartsWith(x + ":", StringComparison.Ordinal));
        return (isNamed || Usual.Contains(plain, StringComparer.Ordinal), isNamed);
    }

    private static string Plain(string word) => HeaderText.Key(word).TrimEnd(':', ' ');
}
