using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Collects what is found in a configuration file.</summary>
internal sealed class ProblemList
{
    /// <summary>A file with more is not a configuration; nobody reads on.</summary>
    private const int Max = 100;

    private readonly List<ConfigurationProblem> _items = [];

    public bool HasErrors { get; private set; }

    public IReadOnlyList<ConfigurationProblem> InFileOrder => [.. _items.OrderBy(static x => x.Line).ThenBy(static x => x.Column)];

    public void Error(ConfigurationNode at, string path, string english, string russian) => Error(at.Line, at.Column, path, english, russian);

    public void Error(int line, int column, string path, string english, string russian)
    {
        HasErrors = true;
        Add(new(ConfigurationSeverity.Error, line, column, path, new(english, russian)));
    }

    public void Warning(ConfigurationNode at, string path, string english, string russian) =>
        Add(new(ConfigurationSeverity.Warning, at.Line, at.Column, path, new(english, russian)));

    /// <summary>A value of the file as it may be quoted in a message.</summary>
    public static string Quote(string value) => QuotedText.Clean(value, maskPhones: false) ?? string.Empty;

    private void Add(ConfigurationProblem problem)
    {
        if (_items.Count < Max)
        {
            _items.Add(problem);
        }
    }
}
