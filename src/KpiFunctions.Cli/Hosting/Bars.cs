using Spectre.Console;

namespace KpiFunctions.Cli.Hosting;

/// <summary>Progress bars on stderr, so that stdout stays what the command prints.</summary>
internal sealed class Bars
{
    private readonly ProgressContext? _bars;

    private Bars(ProgressContext? bars)
    {
        _bars = bars;
    }

    /// <summary>Runs the work with bars where a person looks on, silently otherwise.</summary>
    public static async Task RunAsync(bool visible, Func<Bars, Task> work)
    {
        if (!visible || Console.IsErrorRedirected)
        {
            await work(new Bars(null));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(bars => work(new Bars(bars)));
    }

    /// <summary>A step with a bar of its own.</summary>
    public IProgress<(int Done, int Of)>? Step(string name)
    {
        if (_bars is null)
        {
            return null;
        }

        var bar = _bars.AddTask(Markup.Escape(name));
        return new Report(bar);
    }

    private sealed class Report(ProgressTask bar) : IProgress<(int Done, int Of)>
    {
        void IProgress<(int Done, int Of)>.Report((int Done, int Of) value)
        {
            bar.MaxValue = Math.Max(1, value.Of);
            bar.Value = Math.Max(bar.Value, value.Done);
        }
    }
}
