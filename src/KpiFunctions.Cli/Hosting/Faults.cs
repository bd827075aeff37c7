namespace KpiFunctions.Cli.Hosting;

/// <summary>What a fault was, beside the one line that everybody gets.</summary>
internal static class Faults
{
    private const string DebugSetting = "KPI_DEBUG";

    /// <summary>Writes it to stderr for who asks for it.</summary>
    public static void Detail(Exception fault)
    {
        if (Environment.GetEnvironmentVariable(DebugSetting) == "1")
        {
            Console.Error.WriteLine(fault);
        }
    }
}
