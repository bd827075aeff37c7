using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Blobs;

/// <summary>
/// What was sent, <c>{report}/{period}/v{n}/{file}</c>. A version is frozen: nothing in it is ever replaced, a correction is the
/// next version.
/// </summary>
public sealed class ReportStore(StorageClients clients)
{
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Reports);

    /// <summary>Writes a file of a version unless it is there.</summary>
    /// <returns>False when it is there already: then take what is there.</returns>
    public async Task<bool> PutIfAbsentAsync(
        string report, string period, int version, string file, BinaryData content, string contentType, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return await Blob(report, period, version, file).PutIfAbsentAsync(content, new(contentType), cancellationToken);
    }

    /// <summary>Reads a file of a version; null if it is not there.</summary>
    public Task<StoredBytes?> ReadAsync(string report, string period, int version, string file, CancellationToken cancellationToken) =>
        Blob(report, period, version, file).TryReadAsync(cancellationToken);

    /// <summary>The newest version of which the file is there; 0 when there is none. Write last what makes a version whole, and ask for that.</summary>
    public async Task<int> NewestVersionAsync(string report, string period, string file, CancellationToken cancellationToken)
    {
        var newest = 0;
        var folder = Folder(report, period);
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = folder }, cancellationToken))
        {
            if (blob.Name[folder.Length..].Split('/') is [['v', .. var digits], var name]
                && name == file
                && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                newest = Math.Max(newest, version);
            }
        }

        return newest;
    }

    private static string Folder(string report, string period) => $"{Ids.Report(report)}/{Ids.Period(period)}/";

    private BlobClient Blob(string report, string period, int version, string file)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        return _container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{Folder(report, period)}v{version}/{Ids.File(file)}"));
    }
}
