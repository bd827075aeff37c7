using System.Text.Json;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Exports.Receipts;
using KpiFunctions.Storage.Blobs;

namespace KpiFunctions.Cli.Watching;

/// <summary>Puts receipts beside the folder, at the path of the file that they are about, and says what stands in them.</summary>
internal sealed class ReceiptMirror(ReceiptStore receipts, string folder)
{
    private const string JsonSuffix = ".json";
    private const string MarkdownSuffix = ".md";

    /// <summary>The receipt that lies there; null unless it does in both forms.</summary>
    public async Task<FileEvent?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var place = PathOf(name);
        return File.Exists(place + JsonSuffix) && File.Exists(place + MarkdownSuffix)
            ? Read(name, new(await File.ReadAllBytesAsync(place + JsonSuffix, cancellationToken))) with { Receipt = place }
            : null;
    }

    /// <summary>Brings everything that is stored about a file of a brand.</summary>
    public async Task<IReadOnlyList<FileEvent>> BringAsync(string name, string brand, string path, CancellationToken cancellationToken) =>
        await WriteAsync(name, await receipts.ReadAllAsync(brand, path, cancellationToken), cancellationToken);

    /// <summary>Brings what is stored about a file that is no brand's.</summary>
    public async Task<IReadOnlyList<FileEvent>> BringUnplacedAsync(string name, CancellationToken cancellationToken) =>
        await WriteAsync(name, await receipts.ReadUnplacedAsync(name, cancellationToken), cancellationToken);

    /// <summary>Writes a notice that storage does not know.</summary>
    public async Task<IReadOnlyList<FileEvent>> WriteAsync(string name, Notice notice, CancellationToken cancellationToken) =>
        await WriteAsync(name, [new(JsonSuffix, new(NoticeWriter.ToJson(notice))), new(MarkdownSuffix, new(NoticeWriter.ToMarkdown(notice)))], cancellationToken);

    /// <summary>Brings the receipts of an account's answers that were written since then.</summary>
    /// <returns>How many answers they are about.</returns>
    public async Task<int> BringPulledAsync(string brand, string source, string account, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // The storage's clock has whole seconds.
        var found = await receipts.ReadPulledAsync(brand, source, account, since.AddSeconds(-2), cancellationToken);
        return (await WriteAsync("_pulled/", found, cancellationToken)).Count;
    }

    /// <summary>One event a receipt. Of members only those whose receipt is another than before: the others were told already.</summary>
    private async Task<IReadOnlyList<FileEvent>> WriteAsync(string name, IReadOnlyList<StoredReceipt> found, CancellationToken cancellationToken)
    {
        var events = new List<FileEvent>();
        foreach (var receipt in found)
        {
            var target = PathOf(name) + receipt.Suffix.Replace('/', Path.DirectorySeparatorChar);
            if (!WatchFolders.IsBelow(target, folder))
            {
                continue;
            }

            var isChanged = await DropFiles.WriteAsync(target, receipt.Content, cancellationToken);
            if (receipt.Suffix.EndsWith(JsonSuffix, StringComparison.Ordinal) && (isChanged || receipt.Suffix == JsonSuffix))
            {
                events.Add(Read(name + receipt.Suffix[..^JsonSuffix.Length], receipt.Content) with { Receipt = target[..^JsonSuffix.Length] });
            }
        }

        return events;
    }

    private string PathOf(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));

    private static FileEvent Read(string name, BinaryData json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var rejected = Number(root, "rejected");
        var isSpoilt = rejected > 0 || HasError(root);
        var isUnderstood = root.TryGetProperty("recognized", out var recognized) && recognized.ValueKind == JsonValueKind.True;
        var isUsed = isUnderstood && (Number(root, "accepted") > 0 || !isSpoilt);
        return new(name, !isUsed ? FileStates.Refused : isSpoilt ? FileStates.Partly : FileStates.Done)
        {
            Format = Text(root, "format"),
            Source = Text(root, "source"),
            FirstDate = Text(root, "firstDate"),
            LastDate = Text(root, "lastDate"),
            Rows = Number(root, "rows"),
            Accepted = Number(root, "accepted"),
            Rejected = rejected,
            Remark = Remark(root),
        };
    }

    private static bool HasError(JsonElement root) => Problems(root).Any(static x => Text(x, "severity") == "error");

    /// <summary>The first of the worst problems, in the language of the command where it speaks several.</summary>
    private static string? Remark(JsonElement root)
    {
        if (Problems(root) is not { Count: > 0 } problems)
        {
            return null;
        }

        var worst = problems.MinBy(static x => Text(x, "severity") switch { "error" => 0, "warning" => 1, _ => 2 });
        return Text(CliLanguage.Current == "ru" && worst.TryGetProperty("ru", out var russian) ? russian : worst, "message");
    }

    private static List<JsonElement> Problems(JsonElement root) =>
        root.TryGetProperty("problems", out var problems) && problems.ValueKind == JsonValueKind.Array ? [.. problems.EnumerateArray()] : [];

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : null;
}
