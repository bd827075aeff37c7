using System.Globalization;
using KpiFunctions.Exports.Reading;

namespace KpiFunctions.Exports.Containers;

/// <summary>
/// A container, or a member of it, cannot be read on. It ends reading in the middle of a decompressor or of XML, and never leaves
/// <see cref="DropReader"/>: there it becomes an answer.
/// </summary>
internal sealed class ContainerException(string code, params string[] arguments) : Exception(code)
{
    /// <summary>A code of <see cref="ProblemCodes"/>.</summary>
    public string Code { get; } = code;

    public IReadOnlyList<string> Arguments { get; } = arguments;

    public static ContainerException Damaged() => new(ProblemCodes.DamagedContainer);

    public static ContainerException Protected() => new(ProblemCodes.ProtectedFile);

    /// <param name="what">One of the words that <see cref="Texts.ProblemTexts"/> names for the code.</param>
    public static ContainerException Refused(string what) => new(ProblemCodes.RefusedContainer, what);

    public static ContainerException Limit(string name, long value) =>
        new(ProblemCodes.LimitExceeded, name, value.ToString(CultureInfo.InvariantCulture));
}
