using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Blobs;

/// <summary>Which of two receipts of a path is the newer one: that of the later drop, else of the later import.</summary>
/// <param name="DroppedAt">When the bytes were dropped.</param>
/// <param name="ImportedAt">When they were imported.</param>
public sealed record ReceiptAge(DateTimeOffset DroppedAt, DateTimeOffset ImportedAt)
{
    internal bool IsNewerThan(ReceiptAge other) =>
        DroppedAt > other.DroppedAt || (DroppedAt == other.DroppedAt && ImportedAt > other.ImportedAt);
}

/// <summary>One form of a receipt as it is stored.</summary>
/// <param name="Suffix">What its name has after the place that was asked for, such as <c>.md</c> or <c>!/member.csv.json</c>.</param>
/// <param name="Content">The bytes.</param>
public sealed record StoredReceipt(string Suffix, BinaryData Content);

/// <summary>
/// What was made of each dropped file, for the person who dropped it: <c>{brand}/{same path}.json</c> and <c>.md</c>. Receipts of
/// pulled answers lie under <c>_pulled/{brand}/…</c>; that of a blob in no brand's folder, or of a name that no path can be made of,
/// is <c>_unplaced/names/{same name}</c> or <c>_unplaced/digests/{digest of the name}</c>. No brand has such an id, so that whatever
/// people call their folders and files, they never meet.
/// </summary>
public sealed class ReceiptStore(StorageClients clients)
{
    private const string DroppedAtKey = "droppedat";
    private const string ImportedAtKey = "importedat";
    private const string PulledFolder = "_pulled/";
    private const int MaxAttempts = 10;
    private const string Unplaced = "_unplaced/";
    private const string JsonSuffix = ".json";
    private const string MarkdownSuffix = ".md";
    private const string MemberSeparator = "!/";
    private readonly BlobContainerClient _container = clients.Container(StorageNames.Receipts);

    /// <summary>Writes both forms. An older import never replaces a newer receipt; each form holds this by itself.</summary>
    /// <returns>False when there is a newer receipt.</returns>
    public async Task<bool> WriteAsync(
        string brand, string path, BinaryData json, BinaryData markdown, ReceiptAge age, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(age);
        var isNewest = await WriteAsync(Blob(brand, path, ".json"), json, "application/json; charset=utf-8", age, cancellationToken);
        return await WriteAsync(Blob(brand, path, ".md"), markdown, "text/markdown; charset=utf-8", age, cancellationToken) && isNewest;
    }

    /// <summary>Writes both forms for a pulled answer.</summary>
    /// <returns>False when there is a newer receipt.</returns>
    public async Task<bool> WriteAsync(PulledName pulled, BinaryData json, BinaryData markdown, ReceiptAge age, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pulled);
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(age);
        var isNewest = await WriteAsync(Blob(pulled, ".json"), json, "application/json; charset=utf-8", age, cancellationToken);
        return await WriteAsync(Blob(pulled, ".md"), markdown, "text/markdown; charset=utf-8", age, cancellationToken) && isNewest;
    }

    /// <summary>The receipt of a pulled answer as JSON; null if there is none.</summary>
    public Task<StoredBytes?> ReadJsonAsync(PulledName pulled, CancellationToken cancellationToken) =>
        Blob(pulled, ".json").TryReadAsync(cancellationToken);

    /// <summary>Where the receipt of a pulled answer stands, without the forms' suffixes.</summary>
    public static string PulledPath(PulledName pulled)
    {
        ArgumentNullException.ThrowIfNull(pulled);
        return PulledFolder + pulled.BlobName;
    }

    /// <summary>Writes both forms for a blob that belongs to no brand.</summary>
    public async Task WriteUnplacedAsync(string blobName, BinaryData json, BinaryData markdown, ReceiptAge age, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(age);
        var place = UnplacedPath(blobName);
        await WriteAsync(_container.GetBlobClient(place + ".json"), json, "application/json; charset=utf-8", age, cancellationToken);
        await WriteAsync(_container.GetBlobClient(place + MarkdownSuffix), markdown, "text/markdown; charset=utf-8", age, cancellationToken);
    }

    /// <summary>Where the receipt of a blob that belongs to no brand stands, without the forms' suffixes.</summary>
    public static string UnplacedPath(string blobName) =>
        BlobPath.IsSafe(blobName) ? $"{Unplaced}names/{blobName}" : $"{Unplaced}digests/{Digest.Of(blobName)}";

    /// <summary>Every <see cref="UnplacedPath"/> that has a receipt, and when it was written by the storage's clock.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ListUnplacedAsync(CancellationToken cancellationToken)
    {
        var paths = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = Unplaced }, cancellationToken))
        {
            // This form is written last, so where it is, both are.
            if (blob.Name.EndsWith(MarkdownSuffix, StringComparison.Ordinal))
            {
                paths[blob.Name[..^MarkdownSuffix.Length]] = blob.Properties.LastModified ?? DateTimeOffset.MinValue;
            }
        }

        return paths;
    }

    /// <summary>The receipt of a path as JSON; null if there is none.</summary>
    public Task<StoredBytes?> ReadJsonAsync(string brand, string path, CancellationToken cancellationToken) =>
        Blob(brand, path, ".json").TryReadAsync(cancellationToken);

    /// <summary>The receipt of a path as Markdown; null if there is none.</summary>
    public Task<StoredBytes?> ReadMarkdownAsync(string brand, string path, CancellationToken cancellationToken) =>
        Blob(brand, path, ".md").TryReadAsync(cancellationToken);

    /// <summary>Everything that was written for a dropped file: its receipt's forms and, of a file that holds files, those of its members.</summary>
    public Task<IReadOnlyList<StoredReceipt>> ReadAllAsync(string brand, string path, CancellationToken cancellationToken) =>
        ReadAllAsync(BlobPath.Of(brand, path), cancellationToken);

    /// <summary>The same of a blob that belongs to no brand.</summary>
    public Task<IReadOnlyList<StoredReceipt>> ReadUnplacedAsync(string blobName, CancellationToken cancellationToken) =>
        ReadAllAsync(UnplacedPath(blobName), cancellationToken);

    /// <summary>The receipts of an account's pulled answers that were written since then, by the storage's clock, in whole seconds.</summary>
    public Task<IReadOnlyList<StoredReceipt>> ReadPulledAsync(
        string brand, string source, string account, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadBelowAsync(PulledFolder, $"{Ids.Brand(brand)}/{Ids.Source(source)}/{Ids.Account(account)}/", since, cancellationToken);

    private async Task<IReadOnlyList<StoredReceipt>> ReadAllAsync(string place, CancellationToken cancellationToken)
    {
        var found = new List<StoredReceipt>();
        foreach (var suffix in new[] { JsonSuffix, MarkdownSuffix })
        {
            if (await _container.GetBlobClient(place + suffix).TryReadAsync(cancellationToken) is { } form)
            {
                found.Add(new(suffix, form.Content));
            }
        }

        found.AddRange(await ReadBelowAsync(place, MemberSeparator, DateTimeOffset.MinValue, cancellationToken));
        return found;
    }

    private async Task<IReadOnlyList<StoredReceipt>> ReadBelowAsync(
        string place, string below, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = new List<StoredReceipt>();
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = place + below }, cancellationToken))
        {
            if (blob.Properties.LastModified >= since && await _container.GetBlobClient(blob.Name).TryReadAsync(cancellationToken) is { } form)
            {
                found.Add(new(blob.Name[place.Length..], form.Content));
            }
        }

        return found;
    }

    private static async Task<bool> WriteAsync(
        BlobClient blob, BinaryData content, string contentType, ReceiptAge age, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DroppedAtKey] = age.DroppedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            [ImportedAtKey] = age.ImportedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = await blob.TryGetPropertiesAsync(cancellationToken);
            if (found is not null && AgeOf(found.Metadata).IsNewerThan(age))
            {
                return false;
            }

            if (await blob.TryPutAsync(content.ToStream(), found?.ETag, new(contentType, metadata), cancellationToken) is not null)
            {
                return true;
            }
        }

        throw new IOException($"The receipt was changed by others {MaxAttempts} times while it was being written.");
    }

    private static ReceiptAge AgeOf(IDictionary<string, string> metadata) => new(Time(metadata, DroppedAtKey), Time(metadata, ImportedAtKey));

    private static DateTimeOffset Time(IDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var text)
        && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : DateTimeOffset.MinValue;

    private BlobClient Blob(PulledName pulled, string suffix) => _container.GetBlobClient(PulledPath(pulled) + suffix);

    private BlobClient Blob(string brand, string path, string suffix) => _container.GetBlobClient(BlobPath.Of(brand, path) + suffix);
}
