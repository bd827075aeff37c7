using System.CommandLine;
using System.Globalization;
using Azure;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>Exit codes that scripts rely on.</summary>
public static class ExitCodes
{
    /// <summary>Fine.</summary>
    public const int Fine = 0;

    /// <summary>A fault: storage, network.</summary>
    public const int Fault = 1;

    /// <summary>The input or the words are at fault.</summary>
    public const int Input = 2;

    /// <summary>Stopped by the person (128 + SIGINT).</summary>
    public const int Stopped = 130;
}

/// <summary>The words are at fault; the message is for the person who typed them.</summary>
public sealed class CommandInputException(string message) : Exception(message);

/// <summary>The <c>kpi</c> command.</summary>
public static class KpiCommand
{
    /// <summary>Long enough for the embedded storage to write what it holds.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs the command line and returns its exit code. No exception text reaches the person but in one line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(CliLanguage.Current);
        if (Console.IsOutputRedirected)
        {
            // A file or a program behind a pipe has no width: a line stays a line.
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        var root = new RootCommand(CliText.Root)
        {
            DemoCommand.Create(),
            CheckCommand.Create(),
            ConfigCommand.Create(),
            IngestCommand.Create(),
            PullCommand.Create(),
            KpisCommand.Create(),
            ReportCommand.Create(),
            SendCommand.Create(),
            DeliveriesCommand.Create(),
            WatchCommand.Create(),
        };
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync("kpi: " + error.Message);
            }

            await Console.Error.WriteLineAsync(CliText.SeeHelp);
            return ExitCodes.Input;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTimeout });
        }
        catch (CommandInputException e)
        {
            return await FailAsync(e.Message, ExitCodes.Input);
        }
        catch (EmbeddedPartException e)
        {
            return await FailAsync(e.Sentence(CliLanguage.Current), ExitCodes.Fault);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync(CliText.Stopped, ExitCodes.Stopped);
        }
        catch (Exception e) when (e is RequestFailedException { Status: 0 } or AggregateException { InnerExceptions: [RequestFailedException { Status: 0 }, ..] })
        {
            return await FailAsync(CliText.StorageUnreachable, ExitCodes.Fault, e);
        }
        catch (RequestFailedException e)
        {
            return await FailAsync(CliText.StorageFailed(e.Status, e.ErrorCode ?? "-"), ExitCodes.Fault, e);
        }
        catch (Exception e)
        {
            return await FailAsync(CliText.Fault(e.GetType().Name), ExitCodes.Fault, e);
        }
    }

    /// <summary>One readable line; the details of a fault only for who asks for them.</summary>
    private static async Task<int> FailAsync(string message, int code, Exception? fault = null)
    {
        await Console.Error.WriteLineAsync("kpi: " + message);
        if (fault is not null)
        {
            Faults.Detail(fault);
        }

        return code;
    }

    private const int RedirectedWidth = 4_000;
}
