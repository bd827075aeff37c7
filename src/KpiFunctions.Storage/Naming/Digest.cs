using System.Security.Cryptography;
using System.Text;

namespace KpiFunctions.Storage.Naming;

/// <summary>Short names for long or hostile texts.</summary>
internal static class Digest
{
    /// <summary>Characters of a digest: 130 bits of the hash.</summary>
    public const int Length = 26;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>
    /// The first 26 characters of the lower-case base32 (RFC 4648, no padding) of the text's SHA-256: any text at all becomes a
    /// key without forbidden characters, and two texts practically never share one.
    /// </summary>
    public static string Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        Span<char> digits = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (hash[bit >> 3] << 8) | hash[(bit >> 3) + 1];
            digits[i] = Alphabet[(pair >> (11 - (bit & 7))) & 31];
        }

        return new string(digits);
    }

    /// <summary>A digest of several texts that keeps them apart: no two lists share one because of where a text ends.</summary>
    public static string Of(string first, string second) =>
        Of(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first.Length}|{first}|{second}"));
}
