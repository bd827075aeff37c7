using System.Runtime.InteropServices;

namespace KpiFunctions.Reports.Blocks;

/// <summary>What a mark of a chart means.</summary>
public enum Ink
{
    /// <summary>This period.</summary>
    Now,

    /// <summary>Earlier periods.</summary>
    Past,

    /// <summary>A part that is good news.</summary>
    Better,

    /// <summary>A part that is bad news.</summary>
    Worse,

    /// <summary>Axes and words.</summary>
    Grey,
}

/// <summary>Where a chart's text stands relative to its point.</summary>
public enum Anchor
{
    /// <summary>It starts there.</summary>
    Start,

    /// <summary>It is centred there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    End,
}

/// <summary>A point; x to the right, y downwards.</summary>
/// <param name="X">Distance from the left.</param>
/// <param name="Y">Distance from the top.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Point(double X, double Y);

/// <summary>A mark of a chart. There are four kinds.</summary>
/// <param name="Ink">What it means.</param>
public abstract record Mark(Ink Ink);

/// <summary>A line through points.</summary>
/// <param name="Ink">What it means.</param>
/// <param name="Points">At least two.</param>
/// <param name="Width">Stroke width.</param>
public sealed record LineMark(Ink Ink, IReadOnlyList<Point> Points, double Width) : Mark(Ink);

/// <summary>A filled rectangle.</summary>
/// <param name="Ink">What it means.</param>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Width, not negative.</param>
/// <param name="Height">Height, not negative.</param>
public sealed record RectangleMark(Ink Ink, double X, double Y, double Width, double Height) : Mark(Ink);

/// <summary>A word or number.</summary>
/// <param name="Ink">What it means.</param>
/// <param name="At">A point on its baseline.</param>
/// <param name="Text">The text.</param>
/// <param name="Anchor">How it stands to the point.</param>
/// <param name="Size">Type size.</param>
/// <param name="Bold">Whether it is bold.</param>
public sealed record TextMark(Ink Ink, Point At, string Text, Anchor Anchor, double Size, bool Bold = false) : Mark(Ink);

/// <summary>A dot.</summary>
/// <param name="Ink">What it means.</param>
/// <param name="At">Its centre.</param>
/// <param name="Radius">Its radius.</param>
public sealed record DotMark(Ink Ink, Point At, double Radius) : Mark(Ink);

/// <summary>A picture of numbers in its own coordinates, in points at its natural size; writers may stretch it.</summary>
/// <param name="Width">Width of the coordinates.</param>
/// <param name="Height">Height of the coordinates.</param>
/// <param name="Marks">What is drawn, in this order.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
public sealed record Chart(double Width, double Height, IReadOnlyList<Mark> Marks, string Description);
