namespace KpiFunctions.Cli.Embedded;

/// <summary>A part that the command would run for itself (storage, mail catcher) cannot run. Says in one sentence what to do.</summary>
public sealed class EmbeddedPartException : Exception
{
    internal EmbeddedPartException(string code, string english, string russian, string? detail = null)
        : base(english)
    {
        Code = code;
        Russian = russian;
        Detail = detail;
    }

    /// <summary>Stable code: <c>node_missing</c>, <c>parts_missing</c>, <c>storage_in_use</c>, <c>part_did_not_start</c>.</summary>
    public string Code { get; }

    /// <summary>The sentence in Russian; <see cref="Exception.Message"/> is the English one.</summary>
    public string Russian { get; }

    /// <summary>The last lines that the part wrote, for a bug report; null if it wrote none.</summary>
    public string? Detail { get; }

    /// <summary>The sentence for a person.</summary>
    /// <param name="language">ru or en.</param>
    public string Sentence(string language) => language == "ru" ? Russian : Message;
}
