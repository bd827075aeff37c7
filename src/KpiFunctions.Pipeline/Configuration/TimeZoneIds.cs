namespace KpiFunctions.Pipeline.Configuration;

/// <summary>Tells IANA zone ids from everything else that the system would take for a zone.</summary>
internal static class TimeZoneIds
{
    // Files of the system's zone folder that mean another zone on every machine, or count leap seconds.
    private static readonly string[] NotZones = ["localtime", "posixrules", "Factory"];

    public static bool IsIana(string id) =>
        id.Length <= 64
        && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && !id.StartsWith("posix/", StringComparison.OrdinalIgnoreCase)
        && !id.StartsWith("right/", StringComparison.OrdinalIgnoreCase)
        && !NotZones.Contains(id, StringComparer.OrdinalIgnoreCase)
        // Windows' names ("W. Europe Standard Time") are found too.
        && !TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out _)
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        && zone.Id == id;

    /// <summary>The zone that was probably meant: by its Windows name, its city or its spelling; null when none is near.</summary>
    public static string? Nearest(string id)
    {
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out var iana))
        {
            return iana;
        }

        var known = TimeZoneInfo.GetSystemTimeZones().Select(static x => x.Id).Where(IsIana).ToList();
        return ConfigurationKeys.Nearest(id, known) ?? ByCity(id, known);
    }

    private static string? ByCity(string id, List<string> known)
    {
        var city = id.Trim().Replace(' ', '_');
        return city.Length < 3 ? null : known.Find(x => x[(x.LastIndexOf('/') + 1)..].Equals(city, StringComparison.OrdinalIgnoreCase));
    }
}
