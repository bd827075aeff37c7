using System.Text.Json;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Pipeline.Kpis;
using KpiFunctions.Storage.Kpis;

namespace KpiFunctions.Cli.Commands;

/// <summary>
/// Everything that is published of a brand in one JSON document: no clock times and no random ids, so that the same numbers are
/// the same bytes. Weeks and months whole, days by their total.
/// </summary>
internal static class KpiFile
{
    public static async Task WriteAsync(KpiTable table, string brand, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(output, ReceiptJson.Options);
        writer.WriteStartObject();
        writer.WriteString("brand", brand);
        writer.WriteStartArray("periods");
        foreach (var grain in new[] { Grain.Month, Grain.Week, Grain.Day })
        {
            var headers = await table.ReadHeadersAsync(brand, grain, null, null, cancellationToken);
            var periods = headers.Select(static x => x.Period).OrderBy(static x => x.From).ToList();
            PeriodKpis? previous = null;
            foreach (var kpis in await table.ReadManyAsync(brand, periods, cancellationToken))
            {
                var before = previous?.Period.To.AddDays(1) == kpis.Period.From ? previous : null;
                KpiDocument.Write(writer, kpis, before, grain == Grain.Day ? [KpiScope.Total] : KpiScopes.All, KpiCatalogue.All);
                previous = kpis;
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
