using System.Buffers;
using System.Diagnostics;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Containers;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Limits;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.Logging;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>What is imported, wherever it lies.</summary>
/// <param name="Path">The path in ledger, archive and receipt.</param>
/// <param name="ETag">The version that is read.</param>
/// <param name="StoredAt">When these bytes were dropped or stored.</param>
/// <param name="Pulled">What was asked, of a kept answer; null of a dropped file.</param>
/// <param name="Content">The bytes; whoever opened them closes them.</param>
/// <param name="IsOfUnknownBrand">It was dropped for a brand that has no stored configuration.</param>
/// <param name="Written">Who is told of its receipts.</param>
internal sealed record SourceFile(
    string Path, string ETag, DateTimeOffset StoredAt, PulledName? Pulled, Stream Content, bool IsOfUnknownBrand = false, ReceiptsWritten? Written = null);

/// <summary>What was made of one file.</summary>
/// <param name="Record">What the ledger is to know of it.</param>
/// <param name="Receipt">What its owner is told.</param>
internal sealed record ImportedMember(ImportRecord Record, Receipt Receipt);

/// <summary>
/// Stores what one file says that was dropped by itself or in an archive: facts, a copy, a record in the archive and a receipt. The
/// ledger is left to the caller.
/// </summary>
public sealed partial class ImportMember(
    ImportLedger ledger, SegmentStore segments, ArchiveStore archive, ReceiptStore receipts, FileComparison comparison, TimeProvider time,
    ILogger<ImportMember> logger)
{
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    internal async Task<ImportedMember> RunAsync(
        BrandConfiguration brand, SourceFile file, DropMember member, string fileHash, ReadingOptions options, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var stamp = DateTimeOffset.FromUnixTimeMilliseconds(file.StoredAt.ToUnixTimeMilliseconds());
        var facts = new FactSet();
        var reading = await member.ReadAsync(stamp, facts, cancellationToken);
        if (AmountLimits.Unstorable(facts).ToList() is { Count: > 0 } unstorable)
        {
            throw new InvalidDataException($"The reader let an amount pass that storage cannot keep: {unstorable[0].Measure} in row {unstorable[0].Origin.Row}.");
        }

        var imports = facts.Count == 0 || file.Pulled is not null ? [] : await ledger.ListAsync(brand.Brand, cancellationToken);
        reading = Remark(reading, brand, file, imports);
        var record = Record(brand.Brand, file, options.Reading) with
        {
            Sha256 = member.Hash ?? (member.IsWhole ? fileHash : null),
            Extension = ArchiveExtension(member.KeptExtension),
            Stamp = Earlier(stamp, reading.StatedAt),
        };

        // Before the facts are stored: what they change is told by what was there. Nobody reads the receipts of pulls one by one, and
        // there are many.
        var effect = file.Pulled is null && record.Sha256 is { } hash
            ? await comparison.OfAsync(brand, facts, hash, options.Reading, imports, cancellationToken)
            : null;
        reading = FallenDays.Warn(reading, effect);
        record = OfReading(Placed(record, member), reading);
        await StoreAsync(brand.Brand, member, record, reading, facts, cancellationToken);
        var shownAt = TimeZoneInfo.ConvertTime(record.ImportedAt!.Value, brand.Zone);
        var receipt = new Receipt(reading, member.Path, shownAt, watch.Elapsed, TextLanguages.Of(brand.Language)) { Effect = effect };
        await WriteReceiptAsync(
            brand.Brand, file, record.Path, new(ReceiptWriter.ToJson(receipt)), new(ReceiptWriter.ToMarkdown(receipt)), shownAt, cancellationToken);
        return new(record, receipt);
    }

    /// <summary>Stores what became of an archive whose members were imported.</summary>
    /// <returns>Its record. It has no hash and no days: whoever looks for facts finds those of its members.</returns>
    internal async Task<ImportRecord> ContainerAsync(
        BrandConfiguration brand, SourceFile file, string fileHash, string readingId, IReadOnlyList<ImportedMember> members, TimeSpan elapsed,
        CancellationToken cancellationToken)
    {
        var record = Record(brand.Brand, file, readingId) with
        {
            State = members.Any(static x => x.Record.State == ImportState.Done) ? ImportState.Done : ImportState.Refused,
            Stamp = DateTimeOffset.FromUnixTimeMilliseconds(file.StoredAt.ToUnixTimeMilliseconds()),
            Members = members.Count,
            ArchiveSha256 = fileHash,
            Rows = Sum(members, static x => x.Rows),
            Accepted = Sum(members, static x => x.Accepted),
            Rejected = Sum(members, static x => x.Rejected),
            Problems = members.SelectMany(static x => x.Record.Problems).GroupBy(static x => x.Key, StringComparer.Ordinal)
                .ToDictionary(static x => x.Key, static x => x.Sum(static y => y.Value), StringComparer.Ordinal),
        };
        await archive.RecordAsync(record, cancellationToken);
        var shownAt = TimeZoneInfo.ConvertTime(record.ImportedAt!.Value, brand.Zone);
        var receipt = new ContainerReceipt(file.Path, shownAt, [.. members.Select(static x => x.Receipt)], elapsed, TextLanguages.Of(brand.Language));
        await WriteReceiptAsync(brand.Brand, file, file.Path, new(receipt.ToJson()), new(receipt.ToMarkdown()), shownAt, cancellationToken);
        return record;
    }

    private static int Sum(IReadOnlyList<ImportedMember> members, Func<ImportRecord, int> count) =>
        (int)Math.Min(int.MaxValue, members.Sum(x => (long)count(x.Record)));

    /// <summary>What the owner should know and no reader can.</summary>
    private ExportReading Remark(ExportReading reading, BrandConfiguration brand, SourceFile file, IReadOnlyList<ImportRecord> imports)
    {
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

        return reading;
    }

    private ImportRecord Record(string brand, SourceFile file, string readingId) => new()
    {
        Brand = brand,
        Path = file.Path,
        ETag = file.ETag,
        ImportId = ImportLedger.IdOf(file.Path, file.ETag),
        State = ImportState.Refused,
        ImportedAt = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
        Reading = readingId,
    };

    /// <summary>A member's path names it in ledger and receipts; where the archive's own leaves no room for it, a digest does.</summary>
    private static ImportRecord Placed(ImportRecord record, DropMember member)
    {
        if (member.IsWhole)
        {
            return record;
        }

        var id = ImportLedger.IdOf(member.Path, record.ETag);
        return record with { Path = BlobPath.IsSafe(member.Path) ? member.Path : $"long-names/{id}{record.Extension}", ImportId = id };
    }

    private static ImportRecord OfReading(ImportRecord record, ExportReading reading) => record with
    {
        State = reading is { Recognized: true, Accepted: > 0 } || reading is { Recognized: true, Rows: 0, HasErrors: false }
            ? ImportState.Done
            : ImportState.Refused,
        Format = reading.Format,
        Source = reading.Source,
        Kind = reading.Kind,
        Account = reading.Account,
        Accounts = reading.Accounts.Count > 1 ? reading.Accounts : [],
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
        string brand, DropMember member, ImportRecord record, ExportReading reading, FactSet facts, CancellationToken cancellationToken)
    {
        if (reading.Recognized)
        {
            await using var copy = Spool.CreateFile();
            await member.KeepAsync(copy, cancellationToken);
            copy.Position = 0;
            await archive.KeepAsync(brand, record.Sha256!, record.Extension ?? string.Empty, copy, cancellationToken);
        }

        await archive.RecordAsync(record, cancellationToken);
        await segments.WriteAsync(brand, facts, cancellationToken);
    }

    private async Task WriteReceiptAsync(
        string brand, SourceFile file, string path, BinaryData json, BinaryData markdown, DateTimeOffset importedAt, CancellationToken cancellationToken)
    {
        var age = new ReceiptAge(file.StoredAt, importedAt);
        await (file.Pulled is { } name
            ? receipts.WriteAsync(name, json, markdown, age, cancellationToken)
            : receipts.WriteAsync(brand, path, json, markdown, age, cancellationToken));
    }

    /// <summary>Extensions in the archive are for people; one that is not plain letters and digits is left out.</summary>
    private static string ArchiveExtension(string extension)
    {
        extension = extension.ToLowerInvariant();
        return extension.Length is > 1 and <= 8 && !extension.AsSpan(1).ContainsAnyExcept(PlainCharacters) ? extension : string.Empty;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A file was dropped for {Brand}, which has no configuration, and read with the time zone {Zone} and the currency {Currency}. If the folder is misspelt, move the file into the right one; else store the brand's configuration in the container config")]
    private static partial void LogNotConfigured(ILogger logger, string brand, string zone, string currency);
}
