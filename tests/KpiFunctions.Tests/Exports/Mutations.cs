using CsCheck;

namespace KpiFunctions.Tests.Exports;

/// <summary>Damages files as transfers, editors and people do.</summary>
internal static class Mutations
{
    private static readonly byte[][] Pieces =
    [
        [(byte)'"'], [(byte)'\r'], [(byte)'\n'], [(byte)','], [0], [0xFF], "\"\""u8.ToArray(), "1.20253E+17"u8.ToArray(), "99999999999999999999999999999"u8.ToArray(),
        "31/12/2099"u8.ToArray(), "# "u8.ToArray(), "Total: "u8.ToArray(), "1,234"u8.ToArray(), "9999-12-31"u8.ToArray(), "\uFEFF"u8.ToArray(), "1e28"u8.ToArray(),
    ];

    public static Gen<(int Kind, int A, int B)[]> Edits { get; } = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100_000], Gen.Int[0, 100_000]).Array[1, 10];

    public static byte[] Apply(byte[] file, (int Kind, int A, int B)[] edits)
    {
        var bytes = file.ToList();
        foreach (var edit in edits)
        {
            Apply(bytes, edit);
        }

        return [.. bytes];
    }

    private static void Apply(List<byte> bytes, (int Kind, int A, int B) edit)
    {
        var at = edit.A % (bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, edit.B % 40);
        switch (edit.Kind)
        {
            case 0:
                bytes.InsertRange(at, Pieces[edit.B % Pieces.Length]);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(edit.B % (bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3 when at < bytes.Count:
                bytes[at] = (byte)edit.B;
                break;
            default:
                bytes.RemoveRange(at, edit.B % 7 == 0 ? bytes.Count - at : Math.Min(1, bytes.Count - at));
                break;
        }
    }
}
