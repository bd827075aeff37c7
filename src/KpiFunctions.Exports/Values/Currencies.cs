using System.Collections.Frozen;
using KpiFunctions.Core.Brands;

namespace KpiFunctions.Exports.Values;

/// <summary>Currency codes (ISO 4217) and the signs that stand for exactly one of them. A bare <c>$</c> or <c>kr</c> does not.</summary>
public static class Currencies
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Codes =
        CurrencyCodes.All.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string> DollarSigned =
        ("ARS AUD BBD BMD BND BSD BZD CAD CLP COP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD USD UYU XCD").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["€"] = "EUR",
        ["£"] = "GBP",
        ["₽"] = "RUB",
        ["руб."] = "RUB",
        ["руб"] = "RUB",
        ["р."] = "RUB",
        ["₴"] = "UAH",
        ["грн"] = "UAH",
        ["грн."] = "UAH",
        ["₸"] = "KZT",
        ["₹"] = "INR",
        ["₺"] = "TRY",
        ["₩"] = "KRW",
        ["₪"] = "ILS",
        ["₫"] = "VND",
        ["₦"] = "NGN",
        ["₱"] = "PHP",
        ["₾"] = "GEL",
        ["₼"] = "AZN",
        ["֏"] = "AMD",
        ["zł"] = "PLN",
        ["Kč"] = "CZK",
        ["Ft"] = "HUF",
        ["฿"] = "THB",
        ["৳"] = "BDT",
        ["US$"] = "USD",
        ["$US"] = "USD",
        ["CA$"] = "CAD",
        ["C$"] = "CAD",
        ["A$"] = "AUD",
        ["AU$"] = "AUD",
        ["NZ$"] = "NZD",
        ["HK$"] = "HKD",
        ["R$"] = "BRL",
        ["MX$"] = "MXN",
        ["NT$"] = "TWD",
        ["S$"] = "SGD",
        ["SG$"] = "SGD",
        ["CN¥"] = "CNY",
        ["JP¥"] = "JPY",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> SignSpans = Signs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The code that a code or an unambiguous sign stands for, else null.</summary>
    public static string? Find(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length == 3 && char.IsAsciiLetter(text[0]))
        {
            Span<char> upper = stackalloc char[3];
            _ = text.ToUpperInvariant(upper);
            if (Codes.TryGetValue(upper, out var code))
            {
                return code;
            }
        }

        return text.Length is > 0 and <= 4 && SignSpans.TryGetValue(text, out var found) ? found : null;
    }

    /// <summary>The code that a code or an unambiguous sign in UTF-8 stands for, else null.</summary>
    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        Span<char> chars = stackalloc char[16];
        return utf8.Length is > 0 and <= 16 && System.Text.Encoding.UTF8.TryGetChars(utf8, chars, out var length) ? Find(chars[..length]) : null;
    }

    /// <summary>Whether a sign that several currencies share can stand for this one.</summary>
    public static bool MayMean(string sign, string code) => sign.Trim().TrimEnd('.').ToUpperInvariant() switch
    {
        "$" => DollarSigned.Contains(code),
        "¥" => code is "JPY" or "CNY",
        "KR" => code is "SEK" or "NOK" or "DKK" or "ISK",
        _ => false,
    };

    /// <summary>Whether what stands beside a number is money-like or a percent sign, so that the cell is still a number.</summary>
    public static bool IsAffix(ReadOnlySpan<byte> utf8) =>
        utf8 is [(byte)'%'] or [(byte)'$'] or [0xC2, 0xA5] || utf8.SequenceEqual("kr"u8) || utf8.SequenceEqual("kr."u8) || Find(utf8) is not null;
}
