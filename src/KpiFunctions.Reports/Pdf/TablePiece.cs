using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>
/// Lays out a table: numbers as wide as they are and to the right, charts of one width, names in what is left,
/// shortened in the middle. A fine rule under each row, a strong one under the heads and above the total.
/// </summary>
internal sealed class TablePiece
{
    private const float MinimumGap = 7f;
    private const float LargestGap = 22f;
    private const float SmallestName = 60f;
    private const float WidestChart = 0.4f;
    private const float UnderLine = 9.5f;

    private readonly Fonts _fonts;
    private readonly PageStyle _style;
    private readonly TableBlock _table;
    private readonly float _width;
    private readonly float[] _widths;
    private readonly float _gap;

    public TablePiece(Fonts fonts, PageStyle style, TableBlock table, float width)
    {
        _fonts = fonts;
        _style = style;
        _table = table;
        _width = width;
        (_widths, _gap) = Columns();
    }

    /// <summary>The measured table.</summary>
    public Piece Piece
    {
        get
        {
            var head = _table.Columns.Any(static x => x.Heading.Length > 0) ? 15f : 3f;
            return new(_style.Space(2f), head + _table.Rows.Sum(RowHeight), (canvas, x, y) => Draw(canvas, x, y, head));
        }
    }

    private (float[] Widths, float Gap) Columns()
    {
        var count = _table.Columns.Count;
        var widths = new float[count];
        for (var i = 0; i < count; i++)
        {
            widths[i] = _table.Columns[i].Kind == ColumnKind.Chart ? Math.Clamp(_width * 0.2f, 40f, 92f) : Natural(i);
        }

        // Charts give way first, then the name; numbers never.
        var names = Array.FindIndex([.. _table.Columns], static x => x.Kind == ColumnKind.Name);
        var charts = Array.FindIndex([.. _table.Columns], static x => x.Kind == ColumnKind.Chart);
        float Left() => _width - widths.Sum() - (MinimumGap * (count - 1));
        if (charts >= 0 && Left() < 0)
        {
            widths[charts] = Math.Max(44f, widths[charts] + Left());
        }

        if (names >= 0 && Left() < 0)
        {
            widths[names] = Math.Max(SmallestName, widths[names] + Left());
        }

        if (charts >= 0 && Left() < 0)
        {
            widths[charts] = Math.Max(20f, widths[charts] + Left());
        }

        var gap = count == 1 ? MinimumGap : Math.Clamp(MinimumGap + (Left() / (count - 1)), MinimumGap, LargestGap);
        if (charts >= 0 && gap == LargestGap)
        {
            var rest = _width - widths.Sum() - (gap * (count - 1));
            widths[charts] += Math.Clamp(rest, 0f, (_width * WidestChart) - widths[charts]);
        }

        if (names >= 0)
        {
            widths[names] = Math.Max(20f, widths[names] + _width - widths.Sum() - (gap * (count - 1)));
        }

        return (widths, gap);
    }

    private float Natural(int column)
    {
        var heading = _fonts.Width(_table.Columns[column].Heading, PageStyle.Small, bold: false);
        return _table.Rows.Select(x => x.Cells[column]).Select(x => Math.Max(
            x.Text.Runs.Sum(y => _fonts.Width(y.Text, PageStyle.Body, y.Bold)),
            x.Under is null ? 0f : _fonts.Width(x.Under, PageStyle.Small, bold: false))).Append(heading).Max() + 0.1f;
    }

    private float RowHeight(Row row) => _style.Row + (row.Cells.Any(static x => x.Under is not null) ? UnderLine - _style.Space(2f) : 0f);

    private void Draw(SKCanvas canvas, float x, float y, float head)
    {
        var at = x;
        for (var i = 0; i < _widths.Length; i++)
        {
            var column = _table.Columns[i];
            var width = _fonts.Width(column.Heading, PageStyle.Small, bold: false);
            var left = column.Kind == ColumnKind.Number ? at + _widths[i] - width : at;
            _fonts.Draw(canvas, column.Heading, left, y + head - 5f, PageStyle.Small, bold: false, Colors.Of(Tone.Grey));
            at += _widths[i] + _gap;
        }

        y += head;
        Rules.Draw(canvas, x, y - 0.9f, _width, Colors.Ink, 0.9f);
        for (var i = 0; i < _table.Rows.Count; i++)
        {
            var row = _table.Rows[i];
            var height = RowHeight(row);
            DrawRow(canvas, row, x, y, height);
            y += height;
            var beforeTotal = i + 1 < _table.Rows.Count && _table.Rows[i + 1].IsTotal;
            if (i + 1 < _table.Rows.Count)
            {
                Rules.Draw(canvas, x, y - 0.5f, _width, beforeTotal ? Colors.Ink : Colors.Rule, beforeTotal ? 0.7f : 0.5f);
            }
        }
    }

    private void DrawRow(SKCanvas canvas, Row row, float x, float y, float height)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var cell = row.Cells[i];
            var block = PageStyle.Body + (cell.Under is null ? 0f : UnderLine);
            var baseline = y + ((height - block) / 2f) + (PageStyle.Body * 0.85f);
            if (cell.Chart is { } chart)
            {
                var barHeight = (float)chart.Height;
                var top = y + ((height - barHeight) / 2f);
                ChartDrawing.Draw(canvas, chart, new SKRect(x, top, x + _widths[i], top + barHeight), Palette.Light, _fonts);
            }
            else
            {
                DrawText(canvas, cell, _table.Columns[i].Kind, x, baseline, _widths[i]);
            }

            x += _widths[i] + _gap;
        }
    }

    private void DrawText(SKCanvas canvas, Cell cell, ColumnKind kind, float x, float baseline, float width)
    {
        if (cell.Under is not null)
        {
            var under = Shortening.ToWidth(_fonts, cell.Under, PageStyle.Small, bold: false, width);
            _fonts.Draw(canvas, under, x, baseline + UnderLine, PageStyle.Small, bold: false, Colors.Of(Tone.Grey));
        }

        var textWidth = cell.Text.Runs.Sum(y => _fonts.Width(y.Text, PageStyle.Body, y.Bold));
        var left = kind == ColumnKind.Number ? x + width - textWidth : x;
        foreach (var run in cell.Text.Runs)
        {
            var text = kind == ColumnKind.Name ? Shortening.ToWidth(_fonts, run.Text, PageStyle.Body, run.Bold, x + width - left) : run.Text;
            _fonts.Draw(canvas, text, left, baseline, PageStyle.Body, run.Bold, Colors.Of(run.Tone));
            left += _fonts.Width(text, PageStyle.Body, run.Bold);
        }
    }
}
