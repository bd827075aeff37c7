namespace KpiFunctions.Cli.Watching;

/// <summary>What <c>host.json</c> settles for the host of the Functions app, so that the local one works alike; a test holds both together.</summary>
internal static class HostRules
{
    /// <summary>Files that are read at once.</summary>
    public const int FilesAtOnce = 2;

    /// <summary>Faults after which a file is left alone; the daily sweep finds it.</summary>
    public const int MaxFileFaults = 5;

    /// <summary>Messages of one queue that are fetched at once.</summary>
    public const int BatchSize = 2;

    /// <summary>More are fetched when so many are left.</summary>
    public const int NewBatchThreshold = 1;

    /// <summary>Faults after which a message is put aside.</summary>
    public const int MaxDequeueCount = 5;

    /// <summary>How long a message waits after a fault.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromMinutes(5);

    /// <summary>For how long a message is taken; half of it later it is taken anew while somebody is at it. The host has it built in.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
}
