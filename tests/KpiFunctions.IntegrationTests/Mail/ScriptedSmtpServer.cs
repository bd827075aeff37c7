using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KpiFunctions.Pipeline.Mail;

namespace KpiFunctions.IntegrationTests.Mail;

/// <summary>What a scripted server is asked.</summary>
/// <param name="Connection">Which connection, from 1.</param>
/// <param name="Mail">Which mail on the connection, from 1; 0 before the first.</param>
/// <param name="Step">The command's verb, <c>connect</c>, or <c>.</c> at the end of a message.</param>
internal sealed record SmtpStep(int Connection, int Mail, string Step);

/// <summary>A mail server that answers by script, for what a real one never does when it is asked to: be silent, or close down.</summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    /// <summary>Says nothing more.</summary>
    public const string Silence = "";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SmtpStep, string?> _script;
    private readonly Task _serving;
    private int _taken;

    /// <param name="script">The answer to a step; null takes the usual one, and a 421 ends the connection.</param>
    public ScriptedSmtpServer(Func<SmtpStep, string?> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Ends when the server falls silent.</summary>
    public Task Silent => _silent.Task;

    /// <summary>How many whole messages it has seen.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public SmtpOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Security = SmtpSecurity.None,
        FromAddress = "reports@kpi.example",
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _serving;
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // It was stopped.
        }

        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        for (var connection = 1; ; connection++)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await TalkAsync(connection, reader, stream);
        }
    }

    private async Task TalkAsync(int connection, StreamReader reader, NetworkStream stream)
    {
        var mail = 0;
        var inContent = false;
        var step = "connect";
        while (true)
        {
            if (!inContent || step == ".")
            {
                mail += step == "MAIL" ? 1 : 0;
                _taken += step == "." ? 1 : 0;
                var answer = _script(new(connection, mail, step)) ?? Usual(step);
                if (answer == Silence)
                {
                    _silent.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                }

                inContent = step == "DATA" && answer.StartsWith("354", StringComparison.Ordinal);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _stop.Token);
                if (answer.StartsWith("421", StringComparison.Ordinal) || step == "QUIT")
                {
                    return;
                }
            }

            if (await reader.ReadLineAsync(_stop.Token) is not { } line)
            {
                return;
            }

            step = inContent ? line : line.Split(' ')[0].ToUpper(CultureInfo.InvariantCulture);
        }
    }

    private static string Usual(string step) => step switch
    {
        "connect" => "220 scripted",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };
}
