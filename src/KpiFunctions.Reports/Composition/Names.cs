using System.Globalization;
using System.Text;

namespace KpiFunctions.Reports.Composition;

/// <summary>Names that come from files: anything may stand in them.</summary>
public static class Names
{
    /// <summary>The name on one line, without characters that draw nothing or turn the direction of what follows.</summary>
    public static string Clean(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var blank = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned || rune == Rune.ReplacementChar;
            if (!blank)
            {
                text.Append(rune.ToString());
            }
            else if (text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        var clean = text.ToString().Trim();
        return clean.Length == 0 ? "?" : clean;
    }

    /// <summary>At most so many characters, with an ellipsis in the middle; characters are never cut in half.</summary>
    public static string Shorten(string name, int length)
    {
        var elements = StringInfo.ParseCombiningCharacters(name);
        if (elements.Length <= length)
        {
            return name;
        }

        var head = (length - 1) * 3 / 5;
        var tail = length - 1 - head;
        return name[..elements[head]].TrimEnd() + "…" + name[elements[^tail]..].TrimStart();
    }
}
