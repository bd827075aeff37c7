namespace KpiFunctions.Pipeline.Work;

/// <summary>How long to wait before what did not succeed is tried again. A message carries how often it was tried.</summary>
internal sealed class Backoff
{
    private readonly int _maxAttempts;
    private readonly int[] _minutes;

    /// <param name="maxAttempts">After so many further tries it is left alone.</param>
    /// <param name="minutes">Minutes before the first, second, … further try; the last one stands for all after it.</param>
    public Backoff(int maxAttempts, params int[] minutes)
    {
        _maxAttempts = maxAttempts;
        _minutes = minutes;
    }

    /// <summary>The wait after a message's try; null when it is left alone.</summary>
    /// <param name="attempt">How often it was tried before, as the message says; anything below 0 is 0.</param>
    public TimeSpan? After(int attempt)
    {
        var tried = Math.Max(attempt, 0);
        return tried >= _maxAttempts ? null : TimeSpan.FromMinutes(_minutes[Math.Min(tried, _minutes.Length - 1)]);
    }
}
