using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KpiFunctions.Core.Pulls;

namespace KpiFunctions.Storage.Naming;

/// <summary>
/// Names a kept answer: <c>{brand}/{source}/{account}/{view}/{from}_{to}/{askedAt:yyyyMMddTHHmmssfffZ}.pull</c>. Every part is
/// checked, so that nothing that comes from a configuration, a message or a platform leads out of its place.
/// </summary>
/// <param name="Brand">Brand id.</param>
/// <param name="Source">Source id.</param>
/// <param name="Account">The platform's id of the account.</param>
/// <param name="View">The connector's id of the view.</param>
/// <param name="From">First day that was asked for.</param>
/// <param name="To">Last day that was asked for.</param>
/// <param name="AskedAt">When it was asked; whole milliseconds, UTC.</param>
public sealed record PulledName(string Brand, string Source, string Account, string View, DateOnly From, DateOnly To, DateTimeOffset AskedAt)
{
    /// <summary>
    /// What the path of a kept answer begins with in import records, which hold paths of dropped files too; no dropped file's path
    /// may begin with it.
    /// </summary>
    public const string RecordPrefix = "pulled:";

    private const string Extension = ".pull";
    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>The name of an answer with that header.</summary>
    public static PulledName Of(string brand, PullHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new(brand, header.Source, header.Account, header.View, header.From, header.To, header.AskedAt);
    }

    /// <summary>Path below the brand's folder.</summary>
    /// <exception cref="ArgumentException">A part cannot stand in a path.</exception>
    public string Path
    {
        get
        {
            var time = AskedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
            return $"{Ids.Source(Source)}/{Ids.Account(Account)}/{Ids.View(View)}/{Day(From)}_{Day(To)}/{time}{Extension}";
        }
    }

    /// <summary>The path as import records have it.</summary>
    public string RecordPath => RecordPrefix + Path;

    internal string BlobName => $"{Ids.Brand(Brand)}/{Path}";

    /// <summary>Reads a path below a brand's folder; false for everything that <see cref="Path"/> would not have made.</summary>
    public static bool TryParse(string brand, string path, [NotNullWhen(true)] out PulledName? name)
    {
        name = null;
        if (path is null || !Ids.IsBrand(brand) || path.Split('/') is not [var source, var account, var view, var days, var file]
            || !Ids.IsSource(source) || !Ids.IsAccount(account) || !Ids.IsSource(view)
            || days.Split('_') is not [var first, var last] || !TryDay(first, out var from) || !TryDay(last, out var to) || from > to
            || !file.EndsWith(Extension, StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(
                file[..^Extension.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var askedAt))
        {
            return false;
        }

        name = new(brand, source, account, view, from, to, askedAt);
        return true;
    }

    private static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
