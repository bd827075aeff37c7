namespace KpiFunctions.Core.Kpis;

/// <summary>
/// The logarithmic mean, the weight of the LMDI decomposition (Ang, "Decomposition analysis for policymaking in energy", 2004):
/// for a product or quotient of positive factors it turns logarithms of the factors into parts that add up without a remainder.
/// </summary>
internal static class LogMean
{
    /// <summary>Below this relative distance the closed form loses digits and the series has more than a decimal of money needs.</summary>
    private const decimal Near = 0.001m;

    /// <summary>(a − b) / ln(a / b), and a where both are equal. Both must be positive.</summary>
    public static decimal Of(decimal a, decimal b)
    {
        var x = (a - b) / b;
        return Math.Abs(x) < Near
            ? b * (1m + (x / 2m) - (x * x / 12m) + (x * x * x / 24m) - (19m * x * x * x * x / 720m))
            : (a - b) / (decimal)Math.Log((double)(a / b));
    }

    /// <summary>
    /// The share of the change of <c>x·y</c> that <c>x</c> causes, where y is whatever else there is.
    /// Shapley (the mean over both orders) where the logarithm does not exist; null where neither exists.
    /// </summary>
    public static decimal? FactorEffect(decimal product0, decimal product1, decimal x0, decimal x1)
    {
        if (product0 > 0 && product1 > 0 && x0 > 0 && x1 > 0)
        {
            return Of(product1, product0) / Of(x1, x0) * (x1 - x0);
        }

        return x0 == 0 || x1 == 0 ? null : (x1 - x0) * ((product0 / x0) + (product1 / x1)) / 2m;
    }

    /// <summary>
    /// What one unit of the numerator's change contributes to the change of numerator/denominator.
    /// </summary>
    public static decimal NumeratorWeight(decimal n0, decimal n1, decimal d0, decimal d1) =>
        n0 > 0 && n1 > 0 && d0 > 0 && d1 > 0
            ? Of(n1 / d1, n0 / d0) / Of(n1, n0)
            : ((1m / d0) + (1m / d1)) / 2m;
}
