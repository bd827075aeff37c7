using Microsoft.Extensions.Logging;

namespace KpiFunctions.Cli.Watching;

/// <summary>Shows what the use cases log as a warning or an error. What the intake of files says itself is not said twice.</summary>
internal sealed class LogNotes(IWatchView view) : ILoggerProvider
{
    private static readonly string[] SaidOtherwise = ["KpiFunctions.Pipeline.Ingestion.", "KpiFunctions.Pipeline.Work.IngestDrop"];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Notes(
        view,
        categoryName.StartsWith("KpiFunctions.", StringComparison.Ordinal)
        && !SaidOtherwise.Any(x => categoryName.StartsWith(x, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Notes(IWatchView view, bool isShown) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isShown && logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                view.Show(new NoteEvent(logLevel == LogLevel.Warning ? "warning" : "error", formatter(state, exception)));
            }
        }
    }
}
