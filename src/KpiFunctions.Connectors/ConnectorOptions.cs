namespace KpiFunctions.Connectors;

/// <summary>Settings of all connectors: tokens by name, and where the platforms are.</summary>
public sealed record ConnectorOptions
{
    /// <summary>
    /// Section of the tokens in configuration; as an environment variable <c>Connectors__Tokens__metrica</c>. In Azure its value is a
    /// Key Vault reference. A brand's configuration names the token and never holds it.
    /// </summary>
    public const string TokensSection = "Connectors:Tokens";

    /// <summary>Section of other addresses than the platforms' own, by source; for tests and proxies.</summary>
    public const string AddressesSection = "Connectors:Addresses";

    /// <summary>Tokens by name; names match <c>[a-z0-9_]{1,40}</c>.</summary>
    public IReadOnlyDictionary<string, AccessToken> Tokens { get; init; } = new Dictionary<string, AccessToken>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Addresses by source id, where they are not the platform's own; https, or http on this machine.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);
}
