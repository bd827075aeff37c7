using System.Globalization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Suggesting;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// One file out of what was dropped: the file itself, or a member of a container. It can be read until the next one is asked for.
/// </summary>
public sealed class DropMember
{
    private readonly Stream? _bytes;
    private readonly WorkbookTable? _table;
    private readonly Problem? _refusal;
    private readonly ReadingOptions _options;
    private ExportReading? _reading;

    internal DropMember(Place place, string? hash, Stream bytes, WorkbookTable? table, ReadingOptions options)
    {
        Path = place.Path;
        Container = table is null ? place.Container : "xlsx";
        IsWhole = place.IsWhole;
        Hash = hash;
        _bytes = bytes;
        _table = table;
        _options = options;
    }

    internal DropMember(Place place, string? hash, ContainerException refusal, ReadingOptions options)
    {
        Path = place.Path;
        Container = place.Container;
        IsWhole = place.IsWhole;
        Hash = hash;
        _refusal = new Problem(ProblemSeverity.Error, refusal.Code, 0, null, null, refusal.Arguments);
        _options = options;
    }

    /// <summary>The path it was dropped as; of a member <c>exports.zip!/Campaign report.csv</c>, without anything that leads out of it.</summary>
    public string Path { get; }

    /// <summary>
    /// SHA-256 of its own bytes, lower-case hex: the same file has the same hash alone and in a container. Null when it could not be
    /// unpacked.
    /// </summary>
    public string? Hash { get; }

    /// <summary>What it came out of: <c>xlsx</c>, <c>zip</c>, <c>gz</c> or null.</summary>
    public string? Container { get; }

    /// <summary>It is all that was dropped; else what was dropped can hold more.</summary>
    public bool IsWhole { get; }

    /// <summary>The extension, with its dot, that <see cref="KeepAsync"/>'s bytes deserve: a masked workbook is a CSV file.</summary>
    public string KeptExtension => _table is not null && IsMasked ? ".csv" : System.IO.Path.GetExtension(Path);

    private bool IsMasked => _reading is { Mapping: not null } || Catalogue.Find(_reading?.Format) is { IsPersonal: true };

    /// <summary>Reads it. Whatever it is, the answer is a value.</summary>
    /// <param name="stamp">When the bytes were first dropped.</param>
    /// <param name="sink">Takes the facts while they are read.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    public async Task<ExportReading> ReadAsync(DateTimeOffset stamp, IFactSink sink, CancellationToken cancellationToken)
    {
        if (_refusal is { } refusal)
        {
            return _reading = new ExportReading
            {
                File = Path,
                Recognized = false,
                Container = Container,
                Problems = [refusal],
                ProblemCounts = new Dictionary<string, int>(StringComparer.Ordinal) { [refusal.Code] = 1 },
                HasErrors = true,
            };
        }

        var reading = await ExportReader.ReadAsync(
            _table?.File ?? _bytes!, Path, Hash!, stamp, _options, sink, cancellationToken).ConfigureAwait(false);
        reading = reading with { Container = Container };
        return _reading = _table is null ? reading : OfTable(reading, _table.Others);
    }

    /// <summary>A draft of the mapping by which it could be read; null where none can be made.</summary>
    /// <param name="language">The language of its comments.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<string?> SuggestMappingAsync(TextLanguage language, CancellationToken cancellationToken) =>
        (_table?.File ?? _bytes) is { } text ? await MappingSuggestion.ForAsync(text, Path, _options.Limits, language, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>
    /// Writes the copy that may be kept for good: the bytes as they are, or, with customers' data, a masked text whose lines are the
    /// rows of the original.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was not read yet, or was not recognised: of those nothing but the record is kept.</exception>
    public Task KeepAsync(Stream output, CancellationToken cancellationToken)
    {
        if (_reading is not { Recognized: true } reading)
        {
            throw new InvalidOperationException("Only what was read and recognised is kept.");
        }

        return ArchiveCopy.WriteAsync((IsMasked ? _table?.File : null) ?? _bytes!, reading, _options.Hasher, output, cancellationToken, _options.Limits);
    }

    // A workbook has neither; and a sheet that is not read may be the one that was meant.
    private static ExportReading OfTable(ExportReading reading, IReadOnlyList<string> others)
    {
        reading = reading with { Encoding = null, Delimiter = null };
        if (others.Count == 0)
        {
            return reading;
        }

        var counts = new Dictionary<string, int>(reading.ProblemCounts, StringComparer.Ordinal) { [ProblemCodes.OtherSheets] = 1 };
        string[] names = [.. others.Take(10), .. others.Count > 10 ? [string.Create(CultureInfo.InvariantCulture, $"+{others.Count - 10}")] : Array.Empty<string>()];
        return reading with
        {
            Problems = [.. reading.Problems, new Problem(ProblemSeverity.Info, ProblemCodes.OtherSheets, 0, null, null, names)],
            ProblemCounts = counts,
        };
    }
}

/// <summary>Where something stands in what was dropped.</summary>
/// <param name="Path">As it is displayed.</param>
/// <param name="Container">What it came out of.</param>
/// <param name="Depth">How many containers it lies in.</param>
/// <param name="IsWhole">Nothing else was dropped with it.</param>
internal sealed record Place(string Path, string? Container, int Depth, bool IsWhole);
