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
        var calculator = new KpiCalculator(await SelectAsync([.. files.Select(static x => (x.Path, x.ToArray()))], new DateOnly(2026, 11, 24)), Brand);
        using var oracle = Oracle.Open(_directory);

        var compared = CompareAll(calculator, oracle, calculator.Periods());
        Assert.True(compared > 10_000, $"only {compared} values were compared");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_kpi_where_some_exports_have_no_days_and_some_tell_of_search_results(int seed)
    {
        var selected = await SelectAsync(PeriodBrand.Files(seed), new DateOnly(2026, 12, 5));
        var calculator = new KpiCalculator(selected, Brand);
        using var oracle = Oracle.Open(_directory);

        Period quarter = new(Grain.Month, new(2026, 10, 1), new(2026, 12, 31), "2026-Q4");
        var compared = CompareAll(calculator, oracle, [.. calculator.Periods(), quarter]);
        Assert.True(compared > 2_000, $"only {compared} values were compared");
        Assert.Contains(selected.AdPeriods.Blocks, static x => x.Standing == PeriodStanding.Serves);
        Assert.Contains(selected.Web, static x => x.Source == Sources.GoogleSearchConsole);
    }

    private static int CompareAll(KpiCalculator calculator, Oracle oracle, IReadOnlyList<Period> periods) =>
        periods.Sum(period => Compare(calculator.Calculate(period), oracle.Compute(period.From, period.To)));

    private async Task<SelectedFacts> SelectAsync(IReadOnlyList<(string Path, byte[] Content)> files, DateOnly today)
    {
        var facts = new FactSet();
        var dropped = new DateTimeOffset(today, new TimeOnly(9, 0), TimeSpan.Zero);
        var options = new ReadingOptions
        {
            TimeZone = Brand.Zone,
            Currency = Brand.Currency,
            Today = today,
            Hasher = new IdentityHasher(new byte[32], Brand.Brand),
        };
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(_directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            var reading = await ExportReader.ReadAsync(
                new MemoryStream(bytes), name, Convert.ToHexStringLower(SHA256.HashData(bytes)), dropped, options, facts, TestContext.Current.CancellationToken);
            Assert.True(reading.Recognized, name);
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
