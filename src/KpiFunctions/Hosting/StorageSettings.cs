using KpiFunctions.Storage;

namespace KpiFunctions.Hosting;

/// <summary>
/// The account that the host's triggers and our own clients share. Both look the same settings up, so they must not be able to end up
/// with two different accounts.
/// </summary>
internal static class StorageSettings
{
    /// <summary>The setting of the account's queues, which the host's queue and blob triggers open.</summary>
    public const string QueuesSetting = "Storage:queueServiceUri";

    /// <summary>The setting of the account's tables.</summary>
    public const string TablesSetting = "Storage:tableServiceUri";

    /// <summary>How the host identifies itself; <c>managedidentity</c> beside a client id.</summary>
    public const string CredentialSetting = "Storage:credential";

    private const string BlobLabel = ".blob.";
    private const string ManagedIdentity = "managedidentity";

    /// <summary>Reads the settings; null when they cannot be used.</summary>
    public static StorageOptions? Read(SettingsReader reader)
    {
        var resolved = reader.TryText(StorageOptions.ConnectionSetting, out var connection)
            & reader.TryText(StorageOptions.AccountSetting, out var account)
            & reader.TryText(StorageOptions.ClientIdSetting, out var clientId)
            & reader.TryText(StorageOptions.PrefixSetting, out var prefix);
        if (!resolved)
        {
            return null;
        }

        if (prefix.Length > 0)
        {
            reader.Add(
                "prefix_in_app",
                StorageOptions.PrefixSetting,
                "the app's triggers listen to containers and queues of fixed names. Remove it, and give every deployment an account of its own.",
                "триггеры приложения слушают контейнеры и очереди с постоянными именами. Уберите её и дайте каждому развёртыванию свою учётную запись хранилища.");
        }

        return account.Length > 0 ? Account(reader, connection, account, clientId) : Connection(reader, connection);
    }

    private static StorageOptions? Connection(SettingsReader reader, string connection)
    {
        if (connection.Length == 0)
        {
            reader.Add(
                "no_storage",
                StorageOptions.ConnectionSetting,
                "it is not set. On this machine it is UseDevelopmentStorage=true; in Azure give Storage__blobServiceUri instead, such as https://contoso.blob.core.windows.net.",
                "она не задана. На своей машине это UseDevelopmentStorage=true; в Azure вместо неё укажите Storage__blobServiceUri, например https://contoso.blob.core.windows.net.");
            return null;
        }

        var options = new StorageOptions { Connection = connection };
        var problems = options.Problems();
        if (problems.Count == 0 && connection.Contains("://", StringComparison.Ordinal) && !connection.Contains('=', StringComparison.Ordinal))
        {
            // Our clients would understand it; the host's triggers do not.
            reader.Add(
                "account_in_connection",
                StorageOptions.ConnectionSetting,
                "the host's triggers take a connection string here. Give the account's address as Storage__blobServiceUri, such as https://contoso.blob.core.windows.net.",
                "здесь триггеры ждут строку подключения. Укажите адрес учётной записи в Storage__blobServiceUri, например https://contoso.blob.core.windows.net.");
            return null;
        }

        reader.Add(problems);
        return problems.Count == 0 ? options : null;
    }

    private static StorageOptions? Account(SettingsReader reader, string connection, string account, string clientId)
    {
        var before = reader.Problems.Count;
        if (connection.Length > 0)
        {
            reader.Add(
                "two_storages",
                StorageOptions.ConnectionSetting,
                "it is there beside Storage__blobServiceUri, so that nobody knows which of the two counts. Remove one of them; in Azure, this one.",
                "она задана вместе с Storage__blobServiceUri, и неясно, что из них действует. Уберите одну из них; в Azure – эту.");
        }

        var options = new StorageOptions { Connection = account, ClientId = clientId.Length > 0 ? clientId : null };
        var problems = options.Problems();
        reader.Add(problems);
        if (problems.Count == 0)
        {
            Sibling(reader, QueuesSetting, account, ".queue.");
            Sibling(reader, TablesSetting, account, ".table.");
        }

        if (clientId.Length > 0 && reader.TryText(CredentialSetting, out var credential) && !credential.Equals(ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            reader.Add(
                "bad_storage_credential",
                CredentialSetting,
                $"beside Storage__clientId it must be {ManagedIdentity}, or the host's triggers use another identity than the app.",
                $"вместе с Storage__clientId она должна быть {ManagedIdentity}, иначе триггеры пользуются не тем удостоверением, что приложение.");
        }

        return reader.Problems.Count == before ? options : null;
    }

    private static void Sibling(SettingsReader reader, string setting, string account, string label)
    {
        var expected = account.TrimEnd('/').Replace(BlobLabel, label, StringComparison.Ordinal);
        if (reader.TryText(setting, out var text) && !text.TrimEnd('/').Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            reader.Add(
                "other_account",
                setting,
                $"it must be the same account as Storage__blobServiceUri. Example: https://contoso{label}core.windows.net beside https://contoso.blob.core.windows.net.",
                $"она должна указывать на ту же учётную запись, что Storage__blobServiceUri. Пример: https://contoso{label}core.windows.net рядом с https://contoso.blob.core.windows.net.");
        }
    }
}
