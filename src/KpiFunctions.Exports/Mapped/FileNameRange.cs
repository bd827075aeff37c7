using System.Text.RegularExpressions;
using KpiFunctions.Exports.Values;

namespace KpiFunctions.Exports.Mapped;

/// <summary>
/// Two days in the name of a file: <c>report_20261101-20261130.csv</c>, <c>spend 2026-11-01_2026-11-30.csv</c>, <c>01.11.2026-30.11.2026.csv</c>.
/// One day alone is mostly that of the export, so it says nothing.
/// </summary>
internal static partial class FileNameRange
{
    public static (DateOnly From, DateOnly To)? Of(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\', '!']) + 1)..];
        if (name.Length > 250)
        {
            return null;
        }

        var days = Day().Matches(name).Select(static x => Read(x.Value)).ToList();
        return days is [{ } from, { } to] && from <= to ? (from, to) : null;
    }

    private static DateOnly? Read(string text) =>
        DateText.Of(text.Replace('_', '-')).TryRead(Core.Brands.DateOrder.DayFirst, out var day) ? day : null;

    [GeneratedRegex(@"(?<![0-9])(?:20[0-9]{6}|20[0-9]{2}[-._][0-9]{2}[-._][0-9]{2}|[0-9]{2}\.[0-9]{2}\.20[0-9]{2})(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();
}
