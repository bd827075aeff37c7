using System.Net.Http.Headers;

namespace KpiFunctions.Connectors.Http;

/// <summary>Which headers of an answer are kept with it: those that say something about the data or the quota.</summary>
internal static class KeptHeaders
{
    private const int MaxCount = 20;
    private static readonly string[] Names = ["content-type", "date", "etag", "last-modified", "retry-after", "x-request-id"];
    private static readonly string[] Beginnings = ["ratelimit", "x-ratelimit", "x-quota"];

    /// <summary>Them, by lower-case name; values are masked and cut like any text of a platform.</summary>
    public static IReadOnlyDictionary<string, string> Of(HttpResponseMessage answer, AccessToken token)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(kept, answer.Headers, token);
        Add(kept, answer.Content.Headers, token);
        return kept;
    }

    private static void Add(SortedDictionary<string, string> kept, HttpHeaders headers, AccessToken token)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            var key = name.ToLowerInvariant();
            if (kept.Count < MaxCount && IsKept(key) && SafeText.Of(string.Join(", ", values), token) is { } value)
            {
                kept[key] = value;
            }
        }
    }

    private static bool IsKept(string name) =>
        Names.Contains(name, StringComparer.Ordinal) || Beginnings.Any(x => name.StartsWith(x, StringComparison.Ordinal));
}
