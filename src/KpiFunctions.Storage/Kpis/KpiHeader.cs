using System.Globalization;
using Azure;
using Azure.Data.Tables;
using KpiFunctions.Core.Periods;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Kpis;

/// <summary>What is published of a period: readers follow it to the entities of its generation.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Period">The period.</param>
/// <param name="Generation">ULID of the computation whose entities count.</param>
/// <param name="Previous">The generation before it, which readers may still be reading; null for the first.</param>
/// <param name="Entities">How many entities the generation has.</param>
/// <param name="InputHash">Hash of what the values are derived from (docs/decisions/0001).</param>
/// <param name="Currency">ISO 4217 code of every amount.</param>
/// <param name="ComputedAt">When it was computed.</param>
/// <param name="ETag">Its version; a publication names it.</param>
public sealed record KpiHeader(
    string Brand,
    Period Period,
    string Generation,
    string? Previous,
    int Entities,
    string InputHash,
    string Currency,
    DateTimeOffset ComputedAt,
    ETag ETag)
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string EntitiesProperty = "entities";

    /// <summary>Only headers have this property, so a query can ask for them alone.</summary>
    internal const string Filter = EntitiesProperty + " ge 0";

    internal static string PartitionKey(string brand, Grain grain) => $"{Ids.Brand(brand)}|{grain.Id()}";

    internal TableEntity ToEntity() => new(PartitionKey(Brand, Period.Grain), Ids.Period(Period.Id))
    {
        ["generation"] = Generation,
        ["previous"] = Previous,
        [EntitiesProperty] = Entities,
        ["input_hash"] = InputHash,
        ["currency"] = Currency,
        ["from"] = Period.From.ToString(DateFormat, CultureInfo.InvariantCulture),
        ["to"] = Period.To.ToString(DateFormat, CultureInfo.InvariantCulture),
        ["computed_at"] = ComputedAt,
    };

    internal static KpiHeader From(TableEntity entity, string brand, Grain grain) => new(
        brand,
        new(grain, Day(entity, "from"), Day(entity, "to"), entity.RowKey),
        entity.GetString("generation"),
        entity.GetString("previous"),
        entity.GetInt32(EntitiesProperty) ?? 0,
        entity.GetString("input_hash"),
        entity.GetString("currency"),
        entity.GetDateTimeOffset("computed_at") ?? default,
        entity.ETag);

    private static DateOnly Day(TableEntity entity, string property) =>
        DateOnly.ParseExact(entity.GetString(property), DateFormat, CultureInfo.InvariantCulture);
}

/// <summary>What became of a publication.</summary>
public enum KpiPublication
{
    /// <summary>Readers see the new values.</summary>
    Published,

    /// <summary>What is published was computed from the same input.</summary>
    Unchanged,

    /// <summary>Somebody else published meanwhile, or the attempt took too long: read headers and facts again, then compute again.</summary>
    LostRace,
}
