using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Blobs;

/// <summary>The brands' configurations, <c>{brand}.yaml</c>. Only administrators may write: recipients are a way out for data.</summary>
public sealed class ConfigStore(StorageClients clients)
{
    private const string Suffix = ".yaml";
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Config);

    /// <summary>A brand's configuration as it is stored; null if it has none.</summary>
    public Task<StoredBytes?> ReadAsync(string brand, CancellationToken cancellationToken) => Blob(brand).TryReadAsync(cancellationToken);

    /// <summary>Stores a configuration if the stored one is still the one that was read, or none where none was.</summary>
    /// <returns>The new version; null when somebody else stored one meanwhile.</returns>
    public Task<ETag?> WriteAsync(string brand, BinaryData yaml, ETag? before, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return Blob(brand).TryPutAsync(yaml.ToStream(), before, new("application/yaml; charset=utf-8"), cancellationToken);
    }

    /// <summary>Every brand with a configuration.</summary>
    public async Task<IReadOnlyList<string>> ListBrandsAsync(CancellationToken cancellationToken)
    {
        var brands = new List<string>();
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions(), cancellationToken))
        {
            if (blob.Name.EndsWith(Suffix, StringComparison.Ordinal) && Ids.IsBrand(blob.Name[..^Suffix.Length]))
            {
                brands.Add(blob.Name[..^Suffix.Length]);
            }
        }

        return brands;
    }

    private BlobClient Blob(string brand) => _container.GetBlobClient(Ids.Brand(brand) + Suffix);
}
