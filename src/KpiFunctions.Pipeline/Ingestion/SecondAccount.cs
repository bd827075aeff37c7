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
        if (reading is not { Recognized: true, Account: { } account, Source: { } source } || brand.Accounts.Any(x => x.Source == source))
        {
            return reading;
        }

        var known = imports
            .Where(x => x.State == ImportState.Done && x.Source == source && x.Account is not null)
            .Select(static x => x.Account!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (known.Count == 0 || known.Contains(account))
        {
            return reading;
        }

        return reading.WithWarning(ProblemCodes.Implausible, account);
    }
}
