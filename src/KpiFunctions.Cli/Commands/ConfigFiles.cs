using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Configuration;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary>Brand configurations that a person keeps as files.</summary>
internal static class ConfigFiles
{
    /// <summary>Reads and validates; warnings and the defaults that were used are said on stderr.</summary>
    /// <exception cref="CommandInputException">It cannot be used; every error is in the message.</exception>
    public static async Task<BrandConfiguration> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new CommandInputException(CliText.NoSuchFile(file.FullName));
        }

        var reading = BrandConfigurationReader.Read(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        foreach (var problem in reading.Warnings)
        {
            await Console.Error.WriteLineAsync(CliText.ConfigProblem(file.Name, problem.Line, problem.Column, problem.Message.In(CliLanguage.Text)));
        }

        if (reading.Configuration is { } configuration)
        {
            if (reading.Defaults.Count > 0)
            {
                await Console.Error.WriteLineAsync(CliText.Defaults(file.Name, reading.Defaults));
            }

            return configuration;
        }

        throw new CommandInputException(string.Join(
            Environment.NewLine + "kpi: ",
            reading.Errors.Select(x => CliText.ConfigProblem(file.Name, x.Line, x.Column, x.Message.In(CliLanguage.Text)))));
    }
}
