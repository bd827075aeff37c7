using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>What the <c>#</c> lines of a Google Analytics export say: the property, and the range of the table that follows.</summary>
internal sealed class GoogleAnalyticsPreamble
{
    private static readonly string[] PropertyLabels = ["property", "ресурс", "propiedad"];
    private bool _isInTitle;
    private bool _startsBlock = true;
    private int _titleLines;

    public string? Property { get; private set; }

    public DateText? Start { get; private set; }

    public DateText? End { get; private set; }

    /// <summary>A table began: the next <c>#</c> line is about another one.</summary>
    public void EndBlock() => _startsBlock = true;

    public void Read(string raw)
    {
        var text = raw.TrimStart('#').Trim().TrimEnd(',', ';', '\t').Trim();
        if (text.StartsWith("---", StringComparison.Ordinal))
        {
            _isInTitle = !_isInTitle;
            _titleLines = 0;
            return;
        }

        if (text.Length == 0)
        {
            return;
        }

        if (_startsBlock && !_isInTitle)
        {
            _startsBlock = false;
            Start = End = null;
        }

        if (_isInTitle)
        {
            ReadTitle(text);
        }
        else
        {
            ReadRange(text);
        }
    }

    private void ReadTitle(string text)
    {
        _titleLines++;
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon > 0)
        {
            var label = HeaderText.Key(text[..colon]);
            var isProperty = PropertyLabels.Contains(label, StringComparer.Ordinal) || (_titleLines == 3 && Property is null);
            Property = isProperty ? text[(colon + 2)..].Trim() : Property;
        }
        else if (DateRangeText.Of(text) is { } range)
        {
            // Explorations state property, name and range without labels.
            (Start, End) = (range.From, range.To);
            _startsBlock = false;
        }
        else if (_titleLines == 1)
        {
            _explorationProperty = text;
        }

        if (_titleLines == 3 && Property is null && Start is not null)
        {
            Property = _explorationProperty;
        }
    }

    private string? _explorationProperty;

    // "Start date: 20230424", then "End date: …", in any language.
    private void ReadRange(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return;
        }

        var day = DateText.Of(text[(colon + 1)..]);
        if (day.Shape is DateShape.Bad or DateShape.Missing)
        {
            return;
        }

        if (Start is null || End is not null)
        {
            (Start, End) = (day, null);
        }
        else
        {
            End = day;
        }
    }
}
