using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Cli.Commands;

/// <summary>Words that name things in storage, checked before storage is asked.</summary>
internal static class BrandArgument
{
    /// <summary>A brand id.</summary>
    /// <exception cref="CommandInputException">It cannot be one.</exception>
    public static string Require(string id) => Ids.IsBrand(id) ? id : throw new CommandInputException(CliText.NoBrandId(id));

    /// <summary>What to say when nothing is published of a period: which ones there are.</summary>
    public static async Task<CommandInputException> NothingPublishedAsync(
        KpiTable table, string brand, Period period, CancellationToken cancellationToken)
    {
        var known = await table.ReadHeadersAsync(brand, period.Grain, null, null, cancellationToken);
        var ids = known.Select(static x => x.Period.Id).Order(StringComparer.Ordinal).ToList();
        return new(CliText.NothingPublished(brand, period.Id, ids.Count > 0 ? (ids[0], ids[^1]) : null));
    }

    /// <summary>A period, by the brand's first day of the week.</summary>
    /// <exception cref="CommandInputException">It is none.</exception>
    public static Period RequirePeriod(string text, WeekStart start) =>
        Period.TryParse(text, start, out var period) ? period : throw new CommandInputException(CliText.NoPeriod(text));
}
