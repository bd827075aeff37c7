namespace Microsoft.Azure.Functions.Worker;

// Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0, too, but in the namespace of the worker.

[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
