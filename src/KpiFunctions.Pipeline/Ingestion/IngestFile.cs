using System.Diagnostics;
using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Containers;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;
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
    string Path, IngestState State, ExportReading? Reading = null, Receipt? Receipt = null, DateTimeOffset? BusyUntil = null)
{
    /// <summary>Of an archive that was read now, what became of each file in it.</summary>
    public IReadOnlyList<IngestOutcome> Members { get; init; } = [];

    /// <summary>The files of which something became: those in an archive, else the file itself.</summary>
    public IEnumerable<IngestOutcome> Files => Members.Count == 0 ? [this] : Members;
}

/// <summary>The receipts of one drop, as they are about to be recorded: one of a file, several of what holds several files.</summary>
/// <param name="Path">Path below the brand's drop folder.</param>
/// <param name="ImportId">Id of this version of the drop.</param>
/// <param name="Receipts">What was made of it.</param>
public sealed record DropReceipts(string Path, string ImportId, IReadOnlyList<Receipt> Receipts);

/// <summary>
/// Takes note of receipts that were written, before their import is recorded: then it is called again for whatever was cut off, and has
/// to bear being called twice.
/// </summary>
public delegate Task ReceiptsWritten(BrandConfiguration brand, DropReceipts drop, CancellationToken cancellationToken);

/// <summary>
/// Reads one dropped file, every file of a dropped archive, or a kept answer: facts into segments, a copy into the archive, a receipt for whoever dropped it. Harmless
/// when it runs twice, at once or again, for the same version of the file.
/// </summary>
public sealed partial class IngestFile(
    BrandStore brands,
    DropStore drops,
    PulledStore pulled,
    ImportLedger ledger,
    ImportMember importMember,
    ReadingOptionsFactory readingOptions,
    ILogger<IngestFile> logger)
{
    /// <summary>Imports the file of that path as it lies in the drop container now.</summary>
    public Task<IngestOutcome> RunAsync(string brand, string path, CancellationToken cancellationToken) =>
        RunAsync(brand, path, written: null, cancellationToken);

    /// <summary>Imports the file of that path as it lies in the drop container now, and tells of its receipts.</summary>
    public async Task<IngestOutcome> RunAsync(string brand, string path, ReceiptsWritten? written, CancellationToken cancellationToken)
    {
        var loaded = await brands.LoadAsync(brand, cancellationToken);
        var configuration = BrandStore.Require(loaded, brand);
        await using var drop = await drops.OpenAsync(brand, path, version: null, cancellationToken);
        return drop is null
            ? new(path, IngestState.Gone)
            : await RunAsync(configuration, new(path, drop.File.ETag.ToString(), drop.File.DroppedAt, null, drop.Content, loaded.Reading is null, written), cancellationToken);
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

    /// <summary>
    /// Imports the file, or whatever is in it, one by one. The record of the whole comes last: until then the next trigger does it all
    /// again, which is harmless.
    /// </summary>
    private async Task<IngestOutcome> ImportAsync(BrandConfiguration brand, SourceFile file, ImportClaim claim, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var spool = await Spool.FillAsync(file.Content, cancellationToken);
        var options = readingOptions.For(brand) with { IsPulled = file.Pulled is not null };
        var members = new List<ImportedMember>();
        await foreach (var member in DropReader.OpenAsync(spool.File, file.Path, spool.Hash, options, cancellationToken))
        {
            var imported = await importMember.RunAsync(brand, file, member, spool.Hash, options, cancellationToken);
            members.Add(imported);
            LogImported(logger, brand.Brand, imported.Record.State, imported.Record.Format ?? "unknown", imported.Record.Rows, imported.Record.Rejected);
            if (member.IsWhole)
            {
                await TellAsync(brand, file, imported.Record, [imported], cancellationToken);
                await ledger.CompleteAsync(claim, imported.Record, cancellationToken);
                return Outcome(imported);
            }

            await ledger.RestoreAsync(imported.Record, cancellationToken);
        }

        var record = await importMember.ContainerAsync(brand, file, spool.Hash, options.Reading, members, watch.Elapsed, cancellationToken);
        await TellAsync(brand, file, record, members, cancellationToken);
        await ledger.CompleteAsync(claim, record, cancellationToken);
        return new(file.Path, StateOf(record)) { Members = [.. members.Select(Outcome)] };
    }

    private static Task TellAsync(
        BrandConfiguration brand, SourceFile file, ImportRecord record, List<ImportedMember> members, CancellationToken cancellationToken) =>
        file.Written?.Invoke(brand, new(file.Path, record.ImportId, [.. members.Select(static x => x.Receipt)]), cancellationToken) ?? Task.CompletedTask;

    private static IngestOutcome Outcome(ImportedMember member) => new(member.Record.Path, StateOf(member.Record), member.Receipt.Reading, member.Receipt);

    private static IngestState StateOf(ImportRecord record) => record.State == ImportState.Done ? IngestState.Done : IngestState.Refused;

    [LoggerMessage(Level = LogLevel.Information, Message = "Imported a file of {Brand}: {State}, {Format}, {Rows} rows, {Rejected} rejected")]
    private static partial void LogImported(ILogger logger, string brand, ImportState state, string format, int rows, int rejected);
}
