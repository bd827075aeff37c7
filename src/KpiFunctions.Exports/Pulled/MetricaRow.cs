using System.Globalization;
using System.Text.Json;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>Reads the cells of one row and says what is wrong with them.</summary>
internal sealed class MetricaRow(ReadContext context, JsonElement row, int line)
{
    // As in tables: larger values would overflow sums further on.
    private const decimal LargestCount = 1_000_000_000_000m;

    /// <summary>The row cannot be used.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The list of cells; false when the row has fewer than it needs.</summary>
    public bool TryCells(string name, int needed, out JsonElement cells)
    {
        cells = default;
        var found = 0;
        if (MetricaPage.Find(row, name) is { ValueKind: JsonValueKind.Array } list)
        {
            cells = list;
            found = list.GetArrayLength();
        }

        if (found > needed)
        {
            context.Problems.AddToRow(ProblemSeverity.Warning, ProblemCodes.TooManyCells, line, name, null, Text(found), Text(needed));
        }
        else if (found < needed)
        {
            Fail(ProblemCodes.TooFewCells, name, null, Text(found), Text(needed));
        }

        return found >= needed;
    }

    /// <summary>The day that the row is about, one of those that were asked for.</summary>
    public bool TryDay(JsonElement cell, string column, DateOnly from, DateOnly to, out DateOnly day)
    {
        day = default;
        var text = Name(cell);
        if (text is null)
        {
            Fail(ProblemCodes.MissingValue, column, null);
            return false;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            Fail(ProblemCodes.BadDate, column, text);
            return false;
        }

        if (day < from || day > to)
        {
            Fail(ProblemCodes.BadDate, column, text, Text(from), Text(to));
            return false;
        }

        if (day.DayNumber - context.Options.Today.DayNumber > 1)
        {
            Fail(ProblemCodes.FutureDate, column, text);
            return false;
        }

        return true;
    }

    /// <summary>A metric; null when the platform gives none, which is not 0.</summary>
    public decimal? Number(JsonElement cell, string column, bool isCount)
    {
        if (cell.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (cell.ValueKind == JsonValueKind.Number && cell.TryGetDecimal(out var value))
        {
            var rounded = Math.Round(value, 6, MidpointRounding.ToEven);
            var fits = isCount ? value == decimal.Truncate(value) && Math.Abs(value) <= LargestCount : Math.Abs(rounded) <= ReadingLimits.MaxAmount;
            if (fits)
            {
                return rounded;
            }
        }

        Fail(ProblemCodes.BadNumber, column, Shown(cell));
        return null;
    }

    /// <summary>The dimension's text; empty when the visit has none. Spoilt characters are an error: the row would be another's.</summary>
    public string Value(JsonElement cell, string part, string column)
    {
        var value = cell.ValueKind == JsonValueKind.Object ? MetricaPage.Find(cell, part) : cell;
        if (value is not { } element || element.ValueKind == JsonValueKind.Null)
        {
            return string.Empty;
        }

        if (MetricaText.Of(element) is { } text)
        {
            return text;
        }

        Fail(ProblemCodes.BadEncoding, column, null);
        return string.Empty;
    }

    public void Fail(string code, string? column, string? value, params string[] arguments)
    {
        HasFailed = true;
        context.Problems.AddToRow(ProblemSeverity.Error, code, line, column, value, arguments);
    }

    private static string? Name(JsonElement cell) =>
        (cell.ValueKind == JsonValueKind.Object ? MetricaPage.Find(cell, "name") : cell) is { } name ? MetricaText.Of(name) : null;

    private static string Shown(JsonElement cell)
    {
        var raw = MetricaText.Of(cell) ?? cell.ValueKind.ToString();
        return raw.Length > Masking.MaxLength ? raw[..Masking.MaxLength] : raw;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
