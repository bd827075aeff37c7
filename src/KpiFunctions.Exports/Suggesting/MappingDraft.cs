using System.Globalization;
using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>Writes a guess down as the piece of configuration that it stands for, with comments for whoever has to judge it.</summary>
internal sealed class MappingDraft(MappingGuess guess, string path, string? encoding, TextLanguage language)
{
    private const int MaxHeader = 200;
    private const int MaxExample = 40;
    private const int MaxLeftOut = 60;
    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<string> _headers = guess.Table.Header.Cells;

    /// <summary>The text; null when no column can be told by its header.</summary>
    public string? Write()
    {
        var named = guess.Columns.Where(x => HeaderOf(x.Index) is not null).ToList();
        var others = _headers.Where(IsGoodHeader).Distinct(StringComparer.Ordinal).Take(5).ToList();
        if (named.Count == 0 && others.Count == 0)
        {
            return null;
        }

        Comment(0, new("A draft, made from the first rows of the file: compare every line with the file before you use it.", "Черновик по первым строкам файла: сверьте каждую строку с файлом, прежде чем пользоваться."));
        Comment(0, new("It belongs into the brand's configuration; docs/formats/mapped.md explains every key.", "Его место – в настройках бренда; все ключи объяснены в docs/formats/mapped.md."));
        Line(0, "mappings:");
        Line(1, $"- id: {Id()}");
        Line(2, $"kind: {guess.Kind.Id()}", KindWhy());
        Comment(2, new("file: \"folder/**\"  (a pattern, if the mapping is for one folder only)", "file: \"папка/**\"  (шаблон пути, если разметка только для одной папки)"));
        if (named.Count == 0)
        {
            Line(2, $"header: [{string.Join(", ", others.Select(Quote))}]", new("headers repeat, so columns stand by their place", "заголовки повторяются, поэтому столбцы указаны номерами"));
        }

        Line(2, "columns:");
        foreach (var column in guess.Columns)
        {
            WriteColumn(column);
        }

        WriteStyle();
        WriteConstants();
        WriteLeftOut();
        return _text.ToString();
    }

    private void WriteColumn(GuessedColumn column)
    {
        var value = HeaderOf(column.Index) is { } header ? Quote(header) : (column.Index + 1).ToString(CultureInfo.InvariantCulture);
        var why = column.IsByCells ? new Localized("by its values", "по значениям") : new Localized("by its header", "по заголовку");
        var examples = Examples(column);
        var shown = examples.Length == 0 ? Localized.Same(string.Empty) : new Localized($": {examples}", $": {examples}");
        var place = HeaderOf(column.Index) is null ? new Localized($", column {column.Index + 1} “{Shown(_headers[column.Index])}”", $", столбец {column.Index + 1} «{Shown(_headers[column.Index])}»") : Localized.Same(string.Empty);
        Line(3, $"{column.Field}: {value}", new(why.English + place.English + shown.English, why.Russian + place.Russian + shown.Russian));
    }

    private void WriteStyle()
    {
        if (guess.DateFormat is { } format)
        {
            Line(2, $"dateFormat: {format}");
        }
        else if (guess.Day is { Shape.IsAmbiguous: true })
        {
            Line(2, "dateOrder: dayFirst", new("CHECK: these rows leave open whether the day or the month comes first", "ПРОВЕРЬТЕ: по этим строкам неясно, что сначала – день или месяц"));
        }

        if (guess.Numbers is { } style)
        {
            Line(2, style == NumberStyle.Comma ? "numbers: comma" : "numbers: point");
        }

        if (guess.Table.Totals.Where(IsGoodHeader).Take(5).ToList() is { Count: > 0 } totals)
        {
            Line(2, $"totals: [{string.Join(", ", totals.Select(Quote))}]", new("rows that begin so are compared, not counted", "строки с таким началом сверяются, но не складываются"));
        }

        if (encoding is not null)
        {
            Line(2, $"encoding: {encoding}");
        }
    }

    private void WriteConstants()
    {
        if (guess.IsAffiliate)
        {
            Line(2, "constants:");
            Line(3, "channel: affiliate", new("the headers speak of partners", "в заголовках речь о партнёрах"));
        }

        var missing = new List<Localized>();
        if (guess.Day is null)
        {
            missing.Add(new("from and to (no column holds days; without them no day counts the rows)", "from и to (столбца с днями нет; без них строки не войдут ни в один день)"));
        }

        if (!guess.HasCurrency)
        {
            missing.Add(new("currency, such as EUR (the file does not say; without it the brand's is taken)", "currency, например EUR (в файле её нет; без неё берётся валюта бренда)"));
        }

        if (!guess.IsAffiliate && guess.Kind == FactKind.Ads)
        {
            missing.Add(new("channel, such as paid_social (without it the rows count as other)", "channel, например paid_social (без него строки считаются как other)"));
        }

        foreach (var sentence in missing)
        {
            Comment(2, new($"constants may add {sentence.English}", $"в constants можно добавить {sentence.Russian}"));
        }
    }

    private void WriteLeftOut()
    {
        var leftOut = guess.LeftOut.ToList();
        if (leftOut.Count == 0)
        {
            return;
        }

        Comment(2, new("left out:", "не взяты:"));
        foreach (var (header, reason) in leftOut.Take(MaxLeftOut))
        {
            var why = reason switch
            {
                LeftOutReason.Rate => new Localized("a rate or an average, which follows from the others", "доля или среднее, следует из остальных"),
                LeftOutReason.Second => new("another column is this already", "такой столбец уже есть"),
                LeftOutReason.Unlike => new("its values do not look like its header", "значения не похожи на заголовок"),
                _ => new("nothing here counts it", "здесь не учитывается"),
            };
            Comment(2, new($"  “{Shown(header)}” – {why.English}", $"  «{Shown(header)}» – {why.Russian}"));
        }

        if (leftOut.Count > MaxLeftOut)
        {
            Comment(2, new($"  and {leftOut.Count - MaxLeftOut} more", $"  и ещё {leftOut.Count - MaxLeftOut}"));
        }
    }

    // Values of names may be somebody's; days and numbers only look like telephone numbers.
    private static string Examples(GuessedColumn column) => string.Join(", ", column.Shape.Examples
        .Select(x => QuotedText.Clean(x, maskPhones: !column.Shape.IsDate && !column.Shape.IsNumber))
        .OfType<string>()
        .Select(static x => $"“{Cut(Masking.Mask(x, isPersonal: false))}”"));

    private static string Shown(string header) => Cut(QuotedText.Clean(header, maskPhones: true) ?? string.Empty);

    private static string Cut(string text) => text.Length <= MaxExample ? text
        : text[..(char.IsHighSurrogate(text[MaxExample - 1]) ? MaxExample - 1 : MaxExample)] + "…";

    private Localized KindWhy() => guess.Kind switch
    {
        FactKind.Web => new("visits of a website", "посещения сайта"),
        FactKind.Costs => new("amounts without impressions or clicks", "суммы без показов и кликов"),
        _ => new("impressions, clicks, cost or conversions of advertising", "показы, клики, расход или конверсии рекламы"),
    };

    // The header, where it stands in the table once and can be written down.
    private string? HeaderOf(int index)
    {
        var header = _headers[index];
        var key = HeaderText.Key(header);
        return IsGoodHeader(header) && _headers.Count(x => string.Equals(HeaderText.Key(x), key, StringComparison.Ordinal)) == 1 ? header : null;
    }

    private static bool IsGoodHeader(string header) =>
        header.Length <= MaxHeader
        && header.Any(char.IsLetterOrDigit)
        && !header.All(char.IsAsciiDigit)
        && !header.Any(static c => char.IsControl(c) || char.IsSurrogate(c) || c is '\ufffd' or '\ufeff' or '\u2028' or '\u2029' or '\uffff' or '\ufffe')
        && !Masking.HasEmail(header);

    private string Id()
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]).ToLowerInvariant();
        var parts = new StringBuilder();
        foreach (var part in name.Split([.. name.Where(static c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries))
        {
            // Dates change from file to file.
            if (!part.All(char.IsAsciiDigit) && parts.Length + part.Length < 40)
            {
                parts.Append(parts.Length == 0 ? string.Empty : "-").Append(part);
            }
        }

        return parts.Length == 0 ? "my-table" : parts.ToString();
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private void Line(int level, string text, Localized? why = null)
    {
        _ = _text.Append(' ', level * 2).Append(text);
        if (why is not null)
        {
            _ = _text.Append("  # ").Append(why.In(language));
        }

        _ = _text.Append('\n');
    }

    private void Comment(int level, Localized text) => _text.Append(' ', level * 2).Append("# ").Append(text.In(language)).Append('\n');
}
