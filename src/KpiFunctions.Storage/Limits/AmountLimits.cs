using KpiFunctions.Core.Facts;

namespace KpiFunctions.Storage.Limits;

/// <summary>Which amounts can be stored: integer micros in segments and tables, DECIMAL(28,6) in facts.</summary>
public static class AmountLimits
{
    /// <summary>Decimals that storage keeps.</summary>
    public const int Scale = 6;

    /// <summary>
    /// Digits of a DECIMAL in the open facts: all that a decimal keeps for certain. A fact there is a sum of rows, which may exceed
    /// <see cref="MaxAmount"/> by far and must not keep a brand from being computed.
    /// </summary>
    public const int Precision = 28;

    /// <summary>The greatest amount of one row of the open facts, either sign.</summary>
    public const decimal MaxSum = 9_999_999_999_999_999_999_999.999999m;

    /// <summary>The greatest amount of one fact, either sign.</summary>
    public const decimal MaxAmount = 999_999_999_999.999999m;

    private const decimal MicrosPerUnit = 1_000_000m;

    /// <summary>Whether the amount has at most six decimals and is not too great.</summary>
    public static bool IsStorable(decimal amount) => Math.Abs(amount) <= MaxAmount && decimal.Round(amount, Scale) == amount;

    /// <summary>The amount as integer micros.</summary>
    /// <exception cref="OverflowException">It does not fit an Int64, or has more than six decimals.</exception>
    public static long ToMicros(decimal amount)
    {
        var micros = Math.Abs(amount) < long.MaxValue / MicrosPerUnit ? amount * MicrosPerUnit : throw TooGreat(amount);
        return decimal.Truncate(micros) == micros ? (long)micros : throw new OverflowException($"{amount} has more than six decimals; round before storing.");
    }

    /// <summary>Integer micros as an amount.</summary>
    public static decimal FromMicros(long micros) => micros / MicrosPerUnit;

    /// <summary>Every amount of the facts that <see cref="Segments.SegmentStore"/> would refuse, so that a reader can say so in the receipt.</summary>
    public static IEnumerable<UnstorableAmount> Unstorable(FactSet facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Amounts(facts).Where(static x => !IsStorable(x.Amount));
    }

    private static IEnumerable<UnstorableAmount> Amounts(FactSet facts)
    {
        foreach (var x in facts.Ads)
        {
            yield return new(x.Origin, "cost", x.Cost ?? 0);
            yield return new(x.Origin, "conversions", x.Conversions ?? 0);
            yield return new(x.Origin, "conversionValue", x.ConversionValue ?? 0);
        }

        foreach (var x in facts.Web)
        {
            yield return new(x.Origin, "conversions", x.Conversions ?? 0);
            yield return new(x.Origin, "revenue", x.Revenue ?? 0);
        }

        foreach (var x in facts.Orders)
        {
            yield return new(x.Origin, "goods", x.Goods);
            yield return new(x.Origin, "refundedGoods", x.RefundedGoods);
        }

        foreach (var x in facts.Costs)
        {
            yield return new(x.Origin, "cost", x.Amount);
        }
    }

    private static OverflowException TooGreat(decimal amount) => new($"{amount} is too great to be stored as micros.");
}

/// <summary>An amount that cannot be stored.</summary>
/// <param name="Origin">The row that holds it.</param>
/// <param name="Measure">Name of the measure as receipts have it.</param>
/// <param name="Amount">The amount.</param>
public sealed record UnstorableAmount(FactOrigin Origin, string Measure, decimal Amount);
