using System.Globalization;
using System.Text.Json;
using KpiFunctions.Core.Kpis;

namespace KpiFunctions.Pipeline.Kpis;

/// <summary>
/// KPIs as JSON, as <c>kpi kpis --json</c> prints them and snapshots keep them. Numbers are decimal strings, unrounded; a
/// percentage is a fraction; <c>change</c> is relative to the previous period (<c>new</c> for 0→n), <c>changePoints</c> the
/// difference of two percentages.
/// </summary>
public static class KpiDocument
{
    /// <summary>Writes the document of one period.</summary>
    /// <param name="writer">Takes the document.</param>
    /// <param name="current">The period.</param>
    /// <param name="previous">The period before it, or null when nothing is published of it.</param>
    /// <param name="scopes">Scopes to write.</param>
    /// <param name="kpis">KPIs to write, in this order.</param>
    public static void Write(
        Utf8JsonWriter writer, PeriodKpis current, PeriodKpis? previous, IReadOnlyList<KpiScope> scopes, IReadOnlyList<KpiDefinition> kpis)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(kpis);
        var before = (previous?.Members ?? []).ToDictionary(static x => (x.Scope, x.Identity));
        writer.WriteStartObject();
        writer.WriteString("brand", current.Brand);
        writer.WriteString("period", current.Period.Id);
        writer.WriteString("from", Day(current.Period.From));
        writer.WriteString("to", Day(current.Period.To));
        writer.WriteString("currency", current.Currency);
        writer.WriteStartArray("scopes");
        foreach (var member in current.Members.Where(x => scopes.Contains(x.Scope)))
        {
            WriteMember(writer, member, before.GetValueOrDefault((member.Scope, member.Identity)), kpis);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The exact number without trailing zeros.</summary>
    public static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static void WriteMember(Utf8JsonWriter writer, MemberKpis member, MemberKpis? before, IReadOnlyList<KpiDefinition> kpis)
    {
        writer.WriteStartObject();
        writer.WriteString("scope", member.Scope.Id());
        writer.WriteString("member", member.Member);
        WriteOptional(writer, "memberId", member.MemberId);
        WriteOptional(writer, "source", member.Source);
        WriteOptional(writer, "channel", member.Channel);
        writer.WriteStartObject("kpis");
        foreach (var kpi in kpis)
        {
            WriteValue(writer, member.Value(kpi), before?.Value(kpi).Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, KpiValue value, decimal? previous)
    {
        writer.WriteStartObject(value.Kpi.Id);
        WriteNumber(writer, "value", value.Value);
        if (value.Reason is { } reason)
        {
            writer.WriteString("reason", reason.Id());
        }

        WriteNumber(writer, "numerator", value.Numerator);
        WriteNumber(writer, "denominator", value.Denominator);
        WriteNumber(writer, "previous", previous);
        if (previous == 0m && value.Value is > 0m)
        {
            writer.WriteString("change", "new");
        }
        else
        {
            WriteNumber(writer, "change", Change.Relative(previous, value.Value));
        }

        if (value.Kpi.Unit == KpiUnit.Percent && value.Value is { } now && previous is { } then)
        {
            WriteNumber(writer, "changePoints", now - then);
        }

        if (value.Notes.Count > 0)
        {
            writer.WriteStartArray("notes");
            foreach (var note in value.Notes)
            {
                writer.WriteStringValue(note);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteString(name, Number(number));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
