using System.Security.Cryptography;
using KpiFunctions.Cli.Commands;
using KpiFunctions.Cli.Embedded;
using KpiFunctions.Cli.Texts;
using KpiFunctions.Connectors;
using KpiFunctions.Pipeline;
using KpiFunctions.Pipeline.Ingestion;
using KpiFunctions.Pipeline.Mail;
using KpiFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace KpiFunctions.Cli.Hosting;

/// <summary>The use cases over a storage, named or embedded; whatever was started is stopped with it.</summary>
internal sealed class CliSession : IAsyncDisposable
{
    private const string SecretVariable = "KPI_IDENTITY_SECRET";
    public const string SmtpVariable = "KPI_SMTP";
    private const string AzuriteFolder = "storage";
    private const string MailFolder = "mail";
    private const string SecretFile = "identity.key";
    private const int SecretBytes = 32;
    private readonly AzuriteServer? _azurite;
    private readonly string? _folder;
    private SmtpCatcher? _catcher;

    private CliSession(AzuriteServer? azurite, string? folder, ServiceProvider services)
    {
        _azurite = azurite;
        _folder = folder;
        Services = services;
    }

    public ServiceProvider Services { get; }

    /// <summary>Where the embedded mail catcher keeps what was sent; null with a named mail server.</summary>
    public string? CaughtMail => _catcher?.Folder;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Opens a named storage. Identifiers of customers need the deployment's secret.</summary>
    public static async Task<CliSession> OpenAsync(
        string connection,
        TimeProvider time,
        CancellationToken cancellationToken,
        ConnectorOptions? connectors = null,
        Action<IServiceCollection>? more = null)
    {
        var options = new StorageOptions { Connection = connection };
        if (options.Problems() is [var problem, ..])
        {
            throw new CommandInputException(CliLanguage.Current == "ru" ? problem.Russian : problem.English);
        }

        var secret = Environment.GetEnvironmentVariable(SecretVariable)
            ?? throw new CommandInputException(CliText.SecretMissing(SecretVariable));
        return new CliSession(null, null, await ServicesAsync(options, secret, connectors, more, time, cancellationToken));
    }

    /// <summary>Starts an embedded storage that keeps its data in the folder.</summary>
    public static async Task<CliSession> OpenEmbeddedAsync(
        string folder,
        TimeProvider time,
        CancellationToken cancellationToken,
        ConnectorOptions? connectors = null,
        Action<IServiceCollection>? more = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandInputException(CliText.UnusableFolder(TerminalText.Clean(folder)));
        }

        var azurite = await AzuriteServer.StartAsync(Path.Combine(folder, AzuriteFolder), cancellationToken);
        try
        {
            var options = new StorageOptions { Connection = azurite.ConnectionString };
            var secret = Environment.GetEnvironmentVariable(SecretVariable) ?? await LocalSecretAsync(folder, cancellationToken);
            return new CliSession(azurite, folder, await ServicesAsync(options, secret, connectors, more, time, cancellationToken));
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>The mail server that is named, else (with embedded storage) a catcher that keeps mails as files.</summary>
    public async Task<SmtpOptions> MailAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(SmtpVariable) is { Length: > 0 } named)
        {
            return Mail(named);
        }

        if (_folder is null)
        {
            throw new CommandInputException(CliText.SmtpMissing(SmtpVariable));
        }

        return await CatchMailAsync(Path.Combine(_folder, MailFolder), cancellationToken);
    }

    /// <summary>The mail server of that address.</summary>
    /// <exception cref="CommandInputException">It is none.</exception>
    public static SmtpOptions Mail(string url) =>
        SmtpOptions.TryParse(url, out var options, out var problem) ? options : throw new CommandInputException(problem.In(CliLanguage.Text));

    /// <summary>Starts a mail catcher that keeps mails in the folder.</summary>
    public async Task<SmtpOptions> CatchMailAsync(string folder, CancellationToken cancellationToken)
    {
        _catcher ??= await SmtpCatcher.StartAsync(new SmtpCatcherOptions(folder), cancellationToken);
        return SmtpOptions.TryParse(_catcher.Url, out var caught, out var error) ? caught : throw new InvalidOperationException(error.English);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_catcher is not null)
        {
            await _catcher.DisposeAsync();
        }

        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }

    private static async Task<ServiceProvider> ServicesAsync(
        StorageOptions storage,
        string secret,
        ConnectorOptions? connectors,
        Action<IServiceCollection>? more,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var identity = new IdentityOptions { Secret = secret };
        if (identity.Problem() is { } problem)
        {
            throw new CommandInputException(problem.In(CliLanguage.Text));
        }

        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddKpiPipeline(storage, identity, connectors, LimitEnvironment.Read());
        more?.Invoke(collection);
        var services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        try
        {
            await services.GetRequiredService<StorageClients>().EnsureCreatedAsync(cancellationToken);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>A secret of this folder's own, readable by its owner only.</summary>
    private static async Task<string> LocalSecretAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, SecretFile);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var writer = new StreamWriter(path, options);
            await writer.WriteAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)).AsMemory(), cancellationToken);
        }

        return await File.ReadAllTextAsync(path, cancellationToken);
    }
}
