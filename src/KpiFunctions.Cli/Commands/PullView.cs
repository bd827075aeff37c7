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
            foreach (var slice in plan.Slices)
            {
                WriteHead(slice.Slice.Key.Source, slice.Slice.Key.Account, slice.Days[0], slice.Days[^1]);
                AnsiConsole.WriteLine($"  {slice.Days.Count} · {string.Join(", ", slice.Days.Select(static x => x.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}");
                WriteTrouble(slice.Slice.LastCode, slice.Slice.LastDetail, slice.Slice.NotBefore);
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
                AnsiConsole.WriteLine("  " + PullText.Answer(answer));
            }

            if (outcome.State == PullState.NothingDue)
            {
                AnsiConsole.WriteLine("  " + PullText.AlreadyHad);
            }

            WriteTrouble(outcome.Code, outcome.Detail, outcome.Until);
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
            WriteTrouble(plan.Trouble, null, null);
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

        var said = detail is null ? string.Empty : $" ({TerminalText.Clean(detail)})";
        var again = until is { } time ? " " + PullText.NotBefore(time.ToUniversalTime()) : string.Empty;
        AnsiConsole.MarkupLine($"  [yellow]{Markup.Escape(code)}[/]{Markup.Escape(said)}: {Markup.Escape(PullTexts.Sentence(code, CliLanguage.Text) + again)}");
    }
}
