using System.Globalization;
using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Reports.Html;

/// <summary>Blocks as HTML, one below the other. The mail shows fewer columns than the page and pictures instead of SVG.</summary>
internal sealed class HtmlBlocks(HtmlText html, bool mail)
{
    private const string Layout = "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\"";

    private readonly List<InlinePicture> _pictures = [];

    /// <summary>The pictures that the blocks so far show.</summary>
    public IReadOnlyList<InlinePicture> Pictures => _pictures;

    /// <summary>Adds a block.</summary>
    public void Add(Block block)
    {
        switch (block)
        {
            case HeadingBlock x:
                AddHeading(x);
                break;
            case TextBlock x:
                AddText(x);
                break;
            case CardsBlock x:
                AddCards(x);
                break;
            case TableBlock x:
                AddTable(x);
                break;
            case ChartBlock x:
                HtmlCharts.Svg(html, x.Chart);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, null);
        }
    }

    private void AddHeading(HeadingBlock block)
    {
        var element = block.Level == HeadingLevel.Headline ? "h1" : "h2";
        html.Open(element, element + " ink").Text(block.Text).Close(element);
        if ((mail ? block.NarrowCaption : block.Caption) is { } caption)
        {
            html.Open("p", "cap grey").Text(caption).Close("p");
        }
    }

    private void AddText(TextBlock block)
    {
        var style = block.Role switch
        {
            TextRole.Masthead => "mast ink",
            TextRole.Lead => "lead ink",
            _ => "note ink",
        };
        html.Open("p", style);
        Add(block.Text);
        if (block.End is not null)
        {
            html.Raw(block.Role == TextRole.Masthead ? "<br>" : " ");
            Add(block.End);
        }

        html.Close("p");
    }

    private void Add(RichText text)
    {
        foreach (var run in text.Runs)
        {
            if (run is { Tone: Tone.Ink, Bold: false })
            {
                html.Text(run.Text);
            }
            else
            {
                html.Open("span", HtmlStyles.Of(run.Tone) + (run.Bold ? " b" : string.Empty)).Text(run.Text).Close("span");
            }
        }
    }

    private void AddCards(CardsBlock block)
    {
        html.Open("table", "t", Layout);
        for (var i = 0; i < block.Cards.Count; i++)
        {
            var rule = i == 0 ? "rs" : "rt";
            AddCard(block.Cards[i], rule, i + 1);
        }

        html.Raw("</table>");
    }

    private void AddCard(Card card, string rule, int number)
    {
        html.Raw("<tr>").Open("td", $"cn ink {rule}").Text(card.Name);
        if ((card.Reason ?? card.Note) is { } under)
        {
            html.Raw("<br>").Open("span", "d grey").Text(under).Close("span");
        }

        html.Close("td").Open("td", $"cs {rule}");
        if (card.Sparkline is { } sparkline)
        {
            AddSparkline(sparkline, number);
        }

        html.Close("td").Open("td", $"cv ink {rule}").Open("span", "v " + (card.Reason is null ? "ink" : "grey")).Text(card.Value).Close("span");
        foreach (var change in mail ? card.Changes.Take(1) : card.Changes)
        {
            html.Raw("<br>").Open("span", "d grey");
            Add(change.Text);
            html.Text(" " + change.Against).Close("span");
        }

        html.Close("td").Raw("</tr>");
    }

    private void AddSparkline(Chart chart, int number)
    {
        if (!mail)
        {
            HtmlCharts.Svg(html, chart, chart.Width);
            return;
        }

        var id = "kpi-" + number.ToString(CultureInfo.InvariantCulture);
        _pictures.Add(new(id, id + ".png", HtmlCharts.Png(chart)));
        html.Raw(string.Create(CultureInfo.InvariantCulture, $"<img src=\"cid:{id}\" width=\"{chart.Width:0}\" height=\"{chart.Height:0}\" "))
            .Raw(HtmlText.Attribute("alt", chart.Description))
            .Raw(" style=\"display:inline-block;border:0;font-size:11px;line-height:14px\">");
    }

    private void AddTable(TableBlock block)
    {
        var shown = Enumerable.Range(0, block.Columns.Count).Where(x => !mail || block.Columns[x].InMail).ToList();
        var headed = block.Columns.Any(static x => x.Heading.Length > 0);
        html.Open("table", "t", headed ? "cellpadding=\"0\" cellspacing=\"0\"" : Layout);
        if (headed)
        {
            html.Raw("<thead><tr>");
            foreach (var column in shown.Select(x => block.Columns[x]))
            {
                var element = column.Heading.Length > 0 ? "th" : "td";
                html.Open(element, "th grey" + Extra(column), element == "th" ? "scope=\"col\"" : string.Empty).Text(column.Heading).Close(element);
            }

            html.Raw("</tr></thead>");
        }

        html.Raw("<tbody>");
        for (var i = 0; i < block.Rows.Count; i++)
        {
            AddRow(block, block.Rows[i], shown, i == 0 || block.Rows[i].IsTotal ? "rs" : "rt");
        }

        html.Raw("</tbody></table>");
    }

    private void AddRow(TableBlock block, Row row, List<int> shown, string rule)
    {
        html.Raw("<tr>");
        foreach (var index in shown)
        {
            var cell = row.Cells[index];
            html.Open("td", $"tn ink {rule}{Extra(block.Columns[index])}");
            if (cell.Chart is { } chart && mail)
            {
                HtmlCharts.Cells(html, chart);
            }
            else if (cell.Chart is { } drawn)
            {
                HtmlCharts.Svg(html, drawn);
            }

            Add(cell.Text);
            if (cell.Under is not null)
            {
                html.Raw("<br>").Open("span", "u grey").Text(cell.Under).Close("span");
            }

            html.Close("td");
        }

        html.Raw("</tr>");
    }

    private static string Extra(Column column)
    {
        var kind = column.Kind switch { ColumnKind.Name => " tl", ColumnKind.Chart => " tc", _ => string.Empty };
        return column.InMail ? kind : kind + " wide";
    }
}
