namespace KpiFunctions.Pipeline.Work;

/// <summary>When timers fire: six fields, seconds first, in UTC. None of them fires at start, so that a restart does nothing twice.</summary>
public static class Schedules
{
    /// <summary>
    /// Every hour at 17 minutes past. Platforms finish their reports at different times of the day, and asking what is due costs next to
    /// nothing; on the full hour everybody else asks them, too.
    /// </summary>
    public const string PullSources = "0 17 * * * *";

    /// <summary>
    /// Every 15 minutes, from 4 minutes past: reports are due at nine o'clock by each brand's clock, zones differ by quarters of an hour,
    /// and what was dropped shortly before is read by then.
    /// </summary>
    public const string PlanDeliveries = "0 4,19,34,49 * * * *";

    /// <summary>Every day at 02:41, when most brands' people do not drop files and no report is due: it reads every brand's folders.</summary>
    public const string SweepDrops = "0 41 2 * * *";
}
