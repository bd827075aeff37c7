using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Pulled;

/// <summary>One page of Metrica's answer, as documented for <c>/stat/v1/data</c>.</summary>
internal sealed class MetricaPage : IDisposable
{
    private const int MaxDepth = 16;
    private readonly JsonDocument _document;

    private MetricaPage(JsonDocument document, JsonElement rows)
    {
        _document = document;
        Rows = rows;
    }

    /// <summary>The array of rows.</summary>
    public JsonElement Rows { get; }

    public JsonElement? Metrics => Query("metrics");

    public JsonElement? Dimensions => Query("dimensions");

    public JsonElement? Totals => Find(_document.RootElement, "totals");

    /// <summary>Rows of all pages; null where the page does not say or gives a rounded number.</summary>
    public long? TotalRows =>
        Is("total_rows_rounded") ? null
        : Find(_document.RootElement, "total_rows") is { ValueKind: JsonValueKind.Number } rows && rows.TryGetInt64(out var count) && count >= 0 ? count
        : null;

    public bool IsSampled => Is("sampled");

    /// <summary>The share of visits that were counted, 0 … 1.</summary>
    public decimal? SampleShare =>
        Find(_document.RootElement, "sample_share") is { ValueKind: JsonValueKind.Number } share && share.TryGetDecimal(out var value) && value is >= 0 and <= 1
            ? value
            : null;

    public bool IsWithheld => Is("contains_sensitive_data");

    /// <summary>By how many seconds the data were behind.</summary>
    public long DataLag => Find(_document.RootElement, "data_lag") is { ValueKind: JsonValueKind.Number } lag && lag.TryGetInt64(out var value) ? value : 0;

    /// <summary>The offset from UTC at which the counter's days begin; null where the page does not say.</summary>
    public TimeSpan? Zone => Query("timezone") is { } zone ? MetricaZone.Offset(MetricaText.Of(zone)) : null;

    /// <summary>Reads a page; null with the fault when it is none.</summary>
    public static MetricaPage? TryRead(ReadOnlyMemory<byte> bytes, out string fault)
    {
        fault = PageFaults.NotJson;
        if (bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for names that hold halves of characters, which are only looked at when names are compared.
            return null;
        }

        if (Find(document.RootElement, "data") is { ValueKind: JsonValueKind.Array } rows)
        {
            return new MetricaPage(document, rows);
        }

        document.Dispose();
        fault = PageFaults.Shape;
        return null;
    }

    /// <summary>Tells what the page's rows are about; null for a page without rows.</summary>
    public ulong? Signature()
    {
        ulong? signature = null;
        foreach (var row in Rows.EnumerateArray())
        {
            signature = unchecked(((signature ?? 0) * 31) + KeyOf(row));
        }

        return signature;
    }

    /// <summary>Tells what a row is about: Metrica groups by dimensions, so no two rows of an answer have the same.</summary>
    public static ulong KeyOf(JsonElement row) =>
        DuplicateRows.Hash(JsonMarshal.GetRawUtf8Value(Find(row, "dimensions") is { ValueKind: JsonValueKind.Array } dimensions ? dimensions : row));

    public static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : null;

    public void Dispose() => _document.Dispose();

    private JsonElement? Query(string name) => Find(_document.RootElement, "query") is { } query ? Find(query, name) : null;

    private bool Is(string name) => Find(_document.RootElement, name) is { ValueKind: JsonValueKind.True };
}
