using KpiFunctions.Core.Selection.Effects;
using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Receipts;

/// <summary>Everything that a receipt is made of.</summary>
/// <param name="Reading">What was made of the file.</param>
/// <param name="Path">The path it was dropped as; for a local check the path as it was given.</param>
/// <param name="ImportedAt">When it was imported, in the offset in which it is to be shown; null for a check without storage.</param>
/// <param name="Elapsed">How long reading took.</param>
/// <param name="Language">The reader's language.</param>
public sealed record Receipt(ExportReading Reading, string Path, DateTimeOffset? ImportedAt, TimeSpan Elapsed, TextLanguage Language)
{
    /// <summary>What the file changed in what counts; null for a check without storage, and where it was not compared.</summary>
    public FileEffect? Effect { get; init; }

    /// <summary>A draft of the mapping by which the file could be read, where one was asked for and could be made.</summary>
    public string? Suggestion { get; init; }
}
