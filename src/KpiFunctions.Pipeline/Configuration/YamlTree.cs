using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>
/// Turns the text of a configuration file into nodes that know their place. Only the plain part of YAML is taken: one document,
/// mappings, lists and text. Anchors, aliases and tags are refused (a few lines of them can stand for gigabytes), so nothing grows
/// beyond the size of the file.
/// </summary>
internal static class YamlTree
{
    /// <summary>A configuration is a few KiB; 256 KiB is far beyond any, and small enough to be read in one piece.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxDepth = 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The root of the one document, or null after an error or for an empty file.</summary>
    public static MappingNode? Read(ReadOnlySpan<byte> utf8, ProblemList problems)
    {
        if (utf8.Length > MaxBytes)
        {
            problems.Error(
                1, 1, string.Empty,
                $"The file is larger than {MaxBytes / 1024} KiB, which no configuration is. Check that this is the right file.",
                $"Файл больше {MaxBytes / 1024} КиБ – таких настроек не бывает. Проверьте, тот ли это файл.");
            return null;
        }

        return Text(utf8, problems) is { } text && !HasTabs(text, problems) ? Parse(text, problems) : null;
    }

    private static string? Text(ReadOnlySpan<byte> utf8, ProblemList problems)
    {
        try
        {
            return Strict.GetString(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8);
        }
        catch (DecoderFallbackException)
        {
            problems.Error(
                1, 1, string.Empty,
                "The file is not UTF-8 text. Save it in a text editor with the encoding UTF-8.",
                "Файл не в кодировке UTF-8. Сохраните его в текстовом редакторе в кодировке UTF-8.");
            return null;
        }
    }

    private static bool HasTabs(string text, ProblemList problems)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line[..(line.Length - line.TrimStart(" \t").Length)];
            var tab = indent.IndexOf('\t');
            if (tab >= 0 && indent.Length < line.Length)
            {
                problems.Error(
                    number, tab + 1, string.Empty,
                    "The line is indented with a tab. Indent with spaces, two for each level.",
                    "Строка начинается с табуляции. Делайте отступы пробелами, по два на уровень.");
                return true;
            }
        }

        return false;
    }

    private static MappingNode? Parse(string text, ProblemList problems)
    {
        try
        {
            return new Builder(new Parser(new StringReader(text)), problems).Document();
        }
        catch (YamlException exception)
        {
            problems.Error(
                Place(exception.Start.Line), Place(exception.Start.Column), string.Empty,
                "From here on the file cannot be read as YAML. Usual causes: uneven indentation, no space after a colon, a quotation mark or bracket that is not closed.",
                "Начиная с этого места файл не читается как YAML. Обычные причины: неровные отступы, нет пробела после двоеточия, не закрыта кавычка или скобка.");
            return null;
        }
    }

    private static int Place(long value) => (int)Math.Clamp(value, 1, int.MaxValue);

    private sealed class Builder(Parser parser, ProblemList problems)
    {
        public MappingNode? Document()
        {
            Move();
            Move();
            if (parser.Current is not DocumentStart)
            {
                problems.Error(
                    1, 1, string.Empty,
                    "The file is empty. A configuration needs at least the line `brand: my-brand`.",
                    "Файл пуст. В настройках нужна хотя бы строка `brand: my-brand`.");
                return null;
            }

            Move();
            var root = Node(string.Empty, 0);
            if (root is null || !IsOnlyDocument())
            {
                return null;
            }

            if (root is MappingNode mapping)
            {
                return mapping;
            }

            problems.Error(
                root, string.Empty,
                "A configuration is a list of keys and values, such as `brand: my-brand`.",
                "Настройки – это список ключей и значений, например `brand: my-brand`.");
            return null;
        }

        private bool Move()
        {
            try
            {
                return parser.MoveNext();
            }
            // YamlDotNet 18.1.0 answers some broken texts with these (our random tests found both); nothing but the parser is guarded.
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                var place = parser.Current?.End ?? Mark.Empty;
                throw new YamlException(place, place, "The text is broken.", exception);
            }
        }

        private bool IsOnlyDocument()
        {
            while (Move())
            {
                if (parser.Current is DocumentStart { Start: var start })
                {
                    problems.Error(
                        Place(start.Line), Place(start.Column), string.Empty,
                        "A second document begins here (`---`). Put each brand's configuration into its own file.",
                        "Здесь начинается второй документ (`---`). Настройки каждого бренда должны лежать в своём файле.");
                    return false;
                }
            }

            return true;
        }

        /// <summary>The node that begins at the current event; leaves the parser on its last event. Null after an error that ends reading.</summary>
        private ConfigurationNode? Node(string path, int depth)
        {
            var current = parser.Current!;
            var (line, column) = (Place(current.Start.Line), Place(current.Start.Column));
            if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false } || current is NodeEvent { Tag.IsEmpty: false })
            {
                problems.Error(
                    line, column, path,
                    "Anchors (`&name`), aliases (`*name`) and tags (`!name`) are not taken. Write the value out; put text that begins with such a sign in quotes.",
                    "Якоря (`&имя`), ссылки (`*имя`) и теги (`!имя`) не принимаются. Напишите значение целиком; текст, который начинается с такого знака, возьмите в кавычки.");
                return null;
            }

            if (depth > MaxDepth)
            {
                problems.Error(line, column, path, $"More than {MaxDepth} levels are nested here.", $"Здесь больше {MaxDepth} вложенных уровней.");
                return null;
            }

            return current switch
            {
                Scalar scalar => new ScalarNode(line, column, scalar.Value, IsNull(scalar)),
                SequenceStart => Sequence(line, column, path, depth),
                _ => Mapping(line, column, path, depth),
            };
        }

        private SequenceNode? Sequence(int line, int column, string path, int depth)
        {
            var items = new List<ConfigurationNode>();
            while (Move() && parser.Current is not SequenceEnd)
            {
                if (Node($"{path}[{items.Count}]", depth + 1) is not { } item)
                {
                    return null;
                }

                items.Add(item);
            }

            return new(line, column, items);
        }

        private MappingNode? Mapping(int line, int column, string path, int depth)
        {
            var entries = new List<MappingEntry>();
            var lines = new Dictionary<string, int>(StringComparer.Ordinal);
            while (Move() && parser.Current is not MappingEnd)
            {
                var key = Node(path, depth + 1);
                if (key is not ScalarNode name)
                {
                    if (key is not null)
                    {
                        problems.Error(key, path, "A key must be plain text.", "Ключ должен быть простым текстом.");
                    }

                    return null;
                }

                Move();
                var keyPath = path.Length == 0 ? ProblemList.Quote(name.Value) : path + "." + ProblemList.Quote(name.Value);
                if (Node(keyPath, depth + 1) is not { } value)
                {
                    return null;
                }

                if (lines.TryAdd(name.Value, name.Line))
                {
                    entries.Add(new(name, value));
                    continue;
                }

                problems.Error(
                    name, keyPath,
                    $"`{ProblemList.Quote(name.Value)}` is given twice, first on line {lines[name.Value]}. Keep one of them.",
                    $"`{ProblemList.Quote(name.Value)}` указано дважды, впервые в строке {lines[name.Value]}. Оставьте одно.");
            }

            return new(line, column, entries);
        }

        private static bool IsNull(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
    }
}
