namespace KpiFunctions.Pipeline.Pulling;

/// <summary>When to ask again after a failure.</summary>
internal static class Backoff
{
    /// <summary>
    /// After an answer that was kept and is not whole or cannot be used: each one costs a file, its copy and its segments, so that one
    /// that stays so is fetched once a day in the end.
    /// </summary>
    private static readonly int[] AnswerMinutes = [1, 5, 15, 60, 180, 360, 720, 1440];

    /// <summary>After what passes by itself and leaves nothing behind.</summary>
    private static readonly int[] OutageMinutes = AnswerMinutes[..6];

    /// <summary>How often what a person has to mend is tried several times a day: nobody need tell us that it is mended.</summary>
    private const int HopefulFailures = 4;

    /// <summary>After the n-th failure in a row, from 1.</summary>
    public static TimeSpan After(int failures, PullTrouble trouble) => trouble switch
    {
        { HasAnswer: true } => Nth(AnswerMinutes, failures),
        { IsTemporary: true } => Nth(OutageMinutes, failures),
        _ => failures <= HopefulFailures ? TimeSpan.FromHours(6) : TimeSpan.FromHours(24),
    };

    private static TimeSpan Nth(int[] minutes, int failures) => TimeSpan.FromMinutes(minutes[Math.Clamp(failures, 1, minutes.Length) - 1]);
}
