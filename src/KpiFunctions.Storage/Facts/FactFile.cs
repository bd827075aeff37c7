using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Azure;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Facts;

/// <summary>One month of one source's selected facts, which is one file.</summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Kind">What the facts are about.</param>
/// <param name="Source">Source id.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="OfPeriods">It holds rows about ranges of days, each in the month of its first day.</param>
public sealed partial record FactPartition(string Brand, FactKind Kind, string Source, DateOnly Month, bool OfPeriods = false)
{
    /// <summary>The blob's name in the container of facts.</summary>
    public string Path => string.Create(
        CultureInfo.InvariantCulture, $"{Folder(Kind, Brand, OfPeriods)}source_key={Ids.Source(Source)}/month={Month:yyyy-MM}/facts.parquet");

    internal static string Folder(FactKind kind, string brand, bool ofPeriods) => $"kind={Name(kind, ofPeriods)}/brand_key={Ids.Brand(brand)}/";

    internal static string Name(FactKind kind, bool ofPeriods) => ofPeriods ? kind.Id() + "_periods" : kind.Id();

    internal static bool TryParse(FactKind kind, string brand, bool ofPeriods, string path, [NotNullWhen(true)] out FactPartition? partition)
    {
        partition = null;
        var folder = Folder(kind, brand, ofPeriods);
        if (path.StartsWith(folder, StringComparison.Ordinal)
            && Pattern().Match(path[folder.Length..]) is { Success: true } match
            && DateOnly.TryParseExact(match.Groups["month"].ValueSpan, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            partition = new(brand, kind, match.Groups["source"].Value, month, ofPeriods);
        }

        return partition is not null;
    }

    [GeneratedRegex(
        @"^source_key=(?<source>[a-z0-9-]{1,40})/month=(?<month>[0-9]{4}-[0-9]{2})/facts\.parquet\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

/// <summary>A stored file of selected facts, as a listing saw it.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="ETag">Its version; a rewrite names it.</param>
/// <param name="InputHash">Hash of everything that the rows were made from.</param>
/// <param name="FirstDate">Day of the first row; null when it has none.</param>
/// <param name="LastDate">Day of the last row; null when it has none.</param>
/// <param name="Rows">Number of rows.</param>
public sealed record FactFile(FactPartition Partition, ETag ETag, string InputHash, DateOnly? FirstDate, DateOnly? LastDate, int Rows);

/// <summary>What became of a rewrite.</summary>
public enum FactWrite
{
    /// <summary>The rows are stored.</summary>
    Written,

    /// <summary>What is stored was made from the same input.</summary>
    Unchanged,

    /// <summary>Somebody else wrote meanwhile: list and read again, then compute again.</summary>
    LostRace,
}
