using KpiFunctions.Reports.Composition;

namespace KpiFunctions.Reports.Pdf;

/// <summary>Shortens names to a width.</summary>
internal static class Shortening
{
    /// <summary>The text, with an ellipsis in its middle where it is too wide.</summary>
    public static string ToWidth(Fonts fonts, string text, float size, bool bold, float width)
    {
        if (fonts.Width(text, size, bold) <= width)
        {
            return text;
        }

        // Widths grow with length: look for the longest that fits.
        var (low, high) = (3, text.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (fonts.Width(Names.Shorten(text, middle), size, bold) <= width)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Names.Shorten(text, low);
    }
}
