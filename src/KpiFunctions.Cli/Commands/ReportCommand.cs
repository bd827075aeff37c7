using System.CommandLine;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Reporting;
using KpiFunctions.Storage.Kpis;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi report</c>: composes a week's report from the published KPIs and leaves it as files; nothing is sent or frozen.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var brand = new Option<string>("--brand") { Required = true, Description = CliText.BrandOption };
        var period = new Option<string>("--period") { Required = true, Description = CliText.WeekOption };
        var lang = new Option<string>("--lang") { Required = true, Description = CliText.LangOption };
        var output = new Option<DirectoryInfo>("--out") { Required = true, Description = CliText.OutOption };
        lang.AcceptOnlyFromAmong("ru", "en");
        var storage = new StorageArguments();
        var command = new Command("report", CliText.Report) { brand, period, lang, output };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var brandId = BrandArgument.Require(parsed.GetValue(brand)!);
            await using var session = await storage.OpenAsync(parsed, cancellationToken);
            return await RunAsync(session, brandId, parsed.GetValue(period)!, parsed.GetValue(lang)!, parsed.GetValue(output)!, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliSession session, string brand, string periodText, string language, DirectoryInfo output, CancellationToken cancellationToken)
    {
        var configuration = await session.Get<BrandStore>().RequireAsync(brand, cancellationToken);
        var period = BrandArgument.RequirePeriod(periodText, configuration.WeekStart);
        if (period.Grain != Grain.Week)
        {
            throw new CommandInputException(CliText.NotAWeek(period.Id));
        }

        var report = configuration.Reports.Count > 0 ? configuration.Reports[0].Id : "weekly";
        var input = await session.Get<ReportInputs>().GatherAsync(brand, report, period, cancellationToken)
            ?? throw await BrandArgument.NothingPublishedAsync(session.Get<KpiTable>(), brand, period, cancellationToken);
        foreach (var file in await ReportFiles.WriteAsync(RenderedReport.Of(input with { Language = language }), language, output.FullName, cancellationToken))
        {
            Console.WriteLine(file);
        }

        return ExitCodes.Fine;
    }
}
