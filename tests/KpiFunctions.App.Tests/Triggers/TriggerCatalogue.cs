using System.Reflection;
using KpiFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace KpiFunctions.App.Tests.Triggers;

/// <summary>A function as the host sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">What is called.</param>
/// <param name="Binding">What calls it.</param>
internal sealed record Trigger(string Name, MethodInfo Method, TriggerBindingAttribute Binding)
{
    public Type Type => Method.DeclaringType!;
}

/// <summary>The functions of the app, found as the host finds them: by attribute.</summary>
internal static class TriggerCatalogue
{
    public static IReadOnlyList<Trigger> All { get; } = Of(typeof(IngestDropTrigger).Assembly.GetTypes().Where(static x => x.Namespace == typeof(IngestDropTrigger).Namespace));

    /// <summary>The functions of these classes.</summary>
    public static IReadOnlyList<Trigger> Of(IEnumerable<Type> types) =>
        [.. types.SelectMany(static x => x.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static x => x.IsDefined(typeof(FunctionAttribute)))
            .Select(static x => new Trigger(
                x.GetCustomAttribute<FunctionAttribute>()!.Name,
                x,
                x.GetParameters().Select(static y => y.GetCustomAttribute<TriggerBindingAttribute>()).OfType<TriggerBindingAttribute>().Single()))
            .OrderBy(static x => x.Name, StringComparer.Ordinal)];
}
