namespace KpiFunctions.Pipeline.Configuration;

/// <summary>A value of a configuration file with the place where it stands, both from 1.</summary>
internal abstract record ConfigurationNode(int Line, int Column);

/// <summary>A single value, without its quotes; null when nothing stands there, or an unquoted <c>null</c> or <c>~</c>.</summary>
internal sealed record ScalarNode(int Line, int Column, string Value, bool IsNull) : ConfigurationNode(Line, Column);

internal sealed record SequenceNode(int Line, int Column, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Line, Column);

internal sealed record MappingNode(int Line, int Column, IReadOnlyList<MappingEntry> Entries) : ConfigurationNode(Line, Column);

internal sealed record MappingEntry(ScalarNode Key, ConfigurationNode Value);
