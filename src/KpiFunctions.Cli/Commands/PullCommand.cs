using System.CommandLine;
using System.Globalization;
using System.Runtime.ExceptionServices;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Brands;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Storage.Ledgers;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi pull</c>: fetches what is due while a person waits.</summary>
internal static class PullCommand
{
    /// <summary>Three years and a little: more is a slip of the pen.</summary>
    private const int MostDays = 1_100;

    public static Command Create()
    {
        var source = new Argument<string?>("SOURCE") { Arity = ArgumentArity.ZeroOrOne, Description = PullText.SourceArgument };
        var brand = new Option<string>("--brand") { Required = true, Description = CliText.BrandOption };
        var config = new Option<FileInfo?>("--config") { Description = CliText.ConfigOption };
        var from = new Option<string?>("--from") { Description = PullText.FromOption };
        var to = new Option<string?>("--to") { Description = PullText.ToOption };
        var dryRun = new Option<bool>("--dry-run") { Description = PullText.DryRunOption };
        var json = new Option<bool>("--json") { Description = CliText.JsonOption };
        var storage = new StorageArguments();
        var command = new Command("pull", PullText.Pull) { source, brand, config, from, to, dryRun, json };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wish = new Wish(
                BrandArgument.Require(parsed.GetValue(brand)!), parsed.GetValue(source), Day(parsed.GetValue(from)), Day(parsed.GetValue(to)),
                parsed.GetValue(dryRun), parsed.GetValue(json));
            RequireOrder(wish);
            var file = parsed.GetValue(config);
            var given = file is null ? null : Require(await ConfigFiles.ReadAsync(file, wish.Brand, cancellationToken), wish);
            var (settings, broken) = ConnectorSettings.Sort(ConnectorSettings.Read(Environment.GetEnvironmentVariables()));
            RequireTokens(given, wish, broken);
            await using var session = await storage.OpenAsync(parsed, settings, cancellationToken);
            if (file is not null && !wish.DryRun)
            {
                await StoreAsync(session, wish.Brand, file, cancellationToken);
            }

            var subject = given ?? Require(await StoredAsync(session, wish.Brand, cancellationToken), wish);
            RequireTokens(subject, wish, broken);
            await WarnOfTokensAsync(broken);
            return await RunAsync(session, subject, wish, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliSession session, BrandConfiguration brand, Wish wish, CancellationToken cancellationToken)
    {
        var pull = session.Get<PullNow>();
        var plans = await pull.PlanAsync(brand, Named(wish, pull.LastDay(brand)), wish.Source, cancellationToken);
        if (wish.DryRun)
        {
            PullView.WritePlans(brand.Brand, plans, wish.Json);
            return plans.Any(static x => x.Trouble is not null) ? ExitCodes.Input : ExitCodes.Fine;
        }

        var outcomes = new List<PullOutcome>();
        Computation? computation = null;
        ExceptionDispatchInfo? fault = null;
        await Bars.RunAsync(!wish.Json, async progress =>
        {
            List<DueSlice> slices = [.. plans.SelectMany(static x => x.Slices)];
            fault = await PullAsync(pull, slices, wish, outcomes, progress.Step(PullText.Pulling), cancellationToken);
            computation = await ComputeAsync(session, brand.Brand, progress, cancellationToken);
        });
        PullView.Write(brand.Brand, plans, outcomes, computation, wish.Json);
        fault?.Throw();
        return ExitCode([.. plans.Select(static x => x.Trouble).Concat(outcomes.Select(static x => x.Code)).OfType<string>()]);
    }

    /// <summary>Pulls one slice after another.</summary>
    /// <returns>The fault that ended it, to be thrown when what was pulled before is computed.</returns>
    private static async Task<ExceptionDispatchInfo?> PullAsync(
        PullNow pull, List<DueSlice> slices, Wish wish, List<PullOutcome> outcomes, IProgress<(int Done, int Of)>? step, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var slice in slices)
            {
                outcomes.Add(await pull.PullAsync(slice, wish.From is not null, cancellationToken));
                step?.Report((outcomes.Count, slices.Count));
            }

            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>
    /// Computes whether or not this run imported anything: an earlier one may have been stopped between the last answer and the KPIs, and nobody
    /// else would make that good. Without imports there is nothing to compute.
    /// </summary>
    private static async Task<Computation?> ComputeAsync(CliSession session, string brand, Bars progress, CancellationToken cancellationToken) =>
        (await session.Get<ImportLedger>().ListAsync(brand, cancellationToken)).Count > 0
            ? await session.Get<ComputeKpis>().RunAsync(brand, progress.Step(CliText.Computing), cancellationToken)
            : null;

    /// <summary>What a person has to mend comes before what may pass by itself.</summary>
    private static int ExitCode(IReadOnlyList<string> codes) => codes.Any(PullReasons.IsOfSettings)
        ? ExitCodes.Input
        : codes.Count > 0 ? ExitCodes.Fault : ExitCodes.Fine;

    private static async Task StoreAsync(CliSession session, string brand, FileInfo file, CancellationToken cancellationToken)
    {
        var yaml = new BinaryData(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        if (await new Ingestion(session, TimeProvider.System).StoreConfigAsync(brand, yaml, cancellationToken))
        {
            await Console.Error.WriteLineAsync("kpi: " + CliText.ReadOtherwise);
        }
    }

    private static async Task<BrandConfiguration> StoredAsync(CliSession session, string brand, CancellationToken cancellationToken) =>
        (await session.Get<BrandStore>().LoadAsync(brand, cancellationToken)).Configuration
            ?? throw new CommandInputException(PullText.BrokenConfiguration(brand));

    /// <summary>A token that cannot be sent would end the pull at its first question; say so before anything is begun.</summary>
    private static void RequireTokens(BrandConfiguration? brand, Wish wish, IReadOnlyDictionary<string, string> broken)
    {
        var used = brand?.Connectors.Where(x => wish.Source is null || x.Source == wish.Source).Select(static x => x.Token) ?? [];
        if (used.FirstOrDefault(broken.ContainsKey) is { } name)
        {
            throw new CommandInputException(broken[name]);
        }
    }

    private static async Task WarnOfTokensAsync(IReadOnlyDictionary<string, string> broken)
    {
        foreach (var sentence in broken.Values)
        {
            await Console.Error.WriteLineAsync("kpi: " + PullText.NotUsed(sentence));
        }
    }

    private static BrandConfiguration Require(BrandConfiguration brand, Wish wish)
    {
        if (brand.Connectors.Count == 0)
        {
            throw new CommandInputException(PullText.NoConnectors(wish.Brand));
        }

        return wish.Source is null || brand.Connectors.Any(x => x.Source == wish.Source)
            ? brand
            : throw new CommandInputException(PullText.NoSuchConnector(
                wish.Brand, TerminalText.Clean(wish.Source), brand.Connectors.Select(static x => x.Source).Distinct(StringComparer.Ordinal)));
    }

    private static (DateOnly From, DateOnly To)? Named(Wish wish, DateOnly last)
    {
        if (wish.From is not { } from)
        {
            return null;
        }

        if (from > last)
        {
            throw new CommandInputException(PullText.NotOver(from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        var to = wish.To ?? last;
        return to.DayNumber - from.DayNumber < MostDays ? (from, to) : throw new CommandInputException(PullText.TooLong(MostDays));
    }

    private static void RequireOrder(Wish wish)
    {
        if (wish.From is null && wish.To is not null)
        {
            throw new CommandInputException(PullText.ToWithoutFrom);
        }

        if (wish.From > wish.To)
        {
            throw new CommandInputException(PullText.DaysInReverse);
        }
    }

    private static DateOnly? Day(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandInputException(CliText.NoDay(TerminalText.Clean(text)));
    }

    private sealed record Wish(string Brand, string? Source, DateOnly? From, DateOnly? To, bool DryRun, bool Json);
}
