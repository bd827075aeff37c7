using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports.Containers;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Receipts;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi check</c>: reads files as a drop would, without storage.</summary>
internal static class CheckCommand
{
    private const int KeyBytes = 32;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = CliText.FilesArgument };
        var config = new Option<FileInfo?>("--brand-config") { Description = CliText.BrandConfigOption };
        var suggest = new Option<bool>("--suggest") { Description = CliText.SuggestOption };
        var json = new Option<bool>("--json") { Description = CliText.JsonOption };
        var command = new Command("check", CliText.Check) { files, config, suggest, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(files)!, parsed.GetValue(config), parsed.GetValue(suggest), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, FileInfo? config, bool suggest, bool json, CancellationToken cancellationToken)
    {
        var options = await OptionsAsync(config, cancellationToken);
        var receipts = new List<Receipt>();
        foreach (var path in InputFiles.Require(files))
        {
            await CheckAsync(path, options, suggest, receipts, cancellationToken);
        }

        if (json)
        {
            WriteJson(receipts);
        }
        else
        {
            receipts.ForEach(receipt => Write(receipt, suggest));
        }

        return receipts.Exists(static x => x.Reading.HasErrors) ? ExitCodes.Input : ExitCodes.Fine;
    }

    /// <summary>A file, or every member of a container.</summary>
    private static async Task CheckAsync(string path, ReadingOptions options, bool suggest, List<Receipt> receipts, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 17, FileOptions.Asynchronous);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        await foreach (var member in DropReader.OpenAsync(file, path, hash, options, cancellationToken))
        {
            var reading = await member.ReadAsync(TimeProvider.System.GetUtcNow(), new Discard(), cancellationToken);
            var suggestion = suggest && !reading.Recognized ? await member.SuggestMappingAsync(CliLanguage.Text, cancellationToken) : null;
            receipts.Add(new Receipt(reading, member.Path, null, watch.Elapsed, CliLanguage.Text) { Suggestion = suggestion });
            watch.Restart();
        }
    }

    private static void Write(Receipt receipt, bool suggest)
    {
        ReceiptView.Write(receipt);
        if (suggest)
        {
            // The draft as it is, so that it can be copied; it holds no character that steers a terminal.
            Console.Out.WriteLine(receipt.Suggestion ?? (receipt.Reading.Recognized ? CliText.NoMappingNeeded : CliText.NoSuggestion));
        }
    }

    /// <summary>Without a configuration the zone is UTC and the currency unknown; customers are told apart by a key of this run.</summary>
    private static async Task<ReadingOptions> OptionsAsync(FileInfo? config, CancellationToken cancellationToken)
    {
        var brand = config is null ? null : await ConfigFiles.ReadAsync(config, null, cancellationToken);
        var zone = brand?.Zone ?? TimeZoneInfo.Utc;
        return new ReadingOptions
        {
            TimeZone = zone,
            Currency = brand?.Currency,
            Accounts = brand?.Accounts ?? [],
            DateOrders = brand?.DateOrders ?? new Dictionary<string, DateOrder>(StringComparer.Ordinal),
            Mappings = brand?.Mappings ?? [],
            Limits = LimitEnvironment.Read(),
            Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone).DateTime),
            Hasher = new IdentityHasher(RandomNumberGenerator.GetBytes(KeyBytes), brand?.Brand ?? "check"),
        };
    }

    private static void WriteJson(List<Receipt> receipts)
    {
        using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), ReceiptJson.Options);
        writer.WriteStartObject();
        writer.WriteStartArray("files");
        foreach (var receipt in receipts)
        {
            ReceiptJson.WriteEntry(writer, receipt);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A check keeps no facts: what they add up to is in the reading.</summary>
    private sealed class Discard : IFactSink
    {
        public void Add(AdFact fact)
        {
        }

        public void Add(WebFact fact)
        {
        }

        public void Add(Order fact)
        {
        }

        public void Add(CostFact fact)
        {
        }
    }
}
