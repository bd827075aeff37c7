using System.CommandLine;
using System.Text.Json;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Configuration;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi config check</c>: reads a brand's configuration as every command does, without storage, and stores nothing.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = CliText.ConfigArgument };
        var json = new Option<bool>("--json") { Description = CliText.JsonOption };
        var check = new Command("check", CliText.ConfigCheck) { file, json };
        check.SetAction((parsed, cancellationToken) => CheckAsync(parsed.GetValue(file)!, parsed.GetValue(json), cancellationToken));
        return new Command("config", CliText.Config) { check };
    }

    private static async Task<int> CheckAsync(FileInfo file, bool json, CancellationToken cancellationToken)
    {
        var reading = await ConfigFiles.ReadingAsync(file, null, cancellationToken);
        if (json)
        {
            WriteJson(file, reading);
        }
        else
        {
            await WriteAsync(file, reading);
        }

        return reading.HasErrors ? ExitCodes.Input : ExitCodes.Fine;
    }

    private static async Task WriteAsync(FileInfo file, ConfigurationReading reading)
    {
        var name = TerminalText.Clean(file.Name);
        foreach (var problem in reading.Problems)
        {
            var setting = problem.Path.Length == 0 ? string.Empty : TerminalText.Clean(problem.Path) + ": ";
            await Console.Out.WriteLineAsync(
                $"{name}:{problem.Line}:{problem.Column}: {CliText.Severity(problem.Severity)}: {setting}{TerminalText.Clean(problem.Message.In(CliLanguage.Text))}");
        }

        if (reading.Defaults.Count > 0)
        {
            await Console.Out.WriteLineAsync(CliText.Defaults(name, [.. reading.Defaults.Select(static x => $"{x.Key} ({x.Value.In(CliLanguage.Text)})")]));
        }

        await Console.Out.WriteLineAsync(reading.Configuration is { } brand ? CliText.ConfigFine(name, brand.Brand) : CliText.ConfigBroken(name));
    }

    private static void WriteJson(FileInfo file, ConfigurationReading reading)
    {
        using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), ReceiptJson.Options);
        writer.WriteStartObject();
        writer.WriteString("file", file.Name);
        writer.WriteString("brand", reading.Configuration?.Brand);
        writer.WriteBoolean("usable", !reading.HasErrors);
        writer.WriteStartArray("problems");
        foreach (var problem in reading.Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("severity", problem.Severity == ConfigurationSeverity.Error ? "error" : "warning");
            writer.WriteNumber("line", problem.Line);
            writer.WriteNumber("column", problem.Column);
            writer.WriteString("setting", problem.Path);
            writer.WriteString("message", problem.Message.In(CliLanguage.Text));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("defaults");
        foreach (var used in reading.Defaults)
        {
            writer.WriteStartObject();
            writer.WriteString("setting", used.Key);
            writer.WriteString("value", used.Value.In(CliLanguage.Text));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
