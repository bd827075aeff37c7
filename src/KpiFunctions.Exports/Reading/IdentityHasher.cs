using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KpiFunctions.Exports.Reading;

/// <summary>
/// Turns identifiers of customers into keyed hashes: <c>kh1-{keyId}-{base64url of the first 16 bytes of HMAC-SHA-256}</c>.
/// A value that already has this form passes through unchanged, so that an archived copy reads like its original.
/// </summary>
public sealed class IdentityHasher
{
    private const string Prefix = "kh1-";
    private const int KeyIdLength = 8;
    private const int HashLength = 22;
    private readonly byte[] _key;

    /// <summary>Derives the brand's key from the deployment's secret (HKDF, RFC 5869), so that brands cannot be joined.</summary>
    /// <param name="secret">At least 16 bytes.</param>
    /// <param name="brand">Brand id.</param>
    public IdentityHasher(ReadOnlySpan<byte> secret, string brand)
    {
        ArgumentException.ThrowIfNullOrEmpty(brand);
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16, nameof(secret));
        _key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, _key, salt: [], info: Encoding.UTF8.GetBytes("kpi-identity|" + brand));
        KeyId = Convert.ToHexStringLower(SHA256.HashData(_key).AsSpan(0, KeyIdLength / 2));
    }

    /// <summary>Tells keys apart without giving them away; 8 hex digits, part of every hash.</summary>
    public string KeyId { get; }

    /// <summary>The keyed hash of an already normalised identifier.</summary>
    /// <param name="kind">What it is (<c>email</c>, <c>phone</c>, <c>id</c>, <c>text</c>), so that equal texts of different kinds differ.</param>
    /// <param name="normalized">The identifier.</param>
    public string Hash(string kind, string normalized)
    {
        if (IsHash(normalized))
        {
            return normalized;
        }

        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(kind + "\u001f" + normalized), mac);
        return string.Concat(Prefix, KeyId, "-", Base64Url.EncodeToString(mac[..16]));
    }

    /// <summary>Whether the text already is such a hash.</summary>
    public static bool IsHash(ReadOnlySpan<char> text) =>
        text.Length == Prefix.Length + KeyIdLength + 1 + HashLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[Prefix.Length + KeyIdLength] == '-';
}
