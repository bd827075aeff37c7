namespace KpiFunctions.Cli.Embedded;

/// <summary>Finds the npm parts that the build has installed, and the scripts that start them.</summary>
public static class NodeParts
{
    /// <summary>Environment variable that names the folder which holds <c>node_modules</c>; for a CLI that was copied out of its repository.</summary>
    public const string Setting = "KPI_NODE_PARTS";

    /// <summary>The folder that holds <c>node_modules</c> with the parts in it.</summary>
    /// <exception cref="EmbeddedPartException">No such folder.</exception>
    public static string Find() => Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(Setting));

    /// <summary>The setting's folder, else the nearest one at or above <paramref name="start"/>.</summary>
    /// <param name="start">The folder that the command lies in.</param>
    /// <param name="setting">What <see cref="Setting"/> says, or null. Once it is set nothing else is looked at.</param>
    /// <exception cref="EmbeddedPartException">No such folder.</exception>
    public static string Find(string start, string? setting)
    {
        if (!string.IsNullOrWhiteSpace(setting))
        {
            return Holds(setting) ? Path.GetFullPath(setting) : throw SettingIsWrong(setting);
        }

        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (Holds(folder.FullName))
            {
                return folder.FullName;
            }
        }

        throw NotThere();
    }

    /// <summary>The path of one of the scripts beside the command.</summary>
    internal static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Embedded", "Node", name);

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, "node_modules", "azurite", "package.json"));

    private static EmbeddedPartException SettingIsWrong(string setting) => new(
        "parts_missing",
        $"{Setting} is '{setting}', but there is no node_modules/azurite below it: name the folder in which 'npm ci' was run with this project's package.json.",
        $"В {Setting} указано «{setting}», но там нет node_modules/azurite: укажите папку, в которой выполнена команда «npm ci» с package.json этого проекта.");

    private static EmbeddedPartException NotThere() => new(
        "parts_missing",
        $"The embedded storage is not installed beside this command: build the project, or set {Setting} to the folder in which 'npm ci' was run with its package.json, or name a storage with --storage.",
        $"Встроенное хранилище не установлено рядом с этой командой: соберите проект, или укажите в {Setting} папку, в которой выполнена команда «npm ci» с его package.json, или назовите хранилище через --storage.");
}
