using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>What the <c>#</c> lines of a Google Analytics export say: the property, and the range of the table that follows.</summary>
internal sealed class GoogleAnalyticsPreamble
{
    private static readonly string[] PropertyLabels = ["property", "ресурс", "propiedad", "propriété", "propriedade", "proprietà", "usługa", "mülk", "プロパティ"];
    private bool _isInTitle;
    private bool _startsBlock = true;
    private int _titleLines;

    public string? Property { get; private set; }

    public DateText? Start { get; private set; }

    public DateText? End { get; private set; }

    /// <summary>Two ranges are stated for the table that follows: it compares them.</summary>
    public bool HasSeveralRanges { get; private set; }

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
            HasSeveralRanges = false;
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
        var colon = text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at : text.IndexOf('：', StringComparison.Ordinal);
        if (colon > 0)
        {
            var label = HeaderText.Key(text[..colon]);
            var isProperty = PropertyLabels.Contains(label, StringComparer.Ordinal) || (_titleLines == 3 && Property is null);
            Property = isProperty ? text[(colon + 1)..].Trim() : Property;
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

    // "Start date: 20230424", then "End date: …", in any language; or both in one line. Any other line is the title of the next table.
    private void ReadRange(string text)
    {
        var value = text[(text.LastIndexOfAny([':', '：']) + 1)..];
        var day = DateText.Of(value);
        if (day.Shape is not (DateShape.Bad or DateShape.Missing))
        {
            HasSeveralRanges |= End is not null && day != Start && day != End;
            End = Start is null ? null : End ?? day;
            Start ??= day;
        }
        else if (value.Split(" vs ") is [var first, ..] both && DateRangeText.Of(first.Trim()) is { } range)
        {
            HasSeveralRanges |= Start is not null || both.Length > 1;
            End = Start is null ? range.To : End;
            Start ??= range.From;
        }
        else if (End is not null)
        {
            Start = End = null;
            HasSeveralRanges = false;
        }
    }
}
