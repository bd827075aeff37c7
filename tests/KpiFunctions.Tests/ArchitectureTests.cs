using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using Assembly = System.Reflection.Assembly;

namespace KpiFunctions.Tests;

/// <summary>
/// The rooms and who may use whom. Types are held by ArchUnitNET; project files are held too, because a reference that is allowed
/// to stand will be used one day.
/// </summary>
public sealed class ArchitectureTests
{
    private const string Prefix = "KpiFunctions.";

    /// <summary>The Functions app. Its packages are not everywhere, so that only its project file is looked at.</summary>
    private const string App = "KpiFunctions";

    // Every room with the rooms that it may use. A new project fails the last test until it stands here.
    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Exports"] = ["Core"],
        ["Connectors"] = ["Core"],
        ["Storage"] = ["Core"],
        ["Reports"] = ["Core"],
        ["Pipeline"] = ["Core", "Exports", "Connectors", "Storage", "Reports"],
        ["Cli"] = ["Pipeline"],
    };

    private static readonly Lazy<Architecture> Types = new(() => new ArchLoader().LoadAssemblies([.. Rooms.Keys.Select(Load)]).Build());

    public static TheoryData<string> Names => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_refers_to_the_rooms_that_it_may_use_and_to_no_other(string room)
    {
        Assert.Equal(
            Rooms[room].Select(static x => Prefix + x).Order(StringComparer.Ordinal),
            References(Prefix + room).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_app_refers_to_the_use_cases_and_to_nothing_else() => Assert.Equal([Prefix + "Pipeline"], References(App));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_type_depends_on_a_room_that_its_own_may_not_use(string room)
    {
        var reachable = Reachable(room);
        foreach (var other in Rooms.Keys.Where(x => x != room && !reachable.Contains(x) && HasTypes(x)))
        {
            ArchRuleAssert.CheckRule(
                Types.Value,
                ArchRuleDefinition.Types().That().ResideInAssembly(Load(room)).Should()
                    .NotDependOnAny(ArchRuleDefinition.Types().That().ResideInAssembly(Load(other)))
                    .WithoutRequiringPositiveResults());
        }
    }

    [Fact]
    public void The_domain_has_no_packages_and_uses_the_base_library_only()
    {
        Assert.Empty(Items(Prefix + "Core", "PackageReference"));
        Assert.All(Load("Core").GetReferencedAssemblies(), static x => Assert.StartsWith("System.", x.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_domain_touches_neither_files_nor_network_nor_clock()
    {
        string[] outside = ["System.Net", "System.Console", "System.IO.FileSystem", "System.Diagnostics.Process"];

        Assert.All(
            Load("Core").GetReferencedAssemblies(),
            reference => Assert.DoesNotContain(outside, x => reference.Name!.StartsWith(x, StringComparison.Ordinal)));
        ArchRuleAssert.CheckRule(
            Types.Value,
            ArchRuleDefinition.Types().That().ResideInAssembly(Load("Core")).Should()
                .NotDependOnAny(typeof(File), typeof(FileStream), typeof(Directory), typeof(TimeProvider)));
    }

    [Fact]
    public void Every_project_is_a_room_of_this_table()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Golden.Root, "src"))
            .Where(static x => Directory.EnumerateFiles(x, "*.csproj").Any())
            .Select(static x => Path.GetFileName(x));

        Assert.Equal(Rooms.Keys.Select(static x => Prefix + x).Append(App).Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Reachable(string room)
    {
        var reached = new HashSet<string>(Rooms[room], StringComparer.Ordinal);
        foreach (var next in Rooms[room])
        {
            reached.UnionWith(Reachable(next));
        }

        return reached;
    }

    private static bool HasTypes(string room) => Load(room).GetTypes().Length > 0;

    private static IEnumerable<string> References(string project) =>
        Items(project, "ProjectReference").Select(static x => Path.GetFileNameWithoutExtension(x.Replace('\\', '/')));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Golden.Root, "src", project, project + ".csproj"))
            .Descendants(kind)
            .Select(static x => (string)x.Attribute("Include")!);

    private static Assembly Load(string room) => Assembly.Load(new AssemblyName(room == "Cli" ? "kpi" : Prefix + room));
}
