using System.Globalization;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Cli.Texts;

/// <summary>The language that the command speaks: <c>KPI_LANG</c>, else the system's; ru or en.</summary>
public static class CliLanguage
{
    /// <summary>The setting that overrides the system's language.</summary>
    public const string Setting = "KPI_LANG";

    /// <summary>ru or en.</summary>
    public static string Current { get; } =
        (Environment.GetEnvironmentVariable(Setting) ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) == "ru" ? "ru" : "en";

    /// <summary>The same for rooms that speak of it as a type.</summary>
    public static TextLanguage Text { get; } = TextLanguages.Of(Current);
}
