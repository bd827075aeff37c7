using System.Globalization;
using KpiFunctions.Connectors;
using KpiFunctions.Core.Brands;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Reads which accounts are pulled. Whatever stands where a token's name belongs is never repeated: it may be a token.</summary>
internal static class ConnectorSections
{
    private const int MostRestatementDays = 90;
    private const string Example = "{ source: yandex-metrica, account: \"44147844\", token: metrica }";

    public static IReadOnlyList<ConnectorRule>? Connectors(ConfigurationNode node, string path, ProblemList problems)
    {
        var rules = new List<ConnectorRule>();
        foreach (var (item, itemPath) in ConfigurationSections.Items(node, path, problems, "- " + Example))
        {
            if (ConfigurationSections.Mapping(item, itemPath, problems, ConfigurationKeys.Connector, Example) is not { } reader)
            {
                continue;
            }

            var source = reader.Require("source", "yandex-metrica", Source);
            var account = reader.Require("account", "\"44147844\"", Account);
            var token = reader.Require("token", "metrica", Token);
            var from = reader.Read("from", ConfigurationValues.Day);
            var restatement = reader.Read("restatementDays", Restatement);
            if (source is null || account is null || token is null)
            {
                continue;
            }

            if (rules.Exists(x => x.Source == source && x.Account == account))
            {
                problems.Error(
                    item, itemPath,
                    $"`{itemPath}`: this account is in the list already. Keep one entry.",
                    $"`{itemPath}`: этот аккаунт уже есть в списке. Оставьте одну запись.");
                continue;
            }

            rules.Add(new(source, account, token, from, restatement));
        }

        return rules;
    }

    /// <summary>Where `accounts` lists a source, all its other accounts are refused, pulled or not.</summary>
    public static void WarnOfUnlisted(MappingReader reader, BrandConfiguration configuration)
    {
        if (reader.Find("connectors") is not { } node)
        {
            return;
        }

        foreach (var rule in configuration.Connectors)
        {
            var listed = configuration.Accounts.Where(x => x.Source == rule.Source).ToList();
            if (listed.Count > 0 && !listed.Exists(x => x.Account.Equals(rule.Account, StringComparison.OrdinalIgnoreCase)))
            {
                reader.Problems.Warning(
                    node, "connectors",
                    $"`accounts` lists {rule.Source} without “{rule.Account}”, so everything that is pulled of it would be refused. Add `- {{ source: {rule.Source}, account: \"{rule.Account}\" }}` there.",
                    $"В `accounts` есть {rule.Source}, но нет «{rule.Account}»: всё, что будет получено из него, не учтётся. Добавьте туда `- {{ source: {rule.Source}, account: \"{rule.Account}\" }}`.");
            }
        }
    }

    private static string? Source(ConfigurationNode node, string path, ProblemList problems) =>
        ConfigurationValues.OneOf(node, path, problems, ConfigurationKeys.PulledSources);

    private static string? Account(ConfigurationNode node, string path, ProblemList problems)
    {
        if (ConfigurationValues.Account(node, path, problems) is not { } account)
        {
            return null;
        }

        if (Ids.IsAccount(account))
        {
            return account;
        }

        var quoted = ProblemList.Quote(account);
        problems.Error(
            node, path,
            $"`{path}`: “{quoted}” must be the platform's id of the account: 1 to 64 letters, digits, hyphens and underscores, for example `\"44147844\"`.",
            $"`{path}`: «{quoted}» – нужен идентификатор аккаунта на площадке: 1–64 латинских букв, цифр, дефисов и подчёркиваний, например `\"44147844\"`.");
        return null;
    }

    private static string? Token(ConfigurationNode node, string path, ProblemList problems)
    {
        if (ConfigurationValues.Text(node, path, problems, "metrica") is not { } name)
        {
            return null;
        }

        if (ConnectorOptions.IsTokenName(name) && !name.Split('_').Any(LooksRandom))
        {
            return name;
        }

        problems.Error(
            node, path,
            $"`{path}` takes the name of a token, at most 40 small Latin letters, digits and underscores, for example `metrica`; the token itself belongs in the setting `Connectors__Tokens__metrica`. If a token stands here, remove it and have the platform issue a new one.",
            $"В `{path}` нужно имя токена: не больше 40 строчных латинских букв, цифр и подчёркиваний, например `metrica`; сам токен хранится в параметре `Connectors__Tokens__metrica`. Если здесь стоит токен, удалите его и получите на площадке новый.");
        return null;
    }

    /// <summary>Old tokens are hexadecimal digits, which a name may hold too; no name has sixteen of them with three figures among them.</summary>
    private static bool LooksRandom(string word) => word.Length >= 16 && word.Count(char.IsAsciiDigit) >= 3;

    private static int? Restatement(ConfigurationNode node, string path, ProblemList problems)
    {
        if (ConfigurationValues.Text(node, path, problems, "14") is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostRestatementDays)
        {
            return days;
        }

        var quoted = ProblemList.Quote(text);
        problems.Error(
            node, path,
            $"`{path}`: “{quoted}” must be a whole number from 1 to {MostRestatementDays}, for example `14`.",
            $"`{path}`: «{quoted}» – нужно целое число от 1 до {MostRestatementDays}, например `14`.");
        return null;
    }
}
