using System.Text.Json;
using System.Text.Json.Serialization;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>Import records as JSON: in the archive, and the problem counts in the ledger.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(ImportStateConverter), typeof(FactKindConverter)])]
[JsonSerializable(typeof(ImportRecord))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(IReadOnlyList<ImportDifference>))]
internal sealed partial class ImportJson : JsonSerializerContext;

internal sealed class ImportStateConverter() : JsonStringEnumConverter<ImportState>(JsonNamingPolicy.CamelCase);

internal sealed class FactKindConverter() : JsonStringEnumConverter<FactKind>(JsonNamingPolicy.CamelCase);
