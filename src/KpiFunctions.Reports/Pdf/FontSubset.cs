using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace KpiFunctions.Reports.Pdf;

/// <summary>
/// Cuts a font down to the characters of one document. Skia embeds a font whole (345 KB a page), HarfBuzz's native library
/// can subset it, but its managed wrapper does not say so.
/// </summary>
internal static partial class FontSubset
{
    private const string Library = "libHarfBuzzSharp";

    /// <summary>HB_SUBSET_FLAGS_NO_HINTING: print and modern screens do not hint.</summary>
    private const uint NoHinting = 0x1;

    /// <summary>HB_SUBSET_SETS_DROP_TABLE_TAG.</summary>
    private const int DropTables = 3;

    /// <summary>Text is placed glyph by glyph, so substitution and kerning tables, which pull in further glyphs, are not needed.</summary>
    private static readonly string[] UnusedTables = ["GSUB", "GPOS", "GDEF"];

    /// <summary>The font with only these characters, figures all equally wide if so wished; the whole font if it cannot be cut.</summary>
    public static byte[] Of(byte[] font, IReadOnlyCollection<Rune> characters, bool tabular)
    {
        var pinned = GCHandle.Alloc(font, GCHandleType.Pinned);
        try
        {
            using var blob = new Blob(pinned.AddrOfPinnedObject(), font.Length, MemoryMode.ReadOnly);
            using var face = new Face(blob, 0);
            return (tabular ? CutTabular(face, characters) : Cut(face.Handle, characters)) ?? font;
        }
        catch (EntryPointNotFoundException)
        {
            // Another build of the native library, without the subsetter: a larger document, and figures as wide as they are.
            return font;
        }
        finally
        {
            pinned.Free();
        }
    }

    private static byte[]? CutTabular(Face face, IReadOnlyCollection<Rune> characters)
    {
        var tabular = TabularFigures.Of(face, characters);
        try
        {
            return Cut(tabular, characters);
        }
        finally
        {
            DestroyFace(tabular);
        }
    }

    private static byte[]? Cut(IntPtr face, IReadOnlyCollection<Rune> characters)
    {
        var input = CreateInput();
        if (input == IntPtr.Zero)
        {
            return null;
        }

        try
        {
            var unicodes = UnicodeSet(input);
            foreach (var character in characters)
            {
                SetAdd(unicodes, (uint)character.Value);
            }

            foreach (var table in UnusedTables)
            {
                SetAdd(Sets(input, DropTables), Tag(table));
            }

            SetFlags(input, NoHinting);
            var subset = Subset(face, input);
            return subset == IntPtr.Zero ? null : Bytes(subset);
        }
        finally
        {
            DestroyInput(input);
        }
    }

    private static byte[]? Bytes(IntPtr face)
    {
        var blob = ReferenceBlob(face);
        try
        {
            var data = BlobData(blob, out var length);
            if (data == IntPtr.Zero || length == 0)
            {
                return null;
            }

            var bytes = new byte[length];
            Marshal.Copy(data, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            DestroyBlob(blob);
            DestroyFace(face);
        }
    }

    private static uint Tag(string name) => ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];

    [LibraryImport(Library, EntryPoint = "hb_subset_input_create_or_fail")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr CreateInput();

    [LibraryImport(Library, EntryPoint = "hb_subset_input_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void DestroyInput(IntPtr input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_unicode_set")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr UnicodeSet(IntPtr input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_set")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr Sets(IntPtr input, int kind);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_set_flags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void SetFlags(IntPtr input, uint flags);

    [LibraryImport(Library, EntryPoint = "hb_subset_or_fail")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr Subset(IntPtr face, IntPtr input);

    [LibraryImport(Library, EntryPoint = "hb_set_add")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void SetAdd(IntPtr set, uint value);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr ReferenceBlob(IntPtr face);

    [LibraryImport(Library, EntryPoint = "hb_face_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void DestroyFace(IntPtr face);

    [LibraryImport(Library, EntryPoint = "hb_blob_get_data")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr BlobData(IntPtr blob, out uint length);

    [LibraryImport(Library, EntryPoint = "hb_blob_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial void DestroyBlob(IntPtr blob);
}
