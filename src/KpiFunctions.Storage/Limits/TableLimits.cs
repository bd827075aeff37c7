using Azure.Data.Tables;

namespace KpiFunctions.Storage.Limits;

/// <summary>
/// What Azure Table Storage takes, held here because Azurite takes more. Sources:
/// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model and
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
public static class TableLimits
{
    /// <summary>Operations in a transaction.</summary>
    public const int MaxTransactionOperations = 100;

    /// <summary>Bytes of a transaction's request.</summary>
    public const int MaxTransactionBytes = 4 * 1024 * 1024;

    /// <summary>Bytes of an entity.</summary>
    public const int MaxEntityBytes = 1024 * 1024;

    /// <summary>Own properties of an entity, beside the three of the system.</summary>
    public const int MaxProperties = 252;

    /// <summary>Characters of a property's name.</summary>
    public const int MaxNameLength = 255;

    /// <summary>UTF-16 characters of a text: 64 KiB.</summary>
    public const int MaxTextLength = 32 * 1024;

    /// <summary>UTF-16 characters of a key: 1 KiB.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>Throws when Azure would refuse the entity. That is a fault: whoever makes entities keeps to the limits.</summary>
    /// <exception cref="InvalidDataException">Says which limit.</exception>
    public static void Require(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        RequireKey(entity.PartitionKey);
        RequireKey(entity.RowKey);
        var properties = 0;
        foreach (var (name, value) in entity)
        {
            if (name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")
            {
                continue;
            }

            properties++;
            RequireProperty(name, value);
        }

        if (properties > MaxProperties)
        {
            throw Broken($"{properties} properties, {MaxProperties} are allowed");
        }

        if (SizeOf(entity) is var size and > MaxEntityBytes)
        {
            throw Broken($"{size} bytes, {MaxEntityBytes} are allowed");
        }
    }

    /// <summary>The entity's size in bytes as Azure counts it.</summary>
    public static long SizeOf(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var size = 4L + (2L * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
            {
                size += 8 + (2L * name.Length) + ValueSize(value);
            }
        }

        return size;
    }

    /// <summary>
    /// An upper bound of what the entity adds to a transaction's request: JSON escapes a character as six bytes at worst, names and
    /// type annotations come with it, and headers around it.
    /// </summary>
    internal static long RequestSizeOf(TableEntity entity)
    {
        var size = 1024L + (12L * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
        {
            size += 64 + (2L * name.Length) + (value is string text ? 6L * text.Length : 32);
        }

        return size;
    }

    private static void RequireKey(string key)
    {
        if (key.Length > MaxKeyLength)
        {
            throw Broken($"a key of {key.Length} characters, {MaxKeyLength} are allowed");
        }

        foreach (var c in key)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
            {
                throw Broken($"a key with the character U+{(int)c:X4}");
            }
        }
    }

    private static void RequireProperty(string name, object? value)
    {
        if (name.Length is 0 or > MaxNameLength || !IsIdentifier(name))
        {
            throw Broken("a property name that is no C# identifier of at most 255 characters");
        }

        switch (value)
        {
            case string { Length: > MaxTextLength } text:
                throw Broken($"{name} of {text.Length} characters, {MaxTextLength} are allowed");
            case double number when !double.IsFinite(number):
                throw Broken($"{name} that is not a finite number");
            case DateTimeOffset { UtcDateTime.Year: < 1601 }:
                throw Broken($"{name} before the year 1601");
            case null or string or double or long or int or bool or DateTimeOffset:
                return;
            default:
                throw Broken($"{name} of type {value.GetType().Name}");
        }
    }

    private static bool IsIdentifier(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !char.IsDigit(name[0]);
    }

    private static long ValueSize(object? value) => value switch
    {
        string text => 4 + (2L * text.Length),
        bool => 1,
        int => 4,
        null => 0,
        _ => 8,
    };

    private static InvalidDataException Broken(string what) => new($"Table Storage does not take {what}.");
}
