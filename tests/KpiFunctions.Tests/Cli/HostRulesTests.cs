using System.Globalization;
using System.Text.Json;
using KpiFunctions.Cli.Watching;
using Xunit;

namespace KpiFunctions.Tests.Cli;

/// <summary>The local host and that of the Functions app go by the same rules.</summary>
public sealed class HostRulesTests
{
    [Fact]
    public void The_local_host_goes_by_what_host_json_settles()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Golden.Root, "host.json")));
        var extensions = file.RootElement.GetProperty("extensions");
        var blobs = extensions.GetProperty("blobs");
        var queues = extensions.GetProperty("queues");

        Assert.Equal(HostRules.FilesAtOnce, blobs.GetProperty("maxDegreeOfParallelism").GetInt32());
        Assert.Equal(HostRules.MaxFileFaults, blobs.GetProperty("poisonBlobThreshold").GetInt32());
        Assert.Equal(HostRules.BatchSize, queues.GetProperty("batchSize").GetInt32());
        Assert.Equal(HostRules.NewBatchThreshold, queues.GetProperty("newBatchThreshold").GetInt32());
        Assert.Equal(HostRules.MaxDequeueCount, queues.GetProperty("maxDequeueCount").GetInt32());
        Assert.Equal(HostRules.VisibilityTimeout, TimeSpan.Parse(queues.GetProperty("visibilityTimeout").GetString()!, CultureInfo.InvariantCulture));
    }
}
