namespace KpiFunctions.Cli.Hosting;

/// <summary>The folder that a demo leaves its results in.</summary>
internal static class DemoFolder
{
    private static readonly string[] Folders = ["mail", "receipts", "exports"];
    private static readonly string[] Files = ["report.ru.pdf", "report.en.pdf", "report.ru.html", "report.en.html", "kpis.json"];

    /// <summary>Removes what an earlier demo left, and nothing else: the folder may be a person's own.</summary>
    public static void Clear(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var path in Folders.Select(x => Path.Combine(folder, x)).Where(Directory.Exists))
        {
            Directory.Delete(path, recursive: true);
        }

        foreach (var path in Files.Select(x => Path.Combine(folder, x)))
        {
            File.Delete(path);
        }
    }
}
