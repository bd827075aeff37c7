using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using KpiFunctions.Storage.Naming;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace KpiFunctions.App.Tests.Triggers;

public sealed partial class TriggerRulesTests
{
    private static readonly string[] Names =
        ["ComputeKpis", "DeliverReport", "IngestDrop", "PlanDeliveries", "PullSource", "PullSources", "SweepDrops"];

    [Fact]
    public void The_app_has_its_seven_functions() => Assert.Equal(Names, TriggerCatalogue.All.Select(static x => x.Name));

    [Fact]
    public void Nothing_is_there_that_the_worker_rejects() => Assert.Empty(TriggerRules.Problems(TriggerCatalogue.All));

    [Theory]
    [InlineData(typeof(TwoOfOneName), "AZFW0017")]
    [InlineData(typeof(AsyncVoid), "AZFW0002")]
    [InlineData(typeof(Retried), "AZFW0012")]
    [InlineData(typeof(WithResult), "a trigger returns a task")]
    [InlineData(typeof(Hidden), "a trigger is a public method")]
    [InlineData(typeof(Deaf), "the token that stops it")]
    [InlineData(typeof(AtStart), "RunOnStartup")]
    [InlineData(typeof(Scanning), "Event Grid")]
    public void Each_mistake_is_found(Type mistaken, string problem) =>
        Assert.Contains(TriggerRules.Problems(TriggerCatalogue.Of([mistaken])), x => x.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_trigger_is_one_call_in_a_file_of_its_own()
    {
        var files = Directory.GetFiles(Repository.Below("src/KpiFunctions/Triggers"), "*Trigger.cs");

        Assert.Equal(Names, files.Select(static x => Path.GetFileName(x)[..^"Trigger.cs".Length]).Order(StringComparer.Ordinal));
        Assert.All(files, static file =>
        {
            var text = File.ReadAllText(file);
            var name = Path.GetFileNameWithoutExtension(file);
            Assert.Single(Regex.Matches(text, @"\[Function\("));
            Assert.Contains($"[Function(\"{name[..^"Trigger".Length]}\")]", text, StringComparison.Ordinal);
            Assert.Contains($"public sealed class {name}(", text, StringComparison.Ordinal);
            Assert.Matches(OneCall(), text);
            Assert.DoesNotContain("async ", text, StringComparison.Ordinal);
        });
    }

    /// <summary>One arrow, one call on what the class was given, the token last, and then the class ends.</summary>
    [GeneratedRegex(@"^[^;]*(;[^;]*)*\) => [a-z]\w*\.(RunAsync|HandleAsync)\(([a-z][\w.]*, )?cancellationToken\);\s*\}\s*$")]
    private static partial Regex OneCall();

#pragma warning disable CA1822, IDE0060, CA1034, MA0155, AsyncFixer03, VSTHRD100 // Mistakes on purpose.
    public sealed class TwoOfOneName
    {
        [Function("Same")]
        public Task RunAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Task.CompletedTask;

        [Function("same")]
        public Task AgainAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class AsyncVoid
    {
        [Function("Mistaken")]
        public async void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => await Task.Yield();
    }

    public sealed class Retried
    {
        [Function("Mistaken")]
        [FixedDelayRetry]
        public Task RunAsync([QueueTrigger(QueueNames.Pulls)] string message, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class WithResult
    {
        [Function("Mistaken")]
        public Task<string> RunAsync([QueueTrigger(QueueNames.Pulls)] string message, CancellationToken cancellationToken) => Task.FromResult(message);
    }

    public sealed class Hidden
    {
        [Function("Mistaken")]
        internal Task RunAsync([QueueTrigger(QueueNames.Pulls)] string message, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class Deaf
    {
        [Function("Mistaken")]
        public Task RunAsync([QueueTrigger(QueueNames.Pulls)] string message) => Task.CompletedTask;
    }

    public sealed class AtStart
    {
        [Function("Mistaken")]
        public Task RunAsync([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class Scanning
    {
        [Function("Mistaken")]
        public Task RunAsync([BlobTrigger("drop/{path}")] BlobClient blob, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FixedDelayRetryAttribute : Attribute;
#pragma warning restore CA1822, IDE0060, CA1034, MA0155, AsyncFixer03, VSTHRD100
}
