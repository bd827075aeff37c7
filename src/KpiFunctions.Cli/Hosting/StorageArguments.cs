using System.CommandLine;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Connectors;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>The same, with what platforms are asked with, and with services beside the use cases.</summary>
    public Task<CliSession> OpenAsync(
        ParseResult parsed, ConnectorOptions? connectors, CancellationToken cancellationToken, Action<IServiceCollection>? more = null) => Named(parsed) is { } named
            ? CliSession.OpenAsync(named, TimeProvider.System, cancellationToken, connectors, more)
            : CliSession.OpenEmbeddedAsync(DataFolder(parsed), TimeProvider.System, cancellationToken, connectors, more);

    /// <summary>The storage that the words or the environment name; null for the embedded one.</summary>
    public string? Named(ParseResult parsed) =>
        (parsed.GetValue(Storage) ?? Environment.GetEnvironmentVariable(StorageSetting)) is var named && string.IsNullOrWhiteSpace(named) ? null : named;

    /// <summary>Where the embedded storage keeps its data.</summary>
    public string DataFolder(ParseResult parsed) => (parsed.GetValue(Data) ?? new DirectoryInfo(DefaultFolder)).FullName;
}
