using KpiFunctions.Connectors;

namespace KpiFunctions.Pipeline.Pulling;

/// <summary>The connectors that there are, and the tokens that they are used with.</summary>
public sealed class ConnectorSet(IEnumerable<IConnector> connectors, ConnectorOptions options)
{
    private readonly Dictionary<string, IConnector> _connectors = connectors.ToDictionary(static x => x.Source, StringComparer.Ordinal);

    /// <summary>The connector of a source, or null.</summary>
    public IConnector? Find(string source) => _connectors.GetValueOrDefault(source);

    /// <summary>The token of that name, or null where the settings have none.</summary>
    public AccessToken? Token(string name) => options.Tokens.GetValueOrDefault(name);
}
