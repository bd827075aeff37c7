namespace KpiFunctions.Tests;

/// <summary>Long runs stand behind <c>KPI_SOAK=1</c>: more mutated files, and files of the sizes of the real world.</summary>
internal static class Soak
{
    public static readonly bool IsOn = Environment.GetEnvironmentVariable("KPI_SOAK") == "1";

    /// <summary>How many mutated files are tried.</summary>
    public static int Files(int usual) => IsOn ? 20_000 : usual;
}
