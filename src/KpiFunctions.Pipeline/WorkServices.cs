using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Pipeline.Pulling;
using KpiFunctions.Pipeline.ReceiptMails;
using KpiFunctions.Pipeline.Work;
using Microsoft.Extensions.DependencyInjection;

namespace KpiFunctions.Pipeline;

/// <summary>Registers what triggers call.</summary>
public static class WorkServices
{
    /// <summary>Adds one class a trigger, beside the use cases of <see cref="PipelineServices"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="smtp">The mail server that reports are sent through.</param>
    public static IServiceCollection AddKpiWork(this IServiceCollection services, SmtpOptions smtp)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(smtp);
        return services
            .AddSingleton(smtp)
            .AddSingleton<OweReceipts>()
            .AddSingleton<SendReceipts>()
            .AddSingleton<ReceiptWork>()
            .AddSingleton<IngestDrop>()
            .AddSingleton<ComputeWork>()
            .AddSingleton<PlanDueDeliveries>()
            .AddSingleton<DeliveryWork>()
            .AddSingleton<SweepDrops>()
            .AddSingleton<PullWork>();
    }
}
