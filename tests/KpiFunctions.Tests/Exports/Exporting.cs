using System.Text;
using KpiFunctions.Core.Facts;
using KpiFunctions.Exports;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Tests.Exports;

/// <summary>Reads texts and fixtures as a drop would.</summary>
internal static class Exporting
{
    public static readonly DateTimeOffset Stamp = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static ReadingOptions Options { get; } = new()
    {
        Today = new DateOnly(2026, 11, 24),
        Hasher = new IdentityHasher("a secret of the tests"u8, "shoes"),
    };

    public static Task<(ExportReading Reading, FactSet Facts)> Text(string text, ReadingOptions? options = null, string path = "file.csv") =>
        Bytes(Encoding.UTF8.GetBytes(text), options, path);

    public static Task<(ExportReading Reading, FactSet Facts)> Fixture(string name, ReadingOptions? options = null) =>
        Bytes(FixtureBytes(name), options, name);

    public static async Task<(ExportReading Reading, FactSet Facts)> Bytes(byte[] bytes, ReadingOptions? options = null, string path = "file.csv")
    {
        var facts = new FactSet();
        using var stream = new MemoryStream(bytes, writable: false);
        var reading = await ExportReader.ReadAsync(stream, path, "0123", Stamp, options ?? Options, facts, CancellationToken.None);
        return (reading, facts);
    }

    public static byte[] FixtureBytes(string name) => File.ReadAllBytes(Path.Combine(FixtureFolder(), name));

    public static IEnumerable<string> FixtureNames() => Directory.EnumerateFiles(FixtureFolder()).Select(static x => Path.GetFileName(x)).Order(StringComparer.Ordinal);

    /// <summary>The totals as one line.</summary>
    public static string Totals(ExportReading reading) => Line(reading.Totals);

    public static string Line(IEnumerable<MeasureTotal> totals) => string.Join(' ', totals.Select(static x => FormattableString.Invariant($"{x.Measure}={x.Value:0.######}")));

    /// <summary>The problems as one line each: code, line and column.</summary>
    public static string Problems(ExportReading reading) =>
        string.Join(' ', reading.Problems.Select(static x => x.Code + (x.Line > 0 ? $"@{x.Line}" : string.Empty) + (x.Column is null ? string.Empty : $":{x.Column}")));

    private static string FixtureFolder() => Path.Combine(Golden.Root, "tests", "KpiFunctions.Tests", "Exports", "Fixtures");
}
