using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using MimeKit;

namespace KpiFunctions.Pipeline.Mail;

/// <summary>Plain e-mail addresses, without a name or anything else around them.</summary>
internal static partial class MailAddresses
{
    /// <summary>
    /// Plausible for SMTP (RFC 5321 4.5.3.1: local part up to 64, the whole up to 254 characters) and nothing that could end a header.
    /// </summary>
    public static bool IsAddress(string address)
    {
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length > 254)
        {
            return false;
        }

        return LocalPart().IsMatch(address.AsSpan(0, at)) && Domain().IsMatch(address.AsSpan(at + 1));
    }

    /// <summary>The address as a mailbox; false when it is not one.</summary>
    public static bool TryParse(string address, string? name, [NotNullWhen(true)] out MailboxAddress? mailbox)
    {
        mailbox = IsAddress(address) && MailboxAddress.TryParse(address, out var parsed) && parsed.Address == address
            ? new MailboxAddress(name is null ? null : HeaderText.Line(name), address)
            : null;
        return mailbox is not null;
    }

    /// <summary>The address's domain in its ASCII form, for the right side of a Message-ID.</summary>
    public static string AsciiDomain(string address)
    {
        var encoded = MailboxAddress.EncodeAddrspec(address);
        return encoded[(encoded.LastIndexOf('@') + 1)..];
    }

    [GeneratedRegex(@"^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(\p{L}{2,63}|xn--[a-zA-Z0-9-]{2,59})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Domain();
}
