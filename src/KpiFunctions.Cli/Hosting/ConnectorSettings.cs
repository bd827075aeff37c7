using System.Collections;
using System.Text.RegularExpressions;
using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Connectors;

namespace KpiFunctions.Cli.Hosting;

/// <summary>Tokens and other addresses of platforms, from the environment.</summary>
internal static partial class ConnectorSettings
{
    /// <summary><c>KPI_TOKEN_METRICA</c> is the token that configurations call <c>metrica</c>.</summary>
    public const string TokenPrefix = "KPI_TOKEN_";

    /// <summary><c>KPI_ADDRESS_YANDEX_METRICA</c>: where yandex-metrica is, if not at its own address.</summary>
    public const string AddressPrefix = "KPI_ADDRESS_";

    /// <summary>Reads them. A name that no configuration can use is none of ours.</summary>
    /// <exception cref="CommandInputException">An address would let the token be read on its way.</exception>
    public static ConnectorOptions Read(IDictionary environment)
    {
        var tokens = new Dictionary<string, AccessToken>(StringComparer.OrdinalIgnoreCase);
        var addresses = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var (key, value) in environment.Cast<DictionaryEntry>().Select(static x => ((string)x.Key, ((string?)x.Value)?.Trim())))
        {
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            if (key.StartsWith(TokenPrefix, StringComparison.OrdinalIgnoreCase) && TokenName().IsMatch(key[TokenPrefix.Length..]))
            {
                tokens[key[TokenPrefix.Length..].ToLowerInvariant()] = new AccessToken(value);
            }
            else if (key.StartsWith(AddressPrefix, StringComparison.OrdinalIgnoreCase))
            {
                addresses[key[AddressPrefix.Length..].ToLowerInvariant().Replace('_', '-')] = Address(key, value);
            }
        }

        return new() { Tokens = tokens, Addresses = addresses };
    }

    /// <summary>The settings without the tokens that cannot be sent, and what is wrong with each of those, by its name.</summary>
    public static (ConnectorOptions Usable, IReadOnlyDictionary<string, string> Broken) Sort(ConnectorOptions read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var broken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, token) in read.Tokens)
        {
            var alone = new ConnectorOptions { Tokens = new Dictionary<string, AccessToken>(StringComparer.Ordinal) { [name] = token } };
            if (alone.Problems() is [var problem, ..])
            {
                broken[name] = Sentence(problem, TokenPrefix + name.ToUpperInvariant());
            }
        }

        var usable = read.Tokens.Where(x => !broken.ContainsKey(x.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return (read with { Tokens = usable }, broken);
    }

    /// <summary>The sentence with the name that the setting has here; the app calls it otherwise.</summary>
    private static string Sentence(ConnectorProblem problem, string setting) =>
        (CliLanguage.Current == "ru" ? problem.Russian : problem.English).Replace(problem.Setting, setting, StringComparison.Ordinal);

    private static Uri Address(string key, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
            ? address
            : throw new CommandInputException(PullText.BadAddress(TerminalText.Clean(key)));

    [GeneratedRegex("^[A-Za-z0-9_]{1,40}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenName();
}
