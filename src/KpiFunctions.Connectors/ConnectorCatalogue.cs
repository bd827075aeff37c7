namespace KpiFunctions.Connectors;

/// <summary>All connectors there are, by source.</summary>
/// <param name="connectors">One a source.</param>
public sealed class ConnectorCatalogue(IEnumerable<IConnector> connectors)
{
    private readonly Dictionary<string, IConnector> _bySource = connectors.ToDictionary(static x => x.Source, StringComparer.Ordinal);

    /// <summary>Source ids, in alphabetical order.</summary>
    public IReadOnlyList<string> Sources { get; } = [.. connectors.Select(static x => x.Source).Order(StringComparer.Ordinal)];

    /// <summary>The connector of a source; null where a source is not pulled.</summary>
    public IConnector? Find(string source) => _bySource.GetValueOrDefault(source);
}
