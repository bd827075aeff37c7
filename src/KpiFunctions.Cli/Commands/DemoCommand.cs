using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using KpiFunctions.Cli.Hosting;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Core.Periods;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using Spectre.Console;

namespace KpiFunctions.Cli.Commands;

/// <summary><c>kpi demo</c>: the whole way from exports to mailbox, on a sample brand and real parts.</summary>
internal static class DemoCommand
{
    private const string Report = "weekly";

    /// <summary>When the exports of a fixed day are dropped: a marketer's morning.</summary>
    private static readonly TimeOnly Morning = new(9, 0);

    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--out") { DefaultValueFactory = static _ => new DirectoryInfo("out"), Description = CliText.OutOption };
        var asOf = new Option<string?>("--as-of") { Description = CliText.AsOfOption };
        var command = new Command("demo", CliText.Demo) { output, asOf };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(output)!, Day(parsed.GetValue(asOf)), cancellationToken));
        return command;
    }

    private static DateOnly? Day(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandInputException(CliText.NoDay(text));
    }

    private static async Task<int> RunAsync(DirectoryInfo output, DateOnly? asOf, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var zone = SampleBrand.Zone;
        TimeProvider time = asOf is { } day ? new DemoClock(day.ToDateTime(Morning), zone) : TimeProvider.System;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
        var sample = SampleBrand.Generate(new SampleOptions { AsOf = today });
        DemoFolder.Clear(output.FullName);
        var data = Directory.CreateTempSubdirectory("kpi-demo-");
        try
        {
            var demo = new DemoRun(sample, output.FullName, data.FullName, time);
            await Bars.RunAsync(visible: true, progress => demo.RunAsync(progress, cancellationToken));
            demo.WriteSummary(watch.Elapsed);
            return demo.EverythingArrived ? ExitCodes.Fine : ExitCodes.Fault;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>One run: what it did is told at its end.</summary>
    private sealed class DemoRun(SampleBrand sample, string output, string data, TimeProvider time)
    {
        private IReadOnlyList<IngestOutcome> _outcomes = [];
        private IReadOnlyList<Delivery> _deliveries = [];

        public bool EverythingArrived =>
            _deliveries.Count > 0 && _deliveries.All(static x => x.State == DeliveryState.Sent) && _outcomes.All(static x => x.State == IngestState.Done);

        public async Task RunAsync(Bars progress, CancellationToken cancellationToken)
        {
            var starting = progress.Step(CliText.DemoStarting);
            await using var session = await CliSession.OpenEmbeddedAsync(data, time, cancellationToken);
            var smtp = await session.CatchMailAsync(Path.Combine(output, "mail"), cancellationToken);
            starting?.Report((1, 1));
            var exports = Path.Combine(output, "exports");
            var writing = progress.Step(CliText.DemoWriting);
            sample.WriteTo(exports, cancellationToken);
            writing?.Report((1, 1));

            var ingestion = new Ingestion(session, time);
            await ingestion.StoreConfigAsync(SampleBrand.Id, new BinaryData(SampleBrand.ConfigurationYaml), cancellationToken);
            IReadOnlyList<(string File, string DropPath)> files = [.. sample.Files.Select(x => (Path.Combine(exports, x.Path), x.Path))];
            _outcomes = await ingestion.DropAndReadAsync(SampleBrand.Id, files, null, progress.Step(CliText.Reading), cancellationToken);
            await ingestion.ComputeAsync(SampleBrand.Id, progress.Step(CliText.Computing), cancellationToken);

            var sending = progress.Step(CliText.DemoSending);
            var week = Period.Week(sample.LastDay, WeekStart.Monday).Id;
            var planning = await session.Get<PlanDeliveries>().RunAsync(Report, week, dryRun: false, cancellationToken);
            if (planning.Refusal is { } refusal)
            {
                throw new InvalidOperationException($"The demo's own report was refused: {refusal}.");
            }

            _deliveries = await session.Get<DeliverReport>().RunAsync(Report, week, smtp, cancellationToken);
            sending?.Report((1, 1));
            await LeaveFilesAsync(session, planning, week, cancellationToken);
        }

        public void WriteSummary(TimeSpan elapsed)
        {
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape(CliText.DemoTitle("Northern Leaf Tea", sample.FirstDay, sample.LastDay))}[/]");
            AnsiConsole.WriteLine("  " + CliText.DemoFiles(
                _outcomes.Count, _outcomes.Sum(static x => x.Reading?.Accepted ?? 0), _outcomes.Sum(static x => x.Reading?.Rejected ?? 0)));
            AnsiConsole.WriteLine("  " + CliText.DemoSent(_deliveries.Count(static x => x.State == DeliveryState.Sent), _deliveries.Count));
            foreach (var delivery in _deliveries)
            {
                AnsiConsole.WriteLine($"    {delivery.Plan.Recipient.Masked} ({delivery.Plan.Language}): {DeliveryView.StateAndAnswer(delivery)}");
            }

            AnsiConsole.WriteLine(CliText.DemoDone(elapsed.TotalSeconds));
            var grid = new Grid().AddColumn(new GridColumn().Padding(2, 0, 2, 0).NoWrap()).AddColumn();
            foreach (var (path, what) in new[]
            {
                ("report.ru.pdf, report.en.pdf, .html", CliText.DemoReports),
                ("mail/", CliText.DemoMail),
                ("receipts/", CliText.DemoReceipts),
                ("kpis.json", CliText.DemoKpis),
                ("exports/", CliText.DemoExports),
            })
            {
                grid.AddRow(Markup.Escape(Path.Combine(Path.GetRelativePath(Environment.CurrentDirectory, output), path)), Markup.Escape(what));
            }

            AnsiConsole.Write(grid);
        }

        private async Task LeaveFilesAsync(CliSession session, DeliveryPlanning planning, string week, CancellationToken cancellationToken)
        {
            var reports = session.Get<ReportStore>();
            foreach (var language in new[] { "ru", "en" })
            {
                foreach (var ending in new[] { "pdf", "html" })
                {
                    var stored = await reports.ReadAsync(Report, week, planning.Version, $"{language}.{ending}", cancellationToken)
                        ?? throw new InvalidOperationException($"The report in {language} was sent but is not stored.");
                    await File.WriteAllBytesAsync(Path.Combine(output, $"report.{language}.{ending}"), stored.Content.ToMemory(), cancellationToken);
                }
            }

            var receipts = session.Get<ReceiptStore>();
            foreach (var file in sample.Files)
            {
                var target = Path.Combine(output, "receipts", file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await LeaveAsync(await receipts.ReadJsonAsync(SampleBrand.Id, file.Path, cancellationToken), target + ".json", cancellationToken);
                await LeaveAsync(await receipts.ReadMarkdownAsync(SampleBrand.Id, file.Path, cancellationToken), target + ".md", cancellationToken);
            }

            await using var kpis = File.Create(Path.Combine(output, "kpis.json"));
            await KpiFile.WriteAsync(session.Get<KpiTable>(), SampleBrand.Id, kpis, cancellationToken);
        }

        private static async Task LeaveAsync(StoredBytes? receipt, string path, CancellationToken cancellationToken)
        {
            if (receipt is not null)
            {
                await File.WriteAllBytesAsync(path, receipt.Content.ToMemory(), cancellationToken);
            }
        }
    }
}
