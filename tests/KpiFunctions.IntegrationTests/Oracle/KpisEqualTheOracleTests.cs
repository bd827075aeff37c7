using System.Security.Cryptography;
using KpiFunctions.Cli.Sample;
using KpiFunctions.Core.Brands;
using KpiFunctions.Core.Facts;
using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.Core.Selection;
using KpiFunctions.Exports;
using KpiFunctions.Exports.Reading;
using Xunit;

namespace KpiFunctions.IntegrationTests;

/// <summary>Read, selected and computed by the product on the one side, by SQL over the same files on the other.</summary>
public sealed class KpisEqualTheOracleTests : IDisposable
{
    /// <summary>The product rounds each day's share of a range of costs to micros.</summary>
    private const decimal Tolerance = 1e-8m;

    private static readonly BrandConfiguration Brand = new() { Brand = SampleBrand.Id, TimeZone = "Europe/Moscow", Currency = "RUB" };

    private readonly string _directory = Directory.CreateTempSubdirectory("kpi-oracle-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_kpi_of_every_day_week_and_month(bool inHalves)
    {
        var brand = SampleBrand.Generate(new SampleOptions { AsOf = new DateOnly(2026, 11, 24), Weeks = 8 });
        SampleFile[] files = [.. brand.Files.SelectMany(x => inHalves ? x.InOverlappingHalves() : [x])];
        var calculator = new KpiCalculator(await SelectAsync(files), Brand);
        using var oracle = Oracle.Open(_directory);

        var compared = 0;
        foreach (var period in calculator.Periods())
        {
            compared += Compare(calculator.Calculate(period), oracle.Compute(period.From, period.To));
        }

        Assert.True(compared > 10_000, $"only {compared} values were compared");
    }

    private async Task<SelectedFacts> SelectAsync(IEnumerable<SampleFile> files)
    {
        var facts = new FactSet();
        var dropped = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        var options = new ReadingOptions
        {
            TimeZone = Brand.Zone,
            Currency = Brand.Currency,
            Today = new DateOnly(2026, 11, 24),
            Hasher = new IdentityHasher(new byte[32], Brand.Brand),
        };
        foreach (var file in files)
        {
            var bytes = file.ToArray();
            var path = Path.Combine(_directory, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            var reading = await ExportReader.ReadAsync(
                new MemoryStream(bytes), file.Path, Convert.ToHexStringLower(SHA256.HashData(bytes)), dropped, options, facts, TestContext.Current.CancellationToken);
            Assert.True(reading.Recognized, file.Path);
            Assert.Equal((0, true), (reading.Rejected, reading.Control.Matches));
            dropped = dropped.AddSeconds(1);
        }

        return FactSelection.Select(facts, new SelectionOptions { Zone = Brand.Zone });
    }

    private static int Compare(PeriodKpis product, IReadOnlyDictionary<(string Scope, string Member, string Kpi), OracleValue> oracle)
    {
        HashSet<(string, string, string)> seen = [];
        foreach (var member in product.Members.Where(static x => x.Scope is KpiScope.Total or KpiScope.Channel or KpiScope.Campaign))
        {
            foreach (var value in member.Values())
            {
                var key = (member.Scope.Id(), member.Member, value.Kpi.Id);
                var expected = oracle.GetValueOrDefault(key)?.Value;
                var agree = expected is { } x && value.Value is { } y ? Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Abs(x)) : expected is null && value.Value is null;
                Assert.True(agree, $"{product.Period.Id} {key}: the product says {value.Value} ({value.Reason}), SQL says {expected}");
                seen.Add(key);
            }
        }

        Assert.All(oracle.Where(static x => x.Value.Value is not null), x => Assert.Contains(x.Key, seen));
        return seen.Count;
    }
}
