using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Storage.Segments;

public sealed partial class SegmentStore
{
    /// <summary>
    /// Makes one segment of each month that has many old ones: first the new one is written, then the old ones are deleted. Whoever
    /// stops in between leaves facts twice, which selection does not see. An old segment is deleted only after one that holds all
    /// of its facts was written, so however many do this at once, no fact is lost.
    /// </summary>
    /// <returns>How many segments were put together.</returns>
    public async Task<int> CompactAsync(string brand, FactKind kind, CompactionRule rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var old = (await ListAsync(brand, kind, cancellationToken)).Where(x => x.WrittenAt < rule.WrittenBefore);
        var compacted = 0;
        foreach (var month in old.GroupBy(static x => x.Name.Month).Select(static x => x.ToList()).Where(x => x.Count >= rule.MinSegments))
        {
            compacted += await CompactMonthAsync(kind, month, cancellationToken) ? month.Count : 0;
        }

        return compacted;
    }

    private async Task<bool> CompactMonthAsync(FactKind kind, List<Segment> segments, CancellationToken cancellationToken)
    {
        if (await TryReadAsync(segments, cancellationToken) is not { } facts)
        {
            // Somebody else is at this month.
            return false;
        }

        var name = Compaction.NameOf(segments.ConvertAll(static x => x.Name));
        var content = await ContentAsync(kind, Compaction.Merge(facts), cancellationToken);
        await _container.GetBlobClient(name.Path).PutIfAbsentAsync(content, new(), cancellationToken);
        await Parallel.ForEachAsync(
            segments,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (segment, token) => await _container.GetBlobClient(segment.Name.Path).DeleteIfExistsAsync(cancellationToken: token));
        LogCompacted(_logger, segments.Count, name.Path);
        return true;
    }

    private static Task<BinaryData> ContentAsync(FactKind kind, FactSet facts, CancellationToken cancellationToken) => kind switch
    {
        FactKind.Ads => AdSchema.WriteAsync(facts.Ads, cancellationToken),
        FactKind.Web => WebSchema.WriteAsync(facts.Web, cancellationToken),
        FactKind.Orders => OrderSchema.WriteAsync(facts.Orders, cancellationToken),
        FactKind.Costs => CostSchema.WriteAsync(facts.Costs, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Put {Count} segments together as {Name}")]
    private static partial void LogCompacted(ILogger logger, int count, string name);
}
