using KpiFunctions.Pipeline.Reporting;

namespace KpiFunctions.Cli.Commands;

/// <summary>Leaves a rendered report in a folder: <c>report.&lt;lang&gt;.pdf</c> and <c>.html</c>.</summary>
internal static class ReportFiles
{
    public static async Task<IReadOnlyList<string>> WriteAsync(
        RenderedReport report, string language, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var pdf = Path.Combine(folder, $"report.{language}.pdf");
        var html = Path.Combine(folder, $"report.{language}.html");
        await File.WriteAllBytesAsync(pdf, report.Pdf.ToMemory(), cancellationToken);
        await File.WriteAllBytesAsync(html, report.Page.ToMemory(), cancellationToken);
        return [pdf, html];
    }
}
