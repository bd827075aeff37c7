using KpiFunctions.Cli.Texts;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Reports.Words;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>What became of dropped files, for a person.</summary>
internal static class IngestView
{
    public static void Write(IReadOnlyList<IngestOutcome> outcomes, Computation computation)
    {
        foreach (var outcome in outcomes.SelectMany(static x => x.Files))
        {
            if (outcome.Receipt is { } receipt)
            {
                ReceiptView.Write(receipt);
            }
            else
            {
                AnsiConsole.MarkupLine($"[bold]{Markup.Escape(TerminalText.Clean(outcome.Path))}[/]: {CliText.OutcomeWithoutReceipt(outcome.State)}");
            }
        }

        AnsiConsole.WriteLine(CliText.Computed(computation.Published, computation.Unchanged));
        if (computation.Weeks is [var first, ..] weeks)
        {
            AnsiConsole.WriteLine(CliText.Weeks(first, weeks[^1]));
        }

        var words = Wording.Of(CliLanguage.Current);
        foreach (var note in computation.Notes)
        {
            AnsiConsole.WriteLine($"· {words.Source(note.Source)}, {words.ShortDays(note.From, note.To)}: {words.FootNote(note.Code)}");
        }
    }

    /// <summary>The name of a state in JSON.</summary>
    public static string StateId(IngestState state) => state switch
    {
        IngestState.Done => "done",
        IngestState.Refused => "refused",
        IngestState.AlreadyDone => "already_done",
        IngestState.Busy => "busy",
        IngestState.Gone => "gone",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
