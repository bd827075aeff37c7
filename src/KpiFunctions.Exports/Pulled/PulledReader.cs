using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>Reads a kept answer: the header, then page by page what its source's format makes of them.</summary>
internal static class PulledReader
{
    /// <param name="file">Seekable; stays open.</param>
    /// <param name="path">The path it is known by.</param>
    /// <param name="start">The first bytes, as many as a header may have.</param>
    /// <param name="fileHash">SHA-256 of the file.</param>
    /// <param name="stored">When the bytes were stored; whole milliseconds.</param>
    /// <param name="options">What the rows mean beyond the bytes.</param>
    /// <param name="sink">Takes the facts.</param>
    /// <param name="cancellationToken">Stops between pages.</param>
    public static async Task<ExportReading> ReadAsync(
        Stream file, string path, ReadOnlyMemory<byte> start, string fileHash, DateTimeOffset stored, ReadingOptions options, IFactSink sink,
        CancellationToken cancellationToken)
    {
        var lineEnd = start.Span.IndexOf((byte)'\n');
        if (lineEnd < 0 || !PullHeader.TryRead(start.Span[..lineEnd], out var header))
        {
            return Refused(path, header: null, ProblemCodes.DamagedContainer, PageFaults.Header);
        }

        if (PulledFormats.Of(header.Source) is not { } format)
        {
            return Refused(path, header, ProblemCodes.UnknownFormat, "pullSource", header.Source);
        }

        var stamp = header.AskedAt < stored ? header.AskedAt : stored;
        var context = ReadContext.ForReading(options, format.Source, path, fileHash, stamp, isTranscoded: false, isPersonal: false, sink);
        if (context.Accounts.Resolve(header.Account, null) is not { } account)
        {
            context.Problems.AddToFile(ProblemSeverity.Error, ProblemCodes.UnexpectedAccount, header.Account);
            return Summary.Of(path, format.Shape, context, Nothing(header), header);
        }

        context.NoteAccount(account);
        if (format.Open(header, account, context) is not { } reader)
        {
            context.Problems.AddToFile(ProblemSeverity.Error, ProblemCodes.UnknownFormat, "pullView", header.View);
            return Summary.Of(path, format.Shape, context, Nothing(header), header);
        }

        file.Position = lineEnd + 1;
        var isWhole = await new PageWalk(file, header, context, reader).RunAsync(cancellationToken).ConfigureAwait(false);
        var reading = Summary.Of(path, format.Shape, context, reader.Finish(), header);
        var isComplete = options.IsPulled && header.Complete && isWhole && reader.IsWhole && context.Rejected == 0;
        return isComplete
            ? reading with { Complete = new CompleteAnswer(format.Source, account, reader.View, header.From, header.To) }
            : reading;
    }

    private static TableOutcome Nothing(PullHeader header) => new() { Totals = [], Account = header.Account };

    private static ExportReading Refused(string path, PullHeader? header, string code, params string[] arguments) => new()
    {
        File = path,
        Recognized = false,
        Encoding = "utf-8",
        Pull = header,
        Problems = [new Problem(ProblemSeverity.Error, code, 0, null, null, arguments)],
        ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { [code] = 1 },
        HasErrors = true,
    };
}
