using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Naming;

namespace KpiFunctions.Storage.Segments;

/// <summary>
/// Where a segment stands: <c>kind=ads/brand_key=shop/month=2026-11/{stamp}-{sha}-{reading}.parquet</c>. The name says all that
/// decides its content, so that writing it twice is the same as writing it once.
/// </summary>
/// <param name="Kind">What its facts are about.</param>
/// <param name="Brand">Brand id.</param>
/// <param name="Month">First day of the month of its facts.</param>
/// <param name="Stamp">Stamp of the file they came from; whole milliseconds, UTC.</param>
/// <param name="FileHash">SHA-256 of that file.</param>
/// <param name="Reading">Reader version and configuration hash.</param>
public sealed partial record SegmentName(FactKind Kind, string Brand, DateOnly Month, DateTimeOffset Stamp, string FileHash, string Reading)
{
    private const string StampFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>The blob's name in the container of segments.</summary>
    public string Path => string.Create(
        CultureInfo.InvariantCulture,
        $"{Folder(Kind, Brand)}month={Month:yyyy-MM}/{Stamp.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture)}-{Ids.Sha256(FileHash)}-{Ids.Reading(Reading)}.parquet");

    internal static string Folder(FactKind kind, string brand) => $"kind={kind.Id()}/brand_key={Ids.Brand(brand)}/";

    /// <summary>Reads a blob's name; false for what is no segment of that kind and brand.</summary>
    public static bool TryParse(FactKind kind, string brand, string path, [NotNullWhen(true)] out SegmentName? name)
    {
        ArgumentNullException.ThrowIfNull(path);
        name = null;
        var folder = Folder(kind, brand);
        if (!path.StartsWith(folder, StringComparison.Ordinal)
            || Pattern().Match(path[folder.Length..]) is not { Success: true } match
            || !DateOnly.TryParseExact(match.Groups["month"].ValueSpan, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || !DateTimeOffset.TryParseExact(match.Groups["stamp"].ValueSpan, StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stamp))
        {
            return false;
        }

        name = new(kind, brand, month, stamp, match.Groups["sha"].Value, match.Groups["reading"].Value);
        return true;
    }

    [GeneratedRegex(
        @"^month=(?<month>[0-9]{4}-[0-9]{2})/(?<stamp>[0-9]{8}T[0-9]{9}Z)-(?<sha>[0-9a-f]{64})-(?<reading>[a-z0-9.-]{1,40})\.parquet\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

/// <summary>A stored segment.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="WrittenAt">When it was written, by the clock of storage.</param>
public sealed record Segment(SegmentName Name, long Length, DateTimeOffset WrittenAt = default);
