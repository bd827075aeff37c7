using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>The full key of a web row within its source: by day, or from a first day to a last one.</summary>
internal readonly record struct WebKey(string Account, DateOnly Day, DateOnly To, Dimensions Dimensions);

/// <summary>The rows of one file and key, added up; later: what counts of a key.</summary>
internal sealed record WebLane(WebKey Key, string Currency, WebMeasures Measures, FactOrigin Origin) : IStampedLane
{
    DateOnly IStampedLane.Day => Key.To;

    object IStampedLane.Key => Key;

    (int Level, string Set) IStampedLane.View => (0, Key.Dimensions.Set);

    public WebLane Plus(WebMeasures other, FactOrigin origin, string currency)
    {
        var first = origin.Row < Origin.Row;
        return this with
        {
            Currency = first ? currency : Currency,
            Origin = first ? origin : Origin,
            Measures = Measures.Plus(other),
        };
    }

    public WebLane FilledFrom(WebLane older) => this with
    {
        // Without revenue the newer file names no currency of its own.
        Currency = Measures.Revenue is null ? older.Currency : Currency,
        Measures = new WebMeasures(
            Measures.Sessions ?? older.Measures.Sessions,
            Measures.Users ?? older.Measures.Users,
            Measures.NewUsers ?? older.Measures.NewUsers,
            Measures.Conversions ?? older.Measures.Conversions,
            Measures.Orders ?? older.Measures.Orders,
            Measures.Revenue ?? older.Measures.Revenue,
            Measures.Clicks ?? older.Measures.Clicks,
            Measures.Impressions ?? older.Measures.Impressions),
    };
}
