using SkiaSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>A block that has been measured and can be drawn.</summary>
/// <param name="Above">Space above it, unless it is the first.</param>
/// <param name="Height">Its height.</param>
/// <param name="Draw">Draws it with its top left corner at a point.</param>
internal sealed record Piece(float Above, float Height, Action<SKCanvas, float, float> Draw)
{
    /// <summary>Pieces one below the other.</summary>
    public static Piece Stack(IReadOnlyList<Piece> pieces) => new(
        pieces.Count == 0 ? 0f : pieces[0].Above,
        pieces.Sum(static x => x.Height) + pieces.Skip(1).Sum(static x => x.Above),
        (canvas, x, y) =>
        {
            for (var i = 0; i < pieces.Count; i++)
            {
                y += i == 0 ? 0f : pieces[i].Above;
                pieces[i].Draw(canvas, x, y);
                y += pieces[i].Height;
            }
        });

    /// <summary>Pieces side by side.</summary>
    public static Piece Beside(Piece left, Piece right, float distance) => new(
        Math.Max(left.Above, right.Above),
        Math.Max(left.Height, right.Height),
        (canvas, x, y) =>
        {
            left.Draw(canvas, x, y);
            right.Draw(canvas, x + distance, y);
        });
}
