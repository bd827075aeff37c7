namespace KpiFunctions.Cli.Texts;

/// <summary>Text that came from outside, on its way to a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Control characters (a terminal obeys them) become a visible sign.</summary>
    public static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(static x => char.IsControl(x) ? '\u2423' : x)) : text;
}
