using System.Text;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>A column that a format knows, with the headers it has in each language (lower case).</summary>
internal sealed class ColumnSpec(
    string[] en, string[]? ru = null, string[]? de = null, string[]? es = null, string[]? nl = null, string[]? ko = null, string[]? uk = null,
    string[]? pt = null, string[]? fr = null, string[]? it = null, string[]? pl = null)
{
    /// <summary>A column that no table has.</summary>
    public static ColumnSpec None { get; } = new([]);

    /// <summary>Headers in further languages.</summary>
    public IReadOnlyList<(string Language, string Header)> Also { get; init; } = [];

    public IEnumerable<(string Language, string Header)> Headers =>
        new[]
        {
            ("en", en), ("ru", ru), ("de", de), ("es", es), ("nl", nl), ("ko", ko), ("uk", uk), ("pt", pt), ("fr", fr), ("it", it), ("pl", pl),
        }.SelectMany(static x => (x.Item2 ?? []).Select(h => (x.Item1, h))).Concat(Also);
}

/// <summary>All columns that a format knows.</summary>
internal class ColumnCatalogue
{
    private readonly Dictionary<string, List<(ColumnSpec Column, string Language)>> _byHeader = new(StringComparer.Ordinal);

    public ColumnCatalogue(params IEnumerable<ColumnSpec> columns)
    {
        foreach (var column in columns)
        {
            foreach (var (language, header) in column.Headers)
            {
                if (!_byHeader.TryGetValue(header, out var known))
                {
                    _byHeader.Add(header, known = []);
                }

                known.Add((column, language));
            }
        }
    }

    /// <summary>Finds the known columns in a header row. Of columns with the same name the first is taken.</summary>
    public virtual BoundColumns Bind(IReadOnlyList<string> headers)
    {
        var bound = new Dictionary<ColumnSpec, int>();
        var currencies = new Dictionary<int, string>();
        var languages = new Dictionary<string, int>(StringComparer.Ordinal);
        var unknown = new List<int>();
        for (var i = 0; i < headers.Count; i++)
        {
            var key = HeaderText.Key(headers[i]);
            if (!_byHeader.TryGetValue(key, out var known) && HeaderText.SplitCurrency(key) is { } split)
            {
                if (_byHeader.TryGetValue(split.Key, out known))
                {
                    currencies[i] = split.Currency;
                }
            }

            if (known is null)
            {
                if (key.Length > 0)
                {
                    unknown.Add(i);
                }

                continue;
            }

            _ = bound.TryAdd(known[0].Column, i);
            foreach (var (_, language) in known)
            {
                languages[language] = languages.GetValueOrDefault(language) + 1;
            }
        }

        // English wins ties: other languages borrow its words.
        var locale = languages.Count == 0 ? "en"
            : languages.OrderByDescending(static x => x.Value).ThenByDescending(static x => x.Key is "en").ThenBy(static x => x.Key, StringComparer.Ordinal).First().Key;
        return new BoundColumns(headers, bound, currencies, unknown, locale);
    }
}

/// <summary>Where the known columns of a table stand.</summary>
internal sealed class BoundColumns(
    IReadOnlyList<string> headers, Dictionary<ColumnSpec, int> bound, Dictionary<int, string> currencies, IReadOnlyList<int> unknown, string locale)
{
    public IReadOnlyList<string> Headers => headers;

    /// <summary>Headers that are not known and not empty.</summary>
    public IReadOnlyList<int> Unknown => unknown;

    public string Locale => locale;

    public int Count => bound.Count;

    /// <summary>Index of the column, −1 when the table has none.</summary>
    public int this[ColumnSpec column] => bound.GetValueOrDefault(column, -1);

    public bool Has(ColumnSpec column) => bound.ContainsKey(column);

    public bool HasAny(params ReadOnlySpan<ColumnSpec> columns)
    {
        foreach (var column in columns)
        {
            if (Has(column))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The currency that a column's header names, or null.</summary>
    public string? Currency(int index) => currencies.GetValueOrDefault(index);
}

/// <summary>Header cells as they are compared.</summary>
internal static class HeaderText
{
    /// <summary>Trimmed, lower case, every run of white space (also no-break) one blank, NFC.</summary>
    public static string Key(string header)
    {
        var key = new StringBuilder(header.Length);
        foreach (var c in header.Length > 200 ? header.AsSpan(0, 200) : header)
        {
            if (!char.IsWhiteSpace(c) && c != '\ufeff')
            {
                _ = key.Append(char.ToLowerInvariant(c));
            }
            else if (key.Length > 0 && key[^1] != ' ')
            {
                _ = key.Append(' ');
            }
        }

        var text = key.ToString().TrimEnd();
        return CanNormalize(text) ? text.Normalize() : text;
    }

    private static readonly string[] VatWords = [" (с ндс)", " (без ндс)", " с ндс", " без ндс"];

    /// <summary>Splits <c>cost (usd)</c> and <c>расход, ₽</c> into name and currency.</summary>
    public static (string Key, string Currency)? SplitCurrency(string key)
    {
        // Whether VAT is in it is no part of the name: "расход (руб.) с ндс".
        key = VatWords.Aggregate(key, static (text, words) => text.Replace(words, string.Empty, StringComparison.Ordinal)).TrimEnd();
        var at = key.LastIndexOfAny(['(', ',']);
        if (at <= 0 || (key[at] == '(' && key[^1] != ')'))
        {
            return null;
        }

        var inside = key[at] == '(' ? key[(at + 1)..^1] : key[(at + 1)..];
        return Currencies.Find(inside) is { } currency ? (key[..at].TrimEnd(), currency) : null;
    }

    // Lone surrogates, which hostile files hold, cannot be normalised.
    private static bool CanNormalize(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
