namespace KpiFunctions.Pipeline.Pulling;

/// <summary>When to ask again after a failure.</summary>
internal static class Backoff
{
    private static readonly int[] Minutes = [1, 5, 15, 60, 180, 360];

    /// <summary>After what a person has to mend; nobody need tell us that it is mended.</summary>
    public static readonly TimeSpan Permanent = TimeSpan.FromHours(6);

    /// <summary>After the n-th failure in a row, from 1.</summary>
    public static TimeSpan After(int failures, bool isTemporary) =>
        isTemporary ? TimeSpan.FromMinutes(Minutes[Math.Clamp(failures, 1, Minutes.Length) - 1]) : Permanent;
}
