using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace KpiFunctions.Storage.Columns;

/// <summary>What a file's columns mean; kept in the file, so that a reader can tell what it has before it.</summary>
/// <param name="Name">Such as <c>segment/ads</c>.</param>
/// <param name="Version">Raised when a column changes its meaning. A new column needs no new version.</param>
internal sealed record ColumnSchema(string Name, int Version);

/// <summary>Writes rows as one Parquet file of one row group. The same rows give the same bytes.</summary>
internal static class ColumnFile
{
    private const string SchemaKey = "kpifunctions.schema";
    private const string VersionKey = "kpifunctions.schema.version";

    // Zstd at its library default (SmallestSize) is many times slower for a few percent.
    private static readonly ParquetOptions Options = new()
    {
        CompressionMethod = CompressionMethod.Zstd,
        CompressionLevel = CompressionLevel.Optimal,
        UseDateOnlyTypeForDates = true,
    };

    // By the list itself, not by what is in it. Lists are made once a kind of row.
    private static readonly ConcurrentDictionary<object, Lazy<ParquetSchema>> Schemas = new(ReferenceEqualityComparer.Instance);

    public static async Task<BinaryData> WriteAsync<TRow>(
        ColumnSchema schema, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(SchemaOf(columns), file, Options, cancellationToken: cancellationToken))
        {
            writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [SchemaKey] = schema.Name,
                [VersionKey] = schema.Version.ToString(CultureInfo.InvariantCulture),
            };
            using var group = writer.CreateRowGroup();
            foreach (var column in columns)
            {
                await column.WriteAsync(group, rows, cancellationToken);
            }
        }

        return new BinaryData(file.GetBuffer().AsMemory(0, (int)file.Length));
    }

    /// <summary>
    /// One schema for each list of columns, made by one thread: making one works out the levels of its fields anew, so that whoever is
    /// writing the same fields at that moment would write a page without them.
    /// </summary>
    private static ParquetSchema SchemaOf<TRow>(IReadOnlyList<Column<TRow>> columns) => Schemas.GetOrAdd(
        columns, static x => new Lazy<ParquetSchema>(() => new ParquetSchema(((IReadOnlyList<Column<TRow>>)x).Select(static y => (Field)y.Field)))).Value;

    /// <summary>Opens a file of that schema.</summary>
    /// <exception cref="InvalidDataException">It is another schema's, or newer than this code.</exception>
    public static async Task<ParquetReader> OpenAsync(ColumnSchema schema, Stream file, CancellationToken cancellationToken)
    {
        var reader = await ParquetReader.CreateAsync(file, Options, leaveStreamOpen: true, cancellationToken);
        if (reader.CustomMetadata.GetValueOrDefault(SchemaKey) == schema.Name
            && int.TryParse(reader.CustomMetadata.GetValueOrDefault(VersionKey), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version <= schema.Version)
        {
            return reader;
        }

        var found = $"{reader.CustomMetadata.GetValueOrDefault(SchemaKey) ?? "no schema"} {reader.CustomMetadata.GetValueOrDefault(VersionKey)}";
        await reader.DisposeAsync();
        throw new InvalidDataException($"The file holds {found}, this program reads {schema.Name} up to {schema.Version}.");
    }
}
