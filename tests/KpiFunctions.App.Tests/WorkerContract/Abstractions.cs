namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0: as much of it as the triggers use.
#pragma warning disable CA1012, MA0017 // Public constructors of abstract classes: so it is in the package.

[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    public BindingAttribute()
    {
    }
}

[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    public TriggerBindingAttribute()
    {
    }
}
