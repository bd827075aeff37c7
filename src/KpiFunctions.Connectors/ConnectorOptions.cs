using System.Text.RegularExpressions;

namespace KpiFunctions.Connectors;

/// <summary>Settings of all connectors: tokens by name, and where the platforms are.</summary>
public sealed partial record ConnectorOptions
{
    /// <summary>
    /// Section of the tokens in configuration; as an environment variable <c>Connectors__Tokens__metrica</c>. In Azure its value is a
    /// Key Vault reference. A brand's configuration names the token and never holds it.
    /// </summary>
    public const string TokensSection = "Connectors:Tokens";

    /// <summary>Section of other addresses than the platforms' own, by source; for tests and proxies.</summary>
    public const string AddressesSection = "Connectors:Addresses";

    // https://learn.microsoft.com/azure/app-service/app-service-key-vault-references: an app setting whose reference could not be
    // resolved holds the reference itself.
    private const string KeyVaultReference = "@Microsoft.KeyVault(";

    /// <summary>Tokens by name; names match <c>[a-z0-9_]{1,40}</c>.</summary>
    public IReadOnlyDictionary<string, AccessToken> Tokens { get; init; } = new Dictionary<string, AccessToken>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Addresses by source id, where they are not the platform's own; https, or http on this machine.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>
    /// How long to wait before a request is sent again that the platform could not take just now; the second time twice as long.
    /// It is time on the wall: a clock that a test holds still does not stretch it.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a platform may think before it begins to answer; on the wall, too.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Everything that is wrong with the settings; empty when they can be used. No token is repeated in it.</summary>
    public IReadOnlyList<ConnectorProblem> Problems() =>
        [.. Tokens.SelectMany(static x => TokenProblems(x.Key, x.Value)), .. Addresses.SelectMany(static x => AddressProblems(x.Key, x.Value))];

    /// <summary>Whether it can be the name of a token: <c>[a-z0-9_]{1,40}</c>.</summary>
    public static bool IsTokenName(string name) => TokenName().IsMatch(name);

    private static IEnumerable<ConnectorProblem> TokenProblems(string name, AccessToken token)
    {
        if (!IsTokenName(name))
        {
            yield return new(
                "bad_token_name",
                TokensSection,
                $"A name in {TokensSection} may hold only lower-case letters, digits and underscores and has at most 40 characters. Example: metrica_shop.",
                $"Имя в {TokensSection} может содержать только строчные латинские буквы, цифры и подчёркивания, не длиннее 40 символов. Пример: metrica_shop.");
            yield break;
        }

        var setting = $"{TokensSection}:{name}";
        if (token.Reveal().Length == 0)
        {
            yield return new(
                "empty_token",
                setting,
                $"{setting} is empty. Give the token, or in Azure a Key Vault reference such as @Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/metrica).",
                $"{setting} пуст. Укажите токен, а в Azure – ссылку на Key Vault, например @Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/metrica).");
        }
        else if (token.Reveal().StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase))
        {
            yield return new(
                "unresolved_token",
                setting,
                $"{setting} still is a Key Vault reference: the app's identity may not read the secret, or there is no such secret. Give the identity the role Key Vault Secrets User, then restart the app.",
                $"{setting} – всё ещё ссылка на Key Vault: у приложения нет права читать секрет, или такого секрета нет. Дайте удостоверению приложения роль Key Vault Secrets User и перезапустите его.");
        }
        else if (!token.IsSendable)
        {
            yield return new(
                "bad_token",
                setting,
                $"{setting} holds a space, a line break or a character that no token has. Copy the token again, without quotes and without the word OAuth or Bearer.",
                $"{setting} содержит пробел, перевод строки или знак, которого в токене не бывает. Скопируйте токен заново, без кавычек и без слова OAuth или Bearer.");
        }
    }

    private static IEnumerable<ConnectorProblem> AddressProblems(string source, Uri address)
    {
        var isSafe = address.IsAbsoluteUri
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.UserInfo.Length == 0
            && address.Query.Length == 0
            && address.Fragment.Length == 0;
        if (!isSafe)
        {
            yield return new(
                "bad_connector_address",
                $"{AddressesSection}:{source}",
                $"{AddressesSection}:{source} is not an https address without a name, a password and a query (http only on this machine). Example: https://proxy.contoso.com/metrica/.",
                $"{AddressesSection}:{source} – не адрес https без имени, пароля и параметров (http только на этой же машине). Пример: https://proxy.contoso.com/metrica/.");
        }
    }

    [GeneratedRegex(@"^[a-z0-9_]{1,40}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenName();
}

/// <summary>A setting of the connectors that cannot be used, said in both languages.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Setting">The setting's name.</param>
/// <param name="English">What is wrong, with an example of a right value.</param>
/// <param name="Russian">The same in Russian.</param>
public sealed record ConnectorProblem(string Code, string Setting, string English, string Russian);
