using System.Text.RegularExpressions;

namespace KpiFunctions.Storage;

/// <summary>Where everything is stored.</summary>
public sealed partial record StorageOptions
{
    /// <summary>
    /// The setting's name in configuration. The app's triggers look up the same one: <c>Storage</c> holds a connection string, or
    /// <see cref="AccountSetting"/> the account's address.
    /// </summary>
    public const string ConnectionSetting = "Storage";

    /// <summary>The setting of the account's blob address; as an environment variable <c>Storage__blobServiceUri</c>.</summary>
    public const string AccountSetting = "Storage:blobServiceUri";

    /// <summary>The setting of <see cref="ClientId"/>; as an environment variable <c>Storage__clientId</c>.</summary>
    public const string ClientIdSetting = "Storage:clientId";

    /// <summary>The setting's name in configuration; as an environment variable <c>Storage__Prefix</c>.</summary>
    public const string PrefixSetting = "Storage:Prefix";

    /// <summary>
    /// A connection string, or the account's blob address such as <c>https://contoso.blob.core.windows.net</c>, which is then
    /// opened with the identity that the process runs under.
    /// </summary>
    public required string Connection { get; init; }

    /// <summary>Client id of the user-assigned identity that opens the account; null takes the identity of the process.</summary>
    public string? ClientId { get; init; }

    /// <summary>
    /// Put before the name of every container, table and queue, so that several deployments (or tests) can share an account;
    /// matches <c>[a-z][a-z0-9]{0,19}</c>, or empty.
    /// </summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>Everything that is wrong with the settings; empty when they can be used. No secret is repeated in it.</summary>
    public IReadOnlyList<SettingProblem> Problems()
    {
        var problems = new List<SettingProblem>();
        if (ConnectionProblem() is { } problem)
        {
            problems.Add(problem);
        }

        if (Prefix.Length > 0 && !PrefixPattern().IsMatch(Prefix))
        {
            problems.Add(new(
                "bad_storage_prefix",
                PrefixSetting,
                $"{PrefixSetting} may hold only lower-case letters and digits, starts with a letter and has at most 20 characters. Example: shop2.",
                $"{PrefixSetting} может содержать только строчные латинские буквы и цифры, начинается с буквы, не длиннее 20 символов. Пример: shop2."));
        }

        return problems;
    }

    internal bool IsAccountUrl => Connection.Contains("://", StringComparison.Ordinal) && !Connection.Contains('=', StringComparison.Ordinal);

    private SettingProblem? ConnectionProblem()
    {
        if (string.IsNullOrWhiteSpace(Connection))
        {
            return new(
                "no_storage",
                ConnectionSetting,
                $"{ConnectionSetting} is not set. Give a storage account's blob address, such as https://contoso.blob.core.windows.net, or a connection string.",
                $"{ConnectionSetting} не задан. Укажите адрес хранилища, например https://contoso.blob.core.windows.net, или строку подключения.");
        }

        if (IsAccountUrl)
        {
            return AccountUrl.TryRead(Connection, out _)
                ? null
                : new(
                    "bad_storage_address",
                    AccountSetting,
                    $"{AccountSetting} is not the blob address of a storage account. It has the form https://contoso.blob.core.windows.net, without a path and without a key.",
                    $"{AccountSetting} – не адрес учётной записи хранилища. Он имеет вид https://contoso.blob.core.windows.net, без пути и без ключа.");
        }

        return StorageClients.CanRead(Connection)
            ? null
            : new(
                "bad_storage_connection",
                ConnectionSetting,
                $"{ConnectionSetting} is not a storage connection string. It has the form DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=…;EndpointSuffix=core.windows.net.",
                $"{ConnectionSetting} – не строка подключения к хранилищу. Она имеет вид DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=…;EndpointSuffix=core.windows.net.");
    }

    [GeneratedRegex("^[a-z][a-z0-9]{0,19}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PrefixPattern();
}

/// <summary>A setting that cannot be used, said in both languages.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Setting">The setting's name.</param>
/// <param name="English">What is wrong, with an example of a right value.</param>
/// <param name="Russian">The same in Russian.</param>
public sealed record SettingProblem(string Code, string Setting, string English, string Russian);
