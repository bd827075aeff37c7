using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>What a mapping says of all rows.</summary>
/// <param name="Texts">Values by field.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
internal sealed record MappingConstants(IReadOnlyDictionary<string, string> Texts, DateOnly? From, DateOnly? To)
{
    public static MappingConstants None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), null, null);

    public static MappingConstants? Read(ConfigurationNode node, string path, ProblemList problems, FactKind kind)
    {
        var fields = MappingFields.ConstantsOf(kind);
        if (ConfigurationSections.Mapping(node, path, problems, fields, "{ currency: EUR }") is not { } reader)
        {
            return null;
        }

        var from = reader.Read("from", ConfigurationValues.Day);
        var to = reader.Read("to", ConfigurationValues.Day) ?? from;
        if (reader.Find("to") is { } last && (reader.Find("from") is null || to < from))
        {
            problems.Error(
                last, reader.PathOf("to"),
                $"`{reader.PathOf("to")}` needs an earlier `{reader.PathOf("from")}` beside it, for example `from: 2026-11-01`.",
                $"Рядом с `{reader.PathOf("to")}` нужен более ранний `{reader.PathOf("from")}`, например `from: 2026-11-01`.");
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields.Except(["from", "to"], StringComparer.Ordinal))
        {
            if (reader.Read(field, (n, p, x) => Value(field, n, p, x)) is { } value)
            {
                texts.Add(field, value);
            }
        }

        return new(texts, from, to);
    }

    private static string? Value(string field, ConfigurationNode node, string path, ProblemList problems) => field switch
    {
        "currency" => ConfigurationValues.Currency(node, path, problems),
        "channel" => ConfigurationValues.OneOf(node, path, problems, Channels.All),
        "account" or "accountId" => ConfigurationValues.Account(node, path, problems),
        _ => ConfigurationValues.Name(node, path, problems),
    };
}
