namespace KpiFunctions.Connectors;

/// <summary>All connectors there are, by source, and the tokens that they are used with.</summary>
/// <param name="connectors">One a source.</param>
/// <param name="options">Holds the tokens.</param>
public sealed class ConnectorCatalogue(IEnumerable<IConnector> connectors, ConnectorOptions options)
{
    private readonly Dictionary<string, IConnector> _bySource = connectors.ToDictionary(static x => x.Source, StringComparer.Ordinal);

    /// <summary>Source ids, in alphabetical order.</summary>
    public IReadOnlyList<string> Sources { get; } = [.. connectors.Select(static x => x.Source).Order(StringComparer.Ordinal)];

    /// <summary>The connector of a source; null where a source is not pulled.</summary>
    public IConnector? Find(string source) => _bySource.GetValueOrDefault(source);

    /// <summary>The token of that name; null where the settings have none.</summary>
    public AccessToken? Token(string name) => options.Tokens.GetValueOrDefault(name);
}
