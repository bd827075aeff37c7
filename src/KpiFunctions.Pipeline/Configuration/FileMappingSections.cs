using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Reads how files of shapes that nothing built in knows are to be read.</summary>
internal static class FileMappingSections
{
    /// <summary>Each is tried on files; with more, looking would take longer than reading.</summary>
    private const int MaxMappings = 100;

    private const string Example = "- { id: agency-sheet, kind: ads, columns: { date: Datum, campaign: Kampagne, cost: Spend } }";

    public static IReadOnlyList<FileMapping>? Mappings(ConfigurationNode node, string path, ProblemList problems)
    {
        var mappings = new List<FileMapping>();
        foreach (var (item, itemPath) in ConfigurationSections.Items(node, path, problems, Example))
        {
            if (mappings.Count == MaxMappings)
            {
                problems.Error(item, itemPath, $"`{path}` takes at most {MaxMappings} entries.", $"В `{path}` может быть не больше {MaxMappings} записей.");
                break;
            }

            if (ConfigurationSections.Mapping(item, itemPath, problems, ConfigurationKeys.Mapping, Example[2..]) is { } reader && Mapping(reader) is { } mapping)
            {
                CheckId(mapping.Id, mappings, reader);
                mappings.Add(mapping);
            }
        }

        return mappings;
    }

    private static FileMapping? Mapping(MappingReader reader)
    {
        var id = reader.Require("id", "agency-sheet", ConfigurationValues.Id);
        var kind = KindOf(reader.Require("kind", "ads", static (n, p, x) => ConfigurationValues.OneOf(n, p, x, ConfigurationKeys.MappingKinds)));
        if (id is null || kind is not { } known)
        {
            return null;
        }

        var columns = reader.Require("columns", ConfigurationKeys.ColumnsExample(known), (n, p, x) => MappingColumns.Read(n, p, x, known));
        var header = reader.Read("header", MappingColumns.Header) ?? [];
        var constants = reader.Read("constants", (n, p, x) => MappingConstants.Read(n, p, x, known)) ?? MappingConstants.None;
        var mapping = new FileMapping
        {
            Id = id,
            Kind = known,
            Source = reader.Read("source", (n, p, x) => ConfigurationValues.OneOf(n, p, x, ConfigurationKeys.MappedSources(known))) ?? Sources.Mapped,
            File = reader.Read("file", ConfigurationValues.PathPattern),
            Header = header,
            Columns = columns ?? [],
            DateFormat = reader.Read("dateFormat", ConfigurationValues.DateFormatText),
            DateOrder = reader.Read("dateOrder", ConfigurationValues.Order),
            Numbers = reader.Read("numbers", ConfigurationValues.Numbers),
            Constants = constants.Texts,
            From = constants.From,
            To = constants.To,
            Level = reader.Read("level", ConfigurationValues.Level),
            Totals = reader.Read("totals", MappingColumns.Totals) ?? [],
            Delimiter = reader.Read("delimiter", ConfigurationValues.Delimiter),
            Encoding = reader.Read("encoding", static (n, p, x) => ConfigurationValues.OneOf(n, p, x, ConfigurationKeys.MappedEncodings)),
        };
        if (columns is not null)
        {
            CheckWhole(mapping, reader);
        }

        return mapping;
    }

    private static FactKind? KindOf(string? kind) => kind is null ? null : FactKinds.All.First(x => x.Id() == kind);

    private static void CheckId(string id, List<FileMapping> above, MappingReader reader)
    {
        if (above.Exists(x => x.Id == id))
        {
            reader.Problems.Error(
                reader.Find("id")!, reader.PathOf("id"),
                $"`{reader.PathOf("id")}`: another mapping above is called “{id}” too. Give each its own id.",
                $"`{reader.PathOf("id")}`: разметка с именем «{id}» уже есть выше. Дайте каждой своё имя.");
        }
    }

    private static void CheckWhole(FileMapping mapping, MappingReader reader)
    {
        var columns = reader.Find("columns")!;
        var path = reader.PathOf("columns");
        if (!mapping.Columns.Any(x => MappingFields.MeasuresOf(mapping.Kind).Contains(x.Field, StringComparer.Ordinal)))
        {
            var list = MappingReader.List(MappingFields.MeasuresOf(mapping.Kind));
            reader.Problems.Error(
                columns, path,
                $"`{path}` names nothing to sum up; add one of {list}.",
                $"В `{path}` нет ничего, что можно сложить; добавьте что-то из: {list}.");
        }

        if (mapping.Header.Count == 0 && mapping.Columns.Count > 0 && mapping.Columns.All(static x => x.Header is null))
        {
            reader.Problems.Error(
                columns, path,
                $"By positions alone the file cannot be told from others. Name one column by its header, or add for example `header: [Datum, Spend]`.",
                $"По одним номерам столбцов файл не отличить от других. Назовите хотя бы один столбец по заголовку или добавьте, например, `header: [Дата, Расход]`.");
        }

        CheckDays(mapping, reader, columns, path);
        if (mapping.Level is not null && mapping.Kind != FactKind.Ads)
        {
            reader.Problems.Error(
                reader.Find("level")!, reader.PathOf("level"),
                $"`{reader.PathOf("level")}` is for `kind: ads` only; delete the line.",
                $"`{reader.PathOf("level")}` бывает только при `kind: ads`; удалите строку.");
        }

        if (mapping is { DateFormat: not null, DateOrder: not null })
        {
            reader.Problems.Warning(
                reader.Find("dateOrder")!, reader.PathOf("dateOrder"),
                $"`{reader.PathOf("dateOrder")}` has no effect beside `dateFormat`, which says it already.",
                $"`{reader.PathOf("dateOrder")}` ни на что не влияет рядом с `dateFormat`, где порядок уже задан.");
        }
    }

    private static void CheckDays(FileMapping mapping, MappingReader reader, ConfigurationNode columns, string path)
    {
        bool Has(string field) => mapping.Columns.Any(x => x.Field == field);
        if (Has("to") && !Has("from"))
        {
            reader.Problems.Error(
                columns, path,
                $"`{path}.to` needs `{path}.from` beside it.",
                $"Рядом с `{path}.to` нужен `{path}.from`.");
        }

        if (mapping.Kind == FactKind.Costs && !Has("date") && !Has("from") && mapping.From is null)
        {
            reader.Problems.Error(
                columns, path,
                $"Costs need days: add `date` or `from` and `to` to `{path}`, or for example `constants: {{ from: 2026-11-01, to: 2026-11-30 }}`.",
                $"Затратам нужны дни: добавьте в `{path}` `date` или `from` и `to`, либо, например, `constants: {{ from: 2026-11-01, to: 2026-11-30 }}`.");
        }
    }
}
