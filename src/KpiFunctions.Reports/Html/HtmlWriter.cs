using System.Text;
using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Reports.Html;

/// <summary>
/// Writes a report as a complete HTML document – a mail of 600 px, a page of 760 px – that also works at 360 px and on a dark screen:
/// no script, no remote address, every text encoded.
/// </summary>
public static class HtmlWriter
{
    /// <summary>The HTML part of the mail, with its pictures.</summary>
    public static MailDocument WriteMail(ComposedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (html, pictures) = Document(report, mail: true);
        return new(html, pictures);
    }

    /// <summary>Writes the page for the archive, in UTF-8; the stream stays open.</summary>
    public static void WritePage(ComposedReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Encoding.UTF8.GetBytes(Document(report, mail: false).Html));
    }

    private static (string Html, IReadOnlyList<InlinePicture> Pictures) Document(ComposedReport report, bool mail)
    {
        var html = new HtmlText();
        html.Raw("<!DOCTYPE html>\n<html ").Raw(HtmlText.Attribute("lang", report.Language)).Raw(">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Raw("<meta name=\"supported-color-schemes\" content=\"light dark\">\n<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no\">\n")
            .Raw("<title>").Text(report.Title).Raw("</title>\n<style>").Raw(HtmlStyles.Sheet).Raw("</style>\n</head>\n");
        html.Open("body", "body paper ink");
        if (mail)
        {
            html.Open("div", "pre", "aria-hidden=\"true\"").Text(report.Preheader).Close("div");
        }

        html.Raw(mail ? $"<div role=\"article\" {HtmlText.Attribute("lang", report.Language)}>" : "<main>")
            .Open("table", "wrap paper", "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\"").Raw("<tr><td align=\"center\">")
            .Open("table", mail ? "box paper" : "page paper", "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\"").Raw("<tr>").Open("td", "pad ink", "align=\"left\"")
            .Raw("\n");

        var blocks = new HtmlBlocks(html, mail);
        foreach (var block in report.Blocks.Where(x => x.Place != Place.Foot && !(mail && x.IsExtra)))
        {
            blocks.Add(block);
            html.Raw("\n");
        }

        html.Open("div", "foot rs");
        foreach (var block in report.Blocks.Where(static x => x.Place == Place.Foot))
        {
            blocks.Add(block);
        }

        if (mail)
        {
            html.Open("p", "note grey").Text(report.MailClosing).Close("p");
        }

        html.Raw("</div>\n</td></tr></table></td></tr></table>").Raw(mail ? "</div>" : "</main>").Raw("\n</body>\n</html>\n");
        return (html.ToString(), blocks.Pictures);
    }
}
