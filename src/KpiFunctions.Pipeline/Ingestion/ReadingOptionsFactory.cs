using KpiFunctions.Core.Brands;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;
using KpiFunctions.Pipeline.Configuration;

namespace KpiFunctions.Pipeline.Ingestion;

/// <summary>The secret that customers' identifiers are hashed with.</summary>
public sealed record IdentityOptions
{
    /// <summary>The setting's name in configuration; as an environment variable <c>Identity__Secret</c> or <c>KPI_IDENTITY_SECRET</c>.</summary>
    public const string SecretSetting = "Identity:Secret";

    /// <summary>Shortest secret that is taken, in bytes.</summary>
    public const int MinBytes = 16;

    /// <summary>At least 16 bytes, as Base64. A brand's key is derived from it; who changes it makes every customer a new one.</summary>
    public required string Secret { get; init; }

    /// <summary>What is wrong with the setting, with an example; null when it can be used.</summary>
    public Localized? Problem() => TryDecode(out _)
        ? null
        : new(
            $"{SecretSetting} must be at least {MinBytes} random bytes as Base64, such as the output of `openssl rand -base64 32`.",
            $"{SecretSetting} – не меньше {MinBytes} случайных байт в Base64, например вывод `openssl rand -base64 32`.");

    internal bool TryDecode(out byte[] secret)
    {
        secret = [];
        var buffer = new byte[Secret.Length];
        if (!Convert.TryFromBase64String(Secret.Trim(), buffer, out var length) || length < MinBytes)
        {
            return false;
        }

        secret = buffer[..length];
        return true;
    }
}

/// <summary>Makes a brand's configuration into what reading needs.</summary>
public sealed class ReadingOptionsFactory
{
    private readonly byte[] _secret;
    private readonly TimeProvider _time;
    private readonly ReadingLimits _limits;

    /// <summary>Takes the deployment's secret and limits.</summary>
    /// <exception cref="ArgumentException">The secret cannot be used; the message names the setting and an example.</exception>
    public ReadingOptionsFactory(IdentityOptions identity, TimeProvider time, ReadingLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(identity);
        _time = time;
        _limits = limits ?? new ReadingLimits();
        if (!identity.TryDecode(out _secret))
        {
            throw new ArgumentException(identity.Problem()!.English, nameof(identity));
        }
    }

    /// <summary>Options for the brand, as of now.</summary>
    public ReadingOptions For(BrandConfiguration brand)
    {
        ArgumentNullException.ThrowIfNull(brand);
        var zone = brand.Zone;
        return new ReadingOptions
        {
            TimeZone = zone,
            Currency = brand.Currency,
            Accounts = brand.Accounts,
            DateOrders = brand.DateOrders,
            Mappings = brand.Mappings,
            Limits = _limits,
            Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_time.GetUtcNow(), zone).DateTime),
            Hasher = new IdentityHasher(_secret, brand.Brand),
            Reading = $"{ReaderVersion.Current}.{ConfigurationHash.ReadingHash(brand)}",
        };
    }
}
