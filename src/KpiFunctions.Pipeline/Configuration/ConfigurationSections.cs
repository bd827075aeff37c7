using KpiFunctions.Core.Brands;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Reads the lists and nested mappings of a configuration.</summary>
internal static class ConfigurationSections
{
    public static IReadOnlyList<AccountRule>? Accounts(ConfigurationNode node, string path, ProblemList problems)
    {
        var rules = new List<AccountRule>();
        foreach (var (item, itemPath) in Items(node, path, problems, "- { source: google-ads, account: \"123-456-7890\" }"))
        {
            if (Mapping(item, itemPath, problems, ConfigurationKeys.Account, "{ source: google-ads, account: \"123-456-7890\" }") is not { } reader)
            {
                continue;
            }

            var source = reader.Require("source", "google-ads", ConfigurationValues.Source);
            var account = reader.Require("account", "\"123-456-7890\"", ConfigurationValues.Account);
            var pattern = reader.Read("path", ConfigurationValues.PathPattern);
            if (source is null || account is null)
            {
                continue;
            }

            var rule = new AccountRule(source, account, pattern);
            if (rules.Contains(rule))
            {
                problems.Warning(item, itemPath, $"`{itemPath}` says the same as an entry above it.", $"`{itemPath}` повторяет запись выше.");
                continue;
            }

            rules.Add(rule);
        }

        return rules;
    }

    public static IReadOnlyDictionary<string, DateOrder>? DateOrders(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Mapping(node, path, problems, ConfigurationKeys.Sources, "{ meta-ads: dayFirst }") is not { } reader)
        {
            return null;
        }

        var orders = new Dictionary<string, DateOrder>(StringComparer.Ordinal);
        foreach (var source in ConfigurationKeys.Sources)
        {
            if (reader.Read(source, ConfigurationValues.Order) is { } order)
            {
                orders.Add(source, order);
            }
        }

        return orders;
    }

    public static SourcesOfTruth? Truth(ConfigurationNode node, string path, ProblemList problems)
    {
        if (Mapping(node, path, problems, ConfigurationKeys.SourcesOfTruth, "{ traffic: google-analytics }") is not { } reader)
        {
            return null;
        }

        if (reader.Find("leads") is { } leads)
        {
            problems.Warning(
                leads, reader.PathOf("leads"),
                $"`{reader.PathOf("leads")}` is known but has no effect in this version.",
                $"`{reader.PathOf("leads")}` – известный ключ, но в этой версии он ни на что не влияет.");
        }

        return new(
            reader.Read("traffic", static (n, p, x) => ConfigurationValues.OneOf(n, p, x, ConfigurationKeys.TrafficSources)),
            reader.Read("leads", static (n, p, x) => ConfigurationValues.OneOf(n, p, x, ConfigurationKeys.LeadSources)),
            reader.Read("sales", static (n, p, x) => ConfigurationValues.OneOf(n, p, x, ConfigurationKeys.SalesSources)));
    }

    public static IReadOnlyList<ReportDefinition>? Reports(ConfigurationNode node, string path, ProblemList problems)
    {
        var reports = new List<ReportDefinition>();
        foreach (var (item, itemPath) in Items(node, path, problems, "- { id: weekly, recipients: [anna@example.com] }"))
        {
            if (Mapping(item, itemPath, problems, ConfigurationKeys.Report, "{ id: weekly, recipients: [anna@example.com] }") is not { } reader)
            {
                continue;
            }

            var id = reader.Require("id", "weekly", ConfigurationValues.Id);
            var language = reader.Read("language", ConfigurationValues.Language);
            var recipients = reader.Read("recipients", Recipients) ?? [];
            if (reader.Find("recipients") is null or SequenceNode { Items.Count: 0 })
            {
                problems.Warning(
                    item, reader.PathOf("recipients"),
                    $"Nobody receives this report; add for example `recipients: [anna@example.com]`.",
                    $"Этот отчёт никто не получает; добавьте, например, `recipients: [anna@example.com]`.");
            }

            if (id is null)
            {
                continue;
            }

            if (reports.Exists(x => x.Id == id))
            {
                problems.Error(
                    reader.Find("id")!, reader.PathOf("id"),
                    $"`{reader.PathOf("id")}`: another report above is called “{id}” too. Give each its own id.",
                    $"`{reader.PathOf("id")}`: отчёт с именем «{id}» уже есть выше. Дайте каждому своё имя.");
            }

            reports.Add(new(id, language, recipients));
        }

        return reports;
    }

    private static List<Recipient> Recipients(ConfigurationNode node, string path, ProblemList problems)
    {
        var recipients = new List<Recipient>();
        foreach (var (item, itemPath) in Items(node, path, problems, "[anna@example.com]"))
        {
            if (Recipient(item, itemPath, problems) is not { } recipient)
            {
                continue;
            }

            // Local parts may differ by case in theory (RFC 5321 2.4), in no mailbox that anybody has.
            if (recipients.Exists(x => x.Email.Equals(recipient.Email, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Error(
                    item, itemPath,
                    $"`{itemPath}`: this address is in the list already; it would receive the report twice. Keep one.",
                    $"`{itemPath}`: этот адрес уже есть в списке; отчёт пришёл бы дважды. Оставьте один.");
                continue;
            }

            recipients.Add(recipient);
        }

        return recipients;
    }

    private static Recipient? Recipient(ConfigurationNode node, string path, ProblemList problems)
    {
        if (node is not MappingNode mapping)
        {
            return ConfigurationValues.Email(node, path, problems) is { } plain ? new(plain, null) : null;
        }

        var reader = new MappingReader(mapping, path, ConfigurationKeys.Recipient, problems);
        var language = reader.Read("language", ConfigurationValues.Language);
        return reader.Require("email", "anna@example.com", ConfigurationValues.Email) is { } address ? new(address, language) : null;
    }

    internal static MappingReader? Mapping(ConfigurationNode node, string path, ProblemList problems, IReadOnlyList<string> known, string example)
    {
        if (node is MappingNode mapping)
        {
            return new(mapping, path, known, problems);
        }

        problems.Error(
            node, path,
            $"`{path}` takes keys and values, for example `{example}`.",
            $"Для `{path}` нужны ключи и значения, например `{example}`.");
        return null;
    }

    internal static IEnumerable<(ConfigurationNode Node, string Path)> Items(ConfigurationNode node, string path, ProblemList problems, string example)
    {
        if (node is SequenceNode sequence)
        {
            return sequence.Items.Select((x, i) => (x, $"{path}[{i}]"));
        }

        problems.Error(
            node, path,
            $"`{path}` takes a list, for example `{example}`.",
            $"Для `{path}` нужен список, например `{example}`.");
        return [];
    }
}

/// <summary>The sources that a brand's owner chose; null where none was chosen.</summary>
internal sealed record SourcesOfTruth(string? Traffic, string? Leads, string? Sales);
