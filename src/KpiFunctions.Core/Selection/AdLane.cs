using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Selection;

/// <summary>The full key of an ad row within its source: by day, or from a first day to a last one.</summary>
internal readonly record struct AdKey(string Account, DateOnly Day, DateOnly To, AdLevel Level, string Campaign, Dimensions Dimensions);

/// <summary>The rows of one file, key and currency, added up; later: what counts of a key in a currency.</summary>
internal sealed record AdLane(
    AdKey Key, string Channel, string Currency, AdMeasures Measures, FactOrigin Origin, IReadOnlyCollection<string> Rivals)
    : IStampedLane
{
    DateOnly IStampedLane.Day => Key.To;

    object IStampedLane.Key => Key;

    (int Level, string Set) IStampedLane.View => ((int)Key.Level, Key.Dimensions.Set);

    public AdLane Plus(AdMeasures other, FactOrigin origin, string channel)
    {
        // The first row of the file speaks for what cannot be added, whatever the order in which rows arrive.
        var first = origin.Row < Origin.Row;
        return this with
        {
            Channel = first ? channel : Channel,
            Origin = first ? origin : Origin,
            Measures = Measures.Plus(other),
        };
    }

    /// <summary>Takes what this lacks from an older file's lane.</summary>
    /// <param name="older">The older file's lane.</param>
    /// <param name="isPaired">Both files have one currency on that key, so that the lanes are about the same.</param>
    public AdLane FilledFrom(AdLane older, bool isPaired)
    {
        // A file without any money names no currency of its own: the money that is kept keeps its currency.
        var hasMoney = Measures.Cost is not null || Measures.ConversionValue is not null;
        var currency = isPaired && !hasMoney ? older.Currency : Currency;
        var money = older.Currency == currency;
        return this with
        {
            Currency = currency,
            Measures = new AdMeasures(
                Measures.Impressions ?? (isPaired ? older.Measures.Impressions : null),
                Measures.Clicks ?? (isPaired ? older.Measures.Clicks : null),
                Measures.Cost ?? (money ? older.Measures.Cost : null),
                Measures.Conversions ?? (isPaired ? older.Measures.Conversions : null),
                Measures.ConversionValue ?? (money ? older.Measures.ConversionValue : null)),
        };
    }

    public SelectedAd Selected(string source, AdNames names) => new(
        source, Key.Account, names.Account(Key.Account), Key.Day, Key.Level, Key.Campaign, names.Campaign(Key.Account, Key.Campaign),
        Key.Dimensions, Channel, Currency, Measures);
}
