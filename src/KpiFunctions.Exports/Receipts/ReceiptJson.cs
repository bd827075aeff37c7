using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Selection.Effects;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>
/// The entry of one file as the command-line contract has it under <c>files[]</c>: the same for <c>kpi check --json</c> and
/// for the stored receipt. Counts are numbers, money and fractional measures are decimal strings.
/// </summary>
public static class ReceiptJson
{
    // The totals of a file say which measures are counts; a measure that only the control knows is looked up here.
    private static readonly HashSet<string> Counts = new(StringComparer.Ordinal)
    {
        "rows", "impressions", "clicks", "sessions", "users", "newUsers", "orders", "customers",
        "leads", "dealsWon", "delivered", "opens", "emailClicks", "unsubscribes",
    };

    /// <summary>Letters of every script stay readable; what HTML could take for markup is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Writes the entry as one JSON object.</summary>
    public static void WriteEntry(Utf8JsonWriter writer, Receipt receipt)
    {
        var reading = receipt.Reading;
        writer.WriteStartObject();
        writer.WriteString("file", receipt.Path);
        writer.WriteBoolean("recognized", reading.Recognized);
        writer.WriteString("format", reading.Format);
        writer.WriteString("source", reading.Source);
        writer.WriteString("kind", reading.Kind?.Id());
        writer.WriteString("encoding", reading.Encoding);
        writer.WriteString("delimiter", reading.Delimiter);
        if (reading.Container is { } container)
        {
            writer.WriteString("container", container);
        }

        writer.WriteString("locale", reading.Locale);
        writer.WriteString("account", reading.Account);
        writer.WriteString("currency", reading.Currency);
        WriteDay(writer, "firstDate", reading.FirstDate);
        WriteDay(writer, "lastDate", reading.LastDate);
        writer.WriteBoolean("undated", reading.Undated);
        writer.WriteNumber("rows", reading.Rows);
        writer.WriteNumber("accepted", reading.Accepted);
        writer.WriteNumber("rejected", reading.Rejected);
        WritePull(writer, reading);
        WriteTotals(writer, reading);
        WriteControl(writer, reading);
        WriteEffect(writer, receipt.Effect);
        WriteProblems(writer, receipt);
        WriteProblemCounts(writer, reading);
        WriteAlternatives(writer, reading);
        if (receipt.Suggestion is { } suggestion)
        {
            writer.WriteString("suggestion", suggestion);
        }

        writer.WriteNumber("seconds", Math.Round((decimal)receipt.Elapsed.TotalSeconds, 3));
        if (receipt.ImportedAt is { } importedAt)
        {
            writer.WriteString("importedAt", Moment(importedAt));
        }

        writer.WriteEndObject();
    }

    private static void WriteDay(Utf8JsonWriter writer, string name, DateOnly? day) =>
        writer.WriteString(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Only answers of platforms have it.</summary>
    private static void WritePull(Utf8JsonWriter writer, ExportReading reading)
    {
        if (reading.Pull is not { } pull)
        {
            return;
        }

        writer.WriteStartObject("pull");
        writer.WriteString("view", pull.View);
        WriteDay(writer, "from", pull.From);
        WriteDay(writer, "to", pull.To);
        writer.WriteString("askedAt", Moment(pull.AskedAt));
        writer.WriteBoolean("complete", reading.Complete is not null);
        writer.WriteEndObject();
    }

    internal static string Moment(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteTotals(Utf8JsonWriter writer, ExportReading reading)
    {
        var several = reading.TotalsByCurrency.Count > 0;
        writer.WriteStartObject("totals");
        foreach (var total in reading.Totals.Where(x => !(several && x.IsMoney)))
        {
            WriteMeasure(writer, total);
        }

        writer.WriteEndObject();
        if (!several)
        {
            return;
        }

        writer.WriteStartObject("totalsByCurrency");
        foreach (var (currency, totals) in reading.TotalsByCurrency.OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(currency);
            foreach (var total in totals)
            {
                WriteMeasure(writer, total);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteMeasure(Utf8JsonWriter writer, MeasureTotal total)
    {
        if (total.IsCount)
        {
            writer.WriteNumber(total.Measure, Canonical(total.Value));
        }
        else
        {
            writer.WriteString(total.Measure, DecimalText(total.Value, total.IsMoney));
        }
    }

    private static void WriteControl(Utf8JsonWriter writer, ExportReading reading)
    {
        writer.WriteStartObject("control");
        writer.WriteBoolean("present", reading.Control.Present);
        writer.WriteBoolean("matches", reading.Control.Matches);
        writer.WriteString("kind", reading.Control.Kind);
        writer.WriteStartArray("differences");
        foreach (var difference in reading.Control.Differences)
        {
            writer.WriteStartObject();
            writer.WriteString("measure", difference.Measure);
            WriteCompared(writer, "file", difference.Measure, difference.File, reading);
            WriteCompared(writer, "read", difference.Measure, difference.Read, reading);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCompared(Utf8JsonWriter writer, string name, string measure, decimal value, ExportReading reading)
    {
        var total = reading.Totals.FirstOrDefault(x => x.Measure == measure)
            ?? new MeasureTotal(measure, value, Counts.Contains(measure), measure is "cost" or "revenue" or "conversionValue" or "wonAmount");
        WriteMeasure(writer, total with { Measure = name, Value = value });
    }

    /// <summary>Only a file that was stored can have changed something.</summary>
    private static void WriteEffect(Utf8JsonWriter writer, FileEffect? effect)
    {
        if (effect is null)
        {
            return;
        }

        writer.WriteStartObject("effect");
        writer.WriteNumber("new", effect.New);
        writer.WriteNumber("updated", effect.Updated);
        writer.WriteNumber("unchanged", effect.Unchanged);
        writer.WriteStartObject("notUsed");
        foreach (var rows in effect.NotUsed)
        {
            writer.WriteNumber(rows.Reason, rows.Rows);
        }

        writer.WriteEndObject();
        writer.WriteNumber("onlyOlder", effect.OnlyOlder);
        WriteRenames(writer, effect);
        writer.WriteStartArray("changes");
        foreach (var change in effect.Changes)
        {
            writer.WriteStartObject();
            writer.WriteString("measure", change.Measure);
            writer.WriteString("currency", change.Currency);
            WriteSum(writer, "before", change, change.Before);
            WriteSum(writer, "after", change, change.After);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Only where there are any, as most files have none.</summary>
    private static void WriteRenames(Utf8JsonWriter writer, FileEffect effect)
    {
        if (effect.Renames.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("renamed");
        foreach (var rename in effect.Renames)
        {
            writer.WriteStartObject();
            writer.WriteString("from", QuotedText.Clean(rename.From, maskPhones: true));
            writer.WriteString("to", QuotedText.Clean(rename.To, maskPhones: true));
            writer.WriteNumber("days", rename.Days.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSum(Utf8JsonWriter writer, string name, SumChange change, decimal? value)
    {
        if (value is { } number)
        {
            WriteMeasure(writer, new MeasureTotal(name, number, Counts.Contains(change.Measure), change.Currency is not null));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteProblems(Utf8JsonWriter writer, Receipt receipt)
    {
        var context = ProblemContext.Of(receipt.Reading);
        writer.WriteStartArray("problems");
        foreach (var problem in receipt.Reading.Problems)
        {
            var text = ProblemTexts.For(problem, context, receipt.Language);
            writer.WriteStartObject();
            writer.WriteString("severity", SeverityId(problem.Severity));
            writer.WriteNumber("line", problem.Line);
            writer.WriteString("column", QuotedText.Column(problem));
            writer.WriteString("value", QuotedText.Value(problem));
            writer.WriteString("code", problem.Code);
            writer.WriteString("message", text.Message);
            writer.WriteString("fix", text.Fix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteProblemCounts(Utf8JsonWriter writer, ExportReading reading)
    {
        writer.WriteStartObject("problemCounts");
        foreach (var (code, count) in reading.ProblemCounts.OrderBy(static x => x.Key, StringComparer.Ordinal))
        {
            writer.WriteNumber(code, count);
        }

        writer.WriteEndObject();
    }

    private static void WriteAlternatives(Utf8JsonWriter writer, ExportReading reading)
    {
        writer.WriteStartArray("alternatives");
        foreach (var format in reading.Alternatives)
        {
            writer.WriteStringValue(format);
        }

        writer.WriteEndArray();
    }

    private static string SeverityId(ProblemSeverity severity) => severity switch
    {
        ProblemSeverity.Error => "error",
        ProblemSeverity.Warning => "warning",
        ProblemSeverity.Info => "info",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>Money has at least two decimals, other fractions only those they need; nothing is rounded.</summary>
    private static string DecimalText(decimal value, bool isMoney) =>
        Canonical(value).ToString(isMoney ? "0.00##########################" : "0.############################", CultureInfo.InvariantCulture);

    /// <summary>The same number without trailing zeros (a decimal remembers how many it was added up with).</summary>
    private static decimal Canonical(decimal value) => value / 1.0000000000000000000000000000m;
}
