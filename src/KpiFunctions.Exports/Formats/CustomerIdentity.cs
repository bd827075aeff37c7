using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Formats;

/// <summary>What a column tells about a customer.</summary>
internal enum IdentityKind
{
    Email,
    Phone,
    PlatformId,
}

/// <summary>Hashes customers' identifiers; used alike by the reader and by the archived copy, so that both give the same keys.</summary>
internal static class CustomerIdentity
{
    /// <summary>The keyed hash of an identifier, or null when the cell holds none. A cell that already holds a hash keeps it.</summary>
    public static string? Hash(IdentityKind kind, ReadOnlySpan<byte> cell, IdentityHasher hasher)
    {
        var trimmed = CellText.Trim(cell);
        if (trimmed.StartsWith("kh1-"u8) && CellText.Decode(trimmed) is var text && IdentityHasher.IsHash(text))
        {
            return text;
        }

        return kind switch
        {
            IdentityKind.Email => Identifiers.Email(trimmed) is { } email ? hasher.Hash("email", email) : null,
            IdentityKind.Phone => Identifiers.Phone(trimmed) is { } phone ? hasher.Hash("phone", phone) : null,
            IdentityKind.PlatformId => Identifiers.PlatformId(trimmed) is { } id ? hasher.Hash("id", id) : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }
}
