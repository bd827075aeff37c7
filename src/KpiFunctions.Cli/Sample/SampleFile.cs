namespace KpiFunctions.Cli.Sample;

/// <summary>One export file of a sample.</summary>
public sealed class SampleFile
{
    private readonly Action<Stream> _write;
    private readonly Func<IReadOnlyList<SampleFile>> _halves;

    private SampleFile(string path, int rows, Action<Stream> write, Func<IReadOnlyList<SampleFile>> halves)
    {
        Path = path;
        Rows = rows;
        _write = write;
        _halves = halves;
    }

    /// <summary>Path below the folder that is dropped, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>How many things it tells of: campaign days, channel days, days, orders (not their lines), costs.</summary>
    public int Rows { get; }

    /// <summary>Writes the file; the stream stays open.</summary>
    public void WriteTo(Stream stream) => _write(stream);

    /// <summary>The file's bytes.</summary>
    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        _write(stream);
        return stream.ToArray();
    }

    /// <summary>
    /// The same facts as two exports that share a fifth of their rows. Each half is a whole file, with its own preamble, header, date
    /// range and totals, named with <c>-1</c> and <c>-2</c> before the ending.
    /// </summary>
    public IReadOnlyList<SampleFile> InOverlappingHalves() => _halves();

    /// <summary>A file that something else writes, such as <see cref="BulkExports"/>; it has no halves.</summary>
    public static SampleFile Written(string path, Action<Stream> write) => new(path, 0, write, static () => []);

    internal static SampleFile Of<T>(string path, IReadOnlyList<T> rows, Action<Stream, IReadOnlyList<T>> write) =>
        new(path, rows.Count, stream => write(stream, rows), () =>
        [
            Of(Numbered(path, 1), [.. rows.Take(((rows.Count * 3) + 4) / 5)], write),
            Of(Numbered(path, 2), [.. rows.Skip(rows.Count * 2 / 5)], write),
        ]);

    private static string Numbered(string path, int number)
    {
        var ending = System.IO.Path.GetExtension(path);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path[..^ending.Length]}-{number}{ending}");
    }
}
