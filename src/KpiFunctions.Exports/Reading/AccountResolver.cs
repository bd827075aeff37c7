using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;

namespace KpiFunctions.Exports.Reading;

/// <summary>Which account a row belongs to: the one that the file names, else the one that the configuration names for the file.</summary>
internal sealed class AccountResolver
{
    private readonly List<AccountRule> _rules;
    private readonly AccountRef _fallback;
    private (string? Id, string? Name, AccountRef? Result)? _last;

    public AccountResolver(ReadingOptions options, string source, string path)
    {
        _rules = [.. options.Accounts.Where(x => string.Equals(x.Source, source, StringComparison.Ordinal))];
        var rule = _rules.FirstOrDefault(x => x.Path is { } pattern && PathPattern.IsMatch(pattern, path)) ?? (_rules.Count == 1 ? _rules[0] : null);
        _fallback = rule is null ? AccountRef.None : OfRule(rule);
    }

    /// <summary>The account, or null when the configuration lists others for this source and not this one.</summary>
    public AccountRef? Resolve(string? id, string? name)
    {
        if (id is null && name is null)
        {
            return _fallback;
        }

        if (_last is { } last && string.Equals(last.Id, id, StringComparison.Ordinal) && string.Equals(last.Name, name, StringComparison.Ordinal))
        {
            return last.Result;
        }

        var plain = id is null ? null : PlainId(id);
        var isListed = _rules.Count == 0 || _rules.Any(x => Fits(x.Account, plain, name));
        AccountRef? result = isListed ? new AccountRef(plain, name) : null;
        _last = (id, name, result);
        return result;
    }

    private static bool Fits(string listed, string? id, string? name) =>
        (id is not null && string.Equals(PlainId(listed), id, StringComparison.OrdinalIgnoreCase))
        || (name is not null && string.Equals(listed.Trim().Normalize(), name.Normalize(), StringComparison.OrdinalIgnoreCase));

    private static AccountRef OfRule(AccountRule rule) =>
        IsId(rule.Account) ? new AccountRef(PlainId(rule.Account), null) : new AccountRef(null, rule.Account.Trim());

    private static bool IsId(string account) => account.Any(char.IsAsciiDigit) && account.All(static c => char.IsAsciiDigit(c) || c is '-' or ' ');

    // Google writes 123-456-7890 where its interface for programs says 1234567890.
    private static string PlainId(string id) => IsId(id) ? string.Concat(id.Where(char.IsAsciiDigit)) : id.Trim();
}

/// <summary>Path patterns: <c>*</c> within a folder, <c>**</c> over folders, <c>?</c> one character; case does not matter.</summary>
public static class PathPattern
{
    /// <summary>Whether the pattern fits the whole path.</summary>
    public static bool IsMatch(string pattern, string path)
    {
        var text = path.Replace('\\', '/');
        // reach[i]: the pattern so far can end before text[i]. One row is kept, so hostile patterns cost length × length, no more.
        var reach = new bool[text.Length + 1];
        reach[0] = true;
        for (var p = 0; p < pattern.Length; p++)
        {
            var c = pattern[p];
            var isDeep = c == '*' && p + 1 < pattern.Length && pattern[p + 1] == '*';
            var next = new bool[text.Length + 1];
            if (c == '*')
            {
                p += isDeep ? 1 : 0;
                // "**/" also stands for no folder at all.
                var skipsSlash = isDeep && p + 1 < pattern.Length && pattern[p + 1] == '/';
                p += skipsSlash ? 1 : 0;
                for (var i = 0; i <= text.Length; i++)
                {
                    next[i] = reach[i] || (i > 0 && next[i - 1] && (isDeep || text[i - 1] != '/'));
                }

                if (skipsSlash)
                {
                    for (var i = text.Length; i >= 0; i--)
                    {
                        next[i] = reach[i] || (i > 0 && next[i] && text[i - 1] == '/');
                    }
                }
            }
            else
            {
                for (var i = 1; i <= text.Length; i++)
                {
                    next[i] = reach[i - 1] && (c == '?' ? text[i - 1] != '/' : char.ToUpperInvariant(c) == char.ToUpperInvariant(text[i - 1]));
                }
            }

            reach = next;
        }

        return reach[text.Length];
    }
}
