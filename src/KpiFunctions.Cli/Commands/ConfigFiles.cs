using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Configuration;

namespace KpiFunctions.Cli.Commands;

/// <summary>Brand configurations that a person keeps as files.</summary>
internal static class ConfigFiles
{
    /// <summary>Reads and validates; warnings and the defaults that were used are said on stderr.</summary>
    /// <param name="file">The file.</param>
    /// <param name="brand">The brand it must be for; null for any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CommandInputException">It cannot be used; every error is in the message.</exception>
    public static async Task<BrandConfiguration> ReadAsync(FileInfo file, string? brand, CancellationToken cancellationToken)
    {
        var reading = await ReadingAsync(file, brand, cancellationToken);
        if (reading.Configuration is not { } configuration)
        {
            throw new CommandInputException(string.Join(
                Environment.NewLine + "kpi: ",
                reading.Problems.Where(static x => x.Severity == ConfigurationSeverity.Error).Select(x => Sentence(file, x))));
        }

        foreach (var problem in reading.Problems)
        {
            await Console.Error.WriteLineAsync(Sentence(file, problem));
        }

        if (reading.Defaults.Count > 0)
        {
            await Console.Error.WriteLineAsync(CliText.Defaults(file.Name, [.. reading.Defaults.Select(static x => $"{x.Key} ({x.Value.In(CliLanguage.Text)})")]));
        }

        return configuration;
    }

    /// <summary>Reads the file and says whatever is to be said of it in what it returns.</summary>
    /// <exception cref="CommandInputException">There is no such file, or it cannot be opened.</exception>
    public static async Task<ConfigurationReading> ReadingAsync(FileInfo file, string? brand, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new CommandInputException(CliText.NoSuchFile(TerminalText.Clean(file.FullName)));
        }

        try
        {
            await using var stream = file.OpenRead();
            return await BrandConfigurationReader.ReadAsync(stream, brand, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandInputException(CliText.Unreadable(TerminalText.Clean(file.FullName)));
        }
    }

    private static string Sentence(FileInfo file, ConfigurationProblem problem) =>
        CliText.ConfigProblem(file.Name, problem.Line, problem.Column, problem.Message.In(CliLanguage.Text));
}
