namespace KpiFunctions.Core.Selection;

/// <summary>Sums in which an absent measure is not 0.</summary>
internal static class Add
{
    public static long? Optional(long? a, long? b) => a is null ? b : b is null ? a : a + b;

    public static decimal? Optional(decimal? a, decimal? b) => a is null ? b : b is null ? a : a + b;
}
