namespace KpiFunctions.Exports.Texts;

/// <summary>The languages that people are spoken to in.</summary>
public enum TextLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Russian.</summary>
    Russian,
}

/// <summary>The stable names of languages, as they stand in the configuration.</summary>
public static class TextLanguages
{
    /// <summary>Every language.</summary>
    public static IReadOnlyList<TextLanguage> All { get; } = [TextLanguage.English, TextLanguage.Russian];

    /// <summary>The language of that id; English for any other.</summary>
    public static TextLanguage Of(string? id) => id == "ru" ? TextLanguage.Russian : TextLanguage.English;

    /// <summary>The id: <c>en</c> or <c>ru</c>.</summary>
    public static string Id(this TextLanguage language) => language switch
    {
        TextLanguage.English => "en",
        TextLanguage.Russian => "ru",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, null),
    };
}

/// <summary>One text in every language, side by side.</summary>
/// <param name="English">The English text.</param>
/// <param name="Russian">The Russian text.</param>
public sealed record Localized(string English, string Russian)
{
    /// <summary>The text in that language.</summary>
    public string In(TextLanguage language) => language switch
    {
        TextLanguage.English => English,
        TextLanguage.Russian => Russian,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, null),
    };

    /// <summary>The same text in every language: a proper name.</summary>
    public static Localized Same(string text) => new(text, text);
}
