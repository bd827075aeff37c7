using System.Runtime.InteropServices;

namespace KpiFunctions.Exports.Csv;

/// <summary>How a delimited text is cut into records and cells.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CsvOptions()
{
    /// <summary>The byte between cells; any but NUL, quote, CR and LF.</summary>
    public byte Delimiter { get; init; } = (byte)',';

    /// <summary>Cells that a record may have; further ones are not kept and the record is answered as <see cref="CsvStatus.TooManyColumns"/>.</summary>
    public int MaxColumns { get; init; } = 2_000;

    /// <summary>Bytes that a record may have. It also bounds what an unclosed quote can make the reader hold in memory.</summary>
    public int MaxRecordBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Bytes that are held at first; grows with the longest record. Small values are for tests.</summary>
    public int BufferBytes { get; init; } = 64 * 1024;
}

/// <summary>What <see cref="CsvReader.Read"/> came to.</summary>
public enum CsvStatus
{
    /// <summary>A record stands ready.</summary>
    Record,

    /// <summary>The buffer holds no further whole record: call <see cref="CsvReader.FillAsync"/> and read again.</summary>
    NeedsData,

    /// <summary>There are no more records.</summary>
    End,

    /// <summary>A record stands ready, but only its first cells up to the limit.</summary>
    TooManyColumns,

    /// <summary>The record is longer than the limit. <see cref="CsvReader.SkipBrokenLine"/> goes on with the next physical line.</summary>
    RecordTooLong,

    /// <summary>A quote was opened and never closed. <see cref="CsvReader.SkipBrokenLine"/> goes on with the next physical line.</summary>
    UnterminatedQuote,
}
