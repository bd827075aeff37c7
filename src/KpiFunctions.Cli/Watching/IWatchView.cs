namespace KpiFunctions.Cli.Watching;

/// <summary>Where a person or a program sees what happens. Called from any thread.</summary>
internal interface IWatchView
{
    /// <summary>Shows one event.</summary>
    void Show(WatchEvent happened);

    /// <summary>Keeps the view up to date until it is cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>One line an event: JSON for a program, or words where no terminal is.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="write">The line of an event; null leaves it out.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Called when nobody reads the lines any more.</param>
internal sealed class LineView(TextWriter output, Func<WatchEvent, string?> write, TimeProvider time, Action stop) : IWatchView
{
    private readonly Lock _output = new();

    /// <inheritdoc/>
    public void Show(WatchEvent happened)
    {
        if (write(happened with { At = time.GetUtcNow() }) is not { } line)
        {
            return;
        }

        try
        {
            lock (_output)
            {
                output.Write(line + "\n");
                output.Flush();
            }
        }
        catch (IOException)
        {
            stop();
        }
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
