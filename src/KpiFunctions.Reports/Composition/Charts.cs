using KpiFunctions.Reports.Blocks;

namespace KpiFunctions.Reports.Composition;

/// <summary>The few charts of a report, as marks.</summary>
internal static class Charts
{
    private const double SparkWidth = 120;
    private const double SparkHeight = 28;
    private const double BarWidth = 100;
    private const double BarHeight = 8.5;

    /// <summary>Weeks as a light line, the last step and dot dark; null with fewer than two known values.</summary>
    public static Chart? Sparkline(IReadOnlyList<decimal?> values, string description)
    {
        var known = values.OfType<decimal>().ToList();
        if (known.Count < 2 || values[^1] is null)
        {
            return null;
        }

        var (low, high) = (known.Min(), known.Max());
        var points = values.Select((x, i) => x is { } v ? new Point(X(i, values.Count), Y(v, low, high)) : (Point?)null).ToList();
        var marks = new List<Mark>();
        var lastIsStep = points[^2] is not null;
        foreach (var stretch in Stretches(lastIsStep ? points[..^1] : points))
        {
            marks.Add(stretch.Count == 1 ? new DotMark(Ink.Past, stretch[0], 1.1) : new LineMark(Ink.Past, stretch, 1.4));
        }

        var last = points[^1]!.Value;
        if (lastIsStep)
        {
            marks.Add(new LineMark(Ink.Now, [points[^2]!.Value, last], 1.8));
        }

        marks.Add(new DotMark(Ink.Now, last, 2.7));
        return new(SparkWidth, SparkHeight, marks, description);
    }

    /// <summary>Last week light above this week dark, on the scale of the largest.</summary>
    public static Chart Bars(decimal? now, decimal? before, decimal largest, string description)
    {
        var marks = new List<Mark>();
        if (before > 0)
        {
            marks.Add(new RectangleMark(Ink.Past, 0, 0, Part(before.Value, largest), BarHeight * 0.45));
        }

        if (now > 0)
        {
            var top = before > 0 ? BarHeight * 0.45 : BarHeight * 0.15;
            marks.Add(new RectangleMark(Ink.Now, 0, top, Part(now.Value, largest), (BarHeight * (before > 0 ? 1 : 0.85)) - top));
        }

        return new(BarWidth, BarHeight, marks, description);

        static double Part(decimal value, decimal largest) => Math.Max(0.5, (double)(value / largest) * BarWidth);
    }

    /// <summary>One part of a change from the line at zero, on the scale of all parts.</summary>
    public static Chart Part(decimal amount, decimal lowest, decimal highest, Ink ink, string description)
    {
        var (low, high) = (Math.Min(0m, lowest), Math.Max(0m, highest));
        var span = high - low == 0 ? 1m : high - low;
        double At(decimal x) => (double)((x - low) / span) * BarWidth;
        var (left, right) = amount < 0 ? (At(amount), At(0)) : (At(0), At(amount));
        return new(
            BarWidth,
            BarHeight,
            [
                new RectangleMark(ink, left, 0, Math.Max(0.5, right - left), BarHeight),
                new LineMark(Ink.Grey, [new(At(0), -2), new(At(0), BarHeight + 2)], 0.7),
            ],
            description);
    }

    /// <summary>One KPI over the weeks as columns from zero, with the first, last and largest value written.</summary>
    public static Chart? History(IReadOnlyList<decimal?> values, Func<decimal, string> format, string firstLabel, string lastLabel, string description)
    {
        const double Width = 320, Top = 12, Base = 52, Height = 63;
        var known = values.OfType<decimal>().ToList();
        if (known.Count < 3 || values[^1] is not { } last || known.Min() < 0 || known.Max() == 0)
        {
            return null;
        }

        var step = Width / values.Count;
        var marks = new List<Mark>();
        double Y(decimal x) => Base - ((double)(x / known.Max()) * (Base - Top));
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                var ink = i == values.Count - 1 ? Ink.Now : Ink.Past;
                marks.Add(new RectangleMark(ink, i * step, Y(value), step * 0.72, Base - Y(value)));
            }
        }

        marks.Add(new LineMark(Ink.Grey, [new(0, Base), new(Width, Base)], 0.7));
        marks.Add(new TextMark(Ink.Now, new(Width - (step * 0.28), Y(last) - 4), format(last), Anchor.End, 7.5, Bold: true));
        marks.Add(new TextMark(Ink.Grey, new(0, Height), firstLabel, Anchor.Start, 7));
        marks.Add(new TextMark(Ink.Grey, new(Width, Height), lastLabel, Anchor.End, 7));
        return new(Width, Height, marks, description);
    }

    private static double X(int index, int count) => 2 + ((SparkWidth - 6) * index / (count - 1));

    private static double Y(decimal value, decimal low, decimal high) =>
        high == low ? SparkHeight / 2 : SparkHeight - 4 - ((double)((value - low) / (high - low)) * (SparkHeight - 8));

    private static IEnumerable<List<Point>> Stretches(IEnumerable<Point?> points)
    {
        var stretch = new List<Point>();
        foreach (var point in points)
        {
            if (point is { } p)
            {
                stretch.Add(p);
            }
            else if (stretch.Count > 0)
            {
                yield return stretch;
                stretch = [];
            }
        }

        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }
}
