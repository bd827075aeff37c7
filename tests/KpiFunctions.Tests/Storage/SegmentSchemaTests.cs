using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Segments;
using Xunit;

namespace KpiFunctions.Tests.Storage;

public sealed class SegmentSchemaTests
{
    [Fact]
    public Task Ad_facts_come_back_exactly() => RoundTripsAsync(FactGenerators.Ad, new AdSegmentSchema());

    [Fact]
    public Task Web_facts_come_back_exactly() => RoundTripsAsync(FactGenerators.Web, new WebSegmentSchema());

    [Fact]
    public Task Orders_come_back_exactly() => RoundTripsAsync(FactGenerators.Order, new OrderSegmentSchema());

    [Fact]
    public Task Costs_come_back_exactly() => RoundTripsAsync(FactGenerators.Cost, new CostSegmentSchema());

    [Fact]
    public async Task An_account_without_id_differs_from_one_with_an_empty_id()
    {
        var schema = new AdSegmentSchema();
        var unknown = FactGenerators.Ad.Single() with { Account = new(null, null) };
        var empty = unknown with { Account = new(string.Empty, string.Empty) };

        var read = await schema.ReadAsync((await schema.WriteAsync([unknown, empty], TestContext.Current.CancellationToken)).ToStream(), TestContext.Current.CancellationToken);

        Assert.Null(read[0].Account.Id);
        Assert.Equal(string.Empty, read[1].Account.Id);
    }

    [Fact]
    public async Task Files_that_are_written_at_once_are_the_files_that_are_written_alone()
    {
        var schema = new AdSegmentSchema();
        AdFact[] facts = [];
        var alone = (await schema.WriteAsync(facts, TestContext.Current.CancellationToken)).ToArray();
        var others = 0;

        await Parallel.ForAsync(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
        {
            var file = await schema.WriteAsync(facts, token);
            Interlocked.Add(ref others, file.ToMemory().Span.SequenceEqual(alone) ? 0 : 1);
        });

        Assert.Equal(0, others);
    }

    [Fact]
    public void No_column_is_named_like_a_key_of_the_path()
    {
        string[] keys = ["kind", "brand_key", "source_key", "month"];
        Assert.Empty(new AdSegmentSchema().ColumnNames.Intersect(keys));
        Assert.Empty(new WebSegmentSchema().ColumnNames.Intersect(keys));
        Assert.Empty(new OrderSegmentSchema().ColumnNames.Intersect(keys));
        Assert.Empty(new CostSegmentSchema().ColumnNames.Intersect(keys));
    }

    [Fact]
    public async Task An_amount_with_more_than_six_decimals_is_refused_and_not_cut_off()
    {
        var fact = FactGenerators.Cost.Single() with { Amount = 0.0000001m };
        await Assert.ThrowsAsync<OverflowException>(() => new CostSegmentSchema().WriteAsync([fact], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stamp_finer_than_a_millisecond_is_refused_and_not_cut_off()
    {
        var fact = FactGenerators.Cost.Single();
        fact = fact with { Origin = fact.Origin with { Stamp = fact.Origin.Stamp.AddTicks(1) } };
        await Assert.ThrowsAsync<InvalidDataException>(() => new CostSegmentSchema().WriteAsync([fact], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused()
    {
        var costs = await new CostSegmentSchema().WriteAsync([FactGenerators.Cost.Single()], TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => new AdSegmentSchema().ReadAsync(costs.ToStream(), TestContext.Current.CancellationToken));
        Assert.Contains("segment/costs", refused.Message, StringComparison.Ordinal);
    }

    private static Task RoundTripsAsync<TFact>(Gen<TFact> gen, SegmentSchema<TFact> schema) =>
        gen.List[0, 30].SampleAsync(
            async facts =>
            {
                var file = await schema.WriteAsync(facts, CancellationToken.None);
                var again = await schema.WriteAsync(facts, CancellationToken.None);
                Assert.Equal(facts, await schema.ReadAsync(file.ToStream(), CancellationToken.None));
                Assert.True(file.ToMemory().Span.SequenceEqual(again.ToMemory().Span), "The same facts made other bytes.");
            },
            iter: 60,
            threads: 2);
}
