using System.Diagnostics.CodeAnalysis;

namespace KpiFunctions.Storage;

/// <summary>The three endpoints of an account, from the address of its blobs.</summary>
/// <param name="Blobs">Such as <c>https://contoso.blob.core.windows.net/</c>.</param>
/// <param name="Tables">Such as <c>https://contoso.table.core.windows.net/</c>.</param>
/// <param name="Queues">Such as <c>https://contoso.queue.core.windows.net/</c>.</param>
internal sealed record AccountUrl(Uri Blobs, Uri Tables, Uri Queues)
{
    private const string BlobLabel = ".blob.";

    /// <summary>Reads the address; any cloud's suffix will do, as long as the host is <c>{account}.blob.{suffix}</c>.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out AccountUrl? account)
    {
        account = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttps
            || url.PathAndQuery != "/"
            || url.UserInfo.Length > 0
            || url.Fragment.Length > 0
            || url.Host.IndexOf(BlobLabel, StringComparison.Ordinal) is var at && at < 1)
        {
            return false;
        }

        account = new(url, Sibling(".table."), Sibling(".queue."));
        return true;

        Uri Sibling(string label) =>
            new UriBuilder(url) { Host = string.Concat(url.Host.AsSpan(0, at), label, url.Host.AsSpan(at + BlobLabel.Length)) }.Uri;
    }
}
