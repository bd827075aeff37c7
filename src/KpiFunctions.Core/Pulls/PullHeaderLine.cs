using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KpiFunctions.Core.Pulls;

/// <summary>The header as the one line of JSON that it is stored as. Reading believes nothing: the line may be anybody's.</summary>
internal static class PullHeaderLine
{
    private const int Version = 1;
    private const string DayFormat = "yyyy-MM-dd";
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static ReadOnlySpan<byte> Magic => "{\"kpiPull\":1,"u8;

    public static byte[] Write(PullHeader header)
    {
        var document = new PullHeaderDocument(
            Version,
            header.Source,
            header.Account,
            header.View,
            header.From.ToString(DayFormat, CultureInfo.InvariantCulture),
            header.To.ToString(DayFormat, CultureInfo.InvariantCulture),
            header.AskedAt.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture),
            header.Complete,
            [.. header.Pages.Select(static x => new PullPageDocument(x.Request, x.Status, x.Length, new(x.Headers, StringComparer.Ordinal)))]);
        var json = JsonSerializer.SerializeToUtf8Bytes(document, PullHeaderJson.Default.PullHeaderDocument);
        return [.. json, (byte)'\n'];
    }

    public static PullHeader? Read(ReadOnlySpan<byte> line)
    {
        line = line.EndsWith("\n"u8) ? line[..^1] : line;
        if (line.Length >= PullHeader.MaxLineBytes || !line.StartsWith(Magic) || line.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line, PullHeaderJson.Default.PullHeaderDocument) is { } document ? Header(document) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PullHeader? Header(PullHeaderDocument document)
    {
        // Null within a list or a dictionary is the one thing that the options do not refuse.
        if (document.KpiPull != Version
            || document.Pages.Any(static x => x is null || x.Headers.Any(static header => header.Value is null))
            || !TryDay(document.From, out var from)
            || !TryDay(document.To, out var to)
            || !DateTimeOffset.TryParseExact(
                document.AskedAt, MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var askedAt))
        {
            return null;
        }

        return new PullHeader
        {
            Source = document.Source,
            Account = document.Account,
            View = document.View,
            From = from,
            To = to,
            AskedAt = askedAt,
            Complete = document.Complete,
            Pages = [.. document.Pages.Select(static x => new PullPage(x.Request, x.Status, x.Length, x.Headers))],
        };
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

/// <summary>The line's members, in their order; the first of them makes the line known by its first bytes.</summary>
internal sealed record PullHeaderDocument(
    int KpiPull,
    string Source,
    string Account,
    string View,
    string From,
    string To,
    string AskedAt,
    bool Complete,
    IReadOnlyList<PullPageDocument> Pages);

/// <summary>One page's members.</summary>
internal sealed record PullPageDocument(string Request, int Status, long Length, Dictionary<string, string> Headers);

/// <summary>What is written is read, and nothing else: unknown, missing, doubled and null members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(PullHeaderDocument))]
internal sealed partial class PullHeaderJson : JsonSerializerContext;
