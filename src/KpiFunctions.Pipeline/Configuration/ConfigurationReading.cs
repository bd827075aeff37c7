using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Whether a configuration can be used in spite of the problem.</summary>
public enum ConfigurationSeverity
{
    /// <summary>The configuration is not used.</summary>
    Error,

    /// <summary>It is used, but a person should look.</summary>
    Warning,
}

/// <summary>One thing about a configuration file that its author should know.</summary>
/// <param name="Severity">Whether it can be used in spite of it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Where it stands, such as <c>reports[0].recipients[1].email</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong, with the setting's name and an example of a good value. Plain text, backquotes around names.</param>
public sealed record ConfigurationProblem(ConfigurationSeverity Severity, int Line, int Column, string Path, Localized Message);

/// <summary>A setting that the file leaves out.</summary>
/// <param name="Key">The key's path.</param>
/// <param name="Value">The value in use, for people.</param>
public sealed record DefaultUsed(string Key, Localized Value);

/// <summary>What was made of a configuration file.</summary>
/// <param name="Configuration">The configuration; null when there is an error.</param>
/// <param name="Problems">Everything that was found, in file order.</param>
/// <param name="Defaults">The settings that the file leaves out and this version uses.</param>
public sealed record ConfigurationReading(
    BrandConfiguration? Configuration, IReadOnlyList<ConfigurationProblem> Problems, IReadOnlyList<DefaultUsed> Defaults)
{
    /// <summary>At least one error: there is no configuration.</summary>
    public bool HasErrors => Configuration is null;
}
