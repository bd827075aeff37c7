using System.Globalization;
using System.Xml;

namespace KpiFunctions.Exports.Containers;

/// <summary>What the number in a cell stands for.</summary>
internal enum NumberMeaning
{
    Number,
    Date,
    DateTime,
    Time,

    /// <summary>By the language of the system a date or a time: a number below one is a time.</summary>
    DateOrTime,
}

/// <summary>What the styles of a workbook say about the numbers in its cells.</summary>
internal sealed class CellStyles
{
    private readonly List<NumberMeaning> _styles = [];

    public NumberMeaning this[int style] => (uint)style < (uint)_styles.Count ? _styles[style] : NumberMeaning.Number;

    public static CellStyles None { get; } = new();

    public static CellStyles Read(Stream part)
    {
        var styles = new CellStyles();
        SafeXml.Read(part, styles.Fill);
        return styles;
    }

    /// <summary>What a format code of a workbook shows; its first section counts.</summary>
    public static NumberMeaning Of(string code)
    {
        var (hasDate, hasTime, isElapsed) = Tokens(code);
        return isElapsed ? NumberMeaning.Time
            : (hasDate, hasTime) switch
            {
                (true, true) => NumberMeaning.DateTime,
                (true, false) => NumberMeaning.Date,
                (false, true) => NumberMeaning.Time,
                _ => NumberMeaning.Number,
            };
    }

    private static NumberMeaning OfBuiltIn(int id) => id switch
    {
        >= 14 and <= 17 => NumberMeaning.Date,
        (>= 18 and <= 21) or (>= 45 and <= 47) => NumberMeaning.Time,
        22 => NumberMeaning.DateTime,
        (>= 27 and <= 36) or (>= 50 and <= 58) => NumberMeaning.DateOrTime,
        _ => NumberMeaning.Number,
    };

    private void Fill(XmlReader xml)
    {
        var formats = new Dictionary<int, NumberMeaning>();
        var isCells = false;
        while (SafeXml.TryRead(xml))
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "cellXfs")
            {
                return;
            }

            if (SafeXml.IsAt(xml, "cellXfs"))
            {
                isCells = !xml.IsEmptyElement;
            }
            else if (SafeXml.IsAt(xml, "numFmt") && Id(xml) is { } id)
            {
                formats[id] = Of(xml.GetAttribute("formatCode") ?? string.Empty);
            }
            else if (isCells && SafeXml.IsAt(xml, "xf"))
            {
                var format = Id(xml) ?? 0;
                _styles.Add(formats.TryGetValue(format, out var own) ? own : OfBuiltIn(format));
            }
        }
    }

    private static int? Id(XmlReader xml) =>
        int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static (bool HasDate, bool HasTime, bool IsElapsed) Tokens(string code)
    {
        bool hasDate = false, hasTime = false, hasMonthOrMinute = false;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '"':
                    i = End(code, i, '"');
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = End(code, i, ']');
                    if (end > i + 1 && code[(i + 1)..end].Trim('h', 'H', 'm', 'M', 's', 'S').Length == 0)
                    {
                        return (false, true, true);
                    }

                    i = end;
                    break;
                case 'e' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    return default;
                case 'y' or 'd' or 'e' or 'b' or 'g':
                    // "General" is the format that says nothing.
                    if (code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase))
                    {
                        i += 6;
                        break;
                    }

                    hasDate = true;
                    break;
                case 'h' or 's':
                    hasTime = true;
                    break;
                case 'm':
                    hasMonthOrMinute = true;
                    break;
                default:
                    break;
            }
        }

        // Beside hours or seconds it is minutes; beside both a day and hours it changes nothing.
        return (hasDate || (hasMonthOrMinute && !hasTime), hasTime, false);
    }

    private static int End(string code, int from, char close)
    {
        var end = code.IndexOf(close, from + 1);
        return end < 0 ? code.Length : end;
    }
}
