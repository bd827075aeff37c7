namespace KpiFunctions.Cli.Hosting;

/// <summary>A clock that started at a given local time when it was made and runs like the real one.</summary>
internal sealed class DemoClock : TimeProvider
{
    private readonly TimeSpan _shift;

    public DemoClock(DateTime local, TimeZoneInfo zone)
    {
        var start = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        _shift = start - System.GetUtcNow();
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
