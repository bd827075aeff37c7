using System.CommandLine;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Connectors;

namespace KpiFunctions.Cli.Hosting;

/// <summary>The options that every command with storage has.</summary>
internal sealed class StorageArguments
{
    public const string StorageSetting = "KPI_STORAGE";
    public const string DefaultFolder = ".kpi";

    public Option<string?> Storage { get; } = new("--storage") { Description = CliText.StorageOption };

    public Option<DirectoryInfo?> Data { get; } = new("--data") { Description = CliText.DataOption };

    public void AddTo(Command command)
    {
        command.Options.Add(Storage);
        command.Options.Add(Data);
    }

    /// <summary>Opens the storage that the words or the environment name, else the embedded one.</summary>
    public Task<CliSession> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) => OpenAsync(parsed, connectors: null, cancellationToken);

    /// <summary>The same, with what platforms are asked with.</summary>
    public Task<CliSession> OpenAsync(ParseResult parsed, ConnectorOptions? connectors, CancellationToken cancellationToken)
    {
        var named = parsed.GetValue(Storage) ?? Environment.GetEnvironmentVariable(StorageSetting);
        return string.IsNullOrWhiteSpace(named)
            ? CliSession.OpenEmbeddedAsync((parsed.GetValue(Data) ?? new DirectoryInfo(DefaultFolder)).FullName, TimeProvider.System, cancellationToken, connectors)
            : CliSession.OpenAsync(named, TimeProvider.System, cancellationToken, connectors);
    }
}
