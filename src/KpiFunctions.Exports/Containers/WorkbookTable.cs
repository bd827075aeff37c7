using KpiFunctions.Exports.Mapped;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports.Containers;

/// <summary>The one table that is read out of a workbook.</summary>
/// <param name="File">Its sheet as CSV; whoever has it closes it.</param>
/// <param name="Others">Other sheets that hold a known table.</param>
internal sealed record WorkbookTable(FileStream File, IReadOnlyList<string> Others)
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>
    /// Writes the sheet whose head fits a known format best. Where none fits, the first that is not empty is what the answer will be
    /// about.
    /// </summary>
    /// <exception cref="ContainerException">The workbook cannot be read.</exception>
    public static WorkbookTable Open(Workbook book, ReadingLimits limits, IReadOnlyList<MappedFormat> mapped, CancellationToken cancellationToken)
    {
        var heads = new List<(Worksheet Sheet, Sniffed Head)>();
        ContainerException? fault = null;
        foreach (var sheet in book.Sheets)
        {
            try
            {
                heads.Add((sheet, Head(book, sheet, limits, mapped, cancellationToken)));
            }
            catch (ContainerException e) when (e.Code == ProblemCodes.DamagedContainer)
            {
                fault ??= e;
            }
        }

        if (heads.Count == 0)
        {
            throw fault ?? ContainerException.Damaged();
        }

        var best = heads.MaxBy(static x => x.Head.Found?.Best?.Score ?? (x.Head.Code == ProblemCodes.EmptyFile ? -1 : 0));
        if (best.Head.Found?.Best is null && fault is not null)
        {
            throw fault;
        }

        var others = heads.Where(x => x.Sheet != best.Sheet && x.Head.Found?.Best is not null).Select(static x => x.Sheet.Name).ToList();
        return new WorkbookTable(Write(book, best.Sheet, best.Head, cancellationToken), others);
    }

    private static Sniffed Head(
        Workbook book, Worksheet sheet, ReadingLimits limits, IReadOnlyList<MappedFormat> mapped, CancellationToken cancellationToken)
    {
        using var head = new MemoryStream();
        var isWhole = true;
        var reader = new SheetReader(book.Parts, block =>
        {
            head.Write(block.Span);
            isWhole = head.Length < HeadBytes;
            return isWhole;
        });
        reader.Read(book.OpenSheet(sheet), cancellationToken);
        return Sniffed.Of(head.GetBuffer().AsSpan(0, (int)Math.Min(head.Length, HeadBytes)), isWhole, limits, mapped);
    }

    private static FileStream Write(Workbook book, Worksheet sheet, Sniffed head, CancellationToken cancellationToken)
    {
        var file = TemporaryFile.Create();
        try
        {
            // A cell that is left out at the end of a row is empty, and no sign of a broken row.
            var header = head.Found?.Best?.Header;
            var reader = new SheetReader(book.Parts, block =>
            {
                file.Write(block.Span);
                return true;
            })
            {
                WidthFrom = header?.Line ?? int.MaxValue,
                Width = header?.Cells.Count ?? 0,
            };
            reader.Read(book.OpenSheet(sheet), cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
