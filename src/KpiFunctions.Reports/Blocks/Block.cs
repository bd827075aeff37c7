namespace KpiFunctions.Reports.Blocks;

/// <summary>Where a block stands on a page that has room for two columns. Narrow outputs put everything one below the other.</summary>
public enum Place
{
    /// <summary>Over the whole width.</summary>
    Full,

    /// <summary>In the wider column, beside the <see cref="Side"/> blocks that follow.</summary>
    Main,

    /// <summary>In the narrower column.</summary>
    Side,

    /// <summary>At the foot of the page.</summary>
    Foot,
}

/// <summary>How large a heading is.</summary>
public enum HeadingLevel
{
    /// <summary>The one sentence that the report is about.</summary>
    Headline,

    /// <summary>The title of a section.</summary>
    Section,
}

/// <summary>What a text is for.</summary>
public enum TextRole
{
    /// <summary>The first line: whose report, of when.</summary>
    Masthead,

    /// <summary>The sentence after the headline.</summary>
    Lead,

    /// <summary>Data notes.</summary>
    Note,

    /// <summary>How to read the page.</summary>
    Legend,
}

/// <summary>A piece of a report. There are five kinds.</summary>
/// <param name="Place">Where it stands.</param>
public abstract record Block(Place Place)
{
    /// <summary>Whether a full page may leave it out: it says nothing that is not said elsewhere.</summary>
    public bool IsExtra { get; init; }
}

/// <summary>A heading.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Level">How large it is.</param>
/// <param name="Text">One sentence or title.</param>
/// <param name="Caption">What the section shows and in which unit, or null.</param>
public sealed record HeadingBlock(Place Place, HeadingLevel Level, string Text, string? Caption = null) : Block(Place)
{
    /// <summary>The caption where only the most telling columns are shown and no charts.</summary>
    public string? NarrowCaption { get; init; } = Caption;
}

/// <summary>A paragraph.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Text">The text.</param>
/// <param name="End">A second text at the end of the same line, or null.</param>
public sealed record TextBlock(Place Place, TextRole Role, RichText Text, RichText? End = null) : Block(Place);

/// <summary>The KPIs at a glance.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Cards">At most eight.</param>
public sealed record CardsBlock(Place Place, IReadOnlyList<Card> Cards) : Block(Place);

/// <summary>One KPI at a glance.</summary>
/// <param name="Name">The KPI's name.</param>
/// <param name="Note">What to know about the value, in a few words, or null.</param>
/// <param name="Value">The value; a dash where there is none.</param>
/// <param name="Reason">Why there is no value, or null.</param>
/// <param name="Changes">The changes, the most important one first.</param>
/// <param name="Sparkline">The last weeks, or null where fewer than two are known.</param>
public sealed record Card(
    string Name, string? Note, string Value, string? Reason, IReadOnlyList<CardChange> Changes, Chart? Sparkline);

/// <summary>A change on a card.</summary>
/// <param name="Text">Sign, number and unit in the colour of good or bad news.</param>
/// <param name="Against">What it is compared with.</param>
public sealed record CardChange(RichText Text, string Against);

/// <summary>A chart on its own.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Chart">The chart.</param>
public sealed record ChartBlock(Place Place, Chart Chart) : Block(Place);
