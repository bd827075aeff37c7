using System.Globalization;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Pulling;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>What was pulled, or would be, for a person.</summary>
internal static class PullView
{
    public static void WritePlans(string brand, IReadOnlyList<AccountPlan> plans, bool json)
    {
        if (json)
        {
            PullJson.WritePlans(brand, plans);
            return;
        }

        WriteTroubles(plans);
        foreach (var plan in plans)
        {
            if (plan is { Wait: { } wait, Slices.Count: > 0 })
            {
                AnsiConsole.MarkupLine($"[bold]{Markup.Escape($"{plan.Rule.Source} {plan.Rule.Account}")}[/]");
                WriteWait(wait);
            }

            foreach (var slice in plan.Slices)
            {
                WriteHead(slice.Slice.Key.Source, slice.Slice.Key.Account, slice.Days[0], slice.Days[^1]);
                AnsiConsole.WriteLine($"  {slice.Days.Count} · {string.Join(", ", slice.Days.Select(static x => x.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}");
                WriteWait(plan.Waits.GetValueOrDefault(slice.Slice.Key.From));
                if (!plan.Waits.ContainsKey(slice.Slice.Key.From) && slice.Slice.LastCode is { } code)
                {
                    AnsiConsole.WriteLine($"  {PullText.LastTime}: {code}{Said(slice.Slice.LastDetail)}: {PullTexts.What(code).In(CliLanguage.Text)}");
                }
            }

            foreach (var request in plan.Requests)
            {
                AnsiConsole.WriteLine($"  {PullText.WouldAsk}: {TerminalText.Clean(request)}");
            }
        }

        WriteNothing(plans);
    }

    public static void Write(string brand, IReadOnlyList<AccountPlan> plans, IReadOnlyList<PullOutcome> outcomes, Computation? computation, bool json)
    {
        if (json)
        {
            PullJson.Write(brand, plans, outcomes, computation);
            return;
        }

        WriteTroubles(plans);
        foreach (var outcome in outcomes)
        {
            WriteHead(outcome.Message.Source, outcome.Message.Account, outcome.Message.From, outcome.Message.To);
            foreach (var answer in outcome.Answers)
            {
                WriteAnswer(brand, answer);
            }

            if (outcome.State == PullState.NothingDue)
            {
                AnsiConsole.WriteLine("  " + PullText.AlreadyHad);
            }

            WriteTrouble(outcome.Code, outcome.Detail, PullJson.NotBefore(outcome));
        }

        WriteNothing(plans);
        if (computation is not null)
        {
            AnsiConsole.WriteLine(CliText.Computed(computation.Published, computation.Unchanged));
        }
    }

    private static void WriteNothing(IReadOnlyList<AccountPlan> plans)
    {
        if (plans.All(static x => x is { Trouble: null, Slices.Count: 0 }))
        {
            AnsiConsole.WriteLine(PullText.NothingDue);
        }
    }

    private static void WriteTroubles(IReadOnlyList<AccountPlan> plans)
    {
        foreach (var plan in plans.Where(static x => x.Trouble is not null))
        {
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape($"{plan.Rule.Source} {plan.Rule.Account}")}[/]");
            WriteTrouble(plan.Trouble, plan.Detail, null);
        }
    }

    private static void WriteHead(string source, string account, DateOnly from, DateOnly to) =>
        AnsiConsole.MarkupLine($"[bold]{Markup.Escape($"{source} {account}")}[/], {Markup.Escape(PullText.Days(from, to))}");

    private static void WriteTrouble(string? code, string? detail, DateTimeOffset? until)
    {
        if (code is null)
        {
            return;
        }

        AnsiConsole.MarkupLine($"  [yellow]{Markup.Escape(code)}[/]{Markup.Escape(Said(detail))}: {Markup.Escape(PullText.Sentence(code, until))}");
    }

    private static void WriteWait(PullWait? wait)
    {
        if (wait is not null)
        {
            WriteTrouble(wait.Code, wait.Detail, wait.Until);
        }
    }

    /// <summary>An answer can be complete and still not be what it seems: sampled, withheld, or with rows that could not be used.</summary>
    private static void WriteAnswer(string brand, PulledAnswer answer)
    {
        AnsiConsole.WriteLine("  " + PullText.Answer(answer));
        foreach (var problem in AnswerProblem.Of(answer))
        {
            var count = problem.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" × {problem.Count}") : string.Empty;
            AnsiConsole.MarkupLine($"    [yellow]{Markup.Escape(problem.Code)}[/]{count}: {Markup.Escape(TerminalText.Clean(problem.Message))}");
        }

        if (AnswerProblem.ReceiptOf(brand, answer) is { } receipt)
        {
            AnsiConsole.WriteLine("    " + PullText.Receipt(receipt + ".md"));
        }
    }

    private static string Said(string? detail) => detail is null ? string.Empty : $" ({TerminalText.Clean(detail)})";
}
