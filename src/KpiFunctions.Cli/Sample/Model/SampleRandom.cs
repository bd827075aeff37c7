namespace KpiFunctions.Cli.Sample.Model;

/// <summary>
/// Chance that is the same on every machine and framework version: SplitMix64 (Steele, Lea, Flood 2014), and nothing but
/// additions and products on top, because sines and logarithms may differ in their last digit between machines.
/// </summary>
internal sealed class SampleRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for each purpose, so that a change in one part of the sample leaves the others as they were.</summary>
    public static SampleRandom For(int seed, string purpose)
    {
        const ulong offset = 14695981039346656037, prime = 1099511628211;
        var hash = offset;
        foreach (var character in purpose)
        {
            hash = unchecked((hash ^ character) * prime);
        }

        return new(unchecked(hash + ((ulong)(uint)seed * 0x9E3779B97F4A7C15)));
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 up to, but without, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to, but without, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>True with that probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A factor around 1 that is at most <paramref name="spread"/> away from it and mostly close.</summary>
    public double Around(double spread) => 1 + (spread * (Unit() + Unit() - 1));

    /// <summary>One of the items.</summary>
    public T Pick<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];
}

/// <summary>
/// Draws indexes as from a deck of cards in which each is as frequent as its weight says: by chance in the small, exact in the large,
/// so that a week's sales don't hang on luck.
/// </summary>
internal sealed class Deck
{
    private readonly SampleRandom _random;
    private readonly int[] _cards;
    private int _left;

    public Deck(SampleRandom random, IEnumerable<int> weights)
    {
        _random = random;
        _cards = [.. weights.SelectMany(static (weight, index) => Enumerable.Repeat(index, weight))];
    }

    /// <summary>The next card; the deck is mixed again when it is used up.</summary>
    public int Draw()
    {
        _left = _left == 0 ? _cards.Length : _left;
        var drawn = _random.Below(_left--);
        (_cards[drawn], _cards[_left]) = (_cards[_left], _cards[drawn]);
        return _cards[_left];
    }
}

/// <summary>Turns fractional expectations into whole numbers without losing or adding any over time.</summary>
internal sealed class Carry
{
    private double _rest = 0.5;

    /// <summary>The whole part of what is due by now.</summary>
    public int Take(double expected)
    {
        _rest += expected;
        var whole = Math.Floor(_rest);
        _rest -= whole;
        return (int)whole;
    }
}
