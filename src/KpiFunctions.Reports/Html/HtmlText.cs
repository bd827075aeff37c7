using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace KpiFunctions.Reports.Html;

/// <summary>Builds HTML. Whatever comes from data goes through <see cref="Text"/> or <see cref="Attribute"/>, both encoded.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    /// <summary>Adds our own markup.</summary>
    public HtmlText Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>Adds text.</summary>
    public HtmlText Text(string text)
    {
        // HTML would join several spaces into one.
        _html.Append(Encoder.Encode(text.Replace("   ", "\u00A0\u00A0 ", StringComparison.Ordinal)));
        return this;
    }

    /// <summary>Opens an element of a class, whose style stands inline, too: some mail programs drop style sheets.</summary>
    public HtmlText Open(string element, string classes, string attributes = "")
    {
        _html.Append(CultureInfo.InvariantCulture, $"<{element} class=\"{classes}\" style=\"{HtmlStyles.Inline(classes)}\"");
        if (attributes.Length > 0)
        {
            _html.Append(' ').Append(attributes);
        }

        _html.Append('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public HtmlText Close(string element)
    {
        _html.Append("</").Append(element).Append('>');
        return this;
    }

    /// <summary>An attribute with an encoded value.</summary>
    public static string Attribute(string name, string value) => $"{name}=\"{Encoder.Encode(value)}\"";

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();
}
