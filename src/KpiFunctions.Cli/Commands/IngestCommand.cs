using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi ingest</c>: drops files in the place of a person and waits until the KPIs are computed.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = CliText.FilesArgument };
        var brand = new Option<string>("--brand") { Required = true, Description = CliText.BrandOption };
        var config = new Option<FileInfo?>("--config") { Description = CliText.ConfigOption };
        var droppedAt = new Option<string?>("--dropped-at") { Description = CliText.DroppedAtOption };
        var json = new Option<bool>("--json") { Description = CliText.JsonOption };
        var storage = new StorageArguments();
        var command = new Command("ingest", CliText.Ingest) { files, brand, config, droppedAt, json };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var brandId = BrandArgument.Require(parsed.GetValue(brand)!);
            var paths = InputFiles.BelowCommonFolder(InputFiles.Require(parsed.GetValue(files)!));
            var stamp = Time(parsed.GetValue(droppedAt));
            var yaml = parsed.GetValue(config) is { } file ? await ConfigFor(brandId, file, cancellationToken) : null;
            await using var session = await storage.OpenAsync(parsed, cancellationToken);
            return await RunAsync(session, brandId, paths, yaml, stamp, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliSession session,
        string brand,
        IReadOnlyList<(string File, string DropPath)> paths,
        BinaryData? config,
        DateTimeOffset? droppedAt,
        bool json,
        CancellationToken cancellationToken)
    {
        var ingestion = new Ingestion(session, TimeProvider.System);
        if (config is not null)
        {
            if (await ingestion.StoreConfigAsync(brand, config, cancellationToken))
            {
                await Console.Error.WriteLineAsync("kpi: " + CliText.ReadOtherwise);
            }
        }

        IReadOnlyList<IngestOutcome> outcomes = [];
        Computation? computation = null;
        await Bars.RunAsync(!json, async progress =>
        {
            outcomes = await ingestion.DropAndReadAsync(brand, paths, droppedAt, progress.Step(CliText.Reading), cancellationToken);
            computation = await ingestion.ComputeAsync(brand, progress.Step(CliText.Computing), cancellationToken);
        });
        await WarnOfSettingsAsync(session, brand, outcomes, cancellationToken);
        if (json)
        {
            WriteJson(brand, outcomes, computation!);
        }
        else
        {
            IngestView.Write(outcomes, computation!);
        }

        return outcomes.SelectMany(static x => x.Files).Any(static x => x.Reading is { HasErrors: true }) ? ExitCodes.Input : ExitCodes.Fine;
    }

    /// <summary>
    /// Names the defaults of a brand without configuration. And money of another currency than the brand's has no value without a
    /// rate: say so before anyone wonders at the dashes.
    /// </summary>
    private static async Task WarnOfSettingsAsync(
        CliSession session, string brand, IReadOnlyList<IngestOutcome> outcomes, CancellationToken cancellationToken)
    {
        var loaded = await session.Get<BrandStore>().LoadAsync(brand, cancellationToken);
        if (loaded is { Reading: null, Configuration: { } defaults })
        {
            await Console.Error.WriteLineAsync(CliText.NoConfiguration(brand, defaults.TimeZone, defaults.Currency));
        }

        var currency = loaded.Configuration?.Currency;
        if (currency is null)
        {
            return;
        }

        var others = outcomes
            .SelectMany(static x => x.Files)
            .SelectMany(static x => x.Reading is { } reading ? reading.TotalsByCurrency.Keys.Append(reading.Currency) : [])
            .OfType<string>()
            .Where(x => x != currency)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (others.Count > 0)
        {
            await Console.Error.WriteLineAsync("kpi: " + CliText.OtherCurrency(brand, currency, others));
        }
    }

    private static async Task<BinaryData> ConfigFor(string brand, FileInfo file, CancellationToken cancellationToken)
    {
        await ConfigFiles.ReadAsync(file, brand, cancellationToken);
        return new BinaryData(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
    }

    private static DateTimeOffset? Time(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new CommandInputException(CliText.NoTime(text));
        }

        // A stamp of the future would outlive every file that is dropped until then.
        return time <= TimeProvider.System.GetUtcNow() ? time.ToUniversalTime() : throw new CommandInputException(CliText.TimeInFuture(text));
    }

    private static void WriteJson(string brand, IReadOnlyList<IngestOutcome> outcomes, Computation computation)
    {
        using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), ReceiptJson.Options);
        writer.WriteStartObject();
        writer.WriteString("brand", brand);
        writer.WriteStartArray("files");
        foreach (var outcome in outcomes)
        {
            WriteJson(writer, outcome);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("kpis");
        writer.WriteNumber("published", computation.Published);
        writer.WriteNumber("unchanged", computation.Unchanged);
        writer.WriteNumber("removed", computation.Removed);
        writer.WriteEndObject();
        writer.WriteStartArray("notes");
        foreach (var note in computation.Notes)
        {
            writer.WriteStartObject();
            writer.WriteString("code", note.Code);
            writer.WriteString("source", note.Source);
            writer.WriteString("from", note.From.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("to", note.To.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteNumber("count", note.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A file, and of an archive what is in it.</summary>
    private static void WriteJson(Utf8JsonWriter writer, IngestOutcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteString("file", outcome.Path);
        writer.WriteString("state", IngestView.StateId(outcome.State));
        if (outcome.Receipt is { } receipt)
        {
            writer.WritePropertyName("receipt");
            ReceiptJson.WriteEntry(writer, receipt);
        }

        if (outcome.Members.Count > 0)
        {
            writer.WriteStartArray("members");
            foreach (var member in outcome.Members)
            {
                WriteJson(writer, member);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
