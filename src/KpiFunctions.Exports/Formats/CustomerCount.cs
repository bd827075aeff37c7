using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Distinct customers within one file: the same e-mail; without one the same phone, which is that of an e-mail if it stands beside exactly
/// one; else the platform's id. The brand's own count looks at all files; this one is for the file's totals.
/// </summary>
internal sealed class CustomerCount
{
    private readonly HashSet<string> _emails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _emailOfPhone = new(StringComparer.Ordinal);
    private readonly HashSet<string> _phones = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public int Total => _emails.Count + _ids.Count + _phones.Count(phone => !_emailOfPhone.TryGetValue(phone, out var email) || email is null);

    public void Add(CustomerKeys customer)
    {
        if (customer.Email is { } email)
        {
            _ = _emails.Add(email);
            if (customer.Phone is { } phone)
            {
                _emailOfPhone[phone] = _emailOfPhone.TryGetValue(phone, out var other) && !string.Equals(other, email, StringComparison.Ordinal) ? null : email;
            }
        }
        else if (customer.Phone is { } phone)
        {
            _ = _phones.Add(phone);
        }
        else if (customer.PlatformId is { } id)
        {
            _ = _ids.Add(id);
        }
    }
}
