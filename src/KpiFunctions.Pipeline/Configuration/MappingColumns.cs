using System.Globalization;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Reads which columns of a mapped file are what.</summary>
internal static class MappingColumns
{
    private const int MaxTexts = 100;
    private const int MaxDimensions = 20;

    /// <summary>Names that the mapping's own fields give to dimensions.</summary>
    private static readonly string[] Taken = ["ad_group", "ad", "keyword", "search_term", "channel", "source", "medium", "campaign"];

    public static IReadOnlyList<MappedColumn>? Read(ConfigurationNode node, string path, ProblemList problems, FactKind kind)
    {
        if (node is not MappingNode mapping)
        {
            _ = ConfigurationSections.Mapping(node, path, problems, [], ConfigurationKeys.ColumnsExample(kind));
            return null;
        }

        var dimensions = mapping.Entries.Where(x => MappingFields.HasDimensions(kind) && x.Key.Value.StartsWith(MappingFields.DimensionPrefix, StringComparison.Ordinal)).ToList();
        var fields = MappingFields.ColumnsOf(kind);
        var reader = new MappingReader(
            mapping with { Entries = [.. mapping.Entries.Except(dimensions)] }, path,
            MappingFields.HasDimensions(kind) ? [.. fields, MappingFields.DimensionPrefix + "device"] : fields, problems);
        var columns = new List<MappedColumn>();
        foreach (var field in fields)
        {
            Add(columns, reader.Read(field, (n, p, x) => Column(n, p, x, field)), reader.Find(field), reader.PathOf(field), problems);
        }

        foreach (var (key, value) in dimensions)
        {
            ReadDimension(columns, key, value, path, problems);
        }

        return columns;
    }

    public static IReadOnlyList<string> Header(ConfigurationNode node, string path, ProblemList problems) => Texts(node, path, problems, "[Datum, Spend]");

    public static IReadOnlyList<string> Totals(ConfigurationNode node, string path, ProblemList problems) => Texts(node, path, problems, "[Summe]");

    private static void ReadDimension(List<MappedColumn> columns, ScalarNode key, ConfigurationNode value, string path, ProblemList problems)
    {
        var name = key.Value[MappingFields.DimensionPrefix.Length..];
        var keyPath = $"{path}.{ProblemList.Quote(key.Value)}";
        if (!ConfigurationValues.IsDimension(name) || Taken.Contains(name, StringComparer.Ordinal))
        {
            problems.Error(
                key, keyPath,
                $"`{keyPath}`: the name behind `dimension.` has 1 to 40 small Latin letters, digits and underscores and is none of {MappingReader.List(Taken)}; an example is `dimension.device`.",
                $"`{keyPath}`: имя после `dimension.` состоит из 1–40 строчных латинских букв, цифр и подчёркиваний и не может быть одним из {MappingReader.List(Taken)}; пример: `dimension.device`.");
            return;
        }

        if (columns.Count(static x => x.Field.StartsWith(MappingFields.DimensionPrefix, StringComparison.Ordinal)) == MaxDimensions)
        {
            problems.Error(key, keyPath, $"At most {MaxDimensions} dimensions are taken.", $"Измерений может быть не больше {MaxDimensions}.");
            return;
        }

        Add(columns, Column(value, keyPath, problems, key.Value), value, keyPath, problems);
    }

    private static void Add(List<MappedColumn> columns, MappedColumn? column, ConfigurationNode? node, string path, ProblemList problems)
    {
        if (column is null)
        {
            return;
        }

        if (columns.Find(x => x.Header == column.Header && x.Position == column.Position) is { } same)
        {
            problems.Warning(
                node!, path,
                $"`{path}` names the same column as `{same.Field}`. Check that this is meant.",
                $"`{path}` указывает на тот же столбец, что и `{same.Field}`. Проверьте, так ли это задумано.");
        }

        columns.Add(column);
    }

    // A number alone is a place: a header of digits only has to be told by its place, too.
    private static MappedColumn? Column(ConfigurationNode node, string path, ProblemList problems, string field)
    {
        if (ConfigurationValues.Text(node, path, problems, "Spend") is not { } text)
        {
            return null;
        }

        if (!text.All(char.IsAsciiDigit))
        {
            return ConfigurationValues.Header(node, path, problems) is { } header ? new(field, header, null) : null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position is >= 1 and <= ConfigurationValues.MaxPosition)
        {
            return new(field, null, position);
        }

        problems.Error(
            node, path,
            $"`{path}`: “{ProblemList.Quote(text)}” is no column's place; the first column is `1`, the last that is taken `{ConfigurationValues.MaxPosition}`.",
            $"`{path}`: «{ProblemList.Quote(text)}» – не номер столбца; первый столбец – `1`, последний возможный – `{ConfigurationValues.MaxPosition}`.");
        return null;
    }

    private static List<string> Texts(ConfigurationNode node, string path, ProblemList problems, string example)
    {
        var texts = new List<string>();
        foreach (var (item, itemPath) in ConfigurationSections.Items(node, path, problems, example))
        {
            if (texts.Count == MaxTexts)
            {
                problems.Error(item, itemPath, $"`{path}` takes at most {MaxTexts} entries.", $"В `{path}` может быть не больше {MaxTexts} записей.");
                break;
            }

            if (ConfigurationValues.Header(item, itemPath, problems) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }
}
