using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using KpiFunctions.Core.Facts;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Storage;
using KpiFunctions.Storage.Naming;
using KpiFunctions.Storage.Segments;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>What identifies a customer stays in the dropped file.</summary>
public sealed class PersonalDataTests(AzuriteFixture azurite)
{
    private static readonly string[] Planted = ["planted.person@mail.example", "+79031234567", "Planted Person", "12 Planted Street", "planted note"];

    [Fact]
    public async Task Nothing_that_was_planted_is_found_outside_the_drop()
    {
        await using var brand = await CreateAsync(azurite);
        var orders = Encoding.UTF8.GetBytes(
            $"""
            Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,Billing Street,Billing Phone,Notes,Refunded Amount,Id
            #1001,{Planted[0]},paid,RUB,100.00,0.00,0.00,100.00,2026-11-17 10:00:00 +0300,1,Tea,{Planted[2]},{Planted[3]},{Planted[1]},{Planted[4]},0.00,5001
            #1002,{Planted[0]},paid,RUB,{Planted[0]},0.00,0.00,100.00,2026-11-18 10:00:00 +0300,1,Tea,{Planted[2]},{Planted[3]},{Planted[1]},{Planted[4]},0.00,5002

            """.ReplaceLineEndings("\n"));

        await brand.IngestAsync("shopify/orders.csv", orders);
        await brand.ComputeAsync();

        var everything = await EverythingAsync(brand);
        Assert.Contains("shopify/orders-csv", everything, StringComparison.Ordinal);
        Assert.Contains("#1001", everything, StringComparison.Ordinal);
        Assert.All(Planted, x => Assert.DoesNotContain(x, everything, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>All blobs but the drops, all segments as text, all rows of all tables.</summary>
    private static async Task<string> EverythingAsync(TestBrand brand)
    {
        var text = new StringBuilder();
        var clients = brand.Get<StorageClients>();
        foreach (var name in StorageNames.Containers.Where(static x => x != StorageNames.Drop))
        {
            BlobContainerClient container = clients.Container(name);
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancellation))
            {
                text.AppendLine(blob.Name);
                text.AppendLine((await container.GetBlobClient(blob.Name).DownloadContentAsync(Cancellation)).Value.Content.ToString());
            }
        }

        foreach (var kind in FactKinds.All)
        {
            text.AppendLine(JsonSerializer.Serialize(await brand.Get<SegmentStore>().ReadAsync(Id, kind, Cancellation), Readable));
        }

        foreach (var name in StorageNames.Tables)
        {
            await foreach (var row in clients.Table(name).QueryAsync<TableEntity>(cancellationToken: Cancellation))
            {
                text.AppendLine(JsonSerializer.Serialize(row, Readable));
            }
        }

        return text.ToString();
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
