namespace KpiFunctions.Pipeline.Configuration;

/// <summary>One mapping of the file whose keys are known; reports the others when it is made.</summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, ConfigurationNode> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);
    private readonly string _prefix;

    public MappingReader(MappingNode node, string path, IReadOnlyList<string> known, ProblemList problems)
    {
        Node = node;
        Problems = problems;
        _prefix = path.Length == 0 ? string.Empty : path + ".";
        foreach (var (key, value) in node.Entries)
        {
            if (known.Contains(key.Value, StringComparer.Ordinal))
            {
                _values.Add(key.Value, value);
                continue;
            }

            var name = ProblemList.Quote(key.Value);
            var nearest = ConfigurationKeys.Nearest(key.Value, known);
            if (nearest is not null)
            {
                _misspelt.Add(nearest);
            }

            problems.Error(
                key, PathOf(name),
                nearest is null ? $"`{name}` is not a key; the keys here are {List(known)}." : $"`{name}` is not a key; did you mean `{nearest}`?",
                nearest is null ? $"`{name}` – не ключ; здесь бывают {List(known)}." : $"`{name}` – не ключ; возможно, имелось в виду `{nearest}`?");
        }
    }

    public MappingNode Node { get; }

    public ProblemList Problems { get; }

    public string PathOf(string key) => _prefix + key;

    public ConfigurationNode? Find(string key) => _values.GetValueOrDefault(key);

    /// <summary>The value read by the function, or null when the key is absent or its value has a problem.</summary>
    public T? Read<T>(string key, Func<ConfigurationNode, string, ProblemList, T?> read) =>
        Find(key) is { } node ? read(node, PathOf(key), Problems) : default;

    /// <summary>Like <see cref="Read{T}"/>, but an absent key is an error too.</summary>
    public T? Require<T>(string key, string example, Func<ConfigurationNode, string, ProblemList, T?> read)
    {
        // Its misspelling has been named already; "is missing" on top would be noise.
        if (Find(key) is null && !_misspelt.Contains(key))
        {
            Problems.Error(
                Node, PathOf(key),
                $"`{PathOf(key)}` is missing; add for example `{key}: {example}`.",
                $"Не хватает `{PathOf(key)}`; добавьте, например, `{key}: {example}`.");
        }

        return Read(key, read);
    }

    internal static string List(IEnumerable<string> names) => string.Join(", ", names.Select(static x => $"`{x}`"));
}
