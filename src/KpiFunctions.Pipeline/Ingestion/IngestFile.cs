using System.Buffers;
using System.Diagnostics;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Limits;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>What became of a file.</summary>
public enum IngestState
{
    /// <summary>Its facts are stored.</summary>
    Done,

    /// <summary>It was not understood or nothing of it could be used; its receipt says why.</summary>
    Refused,

    /// <summary>This version of the file was imported before.</summary>
    AlreadyDone,

    /// <summary>Somebody else is importing it right now; look again at <see cref="IngestOutcome.BusyUntil"/>.</summary>
    Busy,

    /// <summary>The file was removed or replaced before it could be read; a replaced one has its own event.</summary>
    Gone,
}

/// <summary>What became of a file.</summary>
/// <param name="Path">Path below the brand's drop folder; of a kept answer its <see cref="PulledName.RecordPath"/>.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reading">What was read, when it was read now.</param>
/// <param name="Receipt">The receipt, when one was written now.</param>
/// <param name="BusyUntil">When another's claim ends.</param>
public sealed record IngestOutcome(
    string Path, IngestState State, ExportReading? Reading = null, Receipt? Receipt = null, DateTimeOffset? BusyUntil = null);

/// <summary>
/// Reads one dropped file or kept answer: facts into segments, a copy into the archive, a receipt for whoever dropped it. Harmless
/// when it runs twice, at once or again, for the same version of the file.
/// </summary>
public sealed partial class IngestFile(
    BrandStore brands,
    DropStore drops,
    PulledStore pulled,
    ImportLedger ledger,
    SegmentStore segments,
    ArchiveStore archive,
    ReceiptStore receipts,
    FileComparison effects,
    ReadingOptionsFactory readingOptions,
    TimeProvider time,
    ILogger<IngestFile> logger)
{
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Imports the file of that path as it lies in the drop container now.</summary>
    public async Task<IngestOutcome> RunAsync(string brand, string path, CancellationToken cancellationToken)
    {
        var loaded = await brands.LoadAsync(brand, cancellationToken);
        var configuration = BrandStore.Require(loaded, brand);
        await using var drop = await drops.OpenAsync(brand, path, version: null, cancellationToken);
        return drop is null
            ? new(path, IngestState.Gone)
            : await RunAsync(configuration, new(path, drop.File.ETag.ToString(), drop.File.DroppedAt, null, drop.Content, loaded.Reading is null), cancellationToken);
    }

    /// <summary>Imports an answer that a connector fetched.</summary>
    /// <param name="brand">Brand id.</param>
    /// <param name="pulledPath">Path below the brand's folder in the container of kept answers, see <see cref="PulledName.Path"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The path cannot be that of a kept answer.</exception>
    public async Task<IngestOutcome> RunPulledAsync(string brand, string pulledPath, CancellationToken cancellationToken)
    {
        if (!PulledName.TryParse(brand, pulledPath, out var name))
        {
            throw new ArgumentException("The path is not that of a kept answer.", nameof(pulledPath));
        }

        var configuration = await brands.RequireAsync(brand, cancellationToken);
        await using var answer = await pulled.OpenAsync(name, cancellationToken);
        return answer is null
            ? new(name.RecordPath, IngestState.Gone)
            : await RunAsync(configuration, new(name.RecordPath, answer.File.ETag.ToString(), answer.File.StoredAt, name, answer.Content), cancellationToken);
    }

    private async Task<IngestOutcome> RunAsync(BrandConfiguration brand, SourceFile file, CancellationToken cancellationToken)
    {
        var answer = await ledger.ClaimAsync(brand.Brand, file.Path, file.ETag, lasting: null, cancellationToken);
        if (answer.Claim is not { } claim)
        {
            return answer.Finished switch
            {
                null => new(file.Path, IngestState.Busy, BusyUntil: answer.BusyUntil),
                { State: ImportState.Refused } when file.Pulled is not null => new(file.Path, IngestState.Refused),
                _ => new(file.Path, IngestState.AlreadyDone),
            };
        }

        try
        {
            return await ImportAsync(brand, file, claim, cancellationToken);
        }
        catch
        {
            // The next trigger need not wait until the claim ends. Not cancellable: we may be here because of a cancellation.
            await ledger.ReleaseAsync(claim, CancellationToken.None);
            throw;
        }
    }

    private async Task<IngestOutcome> ImportAsync(BrandConfiguration brand, SourceFile file, ImportClaim claim, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var spool = await Spool.FillAsync(file.Content, cancellationToken);
        var options = readingOptions.For(brand) with { IsPulled = file.Pulled is not null };
        var stamp = DateTimeOffset.FromUnixTimeMilliseconds(file.StoredAt.ToUnixTimeMilliseconds());
        var facts = new FactSet();
        var reading = await ExportReader.ReadAsync(spool.File, file.Path, spool.Hash, stamp, options, facts, cancellationToken);
        if (AmountLimits.Unstorable(facts).ToList() is { Count: > 0 } unstorable)
        {
            throw new InvalidDataException($"The reader let an amount pass that storage cannot keep: {unstorable[0].Measure} in row {unstorable[0].Origin.Row}.");
        }

        var imports = facts.Count == 0 || file.Pulled is not null ? [] : await ledger.ListAsync(brand.Brand, cancellationToken);

        // Whose a pulled account is, the brand's owner has said by configuring it.
        if (file.Pulled is null)
        {
            reading = SecondAccount.Warn(reading, brand, imports);
        }

        // A misspelt folder is a brand of its own as far as anybody can tell: only a person sees that it was meant otherwise.
        if (file.IsOfUnknownBrand)
        {
            reading = reading.WithWarning(ProblemCodes.BrandNotConfigured, brand.Brand, brand.TimeZone, brand.Currency);
            LogNotConfigured(logger, brand.Brand, brand.TimeZone, brand.Currency);
        }

        // Before the facts are stored: what they change is told by what was there.
        // Nobody reads the receipts of pulls one by one, and there are many.
        var effect = file.Pulled is null ? await effects.OfAsync(brand, facts, spool.Hash, options.Reading, imports, cancellationToken) : null;
        var record = Record(brand.Brand, file, spool.Hash, Earlier(stamp, reading.StatedAt), options.Reading, reading);
        await StoreAsync(brand.Brand, spool, record, reading, facts, options.Hasher, cancellationToken);
        var shownAt = TimeZoneInfo.ConvertTime(record.ImportedAt!.Value, brand.Zone);
        var receipt = new Receipt(reading, file.Path, shownAt, watch.Elapsed, TextLanguages.Of(brand.Language)) { Effect = effect };
        await WriteReceiptAsync(brand.Brand, file, receipt, cancellationToken);
        await ledger.CompleteAsync(claim, record, cancellationToken);
        LogImported(logger, brand.Brand, record.State, record.Format ?? "unknown", record.Rows, record.Rejected);
        return new(file.Path, record.State == ImportState.Done ? IngestState.Done : IngestState.Refused, reading, receipt);
    }

    private ImportRecord Record(
        string brand, SourceFile file, string hash, DateTimeOffset stamp, string readingId, ExportReading reading) => new()
        {
            Brand = brand,
            Path = file.Path,
            ETag = file.ETag,
            ImportId = ImportLedger.IdOf(file.Path, file.ETag),
            State = reading is { Recognized: true, Accepted: > 0 } || reading is { Recognized: true, Rows: 0, HasErrors: false }
                ? ImportState.Done
                : ImportState.Refused,
            Sha256 = hash,
            Extension = ArchiveExtension(file.Path),
            Stamp = stamp,
            ImportedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
            Reading = readingId,
            Format = reading.Format,
            Source = reading.Source,
            Kind = reading.Kind,
            Account = reading.Account,
            FirstDate = reading.FirstDate,
            LastDate = reading.LastDate,
            Rows = reading.Rows,
            Accepted = reading.Accepted,
            Rejected = reading.Rejected,
            ControlPresent = reading.Control.Present,
            ControlMatches = reading.Control.Matches,
            ControlDifferences = [.. reading.Control.Differences.Select(static x => new ImportDifference(x.Measure, x.File, x.Read))],
            Complete = reading.Complete,
            Problems = reading.ProblemCounts,
        };

    private static DateTimeOffset Earlier(DateTimeOffset stored, DateTimeOffset? stated) => stated < stored ? stated.Value : stored;

    /// <summary>The archive first: all the rest can be rebuilt from it.</summary>
    private async Task StoreAsync(
        string brand, Spool spool, ImportRecord record, ExportReading reading, FactSet facts, IdentityHasher hasher, CancellationToken cancellationToken)
    {
        if (reading.Recognized)
        {
            spool.File.Position = 0;
            await using var copy = Spool.CreateFile();
            await ArchiveCopy.WriteAsync(spool.File, reading, hasher, copy, cancellationToken);
            copy.Position = 0;
            await archive.KeepAsync(brand, spool.Hash, record.Extension ?? string.Empty, copy, cancellationToken);
        }

        await archive.RecordAsync(record, cancellationToken);
        await segments.WriteAsync(brand, facts, cancellationToken);
    }

    private async Task WriteReceiptAsync(string brand, SourceFile file, Receipt receipt, CancellationToken cancellationToken)
    {
        var age = new ReceiptAge(file.StoredAt, receipt.ImportedAt ?? file.StoredAt);
        var json = new BinaryData(ReceiptWriter.ToJson(receipt));
        var markdown = new BinaryData(ReceiptWriter.ToMarkdown(receipt));
        await (file.Pulled is { } name
            ? receipts.WriteAsync(name, json, markdown, age, cancellationToken)
            : receipts.WriteAsync(brand, file.Path, json, markdown, age, cancellationToken));
    }

    /// <summary>Extensions in the archive are for people; one that is not plain letters and digits is left out.</summary>
    private static string ArchiveExtension(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension.Length is > 1 and <= 8 && !extension.AsSpan(1).ContainsAnyExcept(PlainCharacters) ? extension : string.Empty;
    }

    /// <summary>What is imported, wherever it lies.</summary>
    /// <param name="Path">The path in ledger, archive and receipt.</param>
    /// <param name="ETag">The version that is read.</param>
    /// <param name="StoredAt">When these bytes were dropped or stored.</param>
    /// <param name="Pulled">What was asked, of a kept answer; null of a dropped file.</param>
    /// <param name="Content">The bytes; whoever opened them closes them.</param>
    /// <param name="IsOfUnknownBrand">It was dropped for a brand that has no stored configuration.</param>
    private sealed record SourceFile(
        string Path, string ETag, DateTimeOffset StoredAt, PulledName? Pulled, Stream Content, bool IsOfUnknownBrand = false);

    [LoggerMessage(Level = LogLevel.Information, Message = "Imported a file of {Brand}: {State}, {Format}, {Rows} rows, {Rejected} rejected")]
    private static partial void LogImported(ILogger logger, string brand, ImportState state, string format, int rows, int rejected);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A file was dropped for {Brand}, which has no configuration, and read with the time zone {Zone} and the currency {Currency}. If the folder is misspelt, move the file into the right one; else store the brand's configuration in the container config")]
    private static partial void LogNotConfigured(ILogger logger, string brand, string zone, string currency);
}
