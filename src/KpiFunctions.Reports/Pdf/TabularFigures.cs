using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace KpiFunctions.Reports.Pdf;

/// <summary>
/// Makes a font's tabular figures (OpenType “tnum”) its only ones. Proportional figures that are set apart to stand in
/// columns leave gaps around “1” that readers of a PDF's text take for spaces; and a PDF says what a glyph means only if
/// the font's character map does. So the map leads the digits to the glyphs that are equally wide by themselves.
/// </summary>
internal static partial class TabularFigures
{
    private const string Library = "libHarfBuzzSharp";
    private const string Digits = "0123456789";
    private const int MapHead = 28;
    private const int MapGroup = 12;

    private static readonly Tag CharacterMap = new('c', 'm', 'a', 'p');
    private static readonly Feature Tabular = new(new Tag('t', 'n', 'u', 'm'));

    /// <summary>A native face with these characters of the face, figures tabular. The caller destroys it before the face.</summary>
    public static IntPtr Of(Face face, IEnumerable<Rune> characters)
    {
        var built = CreateBuilder();
        foreach (var table in face.Tables.Where(static x => x != CharacterMap))
        {
            using var blob = face.ReferenceTable(table);
            Add(built, table, blob);
        }

        using var map = BlobOf(Map(Glyphs(face, characters)));
        Add(built, CharacterMap, map);
        return built;
    }

    private static void Add(IntPtr built, Tag table, Blob blob)
    {
        // Fails for want of memory only.
        if (AddTable(built, table, blob.Handle) == 0)
        {
            throw new InvalidOperationException($"The report's font could not take its table {table}.");
        }
    }

    private static SortedDictionary<int, uint> Glyphs(Face face, IEnumerable<Rune> characters)
    {
        using var font = new Font(face);
        var glyphs = new SortedDictionary<int, uint>();
        foreach (var character in characters)
        {
            if (font.TryGetNominalGlyph(character.Value, out var glyph))
            {
                glyphs[character.Value] = glyph;
            }
        }

        using var buffer = new Buffer();
        buffer.AddUtf16(Digits);
        buffer.GuessSegmentProperties();
        font.Shape(buffer, Tabular);
        foreach (var shaped in buffer.GlyphInfos)
        {
            glyphs[Digits[(int)shaped.Cluster]] = shaped.Codepoint;
        }

        return glyphs;
    }

    /// <summary>
    /// A “cmap” table with one subtable of format 12 for Windows' full Unicode, a group for each character:
    /// https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage.
    /// </summary>
    private static byte[] Map(SortedDictionary<int, uint> glyphs)
    {
        var map = new byte[MapHead + (MapGroup * glyphs.Count)];
        Span<uint> head = [1, (3 << 16) | 10, 12, 12 << 16, (uint)map.Length - 12, 0, (uint)glyphs.Count];
        for (var i = 0; i < head.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(map.AsSpan(4 * i), head[i]);
        }

        var group = map.AsSpan(MapHead);
        foreach (var (character, glyph) in glyphs)
        {
            BinaryPrimitives.WriteUInt32BigEndian(group, (uint)character);
            BinaryPrimitives.WriteUInt32BigEndian(group[4..], (uint)character);
            BinaryPrimitives.WriteUInt32BigEndian(group[8..], glyph);
            group = group[MapGroup..];
        }

        return map;
    }

    private static Blob BlobOf(byte[] bytes)
    {
        var pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            return new Blob(pinned.AddrOfPinnedObject(), bytes.Length, MemoryMode.Duplicate);
        }
        finally
        {
            pinned.Free();
        }
    }

    [LibraryImport(Library, EntryPoint = "hb_face_builder_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr CreateBuilder();

    [LibraryImport(Library, EntryPoint = "hb_face_builder_add_table")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int AddTable(IntPtr builder, uint tag, IntPtr blob);
}
