using System.Buffers;
using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Mapped;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports;

/// <summary>
/// Reads one export file: finds out what it is, hands its facts to a sink, and says what it made of it. Whatever the bytes are, the answer
/// is a value; only faults of the stream itself throw.
/// </summary>
public static class ExportReader
{
    private const int StartBytes = 64 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Seekable; it is read from its beginning, a second time where numbers or dates leave their style open. It stays open.</param>
    /// <param name="path">The path below the brand's folder; tells the account where the configuration says so.</param>
    /// <param name="fileHash">SHA-256 of the file, lower-case hex.</param>
    /// <param name="stamp">When the bytes were first dropped.</param>
    /// <param name="options">What the rows mean beyond the bytes.</param>
    /// <param name="sink">Takes the facts while they are read.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    public static async Task<ExportReading> ReadAsync(
        Stream file, string path, string fileHash, DateTimeOffset stamp, ReadingOptions options, IFactSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        var buffer = ArrayPool<byte>.Shared.Rent(StartBytes);
        try
        {
            file.Position = 0;
            var length = await file.ReadAtLeastAsync(buffer.AsMemory(0, StartBytes), StartBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (PullHeader.IsPull(buffer.AsSpan(0, length)))
            {
                return await PulledReader.ReadAsync(
                    file, path, buffer.AsMemory(0, length), fileHash, WholeMilliseconds(stamp), options, sink, cancellationToken).ConfigureAwait(false);
            }

            var sniffed = Sniffed.Of(buffer.AsSpan(0, length), isWhole: length < StartBytes, options.Limits, MappedFormat.For(options.Mappings, path));
            if (sniffed.Found?.Best is not { } match)
            {
                return Refused(path, sniffed);
            }

            return await ReadAsync(file, path, match, sniffed, fileHash, WholeMilliseconds(stamp), options, sink, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<ExportReading> ReadAsync(
        Stream file, string path, FormatMatch match, Sniffed sniffed, string fileHash, DateTimeOffset stamp, ReadingOptions options, IFactSink sink,
        CancellationToken cancellationToken)
    {
        var context = ReadContext.ForReading(
            options, match.Format.Source, path, fileHash, stamp, sniffed.Encoding.Encoding is not null, match.Format.IsPersonal, sink);
        var reader = match.Format.Open(match, context);
        await new FilePass(file, sniffed.Encoding, match, context, reader).RunAsync(cancellationToken).ConfigureAwait(false);
        return Summary.Of(path, FileShape.Of(match, sniffed), context, reader.Finish()) with { Mapping = (match.Format as MappedFormat)?.Mapping };
    }

    private static ExportReading Refused(string path, Sniffed sniffed)
    {
        var problem = new Problem(ProblemSeverity.Error, sniffed.Code ?? ProblemCodes.UnknownFormat, 0, null, null, sniffed.Arguments);
        return new ExportReading
        {
            File = path,
            Recognized = false,
            Encoding = sniffed.Found is null ? null : sniffed.Encoding.Id,
            Delimiter = sniffed.Found is { } found ? ((char)found.Delimiter).ToString(CultureInfo.InvariantCulture) : null,
            Problems = [problem],
            ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { [problem.Code] = 1 },
            Alternatives = sniffed.Found?.Alternatives ?? [],
            HasErrors = true,
        };
    }

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset stamp)
    {
        var utc = stamp.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
