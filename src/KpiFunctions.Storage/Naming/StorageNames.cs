namespace KpiFunctions.Storage.Naming;

/// <summary>The names of containers and tables, in one place: triggers, infrastructure and stores all take them from here.</summary>
public static class StorageNames
{
    /// <summary>Container of the files that people drop.</summary>
    public const string Drop = "drop";

    /// <summary>Container of what connectors fetched, as the platforms answered it. Only the app's identity may write there.</summary>
    public const string Pulled = "pulled";

    /// <summary>Container of a copy of every recognised file and a record of every import.</summary>
    public const string Archive = "archive";

    /// <summary>Container of what was made of each file, for the person who dropped it.</summary>
    public const string Receipts = "receipts";

    /// <summary>Container of facts as read.</summary>
    public const string Segments = "segments";

    /// <summary>Container of the facts that count.</summary>
    public const string Facts = "facts";

    /// <summary>Container of the reports that were sent.</summary>
    public const string Reports = "reports";

    /// <summary>Container of the brands' configurations.</summary>
    public const string Config = "config";

    /// <summary>Table of published KPIs.</summary>
    public const string Kpis = "Kpis";

    /// <summary>Table of imports.</summary>
    public const string Imports = "Imports";

    /// <summary>Table of deliveries.</summary>
    public const string Deliveries = "Deliveries";

    /// <summary>Table of what was pulled from platforms, and what is due.</summary>
    public const string Pulls = "Pulls";

    /// <summary>Every container.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Drop, Pulled, Archive, Receipts, Segments, Facts, Reports, Config];

    /// <summary>Every table.</summary>
    public static IReadOnlyList<string> Tables { get; } = [Kpis, Imports, Deliveries, Pulls];
}

/// <summary>The names of queues. A message says what to look at and never carries data.</summary>
public static class QueueNames
{
    /// <summary>Slices of accounts to be pulled.</summary>
    public const string Pulls = "pulls";

    /// <summary>Brands whose KPIs are to be computed.</summary>
    public const string Computes = "computes";

    /// <summary>Reports to be sent.</summary>
    public const string Deliveries = "deliveries";

    /// <summary>What the host adds to a queue's name for messages that failed too often.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>Where the host puts events of blobs that failed too often. The host makes it when it needs it.</summary>
    public const string BlobTriggerPoison = "webjobs-blobtrigger-poison";

    /// <summary>Every queue that work is put into.</summary>
    public static IReadOnlyList<string> Work { get; } = [Pulls, Computes, Deliveries];

    /// <summary>Every queue, with those for messages that failed too often.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Work, .. Work.Select(static x => x + PoisonSuffix)];
}
