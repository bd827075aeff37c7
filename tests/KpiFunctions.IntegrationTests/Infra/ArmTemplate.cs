using System.Text.Json;

namespace KpiFunctions.IntegrationTests.Infra;

/// <summary>A resource and the template that it stands in.</summary>
internal sealed record ArmResource(ArmTemplate Template, JsonElement Json)
{
    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>The property at a path such as <c>policy.rules</c>; undefined when there is none.</summary>
    public JsonElement At(string path) => path.Split('.').Aggregate(
        Properties,
        static (json, name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var next) ? next : default);
}

/// <summary>A compiled template with its modules.</summary>
internal sealed record ArmTemplate(JsonElement Json)
{
    private const string Module = "Microsoft.Resources/deployments";

    /// <summary>Its modules by their symbolic name, at any depth.</summary>
    public IReadOnlyDictionary<string, ArmTemplate> Modules { get; } = Own(Json)
        .Where(static x => x.Json.GetProperty("type").GetString() == Module)
        .ToDictionary(static x => x.Name, static x => new ArmTemplate(x.Json.GetProperty("properties").GetProperty("template")), StringComparer.Ordinal);

    /// <summary>This template and those of its modules.</summary>
    public IEnumerable<ArmTemplate> All => Modules.Values.SelectMany(static x => x.All).Prepend(this);

    /// <summary>Its resources and those of its modules, without those that are there already.</summary>
    public IEnumerable<ArmResource> Resources => All.SelectMany(static template => Own(template.Json)
        .Where(static x => x.Json.GetProperty("type").GetString() != Module && !x.Json.TryGetProperty("existing", out _))
        .Select(x => new ArmResource(template, x.Json)));

    public IEnumerable<ArmResource> Of(string type) => Resources.Where(x => x.Type == type);

    public JsonElement Variable(string name) => Json.GetProperty("variables").GetProperty(name);

    public IEnumerable<JsonProperty> Parameters => Members(Json, "parameters");

    public IEnumerable<JsonProperty> Outputs => Members(Json, "outputs");

    /// <summary>The words of a variable that is a list of them.</summary>
    public IEnumerable<string> Words(string variable) => Variable(variable).EnumerateArray().Select(static x => x.GetString()!);

    private static IReadOnlyList<JsonProperty> Members(JsonElement template, string name) =>
        template.TryGetProperty(name, out var members) ? [.. members.EnumerateObject()] : [];

    private static IEnumerable<(string Name, JsonElement Json)> Own(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        return resources.ValueKind == JsonValueKind.Array
            ? resources.EnumerateArray().Select(static x => (x.GetProperty("name").GetString()!, x))
            : resources.EnumerateObject().Select(static x => (x.Name, x.Value));
    }
}
