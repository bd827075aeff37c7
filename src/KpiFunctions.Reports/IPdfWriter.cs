using KpiFunctions.Reports.Pdf;

namespace KpiFunctions.Reports;

/// <summary>Draws a composed report as a PDF. The same report gives the same bytes, whenever and wherever it is drawn.</summary>
public interface IPdfWriter
{
    /// <summary>Writes the document; the stream stays open.</summary>
    void Write(ComposedReport report, Stream stream);
}

/// <summary>The writer that is always there: one page, drawn by the library that this project brings.</summary>
public sealed class EmbeddedPdfWriter : IPdfWriter
{
    /// <summary>The one instance; it holds nothing.</summary>
    public static EmbeddedPdfWriter Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(ComposedReport report, Stream stream) => PdfWriter.Write(report, stream);
}
