namespace KpiFunctions.Exports.Formats;

/// <summary>
/// Whether amounts look as if they were in millionths: nothing but their size and roundness tells. Prices have two decimals, so in
/// millionths every amount is a multiple of 10,000, and a click costs tens of thousands.
/// </summary>
internal sealed class MicrosDoubt
{
    private const decimal Hundredth = 10_000m;
    private decimal _sum;
    private bool _isRound = true;

    public void Note(decimal? amount)
    {
        _sum += amount ?? 0;
        _isRound &= (amount ?? 0) % Hundredth == 0;
    }

    /// <param name="clicks">How many clicks the amounts paid for.</param>
    public bool IsLikely(decimal clicks) => _isRound && _sum > 0 && _sum / Math.Max(1, clicks) >= Hundredth;
}
