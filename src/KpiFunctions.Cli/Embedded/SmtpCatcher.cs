using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KpiFunctions.Cli.Embedded;

/// <summary>How a catcher behaves.</summary>
/// <param name="Folder">Where messages go; made if it is not there.</param>
public sealed record SmtpCatcherOptions(string Folder)
{
    /// <summary>User name that a client must log in with; null lets everybody in.</summary>
    public string? User { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>Whether STARTTLS is offered, with a certificate made at start. A login is then taken over TLS only.</summary>
    public bool StartTls { get; init; }

    /// <summary>
    /// Whether recipients can be made to fail, by how their address begins: <c>reject550</c>, <c>defer451</c>, <c>drop-rcpt</c> (hangs up
    /// instead of answering the recipient), <c>reject554</c> (refuses the message), <c>drop-before</c> (keeps the message and hangs up
    /// before answering it), <c>drop-after</c> (hangs up after answering it).
    /// </summary>
    public bool Faults { get; init; }
}

/// <summary>A message that a catcher has accepted.</summary>
/// <param name="Path">The raw message.</param>
/// <param name="MailFrom">Sender of the envelope.</param>
/// <param name="RcptTo">Recipients of the envelope.</param>
/// <param name="Secure">Whether it came over TLS.</param>
/// <param name="Authenticated">Whether the client had logged in.</param>
public sealed record CaughtMessage(string Path, string MailFrom, IReadOnlyList<string> RcptTo, bool Secure, bool Authenticated);

/// <summary>A real SMTP server on a free port of 127.0.0.1 that delivers nothing and keeps every message in a folder.</summary>
public sealed class SmtpCatcher : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly NodeProcess _node;

    private SmtpCatcher(NodeProcess node, string folder, int port, byte[]? certificate)
    {
        _node = node;
        Folder = folder;
        Port = port;

        // Not null itself: it would become a memory without bytes.
        CertificateHash = certificate is null ? default(ReadOnlyMemory<byte>?) : certificate;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where messages go: <c>00001.eml</c>, byte for byte, and <c>00001.json</c>, its envelope.</summary>
    public string Folder { get; }

    /// <summary>SHA-256 of the certificate that STARTTLS shows; null without STARTTLS.</summary>
    public ReadOnlyMemory<byte>? CertificateHash { get; }

    /// <summary>The catcher as the mail setting takes it, without a login.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{Port}?security={(CertificateHash is null ? "none" : "starttls")}");

    /// <summary>Process id of the child.</summary>
    public int ProcessId => _node.Id;

    /// <summary>Starts a catcher.</summary>
    /// <exception cref="EmbeddedPartException">It cannot start.</exception>
    public static async Task<SmtpCatcher> StartAsync(SmtpCatcherOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = Path.GetFullPath(options.Folder);
        var certificate = options.StartTls ? LoopbackCertificate.Create() : null;
        var settings = JsonSerializer.Serialize(
            new Settings(folder, options.User, options.Password, certificate?.Key, certificate?.Certificate, options.Faults), Json);
        var port = 0;
        var node = await NodeProcess.StartAsync(
            ("mail catcher", "почтовую ловушку"),
            "smtp-catcher.mjs",
            [],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["KPI_SMTP_CATCHER"] = settings },
            line => line.StartsWith('{') && (port = JsonSerializer.Deserialize<Listening>(line, Json)!.Port) > 0,
            cancellationToken);
        return new(node, folder, port, certificate?.Hash);
    }

    /// <summary>What has been accepted so far, in order.</summary>
    public async Task<IReadOnlyList<CaughtMessage>> MessagesAsync(CancellationToken cancellationToken)
    {
        var messages = new List<CaughtMessage>();
        foreach (var path in Directory.EnumerateFiles(Folder, "*.eml").Order(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(Path.ChangeExtension(path, ".json"));
            var envelope = await JsonSerializer.DeserializeAsync<Envelope>(stream, Json, cancellationToken);
            messages.Add(new(path, envelope!.MailFrom, envelope.RcptTo, envelope.Secure, envelope.Authenticated));
        }

        return messages;
    }

    /// <summary>Stops; the folder stays.</summary>
    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private sealed record Settings(string Folder, string? User, string? Password, string? Key, string? Cert, bool Faults);

    private sealed record Listening(int Port);

    private sealed record Envelope(string MailFrom, IReadOnlyList<string> RcptTo, bool Secure, bool Authenticated);
}
