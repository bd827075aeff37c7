using KpiFunctions.Core.Brands;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Reads who gets receipts by mail.</summary>
internal static class ReceiptSections
{
    private const string Example = "{ to: [anna@example.com], when: rejected }";

    public static IReadOnlyList<ReceiptRule>? Receipts(ConfigurationNode node, string path, ProblemList problems)
    {
        var rules = new List<ReceiptRule>();
        foreach (var (item, itemPath) in ConfigurationSections.Items(node, path, problems, "- " + Example))
        {
            if (ConfigurationSections.Mapping(item, itemPath, problems, ConfigurationKeys.Receipt, Example) is not { } reader)
            {
                continue;
            }

            var to = reader.Require("to", "[anna@example.com]", Addresses);
            var when = reader.Read("when", When);
            var source = reader.Read("source", ConfigurationValues.Source);
            var pattern = reader.Read("path", ConfigurationValues.PathPattern);
            var language = reader.Read("language", ConfigurationValues.Language);
            if (to is { Count: > 0 })
            {
                rules.Add(new(to, when ?? ReceiptWhen.Rejected, source, pattern, language));
            }
        }

        return rules;
    }

    /// <summary>A file that was not recognised is of no source: where every entry names one, nobody would hear of it.</summary>
    public static void WarnOfUnheard(MappingReader reader, BrandConfiguration configuration)
    {
        if (reader.Find("receipts") is not { } node || configuration.Receipts is not { Count: > 0 } rules || rules.Any(static x => x.Source is null))
        {
            return;
        }

        reader.Problems.Warning(
            node, "receipts",
            "`receipts`: every entry names a source, so nobody hears of files that are not recognised: they have none. Add an entry without `source`.",
            "`receipts`: в каждой записи указан источник, поэтому о нераспознанных файлах никто не узнает: у них источника нет. Добавьте запись без `source`.");
    }

    private static ReceiptWhen? When(ConfigurationNode node, string path, ProblemList problems) =>
        ConfigurationValues.OneOf(node, path, problems, ConfigurationKeys.ReceiptWhens) switch
        {
            "rejected" => ReceiptWhen.Rejected,
            "always" => ReceiptWhen.Always,
            _ => null,
        };

    private static List<string> Addresses(ConfigurationNode node, string path, ProblemList problems)
    {
        var addresses = new List<string>();
        foreach (var (item, itemPath) in ConfigurationSections.Items(node, path, problems, "[anna@example.com]"))
        {
            if (ConfigurationValues.Email(item, itemPath, problems) is { } address && !addresses.Contains(address, StringComparer.OrdinalIgnoreCase))
            {
                addresses.Add(address);
            }
        }

        if (node is SequenceNode { Items.Count: 0 })
        {
            problems.Warning(
                node, path,
                $"`{path}` is empty, so nobody gets these receipts; add for example `[anna@example.com]`. To send none at all, write `receipts: []`.",
                $"`{path}` пуст, и эти квитанции никто не получит; добавьте, например, `[anna@example.com]`. Чтобы не отправлять их совсем, напишите `receipts: []`.");
        }

        return addresses;
    }
}
