using KpiFunctions.Storage.Blobs;
using KpiFunctions.Storage.Facts;
using KpiFunctions.Storage.Kpis;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Queues;
using KpiFunctions.Storage.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KpiFunctions.Storage;

/// <summary>Registers this room.</summary>
public static class StorageServices
{
    /// <summary>Adds every store and ledger. Logging and a <see cref="TimeProvider"/> of the host's are used where they are registered.</summary>
    /// <exception cref="ArgumentException">The options have <see cref="StorageOptions.Problems"/>; the message names the setting and an example.</exception>
    public static IServiceCollection AddKpiStorage(this IServiceCollection services, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(StorageClients.Open(options))
            .AddSingleton<SegmentStore>()
            .AddSingleton<FactStore>()
            .AddSingleton<KpiTable>()
            .AddSingleton<ComputationLedger>()
            .AddSingleton<ImportLedger>()
            .AddSingleton<DeliveryLedger>()
            .AddSingleton<ReceiptLedger>()
            .AddSingleton<PullLedger>()
            .AddSingleton<DropStore>()
            .AddSingleton<PulledStore>()
            .AddSingleton<ArchiveStore>()
            .AddSingleton<ReceiptStore>()
            .AddSingleton<ReportStore>()
            .AddSingleton<ConfigStore>()
            .AddSingleton<WorkQueues>();
    }
}
