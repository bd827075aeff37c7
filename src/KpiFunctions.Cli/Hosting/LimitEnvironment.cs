using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Cli.Hosting;

/// <summary>Limits on files from the environment: <c>KPI_LIMIT_MAXCOLUMNS</c> and so on; case does not matter where the system says so.</summary>
internal static class LimitEnvironment
{
    public const string Prefix = "KPI_LIMIT_";

    /// <summary>Reads them.</summary>
    /// <exception cref="CommandInputException">One cannot be used; the message names it with an example.</exception>
    public static ReadingLimits Read()
    {
        var (limits, problems) = LimitSettings.Read(static name => Environment.GetEnvironmentVariable(Prefix + name.ToUpperInvariant()));
        return problems is [var problem, ..]
            ? throw new CommandInputException($"{Prefix}{problem.Name.ToUpperInvariant()}: {(CliLanguage.Current == "ru" ? problem.Russian : problem.English)}")
            : limits;
    }
}
