using Azure.Data.Tables;
using CsCheck;
using KpiFunctions.Core.Facts;
using KpiFunctions.Storage.Ledgers;
using KpiFunctions.Storage.Limits;
using KpiFunctions.Storage.Tables;
using Xunit;

namespace KpiFunctions.Tests.Storage;

public sealed class LimitTests
{
    [Fact]
    public void An_ordinary_entity_is_taken() =>
        TableLimits.Require(new("shop|day", "2026-11-20|total") { ["sum_clicks"] = 1L, ["kpi_ctr"] = 0.5, ["nothing"] = null });

    public static TheoryData<string, TableEntity> Refused => new()
    {
        { "253 properties", WithProperties(253) },
        { "a forbidden key character", new("a/b", "c") },
        { "a control character", new("a", "c\u0085") },
        { "a long key", new("a", new string('x', 513)) },
        { "not a number", new("a", "b") { ["x"] = double.NaN } },
        { "infinity", new("a", "b") { ["x"] = double.PositiveInfinity } },
        { "a long text", new("a", "b") { ["x"] = new string('x', (32 * 1024) + 1) } },
        { "a bad name", new("a", "b") { ["x-y"] = 1 } },
        { "a long name", new("a", "b") { [new string('x', 256)] = 1 } },
        { "a decimal", new("a", "b") { ["x"] = 1m } },
        { "an early date", new("a", "b") { ["x"] = DateTimeOffset.MinValue } },
        { "a megabyte", WithTexts(20, 32 * 1024) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_Azure_refuses_is_refused_here(string what, TableEntity entity)
    {
        Assert.NotEmpty(what);
        Assert.Throws<InvalidDataException>(() => TableLimits.Require(entity));
    }

    [Fact]
    public void The_greatest_entity_is_taken() => TableLimits.Require(WithProperties(252));

    [Fact]
    public void Transactions_keep_to_a_hundred_operations_and_four_mebibytes_and_to_the_order()
    {
        Gen.Int[0, 20_000].List[0, 300].Sample(
            lengths =>
            {
                var actions = lengths.Select((length, i) => new TableTransactionAction(
                    TableTransactionActionType.Add, new TableEntity("p", $"{i}") { ["x"] = new string('x', length) })).ToList();
                var transactions = actions.InTransactions().ToList();

                Assert.Equal(actions, transactions.SelectMany(static x => x));
                Assert.All(transactions, static x =>
                {
                    Assert.InRange(x.Count, 1, 100);
                    Assert.True(x.Count == 1 || x.Sum(static y => TableLimits.RequestSizeOf((TableEntity)y.Entity)) <= 4 * 1024 * 1024);
                });
            },
            iter: 50);
    }

    [Theory]
    [InlineData("999999999999.999999", true)]
    [InlineData("-999999999999.999999", true)]
    [InlineData("1000000000000", false)]
    [InlineData("0.0000001", false)]
    [InlineData("79228162514264337593543950335", false)]
    public void An_amount_is_storable_when_it_fits_micros_and_decimal(string amount, bool storable) =>
        Assert.Equal(storable, AmountLimits.IsStorable(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Unstorable_amounts_are_found_with_their_rows()
    {
        var facts = new FactSet();
        facts.Add(FactGenerators.Ad.Single() with { Cost = 1m, Conversions = null, ConversionValue = 1e13m });

        var found = Assert.Single(AmountLimits.Unstorable(facts));

        Assert.Equal(("conversionValue", facts.Ads[0].Origin.Row), (found.Measure, found.Origin.Row));
    }

    [Fact]
    public void Micros_and_amounts_are_the_same_number() =>
        Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999].Sample(static x => AmountLimits.ToMicros(AmountLimits.FromMicros(x)) == x);

    [Theory]
    [InlineData("Anna@Example.com", "a…@example.com")]
    [InlineData("a@b", "a…@b")]
    public void A_recipient_is_known_by_hash_and_shown_masked(string address, string masked)
    {
        var recipient = RecipientRef.Of(address);
        Assert.Equal(masked, recipient.Masked);
        Assert.Equal(recipient, RecipientRef.Of(" " + address.ToUpperInvariant()));
        Assert.Equal(26, recipient.Hash.Length);
    }

    [Fact]
    public void Addresses_in_a_servers_answer_are_masked() =>
        Assert.Equal(
            "550 5.1.1 <a…@example.com>: no such user; see b…@mail.example",
            RecipientRef.MaskAll("550 5.1.1 <anna@example.com>: no such user; see bob@mail.example"));

    private static TableEntity WithProperties(int count)
    {
        var entity = new TableEntity("a", "b");
        for (var i = 0; i < count; i++)
        {
            entity[$"p{i}"] = i;
        }

        return entity;
    }

    private static TableEntity WithTexts(int count, int length)
    {
        var entity = new TableEntity("a", "b");
        for (var i = 0; i < count; i++)
        {
            entity[$"p{i}"] = new string('x', length);
        }

        return entity;
    }
}
