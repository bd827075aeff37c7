namespace KpiFunctions.IntegrationTests.Fixtures;

/// <summary>A folder that is there for one test.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("kpi-test-").FullName;

    /// <summary>A path below the folder.</summary>
    public string Below(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
