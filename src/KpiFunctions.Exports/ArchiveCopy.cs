using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Mapped;
using KpiFunctions.Exports.Pulled;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports;

/// <summary>
/// The copy of a recognised file that may be kept for good. Files without customers' data are copied byte by byte. In the others every cell
/// outside of a list of harmless columns is replaced by its keyed hash; the copy is UTF-8, has the same lines, and reads like the original.
/// </summary>
public static class ArchiveCopy
{
    /// <summary>Writes the copy.</summary>
    /// <param name="original">The file; seekable, read from its beginning, stays open.</param>
    /// <param name="reading">What <see cref="ExportReader"/> made of it.</param>
    /// <param name="hasher">The brand's hasher, the same that the file was read with.</param>
    /// <param name="output">Takes the copy; stays open.</param>
    /// <param name="limits">The limits that the file was read with; the defaults if null.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    /// <exception cref="ArgumentException">The reading is of a file that was not recognised: of those nothing but the record is kept.</exception>
    public static async Task WriteAsync(
        Stream original, ExportReading reading, IdentityHasher hasher, Stream output, CancellationToken cancellationToken, ReadingLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(hasher);
        ArgumentNullException.ThrowIfNull(output);
        var format = reading.Mapping is { } mapping ? new MappedFormat(mapping, reading.File) : Catalogue.Find(reading.Format);
        if (!reading.Recognized || (format is null && !PulledFormats.Has(reading.Format)))
        {
            throw new ArgumentException("Only recognised files are archived.", nameof(reading));
        }

        original.Position = 0;
        if (format is null || !format.IsPersonal)
        {
            await original.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            return;
        }

        await MaskAsync(original, reading, format, hasher, output, limits ?? new ReadingLimits(), cancellationToken).ConfigureAwait(false);
    }

    private static async Task MaskAsync(
        Stream original, ExportReading reading, ExportFormat format, IdentityHasher hasher, Stream output, ReadingLimits limits, CancellationToken cancellationToken)
    {
        var start = new byte[64 * 1024];
        var length = await original.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var sniffed = Sniffed.Of(start.AsSpan(0, length), isWhole: length < start.Length, limits, format is MappedFormat mapped ? [mapped] : []);
        if (sniffed.Found?.Best is not { } match || match.Format != format)
        {
            throw new ArgumentException("The reading is of another file.", nameof(reading));
        }

        original.Position = 0;
        var utf8 = sniffed.Encoding.OpenUtf8(original);
        await using (utf8.ConfigureAwait(false))
        {
            using var csv = new CsvReader(utf8, new CsvOptions
            {
                Delimiter = match.Delimiter,
                MaxColumns = limits.MaxColumns,
                MaxRecordBytes = limits.MaxRecordBytes,
            });
            var writer = new MaskedWriter(match, hasher);
            var broken = default(BrokenLines);
            CsvStatus status;
            while ((status = await csv.ReadAsync(cancellationToken).ConfigureAwait(false)) != CsvStatus.End)
            {
                var goesOn = true;
                switch (status)
                {
                    case CsvStatus.Record:
                        writer.Write(csv);
                        break;
                    case CsvStatus.TooManyColumns:
                        writer.WriteBroken(csv.Raw);
                        break;
                    default:
                        writer.WriteBroken(csv.Raw);
                        goesOn = broken.TrySkip(csv);
                        break;
                }

                if (writer.IsFull || !goesOn)
                {
                    await writer.FlushAsync(output, cancellationToken).ConfigureAwait(false);
                }

                if (!goesOn)
                {
                    return;
                }
            }

            await writer.FlushAsync(output, cancellationToken).ConfigureAwait(false);
        }
    }
}
