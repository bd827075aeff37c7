using System.Globalization;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;

namespace KpiFunctions.IntegrationTests.Pulling;

/// <summary>A message as it was sent.</summary>
/// <param name="Queue">Name of the queue, without the test's prefix.</param>
/// <param name="Text">What it says.</param>
/// <param name="Delay">How long it stays invisible.</param>
/// <param name="VisibleAt">When a host would hand it over, by the test's clock.</param>
internal sealed record SentMessage(string Queue, string Text, TimeSpan Delay, DateTimeOffset VisibleAt);

/// <summary>Sees what is put into queues. The emulator counts real time; a test's days pass in moments, so it hands messages over itself.</summary>
internal sealed class QueueTap(string prefix, TimeProvider time) : HttpPipelinePolicy
{
    private readonly List<SentMessage> _sent = [];

    /// <summary>Takes what is visible by now out of the queue, in the order in which it became so.</summary>
    public IReadOnlyList<SentMessage> Take(string queue, DateTimeOffset now)
    {
        lock (_sent)
        {
            var due = _sent.Where(x => x.Queue == queue && x.VisibleAt <= now).OrderBy(static x => x.VisibleAt).ToList();
            _sent.RemoveAll(due.Contains);
            return due;
        }
    }

    /// <summary>What is in the queue, visible or not.</summary>
    public IReadOnlyList<SentMessage> Waiting(string queue)
    {
        lock (_sent)
        {
            return [.. _sent.Where(x => x.Queue == queue)];
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        var address = message.Request.Uri.ToUri();
        if (message.Request.Method != RequestMethod.Post || !address.AbsolutePath.EndsWith("/messages", StringComparison.Ordinal))
        {
            return;
        }

        using var body = new MemoryStream();
        await message.Request.Content!.WriteToAsync(body, message.CancellationToken);
        body.Position = 0;
        var text = XDocument.Load(body).Descendants("MessageText").Single().Value;
        var seconds = int.Parse(HttpUtility.ParseQueryString(address.Query)["visibilitytimeout"] ?? "0", CultureInfo.InvariantCulture);
        var queue = address.Segments[^2].TrimEnd('/')[prefix.Length..];
        var delay = TimeSpan.FromSeconds(seconds);
        lock (_sent)
        {
            _sent.Add(new(queue, Encoding.UTF8.GetString(Convert.FromBase64String(text)), delay, time.GetUtcNow() + delay));
        }
    }
}
