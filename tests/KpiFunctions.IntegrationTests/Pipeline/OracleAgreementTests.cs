using KpiFunctions.Core.Kpis;
using KpiFunctions.Core.Periods;
using KpiFunctions.IntegrationTests.Fixtures;
using KpiFunctions.Storage.Kpis;
using Xunit;
using static KpiFunctions.IntegrationTests.Pipeline.TestBrand;

namespace KpiFunctions.IntegrationTests.Pipeline;

/// <summary>The published numbers equal SQL over the same files, which shares no line with the product.</summary>
public sealed class OracleAgreementTests(AzuriteFixture azurite)
{
    /// <summary>Costs are spread to the micro a day here and exactly there; a quotient carries that on.</summary>
    private const decimal Tolerance = 0.0001m;

    [Theory]
    [InlineData(47, 8)]
    [InlineData(1, 5)]
    [InlineData(2026, 5)]
    public async Task Every_kpi_of_every_period_by_total_channel_and_campaign_agrees(int seed, int weeks)
    {
        using var folder = new TempFolder();
        var sample = Sample(weeks, seed: seed);
        sample.WriteTo(folder.Path, Cancellation);
        await using var brand = await CreateAsync(azurite);
        await brand.IngestAsync(sample.Files);
        await brand.ComputeAsync();
        using var oracle = Oracle.Open(folder.Path);

        var compared = 0;
        foreach (var grain in Grains.All)
        {
            var headers = await brand.Get<KpiTable>().ReadHeadersAsync(Id, grain, null, null, Cancellation);
            foreach (var kpis in await brand.Get<KpiTable>().ReadManyAsync(Id, [.. headers.Select(static x => x.Period)], Cancellation))
            {
                compared += Compare(oracle, kpis);
            }
        }

        Assert.True(compared > weeks * 400, $"only {compared} values were compared");
    }

    private static int Compare(Oracle oracle, PeriodKpis kpis)
    {
        var expected = oracle.Compute(kpis.Period.From, kpis.Period.To);
        var actual = kpis.Members
            .Where(static x => x.Scope is KpiScope.Total or KpiScope.Channel or KpiScope.Campaign)
            .SelectMany(static x => x.Values(), static (x, y) => (Member: x, Value: y))
            .ToDictionary(static x => (x.Member.Scope.Id(), x.Member.Member, x.Value.Kpi.Id), static x => x.Value);
        var wrong = expected.Keys.Union(actual.Keys)
            .Select(x => (Key: x, Expected: expected.GetValueOrDefault(x)?.Value, Actual: actual.GetValueOrDefault(x)?.Value))
            .Where(static x => !Agree(x.Expected, x.Actual))
            .Select(static x => $"{x.Key}: {x.Actual}, the oracle says {x.Expected}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{kpis.Period}: {string.Join("; ", wrong)}");
        return expected.Count(static x => x.Value.Value is not null);
    }

    private static bool Agree(decimal? expected, decimal? actual) => (expected, actual) switch
    {
        (null, null) => true,
        ({ } a, { } b) => Math.Abs(a - b) <= Tolerance,
        _ => false,
    };
}
