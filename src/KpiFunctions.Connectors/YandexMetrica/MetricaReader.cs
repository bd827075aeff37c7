using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using KpiFunctions.Connectors.Http;
using KpiFunctions.Core.Pulls;
using Polly.Timeout;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>Fetches one page: writes it as it comes and says what paging has to know about it.</summary>
internal sealed class MetricaReader(HttpClient http, AccessToken token, MetricaLimits limits, TimeProvider clock)
{
    private const int BlockSize = 1 << 16;
    private static readonly byte[] LineFeed = [(byte)'\n'];

    /// <summary>Asks for the page.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="dimensions">How many dimensions a row has.</param>
    /// <param name="pages">Takes the page and a line feed; after a failure there may be a piece of one.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<MetricaPage> ReadAsync(Uri address, int dimensions, Stream pages, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", token.Reveal());
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            using var timeout = new CancellationTokenSource(limits.PageTimeout, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            return answer.StatusCode == HttpStatusCode.OK
                ? await ReadPageAsync(answer, dimensions, pages, either.Token)
                : new(await ReadErrorAsync(answer, either.Token));
        }
        catch (HttpRequestException e)
        {
            return Unavailable(e.HttpRequestError.ToString());
        }
        catch (Exception e) when (e is TimeoutRejectedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Unavailable("timeout");
        }
        catch (InvalidDataException)
        {
            return Unreadable("the answer cannot be unpacked");
        }
        catch (IOException e) when (e is HttpIOException || e.InnerException is SocketException)
        {
            // Only of the network: a stream of pages that cannot be written is a fault of ours.
            return Unavailable("the connection broke");
        }
    }

    private static MetricaPage Unavailable(string what) => new(new PullAnswer.Failed(PullCodes.Unavailable, IsTemporary: true, what));

    private static MetricaPage Unreadable(string? what) => new(new PullAnswer.Failed(PullCodes.UnreadableAnswer, IsTemporary: true, what));

    private async Task<MetricaPage> ReadPageAsync(HttpResponseMessage answer, int dimensions, Stream pages, CancellationToken cancellationToken)
    {
        using var scanner = new MetricaPageScanner(dimensions, MetricaQuery.MetricCount);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var (length, fault) = await CopyAsync(body, scanner, pages, cancellationToken);
        if (fault is not null)
        {
            return Unreadable(MetricaErrors.Technical(answer.StatusCode, ContentType(answer), token, fault));
        }

        await pages.WriteAsync(LineFeed, cancellationToken);
        return new(
            Stop: null,
            new(scanner.TotalRows!.Value, scanner.IsTotalRounded, scanner.Rows, scanner.Echo),
            new("GET " + answer.RequestMessage!.RequestUri!.PathAndQuery, (int)answer.StatusCode, length, KeptHeaders.Of(answer, token)));
    }

    // The page is written while it is read: the first fault ends both, so that a page of a proxy is not read to its end.
    private async Task<(long Length, string? Fault)> CopyAsync(Stream body, MetricaPageScanner scanner, Stream pages, CancellationToken cancellationToken)
    {
        var guard = new TokenGuard(token);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            for (long length = 0; ;)
            {
                var read = await body.ReadAsync(block.AsMemory(0, BlockSize), cancellationToken);
                scanner.Add(block.AsSpan(0, read), isLast: read == 0);
                length += read;
                var fault = scanner.Fault
                    ?? (length > limits.MaxPageBytes ? "the page is too long" : null)
                    ?? (guard.IsIn(block.AsSpan(0, read)) ? "the answer repeats the token" : null);
                if (fault is not null || read == 0)
                {
                    return (length, fault);
                }

                await pages.WriteAsync(block.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async Task<PullAnswer> ReadErrorAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var beginning = new byte[BlockSize];
        var length = await body.ReadAtLeastAsync(beginning, BlockSize, throwOnEndOfStream: false, cancellationToken);
        return MetricaErrors.Read(
            answer.StatusCode, beginning.AsMemory(0, length), answer.Headers.RetryAfter, token, clock.GetUtcNow(), ContentType(answer));
    }

    private static string? ContentType(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType;
}

/// <summary>A page that was written, or why there is none.</summary>
/// <param name="Stop">Why there is none.</param>
/// <param name="Content">What paging has to know.</param>
/// <param name="Page">What is kept about it.</param>
internal sealed record MetricaPage(PullAnswer? Stop, MetricaContent? Content = null, PullPage? Page = null);

/// <summary>What paging has to know about a page.</summary>
/// <param name="TotalRows">Rows of all pages.</param>
/// <param name="IsRounded">The total is not exact.</param>
/// <param name="Rows">What identifies each row.</param>
/// <param name="Echo">What the platform understood.</param>
internal sealed record MetricaContent(
    long TotalRows, bool IsRounded, IReadOnlyList<UInt128> Rows, (string? Account, string? From, string? To, long? Offset) Echo);
