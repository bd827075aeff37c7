using KpiFunctions.Reports.Blocks;
using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>A text broken into lines. Lines break at ordinary spaces only; a word wider than the line is broken anywhere.</summary>
internal sealed class Paragraph
{
    private readonly Fonts _fonts;
    private readonly float _size;
    private readonly float _lineHeight;
    private readonly List<List<Run>> _lines = [];

    public Paragraph(Fonts fonts, RichText text, float size, float lineHeight, float width)
    {
        _fonts = fonts;
        _size = size;
        _lineHeight = lineHeight;
        Break(Words(text), width);
    }

    /// <summary>Number of lines.</summary>
    public int Lines => _lines.Count;

    /// <summary>Height of all lines.</summary>
    public float Height => _lines.Count * _lineHeight;

    /// <summary>A paragraph whose lines are about equally long.</summary>
    public static Paragraph Balanced(Fonts fonts, RichText text, float size, float lineHeight, float width, float narrowest = 0.5f)
    {
        var best = new Paragraph(fonts, text, size, lineHeight, width);
        for (var narrower = width - 8f; narrower > width * narrowest; narrower -= 8f)
        {
            var next = new Paragraph(fonts, text, size, lineHeight, narrower);
            if (next.Lines > best.Lines)
            {
                break;
            }

            best = next;
        }

        return best;
    }

    /// <summary>Draws the lines.</summary>
    public void Draw(SKCanvas canvas, float x, float y)
    {
        foreach (var line in _lines)
        {
            var baseline = y + ((_lineHeight - _size) / 2f) + (_size * 0.86f);
            var at = x;
            foreach (var run in line)
            {
                _fonts.Draw(canvas, run.Text, at, baseline, _size, run.Bold, Colors.Of(run.Tone));
                at += _fonts.Width(run.Text, _size, run.Bold);
            }

            y += _lineHeight;
        }
    }

    private void Break(List<(string Gap, List<Run> Word)> words, float width)
    {
        var line = new List<Run>();
        var used = 0f;
        foreach (var (gap, word) in words)
        {
            var gapWidth = line.Count == 0 ? 0f : _fonts.Width(gap, _size, word[0].Bold);
            var wordWidth = word.Sum(x => _fonts.Width(x.Text, _size, x.Bold));
            if (line.Count > 0 && used + gapWidth + wordWidth > width)
            {
                _lines.Add(line);
                (line, used, gapWidth) = ([], 0f, 0f);
            }

            if (gapWidth > 0)
            {
                line.Add(new(gap, word[0].Tone, word[0].Bold));
            }

            used += gapWidth;
            foreach (var piece in word.SelectMany(x => Pieces(x, width)))
            {
                var pieceWidth = _fonts.Width(piece.Text, _size, piece.Bold);
                if (used > 0 && used + pieceWidth > width && wordWidth > width)
                {
                    _lines.Add(line);
                    (line, used) = ([], 0f);
                }

                line.Add(piece);
                used += pieceWidth;
            }
        }

        if (line.Count > 0)
        {
            _lines.Add(line);
        }

        for (var i = 0; i < _lines.Count; i++)
        {
            _lines[i] = Joined(_lines[i]);
        }
    }

    private IEnumerable<Run> Pieces(Run run, float width)
    {
        var rest = run.Text;
        while (rest.Length > 1 && _fonts.Width(rest, _size, run.Bold) > width)
        {
            var length = rest.Length - 1;
            while (length > 1 && (_fonts.Width(rest[..length], _size, run.Bold) > width || char.IsLowSurrogate(rest[length])))
            {
                length--;
            }

            yield return run with { Text = rest[..length] };
            rest = rest[length..];
        }

        yield return run with { Text = rest };
    }

    /// <summary>Neighbours in one style are one text, so that a reader can select them together.</summary>
    private static List<Run> Joined(List<Run> line)
    {
        var joined = new List<Run>();
        foreach (var run in line)
        {
            if (joined.Count > 0 && joined[^1].Tone == run.Tone && joined[^1].Bold == run.Bold)
            {
                joined[^1] = run with { Text = joined[^1].Text + run.Text };
            }
            else
            {
                joined.Add(run);
            }
        }

        return joined;
    }

    private static List<(string Gap, List<Run> Word)> Words(RichText text)
    {
        var words = new List<(string Gap, List<Run> Word)>();
        var (gap, open) = (string.Empty, false);
        foreach (var run in text.Runs)
        {
            foreach (var token in Tokens(Kept(run.Text)))
            {
                if (token[0] == ' ')
                {
                    (gap, open) = (token, false);
                }
                else if (open)
                {
                    words[^1].Word.Add(run with { Text = token });
                }
                else
                {
                    words.Add((gap, [run with { Text = token }]));
                    (gap, open) = (string.Empty, true);
                }
            }
        }

        return words;
    }

    /// <summary>A dash does not start a line, and a Russian preposition of one letter does not end it.</summary>
    private static string Kept(string text)
    {
        var kept = text.Replace(" – ", "\u00A0– ", StringComparison.Ordinal).ToCharArray();
        for (var i = 1; i < kept.Length; i++)
        {
            if (kept[i] == ' ' && kept[i - 1] is >= 'А' and <= 'я' && (i == 1 || kept[i - 2] == ' '))
            {
                kept[i] = '\u00A0';
            }
        }

        return new string(kept);
    }

    private static IEnumerable<string> Tokens(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ' ') != (text[start] == ' '))
            {
                yield return text[start..i];
                start = i;
            }
        }
    }
}
