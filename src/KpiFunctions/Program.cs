using KpiFunctions.Hosting;
using KpiFunctions.Pdf;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
var settings = AppSettings.Read(builder.Configuration);
builder.Services.AddKpiApp(settings).AddKpiPdf(settings.QuestPdf).AddKpiTelemetry(settings.Telemetry);
await builder.Build().RunAsync();
