using System.Runtime.CompilerServices;
using KpiFunctions.Exports.Mapped;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// Opens whatever was dropped – a text, a workbook, an archive of either – and hands out what is in it one by one. What cannot be
/// opened is handed out too and answers why; it harms nothing beside it.
/// </summary>
public static class DropReader
{
    /// <summary>Opens a file. Each member can be read until the next one is asked for.</summary>
    /// <param name="file">Seekable; stays open.</param>
    /// <param name="path">The path below the brand's folder.</param>
    /// <param name="fileHash">SHA-256 of the file, lower-case hex.</param>
    /// <param name="options">What rows mean beyond the bytes, and the limits on what is unpacked.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    public static IAsyncEnumerable<DropMember> OpenAsync(
        Stream file, string path, string fileHash, ReadingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(fileHash);
        ArgumentNullException.ThrowIfNull(options);
        return WalkAsync(file, fileHash, new Place(path, null, 0, IsWhole: true), new ContainerBudget(file.Length, options.Limits), options, cancellationToken);
    }

    private static async IAsyncEnumerable<DropMember> WalkAsync(
        Stream file, string hash, Place place, ContainerBudget budget, ReadingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = Open(file, place, budget, options, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            yield return new DropMember(place, hash, refusal, options);
        }
        else if (opened.Opening is Opening.Zip or Opening.Gzip)
        {
            await foreach (var member in MembersAsync(file, hash, opened, place, budget, options, cancellationToken).ConfigureAwait(false))
            {
                yield return member;
            }
        }
        else
        {
            using var table = opened.Table?.File;
            yield return new DropMember(place, hash, file, opened.Table, options);
        }
    }

    private static async IAsyncEnumerable<DropMember> MembersAsync(
        Stream file, string hash, Opened opened, Place place, ContainerBudget budget, ReadingOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var members = opened.Opening == Opening.Gzip ? OfGzip(file, place) : OfZip(file, opened.Items, place);

        // Looking ahead costs nothing of what may be unpacked, and has as little to spend.
        var days = DayTables(members, new ContainerBudget(file.Length, options.Limits));
        foreach (var (inner, unpack) in members)
        {
            var (content, contentHash, refusal) = Unpack(unpack, budget, cancellationToken);
            if (content is null)
            {
                yield return new DropMember(inner, null, refusal!, options);
                continue;
            }

            using (content)
            {
                var about = days.GetValueOrDefault(FolderOf(inner.Path)) is { } table && SiblingRanges.IsAbout(content, table) ? table : null;
                var known = about is null ? options : options with { SiblingRange = (about.From, about.To) };
                contentHash = about is null ? contentHash : SiblingRanges.Hash(contentHash, about);
                await foreach (var member in WalkAsync(content, contentHash, inner, budget, known, cancellationToken).ConfigureAwait(false))
                {
                    yield return member;
                }
            }
        }

        if (members.Count == 0)
        {
            yield return new DropMember(place, hash, new ContainerException(ProblemCodes.EmptyFile), options);
        }
    }

    /// <summary>Per folder, the table that says what days its siblings are about.</summary>
    private static Dictionary<string, SiblingRanges.DayTable> DayTables(
        List<(Place Place, Func<ContainerBudget, Stream> Unpack)> members, ContainerBudget budget)
    {
        var tables = new Dictionary<string, SiblingRanges.DayTable>(StringComparer.Ordinal);
        var texts = members.Where(static x => x.Place.Path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase));
        foreach (var folder in texts.GroupBy(static x => FolderOf(x.Place.Path), StringComparer.Ordinal))
        {
            if (SiblingRanges.Find([.. folder.Select(static x => x.Unpack)], budget) is { } table)
            {
                tables.Add(folder.Key, table);
            }
        }

        return tables;
    }

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static Opened Open(Stream file, Place place, ContainerBudget budget, ReadingOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // What a connector fetched is a text of ours and nothing that anybody packed.
            var (opening, items) = options.IsPulled ? (Opening.Plain, []) : ContainerKind.Of(file, budget.Limits);
            if (opening is Opening.Zip or Opening.Gzip && place.Depth >= budget.Limits.MaxContainerDepth)
            {
                throw ContainerException.Limit("containerDepth", budget.Limits.MaxContainerDepth);
            }

            if (opening is Opening.Zip)
            {
                budget.AddEntries(items.Count);
            }

            return new Opened(
                opening,
                items,
                opening == Opening.Workbook
                    ? WorkbookTable.Open(Workbook.Open(file, items, budget), budget.Limits, MappedFormat.For(options.Mappings, place.Path), cancellationToken)
                    : null,
                null);
        }
        catch (ContainerException e)
        {
            return new Opened(Opening.Plain, [], null, e);
        }
    }

    private static List<(Place Place, Func<ContainerBudget, Stream> Unpack)> OfGzip(Stream file, Place place)
    {
        var inner = place with
        {
            Path = place.Path + MemberNames.Separator + MemberNames.Clean(MemberNames.OfGzip(place.Path)),
            Container = "gz",
            Depth = place.Depth + 1,
        };
        return [(inner, budget => GzipMember.Open(file, budget))];
    }

    private static List<(Place Place, Func<ContainerBudget, Stream> Unpack)> OfZip(
        Stream file, IReadOnlyList<ZipItem> items, Place place)
    {
        var members = new List<(Place, Func<ContainerBudget, Stream>)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items.Where(static x => !MemberNames.IsNoFile(x.Name)))
        {
            var name = MemberNames.Unique(MemberNames.Clean(item.Name), taken);
            var inner = new Place(place.Path + MemberNames.Separator + name, "zip", place.Depth + 1, IsWhole: false);
            members.Add((inner, budget => ZipDirectory.Open(file, item, budget)));
        }

        return members;
    }

    private static (FileStream? Content, string Hash, ContainerException? Refusal) Unpack(
        Func<ContainerBudget, Stream> open, ContainerBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            using var unpacking = open(budget);
            var (content, hash) = TemporaryFile.Fill(unpacking, cancellationToken);
            return (content, hash, null);
        }
        catch (ContainerException e)
        {
            return (null, string.Empty, e);
        }
    }

    /// <summary>What a file turned out to be.</summary>
    private sealed record Opened(Opening Opening, IReadOnlyList<ZipItem> Items, WorkbookTable? Table, ContainerException? Refusal);
}
