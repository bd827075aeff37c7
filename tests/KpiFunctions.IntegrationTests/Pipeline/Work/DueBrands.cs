using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.Work;
using KpiFunctions.Storage.Ledgers;
using static KpiFunctions.IntegrationTests.Pipeline.Work.WorkBench;

namespace KpiFunctions.IntegrationTests.Pipeline.Work;

/// <summary>Brands with numbers of two weeks and a report each, for tests of planning and delivering.</summary>
internal static class DueBrands
{
    public const string Week = "2026-W47";

    /// <summary>Nine o'clock on the Monday after <see cref="Week"/> in Moscow.</summary>
    public static readonly DateTimeOffset Due = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    public static async Task<WorkBench> CreateDueAsync(AzuriteFixture azurite, SmtpOptions? smtp, params string[] recipients)
    {
        var bench = await CreateAsync(azurite, smtp);
        await bench.AddBrandAsync("shop", recipients);
        bench.Clock.Set(Due);
        return bench;
    }

    /// <summary>A brand whose report has the id <c>{brand}-weekly</c>, its numbers published.</summary>
    public static async Task AddBrandAsync(this WorkBench bench, string brand, params string[] recipients)
    {
        await bench.ReportToAsync(brand, recipients);
        await bench.DropAsync($"{brand}/w46.csv", Costs(100, "2026-11-10"));
        await bench.DropAsync($"{brand}/w47.csv", Costs(120, "2026-11-17"));
        await bench.Get<IngestDrop>().RunAsync($"{brand}/w46.csv", Cancellation);
        await bench.Get<IngestDrop>().RunAsync($"{brand}/w47.csv", Cancellation);
        await bench.ComputeAsync(brand);
        bench.Wire.ForgetSent();
    }

    public static Task ReportToAsync(this WorkBench bench, string brand, params string[] recipients) => bench.ConfigureAsync(
        brand,
        $"brand: {brand}\ntimeZone: Europe/Moscow\nreports:\n  - id: {brand}-weekly\n    recipients:\n"
            + string.Concat(recipients.Select(static x => $"      - email: {x}\n")));

    public static Task<IReadOnlyList<Delivery>> DeliveriesAsync(this WorkBench bench, string brand = "shop", string week = Week) =>
        bench.Get<DeliveryLedger>().ListAsync(brand + "-weekly", week, Cancellation);

    public static Task PlanAsync(this WorkBench bench, string brand = "shop") =>
        bench.Get<PlanDeliveries>().RunAsync(brand + "-weekly", Week, dryRun: false, Cancellation);
}
