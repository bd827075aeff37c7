namespace KpiFunctions.Reports.Blocks;

/// <summary>What a colour of text means.</summary>
public enum Tone
{
    /// <summary>Plain.</summary>
    Ink,

    /// <summary>Beside the point.</summary>
    Grey,

    /// <summary>Good news.</summary>
    Better,

    /// <summary>Bad news.</summary>
    Worse,

    /// <summary>The mark of earlier periods in a legend; never words.</summary>
    Past,
}

/// <summary>A piece of text in one style.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Bold">Whether it is bold.</param>
public readonly record struct Run(string Text, Tone Tone = Tone.Ink, bool Bold = false);

/// <summary>A line or paragraph of several styles.</summary>
/// <param name="Runs">The pieces in order.</param>
public sealed record RichText(params IReadOnlyList<Run> Runs)
{
    /// <summary>No text.</summary>
    public static RichText Empty { get; } = new();

    /// <summary>The text without styles.</summary>
    public string Plain => string.Concat(Runs.Select(static x => x.Text));

    /// <summary>Text in one style.</summary>
    public static RichText Of(string text, Tone tone = Tone.Ink, bool bold = false) => new(new Run(text, tone, bold));
}
