using System.CommandLine;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Cli.Watching;
using KpiFunctions.Pipeline;
using KpiFunctions.Pipeline.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi watch</c>: the local host.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { DefaultValueFactory = static _ => "drop", Description = WatchText.FolderArgument };
        var smtp = new Option<string?>("--smtp") { Description = WatchText.SmtpOption };
        var json = new Option<bool>("--json") { Description = WatchText.JsonOption };
        var storage = new StorageArguments();
        var command = new Command("watch", WatchText.Watch) { folder, smtp, json };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = WatchFolders.Beside(parsed.GetValue(folder)!);
            var isNamed = storage.Named(parsed) is not null;
            var server = NamedServer(parsed.GetValue(smtp), isNamed);
            folders.Create(isNamed ? null : storage.DataFolder(parsed));
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var view = View(parsed.GetValue(json), stopping.Cancel);
            var (connectors, broken) = ConnectorSettings.Sort(ConnectorSettings.Read(Environment.GetEnvironmentVariables()));
            await using var catcher = server is null ? await SmtpCatcher.StartAsync(new SmtpCatcherOptions(folders.Reports), stopping.Token) : null;
            server ??= CliSession.Mail(catcher!.Url);
            await using var session = await storage.OpenAsync(
                parsed, connectors, stopping.Token, services => services.AddKpiWork(server).AddLogging(x => x.AddProvider(new LogNotes(view))));
            foreach (var sentence in broken.Values)
            {
                view.Show(new NoteEvent("warning", PullText.NotUsed(sentence)));
            }

            await RunAsync(new WatchHost(session, folders, TimeProvider.System, view), view, stopping);
            return ExitCodes.Fine;
        });
        return command;
    }

    /// <summary>Being stopped is how it ends, so that is no failure.</summary>
    private static async Task RunAsync(WatchHost host, IWatchView view, CancellationTokenSource stopping)
    {
        // The picture outlives the host, so that it shows how it ended.
        using var closing = new CancellationTokenSource();
        var shown = view.RunAsync(closing.Token);
        try
        {
            await host.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to, before it was up.
        }
        finally
        {
            view.Show(new StoppedEvent());
            await closing.CancelAsync();
            await shown;
        }
    }

    /// <summary>
    /// The mail server that is named. Null catches mails, which are then taken for sent: with storage of one's own only, for in a shared
    /// one nobody would get them.
    /// </summary>
    private static SmtpOptions? NamedServer(string? option, bool isStorageNamed)
    {
        var url = string.IsNullOrWhiteSpace(option) ? Environment.GetEnvironmentVariable(CliSession.SmtpVariable) : option;
        return !string.IsNullOrWhiteSpace(url)
            ? CliSession.Mail(url)
            : isStorageNamed ? throw new CommandInputException(CliText.SmtpMissing(CliSession.SmtpVariable)) : null;
    }

    private static IWatchView View(bool json, Action stop)
    {
        if (json)
        {
            return new LineView(Console.Out, static x => x.ToJson(), TimeProvider.System, stop);
        }

        return Console.IsOutputRedirected
            ? new LineView(Console.Out, EventText.Line, TimeProvider.System, stop)
            : new LiveView(AnsiConsole.Console, TimeProvider.System);
    }
}
