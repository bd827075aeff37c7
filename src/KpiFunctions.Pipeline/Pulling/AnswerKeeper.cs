using KpiFunctions.Connectors;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>What came of a question.</summary>
/// <param name="Answer">What the connector says.</param>
/// <param name="Kept">The answer that was kept and imported, if there was one.</param>
internal sealed record KeptAnswer(PullAnswer Answer, PulledAnswer? Kept);

/// <summary>Asks a platform, keeps what it answers as it came, and has it imported.</summary>
public sealed class AnswerKeeper(PulledStore pulled, IngestFile ingest, TimeProvider time)
{
    /// <summary>How long one question may take, all its pages together.</summary>
    internal static readonly TimeSpan LongestQuestion = TimeSpan.FromMinutes(15);

    /// <summary>A crashed clock apart, no answer was asked for before its slice was claimed.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    internal async Task<KeptAnswer> AskAsync(string brand, IConnector connector, PullQuestion question, CancellationToken cancellationToken)
    {
        await using var pages = Spool.CreateFile();
        var answer = await AskInTimeAsync(connector, question, pages, cancellationToken);
        if (answer is not PullAnswer.Answered { Header: var header, TotalRows: var rows })
        {
            return new(answer, null);
        }

        if (header.Source != connector.Source || header.Account != question.Account || header.View != question.View
            || header.From != question.From || header.To != question.To)
        {
            throw new InvalidOperationException($"The connector of {connector.Source} answered another question than it was asked.");
        }

        var name = PulledName.Of(brand, header);
        await KeepAsync(name, header, pages, cancellationToken);
        var import = await ingest.RunPulledAsync(brand, name.Path, cancellationToken);

        // The connector saw every page; whether all that stands in them can be used, only reading tells.
        var isComplete = header.Complete && import.Reading is (null or { Complete: not null });
        return new(answer, new(question.View, question.From, question.To, rows, header.Pages.Count, isComplete, import));
    }

    /// <summary>Imports what was kept of a slice by a pull that broke off. What was imported already is left alone.</summary>
    /// <returns>Whether anything was imported.</returns>
    internal async Task<bool> ImportLeftAsync(PullSliceKey slice, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var imported = false;
        foreach (var file in await pulled.ListAsync(slice.Brand, slice.Source, slice.Account, cancellationToken))
        {
            if (file.Name.From >= slice.From && file.Name.To <= slice.To && file.Name.AskedAt >= since - ClockSkew)
            {
                var outcome = await ingest.RunPulledAsync(slice.Brand, file.Name.Path, cancellationToken);
                imported |= outcome.State is IngestState.Done or IngestState.AlreadyDone;
            }
        }

        return imported;
    }

    /// <summary>A platform that keeps us waiting is down, as far as we are concerned.</summary>
    private async Task<PullAnswer> AskInTimeAsync(IConnector connector, PullQuestion question, Stream pages, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestQuestion, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await connector.AskAsync(question, pages, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new PullAnswer.Failed(PullCodes.Unavailable, IsTemporary: true, null);
        }
    }

    private async Task KeepAsync(PulledName name, PullHeader header, FileStream pages, CancellationToken cancellationToken)
    {
        await using var whole = Spool.CreateFile();
        await whole.WriteAsync(header.ToLine(), cancellationToken);
        pages.Position = 0;
        await pages.CopyToAsync(whole, cancellationToken);
        await whole.FlushAsync(cancellationToken);
        whole.Position = 0;
        await pulled.PutAsync(name, whole, cancellationToken);
    }
}
