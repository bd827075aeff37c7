using System.Globalization;
using System.Text.Json;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Cli.Commands;

/// <summary>What was pulled, or would be, for scripts.</summary>
internal static class PullJson
{
    public static void WritePlans(string brand, IReadOnlyList<AccountPlan> plans)
    {
        using var writer = Start(brand, plans);
        writer.WriteStartArray("slices");
        foreach (var (plan, slice) in plans.SelectMany(static x => x.Slices.Select(y => (x, y))))
        {
            var key = slice.Slice.Key;
            writer.WriteStartObject();
            WriteSlice(writer, key.Source, key.Account, key.From, key.To);
            writer.WriteStartArray("days");
            foreach (var day in slice.Days)
            {
                writer.WriteStringValue(Text(day));
            }

            writer.WriteEndArray();
            WritePast(writer, slice.Slice, plan.Waits.GetValueOrDefault(key.From));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("requests");
        foreach (var request in plans.SelectMany(static x => x.Requests))
        {
            writer.WriteStringValue(request);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(string brand, IReadOnlyList<AccountPlan> plans, IReadOnlyList<PullOutcome> outcomes, Computation? computation)
    {
        using var writer = Start(brand, plans);
        writer.WriteStartArray("slices");
        foreach (var outcome in outcomes)
        {
            writer.WriteStartObject();
            WriteSlice(writer, outcome.Message.Source, outcome.Message.Account, outcome.Message.From, outcome.Message.To);
            writer.WriteString("state", StateId(outcome.State));
            writer.WriteStartArray("answers");
            foreach (var answer in outcome.Answers)
            {
                WriteAnswer(writer, brand, answer);
            }

            writer.WriteEndArray();
            WriteTrouble(writer, outcome.Code, outcome.Detail, NotBefore(outcome));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (computation is not null)
        {
            writer.WriteStartObject("kpis");
            writer.WriteNumber("published", computation.Published);
            writer.WriteNumber("unchanged", computation.Unchanged);
            writer.WriteNumber("removed", computation.Removed);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static Utf8JsonWriter Start(string brand, IReadOnlyList<AccountPlan> plans)
    {
        var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), ReceiptJson.Options);
        writer.WriteStartObject();
        writer.WriteString("brand", brand);
        writer.WriteStartArray("accounts");
        foreach (var plan in plans)
        {
            writer.WriteStartObject();
            writer.WriteString("source", plan.Rule.Source);
            writer.WriteString("account", plan.Rule.Account);
            WriteTrouble(writer, plan.Trouble ?? plan.Wait?.Code, plan.Trouble is null ? plan.Wait?.Detail : plan.Detail, plan.Wait?.Until);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        return writer;
    }

    private static void WriteSlice(Utf8JsonWriter writer, string source, string account, DateOnly from, DateOnly to)
    {
        writer.WriteString("source", source);
        writer.WriteString("account", account);
        writer.WriteString("from", Text(from));
        writer.WriteString("to", Text(to));
    }

    private static void WriteAnswer(Utf8JsonWriter writer, string brand, PulledAnswer answer)
    {
        writer.WriteStartObject();
        writer.WriteString("view", answer.View);
        writer.WriteString("from", Text(answer.From));
        writer.WriteString("to", Text(answer.To));
        writer.WriteNumber("rows", answer.Rows);
        writer.WriteNumber("requests", answer.Requests);
        writer.WriteBoolean("complete", answer.Complete);
        writer.WriteString("import", IngestView.StateId(answer.Import.State));
        writer.WriteStartArray("problems");
        foreach (var problem in AnswerProblem.Of(answer))
        {
            writer.WriteStartObject();
            writer.WriteString("severity", problem.Severity);
            writer.WriteString("code", problem.Code);
            writer.WriteNumber("count", problem.Count);
            if (problem.Share is { } share)
            {
                writer.WriteString("share", share);
            }

            writer.WriteString("message", problem.Message);
            writer.WriteString("fix", problem.Fix);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (AnswerProblem.ReceiptOf(brand, answer) is { } receipt)
        {
            writer.WriteString("receipt", receipt + ".json");
        }

        writer.WriteEndObject();
    }

    /// <summary>What a slice waits for; else what went wrong the last time, which keeps nobody from asking now.</summary>
    private static void WritePast(Utf8JsonWriter writer, PullSlice slice, PullWait? wait)
    {
        if (wait is not null)
        {
            WriteTrouble(writer, wait.Code, wait.Detail, wait.Until);
        }
        else if (slice.LastCode is { } code)
        {
            writer.WriteStartObject("lastTime");
            writer.WriteString("code", code);
            writer.WriteString("message", PullTexts.What(code).In(CliLanguage.Text));
            writer.WriteString("detail", slice.LastDetail);
            writer.WriteEndObject();
        }
    }

    /// <summary>Before when it is of no use to run the command again: a failure's own wait is the timer's, not a person's.</summary>
    internal static DateTimeOffset? NotBefore(PullOutcome outcome) => outcome.State is PullState.Later or PullState.Busy ? outcome.Until : null;

    private static void WriteTrouble(Utf8JsonWriter writer, string? code, string? detail, DateTimeOffset? until)
    {
        if (code is null)
        {
            return;
        }

        writer.WriteString("code", code);
        writer.WriteString("message", PullTexts.What(code).In(CliLanguage.Text));
        writer.WriteString("fix", PullText.Fix(code, until));
        writer.WriteString("detail", detail);
        if (until is { } time)
        {
            writer.WriteString("notBefore", time.ToUniversalTime());
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string StateId(PullState state) => state switch
    {
        PullState.Done => "done",
        PullState.NothingDue => "nothing_due",
        PullState.Later => "later",
        PullState.Busy => "busy",
        PullState.Failed => "failed",
        PullState.Dropped => "dropped",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
