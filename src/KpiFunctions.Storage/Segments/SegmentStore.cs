using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Naming;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KpiFunctions.Storage.Segments;

/// <summary>
/// Facts as read, in immutable Parquet files: one for each import, kind and month. Nothing here decides which facts count.
/// </summary>
public sealed partial class SegmentStore(StorageClients clients, ILogger<SegmentStore>? logger = null)
{
    private const int Parallelism = 8;
    private static readonly AdSegmentSchema AdSchema = new();
    private static readonly WebSegmentSchema WebSchema = new();
    private static readonly OrderSegmentSchema OrderSchema = new();
    private static readonly CostSegmentSchema CostSchema = new();
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Segments);
    private readonly ILogger _logger = logger ?? NullLogger<SegmentStore>.Instance;

    /// <summary>
    /// Stores what an import read. A segment that is there already is left alone, for its name says all that its content depends on.
    /// </summary>
    /// <returns>Every segment that the facts belong to, whether it was written now or before.</returns>
    /// <exception cref="OverflowException">An amount cannot be stored; <see cref="Limits.AmountLimits.Unstorable"/> finds them before.</exception>
    public async Task<IReadOnlyList<SegmentName>> WriteAsync(string brand, FactSet facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var parts = new List<(SegmentName Name, Func<CancellationToken, Task<BinaryData>> Content)>();
        AddParts(parts, FactKind.Ads, brand, facts.Ads, static x => x.From, static x => x.Origin, AdSchema);
        AddParts(parts, FactKind.Web, brand, facts.Web, static x => x.From, static x => x.Origin, WebSchema);
        AddParts(parts, FactKind.Orders, brand, facts.Orders, static x => x.Date, static x => x.Origin, OrderSchema);
        AddParts(parts, FactKind.Costs, brand, facts.Costs, static x => x.From, static x => x.Origin, CostSchema);
        await Parallel.ForEachAsync(
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (part, token) => await _container.GetBlobClient(part.Name.Path).PutIfAbsentAsync(await part.Content(token), new(), token));
        return [.. parts.Select(static x => x.Name)];
    }

    /// <summary>Every segment of a brand and kind, in the order of months and stamps.</summary>
    public async Task<IReadOnlyList<Segment>> ListAsync(string brand, FactKind kind, CancellationToken cancellationToken)
    {
        var segments = new List<Segment>();
        var options = new GetBlobsOptions { Prefix = SegmentName.Folder(kind, brand) };
        await foreach (var blob in _container.GetBlobsAsync(options, cancellationToken))
        {
            if (SegmentName.TryParse(kind, brand, blob.Name, out var name))
            {
                segments.Add(new(name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? DateTimeOffset.MaxValue));
            }
            else
            {
                LogStranger(_logger, blob.Name);
            }
        }

        return segments;
    }

    /// <summary>Every stored fact of a brand and kind, in the order of <see cref="ListAsync"/> and, within a file, of its rows.</summary>
    public async Task<FactSet> ReadAsync(string brand, FactKind kind, CancellationToken cancellationToken) =>
        await ReadAsync(await ListAsync(brand, kind, cancellationToken), cancellationToken);

    /// <summary>The facts of the given segments, in their order. A segment that was compacted away meanwhile is a fault: list again.</summary>
    public async Task<FactSet> ReadAsync(IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var parts = new FactSet[segments.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, segments.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (i, token) => parts[i] = await ReadOneAsync(segments[i].Name, token));
        var facts = new FactSet();
        foreach (var part in parts)
        {
            facts.Add(part);
        }

        return facts;
    }

    /// <summary>The facts of the given segments, in their order; null when one of them was compacted away meanwhile: list again.</summary>
    public async Task<FactSet?> TryReadAsync(IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(segments, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    private static void AddParts<TFact>(
        List<(SegmentName Name, Func<CancellationToken, Task<BinaryData>> Content)> parts,
        FactKind kind,
        string brand,
        List<TFact> facts,
        Func<TFact, DateOnly> day,
        Func<TFact, FactOrigin> origin,
        SegmentSchema<TFact> schema)
    {
        foreach (var group in facts.GroupBy(x => NameOf(kind, brand, day(x), origin(x))))
        {
            parts.Add((group.Key, token => schema.WriteAsync([.. group], token)));
        }
    }

    private static SegmentName NameOf(FactKind kind, string brand, DateOnly day, FactOrigin origin) =>
        new(kind, brand, new DateOnly(day.Year, day.Month, 1), origin.Stamp, origin.FileHash, origin.Reading);

    private async Task<FactSet> ReadOneAsync(SegmentName name, CancellationToken cancellationToken)
    {
        var content = await _container.GetBlobClient(name.Path).DownloadContentAsync(cancellationToken);
        await using var file = content.Value.Content.ToStream();
        var facts = new FactSet();
        switch (name.Kind)
        {
            case FactKind.Ads:
                facts.Ads.AddRange(await AdSchema.ReadAsync(file, cancellationToken));
                break;
            case FactKind.Web:
                facts.Web.AddRange(await WebSchema.ReadAsync(file, cancellationToken));
                break;
            case FactKind.Orders:
                facts.Orders.AddRange(await OrderSchema.ReadAsync(file, cancellationToken));
                break;
            case FactKind.Costs:
                facts.Costs.AddRange(await CostSchema.ReadAsync(file, cancellationToken));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name.Kind, null);
        }

        return facts;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A blob among the segments is none and is left out: {Name}")]
    private static partial void LogStranger(ILogger logger, string name);
}
