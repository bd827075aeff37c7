using System.Globalization;
using Azure.Data.Tables;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Kpis;

/// <summary>
/// One member of a period as a wide entity: every sum once (<c>sum_…</c>, integer micros where money or fractional; as text beyond Int64), every KPI once
/// for people who query (<c>kpi_…</c>, or <c>why_…</c> when there is none). What is read back comes from the sums, which are exact.
/// </summary>
internal static class KpiEntity
{
    private const string SumPrefix = "sum_";
    private const string KpiPrefix = "kpi_";
    private const string WhyPrefix = "why_";
    private const string NotePrefix = "note_";

    private const decimal MicrosPerUnit = 1_000_000m;

    // A campaign may be named by anyone, at any length; no name is worth losing a period for.
    private const int MaxText = 4_000;

    public static string Prefix(string period, string generation) => $"{period}|{generation}|";

    /// <summary>The first row key after all of a generation, <c>}</c> being the character after <c>|</c>.</summary>
    public static string End(string period, string generation) => $"{period}|{generation}}}";

    public static TableEntity From(KpiHeader header, MemberKpis member)
    {
        var key = Digest.Of(member.Identity);
        var entity = new TableEntity(
            KpiHeader.PartitionKey(header.Brand, header.Period.Grain),
            $"{Prefix(header.Period.Id, header.Generation)}{member.Scope.Id()}|{key}")
        {
            ["scope"] = member.Scope.Id(),
            ["member"] = Fit(member.Member, suffix: "…"),
            ["identity"] = Fit(member.Identity, suffix: "…" + key),
        };
        AddIfKnown(entity, "memberId", member.MemberId);
        AddIfKnown(entity, "source", member.Source);
        AddIfKnown(entity, "channel", member.Channel);
        foreach (var measure in Measures.All)
        {
            if (member.Sums.TryGetValue(measure, out var sum))
            {
                entity[SumPrefix + measure.Id] = Stored(measure, sum);
            }
        }

        foreach (var value in member.Values())
        {
            if (value.Value is { } number)
            {
                entity[KpiPrefix + value.Kpi.Id] = (double)number;
            }
            else if (value.Reason is { } reason)
            {
                entity[WhyPrefix + value.Kpi.Id] = reason.Id();
            }

            if (value.Notes.Count > 0)
            {
                entity[NotePrefix + value.Kpi.Id] = string.Join(',', value.Notes);
            }
        }

        return entity;
    }

    public static MemberKpis ToMember(TableEntity entity)
    {
        var sums = new Dictionary<Measure, decimal>();
        foreach (var measure in Measures.All)
        {
            if (Whole(entity, SumPrefix + measure.Id) is { } stored)
            {
                sums[measure] = measure.InMicros ? stored / MicrosPerUnit : stored;
            }
        }

        var reasons = new Dictionary<string, NoValueReason>(StringComparer.Ordinal);
        var notes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var kpi in KpiCatalogue.All)
        {
            if (NoValueReasons.Parse(entity.GetString(WhyPrefix + kpi.Id)) is { } reason)
            {
                reasons[kpi.Id] = reason;
            }

            if (entity.GetString(NotePrefix + kpi.Id) is { } codes)
            {
                notes[kpi.Id] = codes.Split(',');
            }
        }

        return new(
            KpiScopes.Parse(entity.GetString("scope")) ?? throw new InvalidDataException($"The entity {entity.RowKey} has no known scope."),
            entity.GetString("member"),
            entity.GetString("memberId"),
            entity.GetString("identity"),
            entity.GetString("source"),
            entity.GetString("channel"),
            sums,
            reasons,
            notes);
    }

    /// <summary>
    /// The sum as an Int64. One that does not fit, as damaged files add up to, stands as the same whole number in text: no row that
    /// somebody dropped may keep a brand's KPIs from being published.
    /// </summary>
    private static object Stored(Measure measure, decimal sum)
    {
        var whole = measure.InMicros ? sum * MicrosPerUnit : sum;
        if (decimal.Truncate(whole) != whole)
        {
            throw new ArgumentException($"The sum {measure.Id} {sum} is not whole in the unit that is stored; round before storing.", nameof(sum));
        }

        return Math.Abs(whole) <= long.MaxValue ? (long)whole : whole.ToString("0", CultureInfo.InvariantCulture);
    }

    private static decimal? Whole(TableEntity entity, string property) => entity.TryGetValue(property, out var stored)
        ? stored switch
        {
            long number => number,
            string text => decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            _ => throw new InvalidDataException($"{property} of {entity.RowKey} is no whole number."),
        }
        : null;

    private static void AddIfKnown(TableEntity entity, string property, string? value)
    {
        if (value is not null)
        {
            entity[property] = Fit(value, suffix: "…");
        }
    }

    private static string Fit(string text, string suffix)
    {
        if (text.Length <= MaxText)
        {
            return text;
        }

        var end = MaxText - suffix.Length;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), suffix);
    }
}
