using KpiFunctions.Connectors;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Pipeline.Brands;
using KpiFunctions.Pipeline.Delivery;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Pipeline.Reporting;
using KpiFunctions.Reports;
using KpiFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace KpiFunctions.Pipeline;

/// <summary>Registers the use cases.</summary>
public static class PipelineServices
{
    /// <summary>
    /// Adds storage, connectors and every use case; without connector options there is no token and nothing can be pulled, and without
    /// limits the defaults hold. Sending needs
    /// <see cref="Mail.SmtpOptions"/>, given to it at each call.
    /// </summary>
    /// <exception cref="ArgumentException">A setting cannot be used; the message names it and gives an example.</exception>
    public static IServiceCollection AddKpiPipeline(
        this IServiceCollection services, StorageOptions storage, IdentityOptions identity, ConnectorOptions? connectors = null, ReadingLimits? limits = null) =>
        services
            .AddKpiStorage(storage)
            .AddSingleton(identity)
            .AddSingleton(limits ?? new ReadingLimits())
            .AddKpiConnectors(connectors ?? new ConnectorOptions())
            .AddSingleton<AnswerKeeper>()
            .AddSingleton<PullSender>()
            .AddSingleton<PullSources>()
            .AddSingleton<PullSource>()
            .AddSingleton<PullNow>()
            .AddSingleton<ReadingOptionsFactory>()
            .AddSingleton<BrandStore>()
            .AddSingleton<FileComparison>()
            .AddSingleton<ImportMember>()
            .AddSingleton<IngestFile>()
            .AddSingleton<ComputeKpis>()
            .AddSingleton<IPdfWriter>(EmbeddedPdfWriter.Instance)
            .AddSingleton<ReportInputs>()
            .AddSingleton<PlanDeliveries>()
            .AddSingleton<DeliverReport>();
}
