using System.CommandLine;
using System.Text.Json;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage.Kpis;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi kpis</c>: the published KPIs of a period.</summary>
internal static class KpisCommand
{
    public static Command Create()
    {
        var brand = new Option<string>("--brand") { Required = true, Description = CliText.BrandOption };
        var period = new Option<string>("--period") { Required = true, Description = CliText.PeriodOption };
        var by = new Option<string>("--by") { DefaultValueFactory = static _ => KpiScope.Total.Id(), Description = CliText.ByOption };
        var kpi = new Option<string[]>("--kpi") { AllowMultipleArgumentsPerToken = true, Description = CliText.KpiOption };
        var json = new Option<bool>("--json") { Description = CliText.JsonOption };
        var storage = new StorageArguments();
        var command = new Command("kpis", CliText.Kpis) { brand, period, by, kpi, json };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var brandId = BrandArgument.Require(parsed.GetValue(brand)!);
            var scope = Scope(parsed.GetValue(by)!);
            var kpis = Definitions(parsed.GetValue(kpi) ?? []);
            await using var session = await storage.OpenAsync(parsed, cancellationToken);
            return await RunAsync(session, brandId, parsed.GetValue(period)!, scope, kpis, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliSession session, string brand, string periodText, KpiScope scope, IReadOnlyList<KpiDefinition> kpis, bool json, CancellationToken cancellationToken)
    {
        var configuration = await session.Get<BrandStore>().RequireAsync(brand, cancellationToken);
        var period = BrandArgument.RequirePeriod(periodText, configuration.WeekStart);
        var table = session.Get<KpiTable>();
        if (await table.ReadAsync(brand, period, cancellationToken) is not { } current)
        {
            throw await BrandArgument.NothingPublishedAsync(table, brand, period, cancellationToken);
        }

        var previous = await table.ReadAsync(brand, period.Previous(configuration.WeekStart), cancellationToken);
        if (json)
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), ReceiptJson.Options);
            KpiDocument.Write(writer, current, previous, [scope], kpis);
        }
        else
        {
            KpiView.Write(current, previous, scope, kpis);
        }

        return ExitCodes.Fine;
    }

    private static KpiScope Scope(string text) =>
        KpiScopes.Parse(text) ?? throw new CommandInputException(CliText.NoScope(text, KpiScopes.All.Select(static x => x.Id())));

    private static IReadOnlyList<KpiDefinition> Definitions(string[] ids) => ids.Length == 0
        ? KpiCatalogue.All
        : [.. ids.Select(static x => KpiCatalogue.Find(x) ?? throw new CommandInputException(CliText.NoKpi(x, KpiCatalogue.All.Select(static y => y.Id))))];
}
