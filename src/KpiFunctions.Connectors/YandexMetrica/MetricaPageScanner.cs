using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace KpiFunctions.Connectors.YandexMetrica;

/// <summary>
/// Reads a page while it passes by, without keeping it: whether it is the JSON that the documentation promises, and what paging has to
/// know. What the rows say is for the export format to judge.
/// </summary>
internal sealed class MetricaPageScanner(int dimensions, int metrics) : IDisposable
{
    /// <summary>The longest text of a page; a longer one is no name of a campaign.</summary>
    private const int MaxToken = 1 << 20;

    /// <summary>What some servers put in front of UTF-8.</summary>
    internal static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _rest = new byte[1 << 16];
    private int _restLength;
    private JsonReaderState _state;
    private bool _isPastMark;
    private bool _hasData;
    private string _member = string.Empty;
    private string _part = string.Empty;
    private int _rowDimensions;
    private int _rowMetrics;

    /// <summary>What is wrong with the page, in English; null as long as nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The member <c>total_rows</c>: rows of all pages.</summary>
    public long? TotalRows { get; private set; }

    /// <summary>The member <c>total_rows_rounded</c>: the total is not exact.</summary>
    public bool IsTotalRounded { get; private set; }

    /// <summary>What identifies each row of this page: a hash of its dimensions.</summary>
    public List<UInt128> Rows { get; } = [];

    /// <summary>What the platform understood: counter, first and last day, offset; null where it does not say.</summary>
    public (string? Account, string? From, string? To, long? Offset) Echo { get; private set; }

    public void Dispose() => _hash.Dispose();

    /// <summary>Reads on.</summary>
    /// <param name="chunk">The next bytes.</param>
    /// <param name="isLast">Nothing comes after them.</param>
    public void Add(ReadOnlySpan<byte> chunk, bool isLast)
    {
        if (Fault is not null)
        {
            return;
        }

        Keep(chunk);
        if (!_isPastMark && !isLast && _restLength < ByteOrderMark.Length)
        {
            return;
        }

        try
        {
            Read(isLast);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is thrown for a name or a text with escaped halves of characters.
            Fault = isLast ? "the answer is cut off or not JSON" : "the answer is not JSON";
        }

        if (Fault is null && _restLength > MaxToken)
        {
            Fault = "a text of the answer is longer than 1 MiB";
        }

        if (Fault is null && isLast && (!_hasData || TotalRows is null or < 0))
        {
            Fault = "the answer lacks data or total_rows";
        }
    }

    private void Keep(ReadOnlySpan<byte> chunk)
    {
        if (_restLength + chunk.Length > _rest.Length)
        {
            Array.Resize(ref _rest, Math.Max(_rest.Length * 2, _restLength + chunk.Length));
        }

        chunk.CopyTo(_rest.AsSpan(_restLength));
        _restLength += chunk.Length;
    }

    private void Read(bool isLast)
    {
        var bytes = _rest.AsSpan(0, _restLength);
        var skipped = 0;
        if (!_isPastMark)
        {
            skipped = bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            _isPastMark = true;
        }

        var reader = new Utf8JsonReader(bytes[skipped..], isLast, _state);
        while (Fault is null && reader.Read())
        {
            Take(ref reader);
        }

        var consumed = skipped + (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        bytes[consumed..].CopyTo(_rest);
        _restLength -= consumed;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (0, not (JsonTokenType.StartObject or JsonTokenType.EndObject)):
                Fault = "the answer is not a JSON object";
                break;
            case (1, JsonTokenType.PropertyName):
                _member = reader.GetString()!;
                _part = string.Empty;
                break;
            case (1, _) when _member != "data":
                TakeMember(ref reader);
                break;
            case ( >= 1, _) when _member == "data":
                TakeData(ref reader);
                break;
            case ( >= 2, _) when _member == "query":
                TakeEcho(ref reader);
                break;
        }
    }

    private void TakeMember(ref Utf8JsonReader reader)
    {
        if (_member == "total_rows")
        {
            TotalRows = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var total) ? total : -1;
        }
        else if (_member == "total_rows_rounded")
        {
            IsTotalRounded = reader.TokenType == JsonTokenType.True;
        }
    }

    private void TakeEcho(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when reader.CurrentDepth == 2:
                _part = reader.GetString()!;
                break;
            case JsonTokenType.Number when _part == "ids" && reader.TryGetInt64(out var id):
                Echo = Echo with { Account = Echo.Account is null ? FormattableString.Invariant($"{id}") : Echo.Account + "," };
                break;
            case JsonTokenType.String when _part == "date1":
                Echo = Echo with { From = reader.GetString() };
                break;
            case JsonTokenType.String when _part == "date2":
                Echo = Echo with { To = reader.GetString() };
                break;
            case JsonTokenType.Number when _part == "offset" && reader.TryGetInt64(out var offset):
                Echo = Echo with { Offset = offset };
                break;
        }
    }

    // data is an array (depth 1) of rows (2) with the arrays dimensions and metrics (3).
    private void TakeData(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (1, JsonTokenType.StartArray) when !_hasData:
                _hasData = true;
                break;
            case (1, JsonTokenType.EndArray):
                break;
            case (2, JsonTokenType.StartObject):
                (_rowDimensions, _rowMetrics) = (0, 0);
                break;
            case (2, JsonTokenType.EndObject) when _rowDimensions == dimensions && _rowMetrics == metrics:
                Rows.Add(Hash());
                break;
            case (3, JsonTokenType.PropertyName):
                _part = reader.GetString()!;
                break;
            case (3, JsonTokenType.StartArray or JsonTokenType.EndArray) when _part is "dimensions" or "metrics":
                break;
            case ( >= 4, _) when _part == "dimensions":
                TakeDimension(ref reader);
                break;
            case (4, JsonTokenType.Number or JsonTokenType.Null) when _part == "metrics":
                _rowMetrics++;
                break;
            case ( >= 3, _) when _part is not ("dimensions" or "metrics"):
                break;
            default:
                Fault = "the rows of the answer do not have the promised shape";
                break;
        }
    }

    private void TakeDimension(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth == 4 && reader.TokenType == JsonTokenType.StartObject)
        {
            _rowDimensions++;
        }
        else if (reader.CurrentDepth == 4 && reader.TokenType != JsonTokenType.EndObject)
        {
            Fault = "the rows of the answer do not have the promised shape";
            return;
        }

        Span<byte> kind = stackalloc byte[5];
        kind[0] = (byte)reader.TokenType;
        BinaryPrimitives.WriteInt32LittleEndian(kind[1..], reader.ValueSpan.Length);
        _hash.AppendData(kind);
        _hash.AppendData(reader.ValueSpan);
    }

    private UInt128 Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
