using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>A machine that stopped: no retry helps, and nothing of it is heard any more.</summary>
internal sealed class CrashException() : Exception("The machine stopped.");

/// <summary>A message as it was put into a queue.</summary>
/// <param name="Queue">The queue's name without the test's prefix.</param>
/// <param name="Text">The message.</param>
/// <param name="Delay">How long it stays invisible.</param>
internal sealed record SentMessage(string Queue, string Text, TimeSpan Delay)
{
    public int Attempt => JsonDocument.Parse(Text).RootElement.GetProperty("attempt").GetInt32();
}

/// <summary>Stands between the clients and storage: counts requests, keeps what is put into queues, and stops the machine where a test says.</summary>
internal sealed class WorkWire(string prefix) : HttpPipelinePolicy
{
    private readonly List<SentMessage> _sent = [];
    private readonly List<string> _requests = [];
    private readonly Lock _gate = new();
    private int _alive = int.MaxValue;
    private bool _isLastDone;

    /// <summary>Called with each request's method and path before it is sent; what it throws is the request's outcome.</summary>
    public Func<string, string, Task>? Before { get; set; }

    /// <summary>Puts into queues, in their order.</summary>
    public IReadOnlyList<SentMessage> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>Whether the machine has stopped.</summary>
    public bool IsDead => Volatile.Read(ref _alive) <= 0;

    /// <summary>Method and path of every request since the last question.</summary>
    public IReadOnlyList<string> TakeRequests()
    {
        lock (_gate)
        {
            string[] taken = [.. _requests];
            _requests.Clear();
            return taken;
        }
    }

    public void ForgetSent()
    {
        lock (_gate)
        {
            _sent.Clear();
        }
    }

    /// <summary>The machine stops with the request of that number, from 1: before it is sent, or once it is done and before its answer is heard.</summary>
    public void CrashAt(int request, bool isDone)
    {
        _isLastDone = isDone;
        Volatile.Write(ref _alive, request);
    }

    /// <summary>The machine is started again.</summary>
    public void Restart() => Volatile.Write(ref _alive, int.MaxValue);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Nothing here waits without await.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var left = Interlocked.Decrement(ref _alive);
        if (left < 0 || (left == 0 && !_isLastDone))
        {
            throw new CrashException();
        }

        var path = message.Request.Uri.ToUri().AbsolutePath;
        lock (_gate)
        {
            _requests.Add($"{message.Request.Method} {path}");
        }

        if (Before is { } before)
        {
            await before(message.Request.Method.ToString(), path);
        }

        await ProcessNextAsync(message, pipeline);
        if (message.Request.Method == RequestMethod.Post && path.EndsWith("/messages", StringComparison.Ordinal) && message.Response.Status == 201)
        {
            await KeepAsync(message.Request, path);
        }

        if (left == 0)
        {
            throw new CrashException();
        }
    }

    private async Task KeepAsync(Request request, string path)
    {
        using var body = new MemoryStream();
        await request.Content!.WriteToAsync(body, CancellationToken.None);
        body.Position = 0;
        var text = XDocument.Load(body).Descendants("MessageText").Single().Value;
        var seconds = request.Uri.Query.TrimStart('?').Split('&')
            .Where(static x => x.StartsWith("visibilitytimeout=", StringComparison.Ordinal))
            .Select(static x => int.Parse(x["visibilitytimeout=".Length..], CultureInfo.InvariantCulture))
            .FirstOrDefault();
        var queue = path.Split('/')[^2];
        lock (_gate)
        {
            _sent.Add(new(queue[prefix.Length..], Encoding.UTF8.GetString(Convert.FromBase64String(text)), TimeSpan.FromSeconds(seconds)));
        }
    }
}
