using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>A receipt in the terminal: the same words as in the Markdown one.</summary>
internal static class ReceiptView
{
    private const string NoPart = "–";

    public static void Write(Receipt receipt)
    {
        var summary = ReceiptSummary.Of(receipt);
        var (mark, color) = summary.State switch
        {
            ReceiptState.Understood => ("✓", "green"),
            ReceiptState.Partly => ("◐", "yellow"),
            _ => ("✕", "red"),
        };
        AnsiConsole.MarkupLine($"[{color}]{mark}[/] [bold]{Plain(receipt.Path)}[/]");
        AnsiConsole.MarkupLine($"  {Plain(summary.Verdict)}");
        WriteFacts(summary);
        WriteChanges(summary.Changes);
        foreach (var problems in summary.Problems)
        {
            WriteProblems(problems);
        }

        AnsiConsole.WriteLine();
    }

    private static void WriteFacts(ReceiptSummary summary)
    {
        var grid = new Grid().AddColumn(new GridColumn().Padding(2, 0, 2, 0).NoWrap()).AddColumn();
        foreach (var fact in summary.Facts.Concat(summary.Totals.SelectMany(static x => x.Facts)))
        {
            grid.AddRow($"[grey]{Plain(fact.Label)}[/]", Plain(fact.Value));
        }

        AnsiConsole.Write(grid);
        if (summary.Control is { } control)
        {
            AnsiConsole.MarkupLine("  " + Plain(control));
        }
    }

    private static void WriteChanges(ReceiptChanges? changes)
    {
        if (changes is null)
        {
            return;
        }

        AnsiConsole.MarkupLine("  " + Plain(changes.Verdict));
        foreach (var reason in changes.Reasons)
        {
            AnsiConsole.MarkupLine($"  [grey]{Plain(reason)}[/]");
        }

        foreach (var sum in changes.Sums)
        {
            AnsiConsole.MarkupLine($"    {Plain(sum.Label)}: {Plain(sum.Before)} → {Plain(sum.After)} ({Plain(sum.Change)})");
        }
    }

    private static void WriteProblems(ReceiptProblems problems)
    {
        AnsiConsole.MarkupLine("  [bold]" + Plain(problems.Title) + "[/]");
        foreach (var problem in problems.Rows)
        {
            var parts = new[] { problem.Line, problem.Column, problem.Value, problem.What }.Where(static x => x is not NoPart);
            AnsiConsole.MarkupLine("  · " + string.Join(" · ", parts.Select(Plain)));
            AnsiConsole.MarkupLine($"    [grey]{Plain(problem.Fix)}[/]");
        }

        if (problems.More is { } more)
        {
            AnsiConsole.MarkupLine("  [grey]" + Plain(more) + "[/]");
        }
    }

    /// <summary>Escapes what a file or its name may hold: markup, and control characters that would steer the terminal.</summary>
    private static string Plain(string text) => Markup.Escape(TerminalText.Clean(text));
}
