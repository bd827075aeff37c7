using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;

namespace KpiFunctions.App.Tests.Triggers;

/// <summary>What the worker's own analysers and generators reject, and what they let through and the host stumbles over.</summary>
internal static class TriggerRules
{
    public static IReadOnlyList<string> Problems(IReadOnlyList<Trigger> triggers) =>
    [
        .. triggers.GroupBy(static x => x.Name, StringComparer.OrdinalIgnoreCase).Where(static x => x.Count() > 1)
            .Select(static x => $"AZFW0017: {x.Key} is the name of {x.Count()} functions"),
        .. triggers.SelectMany(static x => Problems(x).Select(y => $"{x.Name}: {y}")),
    ];

    private static IEnumerable<string> Problems(Trigger trigger)
    {
        var method = trigger.Method;
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        {
            yield return "AZFW0002: async void";
        }
        else if (method.ReturnType != typeof(Task))
        {
            yield return "a trigger returns a task without a result: a result would be an output binding";
        }

        foreach (var attribute in method.GetCustomAttributesData().Select(static x => x.AttributeType).Where(IsOurs))
        {
            // Retries of queues and blobs are settings of host.json (AZFW0012), and ours are messages that were sent again.
            yield return $"AZFW0012: {attribute.Name} beside the function's name";
        }

        if (!method.IsPublic || method.IsStatic || !trigger.Type.IsPublic || trigger.Type.IsAbstract)
        {
            yield return "a trigger is a public method of a public class that the worker can create";
        }

        if (method.GetParameters() is not [_, var last] || last.ParameterType != typeof(CancellationToken))
        {
            yield return "a trigger takes what called it, and the token that stops it";
        }

        if (trigger.Binding is TimerTriggerAttribute { RunOnStartup: true })
        {
            yield return "RunOnStartup fires at every restart and every scale-out";
        }

        if (trigger.Binding is BlobTriggerAttribute { Source: not BlobTriggerSource.EventGrid })
        {
            yield return "Flex Consumption knows Event Grid as the source of blobs only";
        }
    }

    private static bool IsOurs(Type attribute) =>
        attribute != typeof(FunctionAttribute) && attribute.Namespace?.StartsWith("System.", StringComparison.Ordinal) != true;
}
