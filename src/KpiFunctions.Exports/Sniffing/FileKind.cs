namespace KpiFunctions.Exports.Sniffing;

/// <summary>What the first bytes say a file is, if it is not text. The words are arguments of the problems' sentences.</summary>
internal static class FileKind
{
    /// <summary>Container formats are refused for now; everything else that is no text is <c>not_text</c>.</summary>
    public static (string Code, string Kind)? OfBinary(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith("%PDF"u8) => (Reading.ProblemCodes.NotText, "pdf"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => (Reading.ProblemCodes.NotText, "image"),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => (Reading.ProblemCodes.NotText, "image"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => (Reading.ProblemCodes.NotText, "office"),
        [(byte)'P', (byte)'K', 3, 4, ..] => IsOffice(start) ? (Reading.ProblemCodes.RefusedContainer, "office") : (Reading.ProblemCodes.RefusedContainer, "zip"),
        [(byte)'P', (byte)'K', 5, 6, ..] => (Reading.ProblemCodes.RefusedContainer, "zip"),
        [0x1F, 0x8B, ..] => (Reading.ProblemCodes.RefusedContainer, "gzip"),
        _ when start.StartsWith("Rar!"u8) => (Reading.ProblemCodes.RefusedContainer, "rar"),
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => (Reading.ProblemCodes.RefusedContainer, "7z"),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => (Reading.ProblemCodes.NotText, "utf-32"),
        _ => null,
    };

    // The members of a workbook or document have these names; they stand uncompressed in the first local header.
    private static bool IsOffice(ReadOnlySpan<byte> start) =>
        start.IndexOf("[Content_Types].xml"u8) >= 0 || start.IndexOf("xl/"u8) >= 0 || start.IndexOf("word/"u8) >= 0;
}
