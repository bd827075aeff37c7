using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Cli.Commands;

/// <summary>Words that name things in storage, checked before storage is asked.</summary>
internal static class BrandArgument
{
    /// <summary>A brand id.</summary>
    /// <exception cref="CommandInputException">It cannot be one.</exception>
    public static string Require(string id) => Ids.IsBrand(id) ? id : throw new CommandInputException(CliText.NoBrandId(id));

    /// <summary>A period, by the brand's first day of the week.</summary>
    /// <exception cref="CommandInputException">It is none.</exception>
    public static Period RequirePeriod(string text, WeekStart start) =>
        Period.TryParse(text, start, out var period) ? period : throw new CommandInputException(CliText.NoPeriod(text));
}
