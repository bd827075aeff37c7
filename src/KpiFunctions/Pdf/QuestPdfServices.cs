using KpiFunctions.Hosting;
using KpiFunctions.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace KpiFunctions.Pdf;

/// <summary>Chooses who draws pages.</summary>
public static class QuestPdfServices
{
    /// <summary>Takes QuestPDF when the operator has said which of its licences applies to them; else the embedded writer stays.</summary>
    public static IServiceCollection AddKpiPdf(this IServiceCollection services, QuestPdfLicense? license) =>
        license is { } applies ? services.AddSingleton<IPdfWriter>(new QuestPdfWriter(applies)) : services;
}
