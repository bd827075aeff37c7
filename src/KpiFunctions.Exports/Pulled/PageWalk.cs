using System.Buffers;
using System.Globalization;
using KpiFunctions.Core.Pulls;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>Goes from page to page as the header says, and finds out where the file is not as it says.</summary>
internal sealed class PageWalk(Stream file, PullHeader header, ReadContext context, PageReader reader)
{
    private bool _isWhole = true;

    /// <summary>Hands every page to the reader; false when one of them is not there as it should be.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (header.Pages.Count == 0)
        {
            Fault(PageFaults.NoPages);
        }

        for (var i = 0; i < header.Pages.Count; i++)
        {
            // Where one page is not where it should be, nobody knows where the next one is.
            if (!await TakeAsync(i + 1, header.Pages[i], cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        if (file.Position != file.Length)
        {
            Fault(PageFaults.Trailing);
        }

        return _isWhole;
    }

    private async Task<bool> TakeAsync(int number, PullPage page, CancellationToken cancellationToken)
    {
        if (file.Length - file.Position <= page.Length)
        {
            Fault(PageFaults.CutOff, number);
            return false;
        }

        if (page.Length > context.Options.Limits.MaxPageBytes)
        {
            _isWhole = false;
            context.Problems.AddToFile(ProblemSeverity.Error, ProblemCodes.LimitExceeded, "pageBytes", Text(context.Options.Limits.MaxPageBytes));
            file.Position += page.Length + 1;
            return true;
        }

        var length = (int)page.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length + 1);
        try
        {
            await file.ReadExactlyAsync(buffer.AsMemory(0, length + 1), cancellationToken).ConfigureAwait(false);
            if (buffer[length] != (byte)'\n')
            {
                Fault(PageFaults.Length, number);
                return false;
            }

            if (page.Status is < 200 or > 299)
            {
                Fault(PageFaults.Status, number, Text(page.Status));
            }
            else
            {
                reader.Read(number, buffer.AsMemory(0, length));
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Fault(string fault, int number = 0, params string[] more)
    {
        _isWhole = false;
        context.Problems.AddToFile(ProblemSeverity.Error, ProblemCodes.DamagedContainer, [fault, Text(number), .. more]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
