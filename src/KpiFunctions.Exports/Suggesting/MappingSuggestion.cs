using KpiFunctions.Exports.Reading;
using KpiFunctions.Exports.Sniffing;
using KpiFunctions.Exports.Texts;

namespace KpiFunctions.Exports.Suggesting;

/// <summary>A first draft of the mapping by which an unknown file could be read.</summary>
public static class MappingSuggestion
{
    private const int StartBytes = 64 * 1024;

    /// <summary>
    /// The draft as YAML: the key <c>mappings</c> of a brand's configuration with one entry, and comments that say why. Null when no table
    /// with something to sum up can be found in the first 64 KiB.
    /// </summary>
    /// <param name="file">Seekable, read from its beginning; it stays open.</param>
    /// <param name="path">The file's name, which gives the draft its id.</param>
    /// <param name="limits">The limits that the file was read with.</param>
    /// <param name="language">The language of the comments.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<string?> ForAsync(Stream file, string path, ReadingLimits limits, TextLanguage language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(limits);
        var start = new byte[StartBytes];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(start, StartBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Of(start.AsSpan(0, length), isWhole: length < StartBytes, path, limits, language);
    }

    private static string? Of(ReadOnlySpan<byte> start, bool isWhole, string path, ReadingLimits limits, TextLanguage language)
    {
        if (start.IsEmpty || FileKind.OfBinary(start) is not null)
        {
            return null;
        }

        var encoding = TextEncoding.Detect(start, isWhole);
        var text = Sniffed.ToUtf8(start, encoding.Encoding);
        if (text.AsSpan().Contains((byte)0) || TableGuess.Of(text, isWhole, limits) is not { } table || MappingGuess.Of(table) is not { } guess)
        {
            return null;
        }

        return new MappingDraft(guess, path, encoding.IsUnicode ? null : encoding.Id, language).Write();
    }
}
