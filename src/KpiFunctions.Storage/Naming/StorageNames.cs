namespace KpiFunctions.Storage.Naming;

/// <summary>The names of containers and tables, in one place: triggers, infrastructure and stores all take them from here.</summary>
public static class StorageNames
{
    /// <summary>Container of the files that people drop.</summary>
    public const string Drop = "drop";

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

    /// <summary>Every container.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Drop, Archive, Receipts, Segments, Facts, Reports, Config];

    /// <summary>Every table.</summary>
    public static IReadOnlyList<string> Tables { get; } = [Kpis, Imports, Deliveries];
}
