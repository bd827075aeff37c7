using System.Text.Json;
using System.Text.Json.Serialization;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Storage.Ledgers;

/// <summary>Import records as JSON: in the archive, and the problem counts in the ledger.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(ImportStateConverter), typeof(FactKindConverter), typeof(AdLevelConverter)])]
[JsonSerializable(typeof(ImportRecord))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(IReadOnlyList<ImportDifference>))]
[JsonSerializable(typeof(CompleteAnswer))]
internal sealed partial class ImportJson : JsonSerializerContext;

internal sealed class ImportStateConverter() : JsonStringEnumConverter<ImportState>(JsonNamingPolicy.CamelCase);

internal sealed class AdLevelConverter() : JsonStringEnumConverter<AdLevel>(JsonNamingPolicy.CamelCase);

internal sealed class FactKindConverter() : JsonStringEnumConverter<FactKind>(JsonNamingPolicy.CamelCase);
