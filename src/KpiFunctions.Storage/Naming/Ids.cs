using System.Text.RegularExpressions;

namespace KpiFunctions.Storage.Naming;

/// <summary>
/// What may stand in a path or key. Ids come from configuration and from file contents, both hostile: whatever would lead out of
/// its place is refused here, before it becomes part of a name.
/// </summary>
public static partial class Ids
{
    private const int TimeoutMilliseconds = 1000;

    /// <summary>A brand id: <c>[a-z0-9-]{1,40}</c>.</summary>
    public static string Brand(string id) => Slug().IsMatch(id) ? id : throw Refused(id, "brand id", "[a-z0-9-]{1,40}", nameof(id));

    /// <summary>Whether it is a brand id.</summary>
    public static bool IsBrand(string id) => Slug().IsMatch(id);

    /// <summary>Whether it can be a report id.</summary>
    public static bool IsReport(string id) => Slug().IsMatch(id);

    /// <summary>A report id: <c>[a-z0-9-]{1,40}</c>.</summary>
    public static string Report(string id) => Slug().IsMatch(id) ? id : throw Refused(id, "report id", "[a-z0-9-]{1,40}", nameof(id));

    /// <summary>A source id: <c>[a-z0-9-]{1,40}</c>.</summary>
    public static string Source(string id) => Slug().IsMatch(id) ? id : throw Refused(id, "source id", "[a-z0-9-]{1,40}", nameof(id));

    /// <summary>Whether it can be a source id.</summary>
    public static bool IsSource(string id) => Slug().IsMatch(id);

    /// <summary>The id of an account that is pulled: <c>[A-Za-z0-9_-]{1,64}</c>.</summary>
    public static string Account(string id) => AccountId().IsMatch(id) ? id : throw Refused(id, "account id", "[A-Za-z0-9_-]{1,64}", nameof(id));

    /// <summary>Whether it can be the id of an account that is pulled.</summary>
    public static bool IsAccount(string id) => AccountId().IsMatch(id);

    /// <summary>The id of a view that is pulled: <c>[a-z0-9-]{1,40}</c>.</summary>
    public static string View(string id) => Slug().IsMatch(id) ? id : throw Refused(id, "view id", "[a-z0-9-]{1,40}", nameof(id));

    /// <summary>A SHA-256 in lower-case hex.</summary>
    public static string Sha256(string hash) => Hash().IsMatch(hash) ? hash : throw Refused(hash, "SHA-256", "64 lower-case hex digits", nameof(hash));

    /// <summary>A reading id: <c>[a-z0-9.-]{1,40}</c>.</summary>
    public static string Reading(string id) => ReadingId().IsMatch(id) ? id : throw Refused(id, "reading id", "[a-z0-9.-]{1,40}", nameof(id));

    /// <summary>A period id such as <c>2026-W47</c>.</summary>
    public static string Period(string id) => PeriodId().IsMatch(id) ? id : throw Refused(id, "period id", "2026-W47, 2026-11 or 2026-11-20", nameof(id));

    /// <summary>An import id: <c>[A-Za-z0-9-]{1,64}</c>.</summary>
    public static string Import(string id) => ImportId().IsMatch(id) ? id : throw Refused(id, "import id", "[A-Za-z0-9-]{1,64}", nameof(id));

    /// <summary>The hash of a recipient's address: <c>[a-z2-7]{26}</c>.</summary>
    public static string Recipient(string hash) => DigestText().IsMatch(hash) ? hash : throw Refused(hash, "recipient's hash", "[a-z2-7]{26}", nameof(hash));

    /// <summary>Whether it can be the hash of a recipient's address.</summary>
    public static bool IsRecipient(string hash) => DigestText().IsMatch(hash);

    /// <summary>A file extension with its dot, lower case, or nothing.</summary>
    public static string Extension(string extension) =>
        extension.Length == 0 || ExtensionText().IsMatch(extension) ? extension : throw Refused(extension, "extension", ".csv", nameof(extension));

    /// <summary>The name of a file without folders: <c>[A-Za-z0-9][A-Za-z0-9._-]{0,99}</c>.</summary>
    public static string File(string name) => FileName().IsMatch(name) ? name : throw Refused(name, "file name", "report.en.pdf", nameof(name));

    private static ArgumentException Refused(string value, string what, string form, string parameter) =>
        new($"'{(value.Length > 80 ? value[..80] + "…" : value)}' is not a {what} ({form}).", parameter);

    [GeneratedRegex(@"^[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex Slug();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex AccountId();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex Hash();

    [GeneratedRegex(@"^[a-z0-9.-]{1,40}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex ReadingId();

    [GeneratedRegex(@"^[0-9]{4}-(W[0-9]{2}|Q[1-4]|[0-9]{2}(-[0-9]{2})?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMilliseconds)]
    private static partial Regex PeriodId();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex ImportId();

    [GeneratedRegex(@"^[a-z2-7]{26}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex DigestText();

    [GeneratedRegex(@"^\.[a-z0-9]{1,10}(\.[a-z0-9]{1,10})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeoutMilliseconds)]
    private static partial Regex ExtensionText();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant, TimeoutMilliseconds)]
    private static partial Regex FileName();
}
