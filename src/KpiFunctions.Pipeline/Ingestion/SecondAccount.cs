using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>
/// The first file of a second account of a source is used, but its receipt asks whether it belongs to the brand. Where the
/// configuration lists the source's accounts, that is settled and nothing is asked.
/// </summary>
internal static class SecondAccount
{
    /// <summary>The reading, with the warning where it is due.</summary>
    public static ExportReading Warn(ExportReading reading, BrandConfiguration brand, IEnumerable<ImportRecord> imports)
    {
        IReadOnlyList<string> own = reading.Account is { } only ? [only] : reading.Accounts;
        if (reading is not { Recognized: true, Source: { } source } || own.Count == 0 || brand.Accounts.Any(x => x.Source == source))
        {
            return reading;
        }

        var known = imports
            .Where(x => x.State == ImportState.Done && x.Source == source)
            .SelectMany(static x => x.Account is { } account ? [account] : x.Accounts)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return known.Count > 0 && own.FirstOrDefault(x => !known.Contains(x)) is { } account
            ? reading.WithWarning(ProblemCodes.Implausible, account)
            : reading;
    }
}
