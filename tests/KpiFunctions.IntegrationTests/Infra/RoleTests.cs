using System.Text.Json;
using System.Text.RegularExpressions;
using KpiFunctions.Storage.Naming;
using Xunit;

namespace KpiFunctions.IntegrationTests.Infra;

public sealed partial class RoleTests
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string Reader = "Storage Blob Data Reader";
    private const string Contributor = "Storage Blob Data Contributor";
    private const string Account = "Microsoft.Storage/storageAccounts";
    private const string Container = Account + "/blobServices/containers";
    private const string Queue = Account + "/queueServices/queues";
    private const string Table = Account + "/tableServices/tables";

    // Azure's own names for its ids: what the templates call a role must be that role.
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        [Contributor] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        [Reader] = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Storage Queue Data Message Sender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["Storage Queue Data Reader"] = "19e7f393-937e-4f77-808e-94535e297925",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    };

    [Fact]
    public async Task The_app_has_exactly_the_roles_that_its_triggers_and_stores_need()
    {
        string[] readOnly = [StorageNames.Drop, StorageNames.Config];
        var expected = StorageNames.Containers.Select(x => new Grant(Container, "dataAccount", x, readOnly.Contains(x) ? Reader : Contributor))
            .Concat(QueueNames.Work.Select(static x => new Grant(Queue, "dataAccount", x, "Storage Queue Data Contributor")))
            .Concat(from queue in QueueNames.All.Except(QueueNames.Work).Append("webjobs-blobtrigger-poison")
                    from role in new[] { "Storage Queue Data Message Sender", "Storage Queue Data Reader" }
                    select new Grant(Queue, "dataAccount", queue, role))
            .Concat(StorageNames.Tables.Select(static x => new Grant(Table, "dataAccount", x, "Storage Table Data Contributor")))
            .Concat(
            [
                new(Account, "hostAccount", null, "Storage Blob Data Owner"),
                new(Account, "hostAccount", null, "Storage Queue Data Contributor"),
                new(Account, "hostAccount", null, "Storage Table Data Contributor"),
                new("Microsoft.KeyVault/vaults", "vaultName", null, "Key Vault Secrets User"),
                new("Microsoft.Insights/components", "insightsName", null, "Monitoring Metrics Publisher"),
            ]);

        var granted = Granted((await Bicep.MainAsync()).Modules["roles"]).Select(static x => x.Grant);

        Assert.Equal(Sorted(expected), Sorted(granted));
    }

    [Fact]
    public async Task Every_role_says_what_it_is_for() => Assert.All(
        (await Bicep.MainAsync()).All.SelectMany(Granted),
        static x => Assert.True(x.Why.Length >= 10 && !x.Why.StartsWith('['), $"{x.Grant}: {x.Why}"));

    [Fact]
    public async Task People_who_drop_files_may_write_drops_and_read_receipts_and_nothing_else()
    {
        var people = (await Bicep.MainAsync()).Modules["people"];

        var granted = Granted(people).Where(static x => x.Principal.Contains("parameters('droppers')", StringComparison.Ordinal)).Select(static x => x.Grant);

        Assert.Equal(
            Sorted([new(Container, "dataAccount", StorageNames.Drop, Contributor), new(Container, "dataAccount", StorageNames.Receipts, Reader)]),
            Sorted(granted));
    }

    [Fact]
    public async Task Administrators_may_write_everything_but_what_platforms_answered()
    {
        var expected = StorageNames.Containers
            .Select(static x => new Grant(Container, "dataAccount", x, x == StorageNames.Pulled ? Reader : Contributor))
            .Concat(
            [
                new(Account, "dataAccount", null, "Storage Queue Data Contributor"),
                new(Account, "dataAccount", null, "Storage Table Data Contributor"),
            ]);
        var people = (await Bicep.MainAsync()).Modules["people"];

        var granted = Granted(people).Where(static x => x.Principal.Contains("parameters('administrators')", StringComparison.Ordinal)).ToList();

        Assert.Equal(Sorted(expected), Sorted(granted.Select(static x => x.Grant)));
        Assert.All(people.Of(Assignments).Where(static x => x.At("principalId").GetString()!.Contains("administrators", StringComparison.Ordinal)), IsForEachWithEveryRow);
    }

    [Fact]
    public async Task Nobody_but_the_app_and_the_named_people_has_a_role()
    {
        var main = await Bicep.MainAsync();

        Assert.Equal(main.Of(Assignments).Count(), main.Modules["roles"].Of(Assignments).Count() + main.Modules["people"].Of(Assignments).Count());
        Assert.All(main.Modules["roles"].Of(Assignments), static x => Assert.Equal("[parameters('principalId')]", x.At("principalId").GetString()));
        Assert.All(
            main.Modules["people"].Of(Assignments),
            static x => Assert.Matches(@"^\[parameters\('(droppers|administrators)'\)\[", x.At("principalId").GetString()));
    }

    [Fact]
    public async Task Roles_are_the_built_in_ones_of_those_names()
    {
        var names = (await Bicep.MainAsync()).All
            .Where(static x => x.Json.TryGetProperty("variables", out var y) && y.TryGetProperty("roleIds", out _))
            .SelectMany(static x => x.Variable("roleIds").EnumerateObject())
            .ToList();

        Assert.NotEmpty(names);
        Assert.All(names, static x => Assert.Equal(BuiltIn[x.Name], x.Value.GetString()));
    }

    /// <summary>One loop over people and rows: the row is what is left of the index, the person how often the rows went into it.</summary>
    private static void IsForEachWithEveryRow(ArmResource assignment)
    {
        var index = Row().Match(assignment.At("roleDefinitionId").GetString()!).Groups["index"].Value;

        Assert.StartsWith("mod(", index, StringComparison.Ordinal);
        Assert.Equal($"[parameters('administrators')[div({index["mod(".Length..]}]]", assignment.At("principalId").GetString());
    }

    private static IEnumerable<string> Sorted(IEnumerable<Grant> grants) => grants.Select(static x => x.ToString()).Order(StringComparer.Ordinal);

    /// <summary>The assignments of one template, those of a loop one by one.</summary>
    private static IEnumerable<Assignment> Granted(ArmTemplate template) => template.Of(Assignments).SelectMany(static x =>
    {
        var role = x.At("roleDefinitionId").GetString()!;
        return Row().Match(role) is { Success: true } row
            ? x.Template.Variable(row.Groups["rows"].Value).EnumerateArray().Select(y => Read(x, y, $"{row.Groups["row"].Value}.target)"))
            : [Read(x, default, string.Empty)];
    });

    /// <param name="assignment">The assignment.</param>
    /// <param name="row">The row of its loop, if it has one.</param>
    /// <param name="named">How its scope names the target of the same row: with any other it is over something else.</param>
    private static Assignment Read(ArmResource assignment, JsonElement row, string named)
    {
        var scope = assignment.Json.GetProperty("scope").GetString()!;
        var name = Target().Match(scope) is { Success: true } literal ? literal.Groups["name"].Value
            : row.ValueKind == JsonValueKind.Object && row.TryGetProperty("target", out var target) && scope.Contains(named, StringComparison.Ordinal) ? target.GetString()
            : null;
        var role = row.ValueKind == JsonValueKind.Object
            ? row.GetProperty("role").GetString()!
            : Named().Match(assignment.At("roleDefinitionId").GetString()!).Groups["role"].Value;
        var why = row.ValueKind == JsonValueKind.Object ? row.GetProperty("why").GetString()! : assignment.At("description").GetString()!;
        return new(
            new(Kind().Match(scope).Groups["type"].Value, Parameter().Match(scope).Groups["name"].Value, name, role),
            assignment.At("principalId").GetString()!,
            why);
    }

    [GeneratedRegex(@"variables\('roleIds'\)\[(?<row>variables\('(?<rows>\w+)'\)\[(?<index>.+)\])\.role\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"variables\('roleIds'\)\['(?<role>[^']+)'\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\[resourceId\('(?<type>[^']+)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Kind();

    [GeneratedRegex(@"parameters\('(?<name>\w+)'\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"/default/(?<name>[a-z]+)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Target();

    /// <param name="Kind">Type of what the role is over.</param>
    /// <param name="Of">The template's parameter that names it, or the account that it is in.</param>
    /// <param name="Target">Container, queue or table; null for the whole.</param>
    /// <param name="Role">The role's name.</param>
    private sealed record Grant(string Kind, string Of, string? Target, string Role);

    private sealed record Assignment(Grant Grant, string Principal, string Why);
}
